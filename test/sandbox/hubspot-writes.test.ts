import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PortalEvent } from '../../src/sandbox/hubspot/portal.ts';
import { visitHubSpot } from './hubspot-visit.ts';

let visit: Awaited<ReturnType<typeof visitHubSpot>>;
let events: PortalEvent[];
const acme = '20010000000';
const health = '20010000013';
const companies = '/crm/v3/objects/companies';

beforeEach(async () => {
  events = [];
  visit = await visitHubSpot({ appId: 991, onChange: (event) => events.push(event) });
});
afterEach(() => visit.stop());

function someOwner(): string {
  const rep = visit.company.reps.find(({ left, team }) => !left && team === 'EMEA');
  return rep?.crmOwnerId ?? '';
}

describe('writing to the local HubSpot', () => {
  it('changes the owner and says in the history that our app did it', async () => {
    const owner = someOwner();
    const properties = { hubspot_owner_id: owner };
    await visit.client.crm.companies.basicApi.update(acme, { properties });
    const record = await visit.client.crm.companies.basicApi.getById(
      acme,
      ['hubspot_owner_id', 'hubspot_team_id', 'hubspot_owner_assigneddate'],
      ['hubspot_owner_id'],
    );
    const history = record.propertiesWithHistory?.hubspot_owner_id ?? [];
    const team = visit.company.teams.find(({ name }) => name === 'EMEA');
    expect(record.properties).toMatchObject({ ...properties, hubspot_team_id: team?.crmId });
    expect(history).toHaveLength(4);
    expect(history[0]).toMatchObject({ value: owner, sourceType: 'INTEGRATION', sourceId: '991' });
    expect(record.updatedAt.toISOString()).toBe(record.properties.hubspot_owner_assigneddate);
  });

  it('tells a subscriber what changed, and nothing when the value was there already', async () => {
    await visit.ask('PATCH', `${companies}/${acme}`, { properties: { city: 'Berkeley' } });
    await visit.ask('PATCH', `${companies}/${acme}`, { properties: { city: 'Berkeley' } });
    expect(events).toEqual([
      expect.objectContaining({ type: 'propertyChange', property: 'city', value: 'Berkeley' }),
    ]);
  });

  it('clears a value with an empty text', async () => {
    await visit.ask('PATCH', `${companies}/${acme}`, { properties: { ticker: '' } });
    const { body } = await visit.ask('GET', `${companies}/${acme}?properties=ticker`);
    expect(body.properties.ticker).toBeNull();
  });

  it('updates a batch and reports the one id that is unknown', async () => {
    const answer = await visit.client.crm.companies.batchApi.update({
      inputs: [
        { id: acme, properties: { territory: 'dach' }, objectWriteTraceId: 'a' },
        { id: '77', properties: { territory: 'dach' }, objectWriteTraceId: 'b' },
      ],
    });
    const { body } = await visit.ask('GET', `${companies}/${acme}?properties=territory`);
    expect(answer.results.map(({ id }) => id)).toEqual([acme]);
    expect('errors' in answer && answer.errors).toHaveLength(1);
    expect(body.properties.territory).toBe('dach');
  });

  it('refuses a whole batch for one bad value', async () => {
    const answer = await visit.ask('POST', `${companies}/batch/update`, {
      inputs: [
        { id: acme, properties: { territory: 'dach' } },
        { id: health, properties: { industry: 'Computer Software' } },
      ],
    });
    const { body } = await visit.ask('GET', `${companies}/${acme}?properties=territory`);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain('INVALID_OPTION');
    expect(body.properties.territory).toBe('ent-northern-california');
  });

  it.each([
    ['an unknown property', { colour: 'red' }, 'PROPERTY_DOESNT_EXIST'],
    ['a read-only property', { hs_object_id: '1' }, 'READ_ONLY_VALUE'],
    ['an owner who never was', { hubspot_owner_id: '1' }, 'INVALID_OWNER_ID'],
    ['a number in words', { numberofemployees: 'many' }, 'INVALID_LONG'],
  ])('refuses %s', async (_, properties, code) => {
    const { status, body } = await visit.ask('PATCH', `${companies}/${acme}`, { properties });
    expect(status).toBe(400);
    expect(body).toMatchObject({ category: 'VALIDATION_ERROR', errors: [{ code }] });
  });

  it('refuses an owner who left', async () => {
    const leaver = visit.company.people.find(({ left }) => left);
    const { body } = await visit.ask('PATCH', `${companies}/${acme}`, {
      properties: { hubspot_owner_id: leaver?.crmOwnerId },
    });
    expect(body.errors[0].code).toBe('INACTIVE_OWNER_OR_USER');
  });

  it('creates a company that is then listed last and linked to its parent', async () => {
    const created = await visit.client.crm.companies.basicApi.create({
      properties: { name: 'Acme Paper Ltd', domain: 'acmepaper.example' },
      associations: [],
    });
    await visit.client.crm.associations.v4.basicApi.create(
      'companies',
      created.id,
      'companies',
      acme,
      [{ associationCategory: 'HUBSPOT_DEFINED' as never, associationTypeId: 14 }],
    );
    const { body } = await visit.ask('GET', `${companies}?limit=100&after=20010005187`);
    const again = await visit.ask(
      'GET',
      `${companies}/${created.id}?properties=hs_parent_company_id`,
    );
    expect(body.results.at(-1).id).toBe(created.id);
    expect(again.body.properties.hs_parent_company_id).toBe(acme);
  });

  it('archives a company: gone from the list and by id, there among the archived', async () => {
    await visit.client.crm.companies.basicApi.archive(health);
    const list = await visit.client.crm.companies.basicApi.getPage(3);
    const archived = await visit.client.crm.companies.basicApi.getPage(
      10,
      undefined,
      undefined,
      undefined,
      undefined,
      true,
    );
    expect(list.results.map(({ id }) => id)).not.toContain(health);
    expect((await visit.ask('GET', `${companies}/${health}`)).status).toBe(404);
    expect((await visit.ask('GET', `${companies}/${health}?archived=true`)).status).toBe(200);
    expect(archived.results).toMatchObject([{ id: health, archived: true }]);
    expect((await visit.ask('DELETE', `${companies}/${health}`)).status).toBe(204);
  });

  it('merges two companies into a new id that both old ids lead to, with the links of both', async () => {
    const copy = '20010000052';
    const merged = await visit.client.crm.companies.basicApi.merge({
      primaryObjectId: acme,
      objectIdToMerge: copy,
    });
    const read = await visit.client.crm.companies.basicApi.getById(copy, [
      'name',
      'hs_merged_object_ids',
    ]);
    const children = await visit.ask(
      'GET',
      `/crm/v4/objects/companies/${merged.id}/associations/companies`,
    );
    const list = await visit.ask('GET', `${companies}?limit=1`);
    expect(read.id).toBe(merged.id);
    expect(read.properties).toMatchObject({
      name: 'Acme Corporation',
      hs_merged_object_ids: `${acme};${copy}`,
    });
    expect(children.body.results).toHaveLength(3);
    expect(list.body.results[0].id).toBe(health);
    expect(events.find(({ type }) => type === 'merge')).toMatchObject({
      type: 'merge',
      primary: acme,
      merged: [acme, copy],
    });
  });

  it('upserts by a unique property of our own: the second time finds the first', async () => {
    await visit.client.crm.properties.coreApi.create('companies', {
      name: 'cadastre_key',
      label: 'Cadastre key',
      type: 'string' as never,
      fieldType: 'text' as never,
      groupName: 'companyinformation',
      hasUniqueValue: true,
    });
    const upsert = async (city: string) => {
      const { body } = await visit.ask('POST', `${companies}/batch/upsert`, {
        inputs: [{ idProperty: 'cadastre_key', id: 'k-1', properties: { city } }],
      });
      return body.results[0];
    };
    const first = await upsert('Bonn');
    const second = await upsert('Ulm');
    expect([first.new, second.new]).toEqual([true, false]);
    expect(second.id).toBe(first.id);
  });

  it('refuses a property that exists already', async () => {
    const { status, body } = await visit.ask('POST', '/crm/v3/properties/companies', {
      name: 'territory',
      label: 'Territory',
      type: 'string',
      fieldType: 'text',
      groupName: 'companyinformation',
    });
    expect([status, body.category]).toEqual([409, 'CONFLICT']);
  });

  it('cuts a link from both ends', async () => {
    await visit.ask('POST', '/crm/v4/associations/companies/companies/batch/archive', {
      inputs: [{ from: { id: health }, to: [{ id: acme }] }],
    });
    const links = await visit.ask(
      'GET',
      `/crm/v4/objects/companies/${acme}/associations/companies`,
    );
    const child = await visit.ask('GET', `${companies}/${health}?properties=hs_parent_company_id`);
    expect(links.body.results).toHaveLength(2);
    expect(child.body.properties.hs_parent_company_id).toBeNull();
  });

  it('lets a person edit a record in HubSpot itself', async () => {
    const [person] = visit.company.people;
    await visit.ask('POST', '/admin/edit', {
      kind: 'companies',
      id: acme,
      properties: { hubspot_owner_id: someOwner() },
      userId: person?.crmUserId,
    });
    const { body } = await visit.ask(
      'GET',
      `${companies}/${acme}?propertiesWithHistory=hubspot_owner_id`,
    );
    expect(body.propertiesWithHistory.hubspot_owner_id[0]).toMatchObject({
      sourceType: 'CRM_UI',
      updatedByUserId: person?.crmUserId,
    });
  });
});
