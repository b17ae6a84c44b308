import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitHubSpot } from './hubspot-visit.ts';

let visit: Awaited<ReturnType<typeof visitHubSpot>>;

beforeAll(async () => {
  visit = await visitHubSpot({ accounts: 12_000 });
});
afterAll(() => visit.stop());

const where = (propertyName: string, operator: string, more: object = {}) => ({
  filterGroups: [{ filters: [{ propertyName, operator, ...more }] }],
});

async function search(body: object, kind = 'companies') {
  const answer = await visit.ask('POST', `/crm/v3/objects/${kind}/search`, body);
  return { ...answer, ids: (answer.body.results ?? []).map(({ id }: { id: string }) => id) };
}

describe('searching the local HubSpot', () => {
  it('finds all Acmes by a word of the name, whatever its case', async () => {
    const { body } = await search({
      ...where('name', 'CONTAINS_TOKEN', { value: 'Acme' }),
      properties: ['name'],
    });
    expect(body.total).toBe(6);
    expect(
      body.results.map((one: { properties: { name: string } }) => one.properties.name),
    ).toContain('ACME CORP');
  });

  it.each([
    ['EQ', { value: 'ACME.com' }, 1],
    ['IN', { values: ['acme.com', 'acme-health.de'] }, 2],
    ['IN', { values: ['ACME.COM'] }, 0],
    ['CONTAINS_TOKEN', { value: 'acme*' }, 6],
  ])('reads the domain with %s %j', async (operator, more, total) => {
    expect((await search(where('domain', operator, more))).body.total).toBe(total);
  });

  it('splits all companies into those with an owner and those without', async () => {
    const owned = await search(where('hubspot_owner_id', 'HAS_PROPERTY'));
    const free = await search(where('hubspot_owner_id', 'NOT_HAS_PROPERTY'));
    expect(owned.body.total + free.body.total).toBe(12_000);
    expect(free.body.total).toBeGreaterThan(500);
  });

  it('compares sizes as numbers', async () => {
    const body = {
      ...where('numberofemployees', 'BETWEEN', { value: '900', highValue: '1100' }),
      properties: ['numberofemployees'],
      limit: 200,
    };
    const sizes = (await search(body)).body.results.map(
      (one: { properties: { numberofemployees: string } }) =>
        Number(one.properties.numberofemployees),
    );
    expect(sizes.length).toBeGreaterThan(20);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(900);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1100);
  });

  it('walks what changed lately in order of time, page by page, without gap or double', async () => {
    const since = String(visit.company.setting.today - 30 * 86_400_000);
    const body = {
      ...where('hs_lastmodifieddate', 'GTE', { value: since }),
      sorts: [{ propertyName: 'hs_lastmodifieddate', direction: 'ASCENDING' }],
      limit: 200,
    };
    const times: string[] = [];
    const ids = new Set<string>();
    let after: string | undefined = '0';
    let total = 0;
    while (after) {
      const { body: page } = await search({ ...body, after });
      total = page.total;
      for (const { id, updatedAt } of page.results) {
        ids.add(id);
        times.push(updatedAt);
      }
      after = page.paging?.next.after;
    }
    expect(ids.size).toBe(total);
    expect(times).toEqual([...times].sort());
  });

  it('shows an edit, and the edited record as the latest', async () => {
    await visit.ask('PATCH', '/crm/v3/objects/companies/20010001300', {
      properties: { name: 'Zanzibar Kites' },
    });
    const found = await search(where('name', 'CONTAINS_TOKEN', { value: 'zanzibar' }));
    const latest = await search({ sorts: ['-hs_lastmodifieddate'], limit: 1 });
    expect(found.ids).toEqual(['20010001300']);
    expect(latest.ids).toEqual(['20010001300']);
  });

  it('finds a contact by e-mail, also as the id of a read', async () => {
    const [contact] = visit.company.contactsOf(0);
    const email = contact?.email ?? '';
    const found = await search(where('email', 'EQ', { value: email }), 'contacts');
    const read = await visit.client.crm.contacts.basicApi.getById(
      email,
      [],
      [],
      [],
      false,
      'email',
    );
    expect(found.ids).toEqual([contact?.crmId]);
    expect(read.id).toBe(contact?.crmId);
  });

  it.each([
    ['201 a page', { limit: 201 }],
    ['more than 10,000 results', { after: '9900', limit: 200 }],
    ['six groups of filters', { filterGroups: Array.from({ length: 6 }, () => ({ filters: [] })) }],
    ['an operator of its own making', where('name', 'LIKE', { value: 'a' })],
    ['an unknown property', where('colour', 'EQ', { value: 'red' })],
    ['a body over 3000 characters', { query: 'a'.repeat(3000) }],
  ])('refuses %s', async (_, body) => {
    expect((await search(body)).status).toBe(400);
  });

  it('gives the ten-thousandth result', async () => {
    const { ids, body } = await search({ after: '9800', limit: 200 });
    expect(body.total).toBe(12_000);
    expect(ids).toHaveLength(200);
  });

  it('answers the official client', async () => {
    const { total } = await visit.client.crm.deals.searchApi.doSearch({
      ...where('dealstage', 'EQ', { value: 'closedwon' }),
      sorts: ['hs_object_id'],
      properties: ['dealname'],
      limit: 5,
      after: '0',
    } as never);
    expect(total).toBeGreaterThan(100);
  });
});
