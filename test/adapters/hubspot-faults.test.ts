import { describe, expect, it } from 'vitest';
import { createLimiter } from '../../src/adapters/hubspot/limiter.ts';
import { soon } from '../support/soon.ts';
import {
  aPage,
  aRecord,
  collect,
  connect,
  notingLog,
  quickPace,
  type Reply,
  startPortal,
} from './hubspot-server.ts';

const lead = aRecord('1', { firstname: 'Ada', lastname: 'King' });
const good = aPage([lead]);
/** In trouble for the first calls, well again after them. */
const startPortalAfter = (...troubles: Reply[]) =>
  startPortal((_call, nth) => troubles[nth - 1] ?? good);

const tooMany = (policyName: string, retryAfter?: string): Reply => ({
  status: 429,
  headers: retryAfter ? { 'retry-after': retryAfter } : {},
  json: { status: 'error', message: `You have reached your ${policyName} limit.`, policyName },
});

describe('F15 HubSpot in trouble', () => {
  it('waits as long as HubSpot asks when there were too many calls, then goes on', async () => {
    const portal = await startPortalAfter(tooMany('TEN_SECONDLY_ROLLING', '7'));
    const pace = quickPace();
    expect(await collect(connect(portal, { pace }).leads())).toHaveLength(1);
    expect(pace.elapsed()).toBeGreaterThanOrEqual(7_000);
    expect(pace.elapsed()).toBeLessThan(9_000);
  });

  it('lets seconds pass when HubSpot says too many calls without saying how long', async () => {
    const portal = await startPortalAfter(tooMany('TEN_SECONDLY_ROLLING'), tooMany('SECONDLY'));
    const pace = quickPace();
    await collect(connect(portal, { pace }).leads());
    expect(pace.elapsed()).toBeGreaterThanOrEqual(6_000);
  });

  it('F14 daily limit: gives up at once when the calls of the whole day are used up', async () => {
    const portal = await startPortalAfter(tooMany('DAILY'));
    await expect(collect(connect(portal).leads())).rejects.toMatchObject({
      kind: 'retry',
      message: expect.stringContaining('used up until midnight'),
    });
    expect(portal.calls).toHaveLength(1);
  });

  it.each<[string, Reply]>([
    ['fails behind a gateway', { status: 502, html: '<h1>Bad gateway</h1>' }],
    ['is unavailable', { status: 503, json: { message: 'busy' } }],
    ['has locked the record', { status: 423, json: { message: 'locked' } }],
    ['is being moved', { status: 477, json: { message: 'migrating' }, headers: {} }],
    ['hangs up', { broken: 'reset' }],
    ['sends half a page', { broken: 'half' }],
    ['answers a page of HTML', { html: '<html>Maintenance</html>' }],
    ['answers something that is no list', { json: { hello: 'you' } }],
    ['answers text that is not JSON', { status: 200, json: undefined }],
  ])('reads the same page again when HubSpot %s', async (_trouble, reply) => {
    const portal = await startPortalAfter(reply);
    expect(await collect(connect(portal).leads())).toMatchObject([{ name: 'Ada King' }]);
    expect(portal.calls).toHaveLength(2);
  });

  it.each(['hang', 'trickle'] as const)(
    'does not wait for ever on a HubSpot that seems to %s, and cuts the line',
    async (broken) => {
      const portal = await startPortal((_call, nth) =>
        nth === 1 ? aPage([lead], '1') : { broken },
      );
      const reading = collect(connect(portal, { deadlineMs: 60 }).leads());
      await expect(reading).rejects.toMatchObject({
        kind: 'unknown',
        message: 'Reading contacts: HubSpot gave no whole answer within 60 ms.',
      });
      expect(portal.calls).toHaveLength(6);
      await soon(() => expect(portal.cut).toBe(5));
    },
  );

  it('never takes a page of HTML for a CRM without accounts', async () => {
    const portal = await startPortal(() => ({ html: '<html>Sign in to the hotel network</html>' }));
    await expect(collect(connect(portal).leads())).rejects.toMatchObject({
      kind: 'unknown',
      message: expect.stringContaining('Check HUBSPOT_URL and any proxy'),
    });
  });

  it('understands a “not found” without a word', async () => {
    const portal = await startPortalAfter({ empty: 404 });
    await expect(collect(connect(portal).leads())).rejects.toMatchObject({
      kind: 'gone',
      message: expect.stringContaining('HUBSPOT_URL'),
    });
  });

  it('says which setting is wrong when nobody listens at the address', async () => {
    const portal = await startPortal(() => good);
    await portal.stop();
    const nowhere = connect(portal);
    await expect(nowhere.accountUrl()).rejects.toThrow('check HUBSPOT_URL and the network');
    await expect(collect(nowhere.leads())).rejects.toThrow('check HUBSPOT_URL and the network');
  });

  it('names the scope that the token lacks', async () => {
    const context = { requiredGranularScopes: ['crm.objects.contacts.read'] };
    const json = { category: 'MISSING_SCOPES', message: 'Missing scopes', errors: [{ context }] };
    const portal = await startPortalAfter({ status: 403, json });
    await expect(collect(connect(portal).leads())).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('add crm.objects.contacts.read to the app'),
    });
  });

  it('stops when the pages turn in a circle', async () => {
    const portal = await startPortal(() => aPage([lead], '5'));
    await expect(collect(connect(portal).leads())).rejects.toThrow('turn in a circle');
  });

  it('asks for one page ahead, never for more', async () => {
    const portal = await startPortal((_call, nth) => aPage([lead], nth < 6 ? `${nth}` : undefined));
    let pages = 0;
    for await (const _page of connect(portal).leads()) {
      pages += 1;
      await soon(() => expect(portal.calls.length).toBe(Math.min(pages + 1, 6)));
    }
    expect(pages).toBe(6);
  });

  it('forgets the page that was on its way when nobody wants it any more', async () => {
    const portal = await startPortal((_call, nth) =>
      nth === 1 ? aPage([lead], '1') : { status: 400, json: { message: 'bad cursor' } },
    );
    for await (const page of connect(portal).leads()) {
      expect(page.records).toHaveLength(1);
      break;
    }
    await soon(() => expect(portal.calls).toHaveLength(2));
  });

  it('leaves out a record that cannot be read, names it in the log and reads the rest', async () => {
    const log = notingLog();
    const broken = { ...lead, id: '2', updatedAt: 'yesterday' };
    const portal = await startPortal(() => aPage([lead, broken, null, { ...lead, id: '3' }]));
    const leads = await collect(connect(portal, { log }).leads());
    expect(leads.map(({ id }) => id)).toEqual(['1', '3']);
    expect(log.lines.map(({ facts }) => facts.id)).toEqual(['2', 'without an id']);
    expect(log.lines[0]?.facts.problem).toContain('updatedAt');
  });
});

