import { describe, expect, it, onTestFinished } from 'vitest';
import { createLimiter } from '../../src/adapters/hubspot/limiter.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import {
  aPage,
  aRecord,
  collect,
  connect,
  quickPace,
  startPortal,
  tellOwner,
} from './hubspot-server.ts';

const write = { kind: 'account', id: '77', expected: 'ann', wanted: 'bob' } as const;

describe('what is more urgent than reading whole books', () => {
  it('F14 goes before all pages that wait for their turn', async () => {
    const portal = await startPortal(({ path, body }) => {
      if (!path.includes('/batch/')) return aPage([aRecord('1', {})]);
      const owner = path.endsWith('/update') ? 'bob' : 'ann';
      expect(body).toContain('77');
      return { json: { results: [aRecord('77', { hubspot_owner_id: owner })] } };
    });
    const crm = connect(portal);
    const books = Array.from({ length: 40 }, () => collect(crm.all('account')));

    const receipt = await tellOwner(crm, write);
    const before = portal.calls.filter(({ path }) => !path.includes('/batch/')).length;
    await Promise.all(books);

    expect(receipt).toMatchObject({ kind: 'written' });
    expect(before).toBeLessThanOrEqual(10);
    expect(portal.calls).toHaveLength(42);
  });

  it('leaves one turn in ten to what waits behind it', async () => {
    const limiter = createLimiter(150, quickPace());
    const went: string[] = [];
    const go = async (urgency: 'first' | 'bulk') => {
      await limiter.turn(urgency);
      went.push(urgency);
    };
    const bulk = Array.from({ length: 5 }, () => go('bulk'));
    const first = Array.from({ length: 100 }, () => go('first'));
    await Promise.all([...bulk, ...first]);

    expect(went.filter((urgency) => urgency === 'bulk')).toHaveLength(5);
    expect(went.lastIndexOf('bulk')).toBeLessThan(51);
    expect(went.indexOf('bulk')).toBeGreaterThanOrEqual(9);
  });

  it('F14 daily: has the last tenth of the day’s calls for itself', async () => {
    const company = createCompany({ seed: 8, accounts: 300 });
    const hubspot = await startHubSpot({
      ...{ port: 0, company, token: 'pat-test', portalId: 4711 },
      limits: { perTenSeconds: 190, searchesPerSecond: 5, perDay: 50 },
    });
    onTestFinished(hubspot.stop);
    const crm = connect(hubspot);
    const state = async () => (await (await fetch(`${hubspot.url}/admin/state`)).json()).calls;
    const readOn = async () => {
      for (let nth = 0; nth < 60; nth += 1) await collect(crm.all('deal'));
    };

    await expect(readOn()).rejects.toThrow('are kept for owners and news');

    expect((await state()).status['429'] ?? 0).toBe(0);
    const { crmId: id, owner } = company.account(3);
    const [wanted] = company.reps.filter(({ left, crmOwnerId }) => !left && crmOwnerId !== owner);
    const moved = { kind: 'account', id, expected: owner || undefined } as const;
    expect(await tellOwner(crm, { ...moved, wanted: wanted?.crmOwnerId })).toMatchObject({
      kind: 'written',
    });
  });

  it('F14 daily: gives the rest back once HubSpot tells of a new day', async () => {
    const pace = quickPace();
    let left = 5;
    const portal = await startPortal(() => ({
      json: { results: [aRecord('1', {})] },
      headers: {
        'x-hubspot-ratelimit-daily': '100',
        'x-hubspot-ratelimit-daily-remaining': String(left),
      },
    }));
    const crm = connect(portal, { pace });
    await collect(crm.all('account'));
    await expect(collect(crm.all('account'))).rejects.toMatchObject({ waitMs: 3_600_000 });
    left = 100;
    await pace.sleep(3_600_001);
    await collect(crm.all('account'));
    await collect(crm.all('account'));
    expect(portal.calls).toHaveLength(3);
  });
});
