import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitHubSpot } from './hubspot-visit.ts';

let visit: Awaited<ReturnType<typeof visitHubSpot>>;
const acme = '20010000000';

beforeAll(async () => {
  visit = await visitHubSpot();
});
afterAll(() => visit.stop());

describe('reading the local HubSpot with the official client', () => {
  it('pages through every company once, in order of id', async () => {
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = await visit.client.crm.companies.basicApi.getPage(100, after, ['name']);
      ids.push(...page.results.map(({ id }) => id));
      after = page.paging?.next?.after;
    } while (after);
    expect(ids).toHaveLength(400);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => Number(a) - Number(b)));
  });

  it('pages through all contacts and deals of the company', async () => {
    const count = async (kind: 'contacts' | 'deals') => {
      let total = 0;
      let after: string | undefined;
      do {
        const page = await visit.client.crm[kind].basicApi.getPage(100, after);
        total += page.results.length;
        after = page.paging?.next?.after;
      } while (after);
      return total;
    };
    const indexes = Array.from({ length: 400 }, (_, index) => index);
    const contacts = indexes.reduce(
      (sum, index) => sum + visit.company.contactsOf(index).length,
      0,
    );
    const deals = indexes.reduce((sum, index) => sum + visit.company.dealsOf(index).length, 0);
    expect(await count('contacts')).toBe(contacts);
    expect(await count('deals')).toBe(deals);
  });

  it('gives a known property without value as null and leaves an unknown one out', async () => {
    const { properties } = await visit.client.crm.companies.basicApi.getById(acme, [
      'name',
      'description',
      'no_such_thing',
    ]);
    expect(properties.name).toBe('Acme Corporation');
    expect(properties.description).toBeNull();
    expect(properties).not.toHaveProperty('no_such_thing');
  });

  it('tells who owned Acme, newest first, and who changed it', async () => {
    const record = await visit.client.crm.companies.basicApi.getById(
      acme,
      [],
      ['hubspot_owner_id'],
    );
    const history = record.propertiesWithHistory?.hubspot_owner_id ?? [];
    const owners = visit.company.account(0).owners;
    expect(history.map(({ value }) => value)).toEqual(owners.map(({ owner }) => owner).reverse());
    expect(history[0]).toMatchObject({ sourceType: 'CRM_UI', updatedByUserId: owners[2]?.by });
  });

  it('keeps former names in the history of the name', async () => {
    const record = await visit.client.crm.companies.basicApi.getById(acme, [], ['name']);
    const names = record.propertiesWithHistory?.name?.map(({ value }) => value);
    expect(names).toEqual(['Acme Corporation', 'Acme Widgets Inc']);
  });

  it('reads a batch and names the ids that it does not know', async () => {
    const answer = await visit.client.crm.companies.batchApi.read({
      inputs: [{ id: acme }, { id: '20010000013' }, { id: '77' }],
      properties: ['name', 'hs_parent_company_id'],
      propertiesWithHistory: [],
    });
    expect(answer.results.map(({ properties }) => properties.hs_parent_company_id)).toEqual([
      null,
      acme,
    ]);
    expect('errors' in answer && answer.errors?.[0]?.context).toEqual({ ids: ['77'] });
  });

  it('refuses 101 ids in a batch, and 51 with history', async () => {
    const batch = (count: number, propertiesWithHistory: string[]) =>
      visit.ask('POST', '/crm/v3/objects/companies/batch/read', {
        inputs: Array.from({ length: count }, (_, n) => ({ id: String(n) })),
        properties: [],
        propertiesWithHistory,
      });
    expect((await batch(101, [])).status).toBe(400);
    expect((await batch(51, ['name'])).status).toBe(400);
    expect((await batch(50, ['name'])).status).toBe(207);
  });

  it('refuses a page of 101, and of 51 with history', async () => {
    const list = '/crm/v3/objects/companies';
    expect((await visit.ask('GET', `${list}?limit=101`)).status).toBe(400);
    expect((await visit.ask('GET', `${list}?limit=51&propertiesWithHistory=name`)).status).toBe(
      400,
    );
  });

  it('lists the owners at work, and on request those who left, without their names', async () => {
    const { results } = await visit.client.crm.owners.ownersApi.getPage(undefined, undefined, 500);
    const gone = await visit.client.crm.owners.ownersApi.getPage(undefined, undefined, 500, true);
    const { people } = visit.company;
    expect(results.map(({ id }) => id)).toEqual(
      people.filter(({ left }) => !left).map(({ crmOwnerId }) => crmOwnerId),
    );
    expect(gone.results).toHaveLength(2);
    for (const owner of gone.results) {
      expect(owner).toMatchObject({ archived: true, firstName: '', userId: null });
    }
  });

  it('finds an owner by id and by user id', async () => {
    const [person] = visit.company.people;
    const { ownersApi } = visit.client.crm.owners;
    const byId = await ownersApi.getById(Number(person?.crmOwnerId));
    const byUser = await visit.ask('GET', `/crm/v3/owners/${person?.crmUserId}?idProperty=userId`);
    expect(byId.email).toBe(person?.email);
    expect(byUser.body.id).toBe(person?.crmOwnerId);
  });

  it('lists the six teams with their members', async () => {
    const { results } = await visit.client.settings.users.teamsApi.getAll();
    expect(results.map(({ name }) => name)).toEqual(visit.company.teams.map(({ name }) => name));
    expect(results[0]?.userIds.length).toBeGreaterThan(3);
  });

  it('describes its properties, its own territory property among them', async () => {
    const { results } = await visit.client.crm.properties.coreApi.getAll('companies');
    const named = (name: string) => results.find((property) => property.name === name);
    expect(named('territory')?.hubspotDefined).toBe(false);
    expect(named('hs_object_id')?.modificationMetadata?.readOnlyValue).toBe(true);
    expect(named('industry')?.options.map(({ value }) => value)).toContain('COMPUTER_SOFTWARE');
  });

  it('gives the deal pipeline and the account', async () => {
    const { results } = await visit.client.crm.pipelines.pipelinesApi.getAll('deals');
    const details = await visit.client.apiRequest({
      method: 'GET',
      path: '/account-info/v3/details',
    });
    expect(results[0]?.stages.map(({ id }) => id)).toContain('closedwon');
    expect(await details.json()).toMatchObject({ portalId: 4242, timeZone: 'America/Los_Angeles' });
  });

  it('leads from a parent to its children and back, and from a company to its deals', async () => {
    const { batchApi } = visit.client.crm.associations.v4;
    const family = await batchApi.getPage('companies', 'companies', {
      inputs: [{ id: acme }, { id: '20010000013' }],
    });
    const children = family.results[0]?.to.map(({ toObjectId }) => String(toObjectId));
    const parent = family.results[1]?.to[0];
    expect(children).toEqual(['20010000013', '20010000026', '20010000039']);
    expect(String(parent?.toObjectId)).toBe(acme);
    expect(parent?.associationTypes[0]?.typeId).toBe(14);
    const { results } = await visit.client.crm.companies.basicApi.getPage(
      1,
      undefined,
      [],
      [],
      ['deals'],
    );
    expect(results[0]?.associations?.deals?.results).toHaveLength(4);
  });
});

