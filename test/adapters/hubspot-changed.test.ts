import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { collect, connect, quickPace } from './hubspot-server.ts';

const COUNT = 10_450;
const company = createCompany({ seed: 3, accounts: COUNT });
let hubspot: HubSpot;
beforeAll(async () => {
  const app = { token: 'pat-test', portalId: 4711, limits: 'off' } as const;
  hubspot = await startHubSpot({ ...app, port: 0, company, contract: 'off' });
});
afterAll(() => hubspot.stop());

describe('Asking HubSpot what has changed', () => {
  it('goes past the ten thousand that one search shows', async () => {
    const touches = await collect(connect(hubspot).changedSince('account', new Date(0)));
    const times = touches.map(({ at }) => at.getTime());
    expect(new Set(touches.map(({ id }) => id)).size).toBe(COUNT);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('F7 one moment: goes on by numbers where more than that were touched at once', async () => {
    const ids = Array.from({ length: COUNT }, (_, nth) => company.account(nth).crmId);
    const [at] = [new Date('2027-01-01T00:00:00Z')];
    const frozen = await startHubSpot({
      ...{ token: 'pat-test', portalId: 4711, limits: 'off', port: 0, company, contract: 'off' },
      now: () => at.getTime(),
    });
    const headers = { authorization: 'Bearer pat-test', 'content-type': 'application/json' };
    for (let from = 0; from < ids.length; from += 100) {
      const inputs = ids.slice(from, from + 100).map((id) => ({ id, properties: { city: 'X' } }));
      const url = `${frozen.url}/crm/v3/objects/companies/batch/update`;
      await fetch(url, { method: 'POST', headers, body: JSON.stringify({ inputs }) });
    }

    const touches = await collect(connect(frozen).changedSince('account', at));
    await frozen.stop();

    expect(new Set(touches.map(({ id }) => id))).toEqual(new Set(ids));
    expect(touches.length).toBeLessThan(3 * COUNT);
  });

  it('F8 moved between pages: misses none that others push to another page meanwhile', async () => {
    const small = createCompany({ seed: 4, accounts: 700 });
    const app = { token: 'pat-test', portalId: 4711, limits: 'off', contract: 'off' } as const;
    const busy = await startHubSpot({ ...app, port: 0, company: small });
    const crm = connect(busy);
    const seen: string[] = [];
    for await (const page of crm.changedSince('account', new Date(0))) {
      seen.push(...page.map(({ id }) => id));
      // Those that were just shown are touched, and go to the end of the line.
      const inputs = page.slice(0, 50).map(({ id }) => ({ id, properties: { city: 'X' } }));
      if (seen.length > 600) continue;
      await fetch(`${busy.url}/crm/v3/objects/companies/batch/update`, {
        method: 'POST',
        headers: { authorization: 'Bearer pat-test', 'content-type': 'application/json' },
        body: JSON.stringify({ inputs }),
      });
    }
    await busy.stop();
    const ids = Array.from({ length: 700 }, (_, nth) => small.account(nth).crmId);
    expect(new Set(seen)).toEqual(new Set(ids));
  });

  it('lists every record with the moment of its last change', async () => {
    const touches = await collect(connect(hubspot).all('account'));
    expect(touches).toHaveLength(COUNT);
    expect(touches[0]).toEqual({
      ...{ id: company.account(0).crmId, at: new Date(company.account(0).modifiedAt) },
    });
  });

  it('F14 search storm: makes no more than four searches a second', async () => {
    const pace = quickPace();
    await collect(connect(hubspot, { pace }).changedSince('account', new Date(0)));
    expect(pace.elapsed()).toBeGreaterThan((COUNT / 200) * 250 - 1000);
  });
});
