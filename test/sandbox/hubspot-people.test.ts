import { describe, expect, it, onTestFinished } from 'vitest';
import { soon } from '../support/soon.ts';
import { visitHubSpot } from './hubspot-visit.ts';

const companies = '/crm/v3/objects/companies';
const contacts = '/crm/v3/objects/contacts';
const acme = '20010000000';
const health = '20010000013';

async function visit() {
  const visited = await visitHubSpot({ accounts: 20, appId: 991 });
  onTestFinished(() => visited.stop());
  const { ask, company } = visited;
  const [rep, other] = company.reps.filter(
    ({ left, crmOwnerId }) => !left && crmOwnerId !== company.account(0).owner,
  );
  if (!rep || !other) throw new Error('nobody sells');
  const read = async (path: string) => (await ask('GET', path)).body.properties;
  const past = async (id: string, property = 'hubspot_owner_id') => {
    const { body } = await ask('GET', `${companies}/${id}?propertiesWithHistory=${property}`);
    return body.propertiesWithHistory[property];
  };
  const contactsOfAcme = async () => {
    const { body } = await ask('GET', `/crm/v4/objects/companies/${acme}/associations/contacts`);
    return body.results.map(({ toObjectId }: { toObjectId: number }) => String(toObjectId));
  };
  const aContactOfAcme = async (properties: object = {}) => {
    const { body } = await ask('POST', contacts, {
      properties: { email: `someone${Math.random()}@acme.example`, ...properties },
      associations: [
        {
          to: { id: acme },
          types: [1, 279].map((associationTypeId) => ({
            associationCategory: 'HUBSPOT_DEFINED',
            associationTypeId,
          })),
        },
      ],
    });
    return String(body.id);
  };
  return { ...visited, read, past, contactsOfAcme, aContactOfAcme, rep, other };
}

const ownerOf = (id: string) => `${companies}/${id}?properties=hubspot_owner_id`;

describe('A person at the local HubSpot’s own pages', () => {
  it('stands in the history as the one who changed it', async () => {
    const { ask, past, rep } = await visit();
    const properties = { hubspot_owner_id: rep.crmOwnerId };
    await ask('POST', '/admin/edit', { kind: 'companies', id: acme, properties, userId: 12 });
    expect((await past(acme))[0]).toMatchObject({
      value: rep.crmOwnerId,
      sourceType: 'CRM_UI',
      sourceId: 'userId:12',
      updatedByUserId: 12,
    });
  });

  it('brings an archived company back as it was', async () => {
    const { ask, read } = await visit();
    const before = await read(`${companies}/${acme}`);
    await ask('POST', '/admin/archive', { kind: 'companies', id: acme });
    expect((await ask('GET', `${companies}/${acme}`)).status).toBe(404);
    await ask('POST', '/admin/restore', { kind: 'companies', id: acme });
    expect((await read(`${companies}/${acme}`)).name).toBe(before.name);
    const again = await ask('POST', '/admin/restore', { kind: 'companies', id: acme });
    expect(again.status).toBe(404);
  });

  it('deletes a contact for good: not among the archived, never to be restored', async () => {
    const { ask, aContactOfAcme, contactsOfAcme } = await visit();
    const id = await aContactOfAcme();
    expect(await contactsOfAcme()).toContain(id);
    await ask('POST', '/admin/purge', { id });
    const archived = await ask('GET', `${contacts}?archived=true&limit=100`);
    expect(archived.body.results).toEqual([]);
    expect((await ask('GET', `${contacts}/${id}?archived=true`)).status).toBe(404);
    expect((await ask('POST', '/admin/restore', { kind: 'contacts', id })).status).toBe(404);
    expect(await contactsOfAcme()).not.toContain(id);
  });

  it('merges two companies: the past of the first goes on, contacts follow', async () => {
    const { ask, past, read, aContactOfAcme } = await visit();
    const contact = await aContactOfAcme();
    const before = await past(acme);
    const { body } = await ask('POST', '/admin/merge', {
      kind: 'companies',
      primary: health,
      other: acme,
    });
    const after = await past(body.id);
    expect(after).toEqual(await past(acme));
    expect(after.length).toBeLessThanOrEqual(before.length);
    expect((await past(body.id, 'ticker'))[0]).toMatchObject({
      sourceType: 'MERGE_COMPANIES',
      sourceId: expect.stringMatching(/^userId:/),
    });
    const { associatedcompanyid } = await read(
      `${contacts}/${contact}?properties=associatedcompanyid`,
    );
    expect(associatedcompanyid).toBe(body.id);
  });

  it('makes another company the primary one of a contact', async () => {
    const { ask, read, aContactOfAcme } = await visit();
    const id = await aContactOfAcme();
    const from = { kind: 'contacts', id };
    const to = { kind: 'companies', id: health };
    await ask('POST', '/admin/associate', { from, to, types: [1, 279] });
    const link = await ask('GET', `/crm/v4/objects/contacts/${id}/associations/companies`);
    const types = Object.fromEntries(
      link.body.results.map(
        (one: { toObjectId: number; associationTypes: { typeId: number }[] }) => [
          one.toObjectId,
          one.associationTypes.map(({ typeId }) => typeId),
        ],
      ),
    );
    expect(types).toEqual({ [acme]: [279], [health]: [1, 279] });
    const { associatedcompanyid } = await read(`${contacts}/${id}?properties=associatedcompanyid`);
    expect(associatedcompanyid).toBe(health);
  });
});

