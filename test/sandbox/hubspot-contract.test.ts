import { describe, expect, it, onTestFinished } from 'vitest';
import { visitHubSpot } from './hubspot-visit.ts';

const acme = '20010000000';

async function visit(options: Parameters<typeof visitHubSpot>[0] = {}) {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const visited = await visitHubSpot({ accounts: 20, log, ...options });
  onTestFinished(() => visited.stop());
  return { ...visited, lines };
}

describe('the local HubSpot, held to the contract of HubSpot’s client,', () => {
  it.each([
    ['a number for a text', 'PATCH', `companies/${acme}`, { properties: { city: 7 } }, 'string'],
    ['a batch without inputs', 'POST', 'companies/batch/update', {}, 'inputs'],
    [
      'an unknown operator',
      'POST',
      'companies/search',
      { filterGroups: [{ filters: [{ propertyName: 'name', operator: 'LIKE', value: 'a' }] }] },
      'allowed values',
    ],
    ['a merge with nothing', 'POST', 'contacts/merge', { primaryObjectId: '1' }, 'objectIdToMerge'],
    ['a limit in words', 'GET', 'deals?limit=many', undefined, 'limit'],
    ['a flag that is none', 'GET', 'companies?archived=yes', undefined, 'archived'],
  ])('refuses %s on old and dated paths', async (_, method, place, body, reason) => {
    const { ask } = await visit();
    for (const base of ['/crm/v3/objects', '/crm/objects/2026-09']) {
      const answer = await ask(method, `${base}/${place}`, body);
      expect(answer).toMatchObject({ status: 400, body: { category: 'VALIDATION_ERROR' } });
      expect(answer.body.message).toContain(reason);
    }
  });

  it('takes a sort as the guide writes it, and a batch read that names no history', async () => {
    const { ask } = await visit();
    const sorts = [{ propertyName: 'name', direction: 'DESCENDING' }];
    const search = await ask('POST', '/crm/v3/objects/companies/search', { sorts });
    const read = await ask('POST', '/crm/v3/objects/companies/batch/read', {
      inputs: [{ id: acme }],
    });
    expect([search.status, read.status]).toEqual([200, 200]);
  });

  it('fails loudly where it would itself answer what HubSpot never does', async () => {
    const { ask, portal, lines } = await visit();
    const { properties } = portal.catalogue.companies;
    const name = properties.get('name');
    if (!name) throw new Error('no name');
    properties.set('name', { ...name, label: 7 as unknown as string });
    const { status, body } = await ask('GET', '/crm/properties/2026-09/companies/name');
    expect([status, body.category]).toEqual([500, 'INTERNAL_ERROR']);
    expect(lines.join()).toMatch(/HubSpot would not answer GET .*label must be string/);
  });

  it('does neither where it is switched off for bulk work', async () => {
    const { ask } = await visit({ contract: 'off' });
    const city = { properties: { city: 7 } };
    expect((await ask('PATCH', `/crm/v3/objects/companies/${acme}`, city)).status).toBe(200);
  });

  it('finds nothing amiss in what the official client asks and is answered', async () => {
    const { client, company, lines } = await visit();
    const { crm } = client;
    const [rep] = company.reps.filter(({ left }) => !left);
    const properties = { hubspot_owner_id: rep?.crmOwnerId ?? '' };
    await crm.owners.ownersApi.getPage(undefined, undefined, 500, true);
    for (const kind of ['companies', 'contacts', 'deals'] as const) {
      const page = await crm[kind].basicApi.getPage(
        50,
        undefined,
        [],
        ['hubspot_owner_id'],
        ['companies'],
      );
      const inputs = page.results.slice(0, 5).map(({ id }) => ({ id, properties }));
      await crm[kind].batchApi.update({ inputs });
      await crm[kind].batchApi.read({ inputs, properties: [], propertiesWithHistory: [] });
      await crm[kind].searchApi.doSearch({ limit: 200, filterGroups: [], properties: [] });
      await crm.properties.coreApi.getAll(kind);
      await crm.associations.v4.batchApi.getPage(kind, 'companies', { inputs });
    }
    expect(lines).toHaveLength(19);
    expect(lines.filter((line) => !/ 20[07]$/.test(line))).toEqual([]);
  });
});