describe('the newer, dated paths', () => {
  it.each([
    ['/crm/v3/objects/companies?limit=3', '/crm/objects/2026-09/companies?limit=3'],
    ['/crm/v3/owners/?limit=3', '/crm/owners/2026-09?limit=3'],
    ['/crm/v3/properties/deals', '/crm/properties/2026-09/deals'],
    ['/crm/v3/pipelines/deals', '/crm/pipelines/2026-09/deals'],
    ['/account-info/v3/details', '/account-info/2026-09/details'],
  ])('answer %s as %s', async (old, dated) => {
    const answer = await visit.ask('GET', dated);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual((await visit.ask('GET', old)).body);
  });

  it('fold a partial answer into 200, where the old ones say 207', async () => {
    const body = { inputs: [{ id: '77' }], properties: [], propertiesWithHistory: [] };
    const old = await visit.ask('POST', '/crm/v3/objects/companies/batch/read', body);
    const dated = await visit.ask('POST', '/crm/objects/2026-09/companies/batch/read', body);
    expect([old.status, dated.status]).toEqual([207, 200]);
    expect(dated.body.numErrors).toBe(1);
  });
});

describe('the record page', () => {
  it.each(['record/0-2/20010000000', 'company/20010000000'])('opens at %s', async (path) => {
    const response = await fetch(`${visit.url}/contacts/4242/${path}`);
    const page = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(page).toContain('<h1>Acme Corporation</h1>');
    expect(page).toContain('Acme Robotics K.K.');
  });

  it('shows a name as text, never as markup', async () => {
    const { body } = await visit.ask('POST', '/crm/v3/objects/companies', {
      properties: { name: '<script>alert(1)</script>' },
    });
    const page = await (await fetch(`${visit.url}/contacts/4242/record/0-2/${body.id}`)).text();
    expect(page).not.toContain('<script>');
  });
});