describe('A deal of the local HubSpot', () => {
  it('is closed, and won, as the stage says that a person moves it to', async () => {
    const { ask, read, company } = await visit();
    const [deal] = company.dealsOf(0);
    const closed = async (dealstage: string) => {
      const edit = { kind: 'deals', id: deal?.crmId, properties: { dealstage } };
      await ask('POST', '/admin/edit', edit);
      const query = 'properties=hs_is_closed,hs_is_closed_won';
      const { hs_is_closed, hs_is_closed_won } = await read(
        `/crm/v3/objects/deals/${deal?.crmId}?${query}`,
      );
      return [hs_is_closed, hs_is_closed_won];
    };
    expect(await closed('closedwon')).toEqual(['true', 'true']);
    expect(await closed('closedlost')).toEqual(['true', 'false']);
    expect(await closed('qualifiedtobuy')).toEqual(['false', 'false']);
  });
});

describe('A company of the local HubSpot', () => {
  it('has one parent: a new one takes the place of the former', async () => {
    const { ask, read } = await visit();
    const child = { kind: 'companies', id: health };
    const parent = { kind: 'companies', id: '20010000130' };
    await ask('POST', '/admin/associate', { from: child, to: parent, types: [14] });
    const { hs_parent_company_id } = await read(
      `${companies}/${health}?properties=hs_parent_company_id`,
    );
    const links = await ask('GET', `/crm/v4/objects/companies/${acme}/associations/companies`);
    const children = links.body.results.map(({ toObjectId }: { toObjectId: number }) => toObjectId);
    expect(hs_parent_company_id).toBe(parent.id);
    expect(children).not.toContain(Number(health));
  });

  it('is not its own parent', async () => {
    const { ask } = await visit();
    const company = { kind: 'companies', id: health };
    const { status } = await ask('POST', '/admin/associate', {
      from: company,
      to: company,
      types: [14],
    });
    expect(status).toBe(400);
  });
});