describe('Calls to HubSpot', () => {
  it('never come in bursts: 150 in any ten seconds', async () => {
    const pace = quickPace();
    const limiter = createLimiter(150, pace);
    const times: number[] = [];
    for (let nth = 0; nth < 400; nth += 1) {
      await limiter.turn();
      times.push(pace.elapsed());
    }
    for (const [nth, at] of times.entries()) {
      const later = times[nth + 150];
      if (later !== undefined) expect(later - at).toBeGreaterThanOrEqual(9_999.9);
    }
  });

  it('never come in bursts after a stall either, nor stay much below what is allowed', async () => {
    const pace = quickPace();
    let naps = 0;
    const sleep = (ms: number) => pace.sleep(++naps % 40 === 0 ? ms + 700 : ms + 2);
    const limiter = createLimiter(150, { ...pace, sleep });
    const times: number[] = [];
    await Promise.all(
      Array.from({ length: 600 }, async () => {
        await limiter.turn();
        times.push(pace.elapsed());
      }),
    );
    const mostIn = (ms: number) =>
      Math.max(...times.map((at) => times.filter((one) => one >= at && one < at + ms).length));
    expect(mostIn(10_000)).toBeLessThanOrEqual(150);
    expect(mostIn(100)).toBeLessThanOrEqual(3);
    expect(times.at(-1)).toBeLessThan(40_000 + 15 * 700 * 1.2);
  });

  it('F14 burst limit: those that wait already heed a pause, too', async () => {
    const pace = quickPace();
    const limiter = createLimiter(150, pace);
    const turns = [limiter.turn(), limiter.turn()];
    limiter.pause(7_000);
    await Promise.all(turns);
    expect(pace.elapsed()).toBeGreaterThanOrEqual(7_000);
  });

  it('F14 burst limit: all wait when HubSpot wants a pause', async () => {
    const pace = quickPace();
    const limiter = createLimiter(150, pace);
    await limiter.turn();
    limiter.pause(7_000);
    await limiter.turn();
    expect(pace.elapsed()).toBeGreaterThanOrEqual(7_000);
  });

  it('go to the paths of the version that is set', async () => {
    const portal = await startPortal(() => aPage([]));
    await collect(connect(portal).owners());
    await collect(connect(portal, { version: '2027-03' }).leads());
    expect(portal.calls.map(({ path }) => path)).toEqual([
      '/crm/owners/2026-09',
      '/crm/owners/2026-09',
      '/crm/objects/2027-03/contacts',
    ]);
  });

  it('of two companies carry each its own token', async () => {
    const portal = await startPortal((_call, nth) => aPage([lead], nth < 5 ? `${nth}` : undefined));
    const first = connect(portal, { token: 'pat-first' }).leads();
    for await (const _page of first) {
      await collect(connect(portal, { token: 'pat-second' }).leads());
    }
    const tokens = new Set(portal.calls.map(({ token }) => token));
    expect(tokens).toEqual(new Set(['Bearer pat-first', 'Bearer pat-second']));
  });
});