describe('An owner who is deactivated', () => {
  it('is listed only among the archived, without name and user id', async () => {
    const { ask, rep } = await visit();
    await ask('POST', '/admin/owners/deactivate', { ownerId: rep.crmOwnerId });
    const active = await ask('GET', '/crm/v3/owners/?limit=500');
    const gone = await ask('GET', '/crm/v3/owners/?limit=500&archived=true');
    const ids = (list: typeof gone) => list.body.results.map(({ id }: { id: string }) => id);
    expect(ids(active)).not.toContain(rep.crmOwnerId);
    const owner = gone.body.results.find(({ id }: { id: string }) => id === rep.crmOwnerId);
    expect(owner).toMatchObject({
      archived: true,
      firstName: '',
      lastName: '',
      userId: null,
      userIdIncludingInactive: rep.crmUserId,
      email: rep.email,
    });
  });

  it('takes no company any more, until activated again', async () => {
    const { ask, rep } = await visit();
    const properties = { hubspot_owner_id: rep.crmOwnerId };
    await ask('POST', '/admin/owners/deactivate', { ownerId: rep.crmOwnerId });
    const refused = await ask('PATCH', `${companies}/${acme}`, { properties });
    expect(refused.body.errors[0].code).toBe('INACTIVE_OWNER_OR_USER');
    await ask('POST', '/admin/owners/activate', { ownerId: rep.crmOwnerId });
    expect((await ask('PATCH', `${companies}/${acme}`, { properties })).status).toBe(200);
  });
});

describe('HubSpot itself, where its owner copying is on,', () => {
  it('gives the contacts of a company the company’s new owner', async () => {
    const { ask, read, aContactOfAcme, rep } = await visit();
    const id = await aContactOfAcme();
    const properties = { hubspot_owner_id: rep.crmOwnerId };
    await ask('PATCH', '/admin/switches', { ownerCopying: true });
    await ask('PATCH', `${companies}/${acme}`, { properties });
    const contact = await read(`${contacts}/${id}?properties=hubspot_owner_id`);
    expect(contact.hubspot_owner_id).toBe(rep.crmOwnerId);
  });

  it('gives a company the owner of its contact only where nobody owns it', async () => {
    const { ask, read, aContactOfAcme, rep, other } = await visit();
    const id = await aContactOfAcme();
    const edit = (owner: string) => ({ properties: { hubspot_owner_id: owner } });
    await ask('PATCH', '/admin/switches', { ownerCopying: true });
    await ask('PATCH', `${companies}/${acme}`, edit(''));
    await ask('PATCH', `${contacts}/${id}`, edit(rep.crmOwnerId));
    expect((await read(ownerOf(acme))).hubspot_owner_id).toBe(rep.crmOwnerId);
    await ask('PATCH', `${contacts}/${id}`, edit(other.crmOwnerId));
    expect((await read(ownerOf(acme))).hubspot_owner_id).toBe(rep.crmOwnerId);
  });
});

describe('A workflow of the local HubSpot', () => {
  it('sets the owner back right after our write, under its own name', async () => {
    const { ask, past, rep, other } = await visit();
    const workflow = { id: 55, when: 'hubspot_owner_id', set: 'hubspot_owner_id' };
    await ask('PATCH', '/admin/switches', { workflows: [{ ...workflow, to: other.crmOwnerId }] });
    const properties = { hubspot_owner_id: rep.crmOwnerId };
    await ask('PATCH', `${companies}/${acme}`, { properties });
    const [last, ours] = await past(acme);
    expect(last).toMatchObject({
      value: other.crmOwnerId,
      sourceType: 'AUTOMATION_PLATFORM',
      sourceId: 'workflow:55',
    });
    expect(ours).toMatchObject({ value: rep.crmOwnerId, sourceType: 'INTEGRATION' });
  });

  it('may run some moments later', async () => {
    const { ask, read } = await visit();
    const workflow = { when: 'city', set: 'territory', to: 'emea', afterMs: 1000 };
    await ask('PATCH', '/admin/switches', { workflows: [workflow] });
    await ask('PATCH', `${companies}/${acme}`, { properties: { city: 'Oslo' } });
    const territory = async () =>
      (await read(`${companies}/${acme}?properties=territory`)).territory;
    expect(await territory()).not.toBe('emea');
    await soon(async () => expect(await territory()).toBe('emea'));
  });

  it('is stopped when two of them contradict each other', async () => {
    const { ask, past } = await visit();
    await ask('PATCH', '/admin/switches', {
      workflows: ['dach', 'emea'].map((to) => ({ when: 'territory', set: 'territory', to })),
    });
    await ask('PATCH', `${companies}/${acme}`, { properties: { territory: 'apac' } });
    expect((await past(acme, 'territory')).length).toBeLessThan(100);
  });
});
