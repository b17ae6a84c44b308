import { addMinutes } from 'date-fns/addMinutes';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Shown } from '../../src/domain/shown.ts';
import type { Ports } from '../../src/ports.ts';
import { receiveNews, takeNews } from '../../src/services/crm-news.ts';
import { compareCrm, watchCrm } from '../../src/services/crm-watch.ts';
import { deliver } from '../../src/services/delivery.ts';
import { readHealth } from '../../src/store/health.ts';
import { type HubSpotRegistry, openHubSpotRegistry } from '../support/hubspot-registry.ts';

let here: HubSpotRegistry;
let looks = 0;
beforeAll(async () => {
  here = await openHubSpotRegistry(260);
  const { account } = here.crm.get;
  here.crm.get.account = (...asked) => {
    looks += 1;
    return account(...asked);
  };
});
afterAll(() => here.close());
beforeEach(async () => {
  await here.inHubSpot('fail', {}, 'DELETE');
  await here.inHubSpot('switches', { withoutScopes: [] }, 'PATCH');
  // Longer than any pause.
  minutes += 120;
  await watchCrm(ports());
  await takeNews(ports(), here.id);
  looks = 0;
});
let minutes = 0;
const ports = (): Ports => ({
  ...here.ports,
  clock: { now: () => addMinutes(new Date(), minutes) },
});

const crmId = (nth: number) => here.company.account(nth).crmId;
const rename = (nth: number, name: string) =>
  here.inHubSpot('edit', { kind: 'companies', id: crmId(nth), properties: { name } });
const nameOf = async (nth: number) => (await here.account(crmId(nth))).name;
const fail = (how: string) => here.inHubSpot('fail', { how, times: 100_000 });
const prisma = () => here.world.database.prisma;
const events = () => prisma().inboxEvent;
const waiting = { settledAt: null };

describe('while HubSpot as a whole does not serve', () => {
  it.each(['daily', 'expired', 'unavailable', 'gateway'])(
    'F14, F15, F16 %s: news waits, however often it is roused, and costs neither its tries nor calls',
    async (how) => {
      const before = minutes;
      await rename(1, `Known after ${how}`);
      await watchCrm(ports());
      await fail(how);
      for (; minutes < before + 50; minutes += 1) {
        await takeNews(ports(), here.id);
        if (minutes % 5 === 0) await watchCrm(ports());
      }
      expect(await events().findMany({ where: waiting })).toMatchObject([{ attempts: 0 }]);
      // One try after each pause, together and by itself, and each pause is longer than the one before, up to five minutes.
      expect(looks).toBeLessThan(40);
      const [waits] = (await readHealth(prisma(), here.id, new Date())).sync.unread;
      expect(waits).toMatchObject({ kind: 'account', until: expect.any(Date) });
      const once = looks;
      await takeNews(ports(), here.id);
      await takeNews(ports(), here.id);
      expect(looks - once).toBeLessThanOrEqual(1);
      await here.inHubSpot('fail', {}, 'DELETE');
      await takeNews(ports(), here.id);
      expect(await nameOf(1)).not.toBe(`Known after ${how}`);

      minutes += 61;
      await takeNews(ports(), here.id);

      expect(await nameOf(1)).toBe(`Known after ${how}`);
      const { unread } = (await readHealth(prisma(), here.id, new Date())).sync;
      expect(unread.map(({ kind }) => kind)).not.toContain('account');
    },
  );

  it('F14 all at once: what waited is read by the hundred afterwards, not one by one', async () => {
    for (let nth = 0; nth < 253; nth += 1) await rename(nth, `Storm ${nth}`);
    await watchCrm(ports());
    expect(await events().count({ where: waiting })).toBe(253);
    await fail('unavailable');
    await takeNews(ports(), here.id);
    expect(await events().count({ where: waiting })).toBe(253);
    await here.inHubSpot('fail', {}, 'DELETE');
    minutes += 1;
    looks = 0;

    await takeNews(ports(), here.id);

    expect(looks).toBeLessThanOrEqual(2);
    expect(await nameOf(252)).toBe('Storm 252');
  });

  it('F16 scope removed: what may be read goes on', async () => {
    await here.inHubSpot('switches', { withoutScopes: ['crm.objects.contacts.read'] }, 'PATCH');
    const [contact] = here.company.contactsOf(2);
    const told = { kind: 'lead', id: contact?.crmId ?? '', content: { kind: 'changed' } } as const;
    await receiveNews(ports(), here.id, [{ ...told, key: 'scope' }]);
    await rename(2, 'Read all the same');
    await watchCrm(ports());

    await takeNews(ports(), here.id);

    expect(await nameOf(2)).toBe('Read all the same');
    expect(await events().findMany({ where: waiting })).toMatchObject([{ attempts: 0 }]);
  });
});

it('F5 lost: what no event has told is found by asking, also what is gone', async () => {
  await rename(5, 'Never told');
  await here.inHubSpot('archive', { kind: 'companies', id: crmId(6) });
  await watchCrm(ports());
  await takeNews(ports(), here.id);
  expect(await nameOf(5)).toBe('Never told');
  await compareCrm(here.ports);
  await takeNews(ports(), here.id);
  expect((await here.account(crmId(6))).deletedAt).not.toBeNull();
});

it('F5 given up: what a later look finds changed still is tried anew', async () => {
  await rename(3, 'Found by night');
  await watchCrm(ports());
  await events().updateMany({ where: waiting, data: { attempts: 12, lastError: 'long ago' } });
  await takeNews(ports(), here.id);
  expect(await nameOf(3)).not.toBe('Found by night');

  await compareCrm(here.ports);
  await takeNews(ports(), here.id);

  expect(await nameOf(3)).toBe('Found by night');
  expect(await events().count({ where: waiting })).toBe(0);
});

it('F5 given up: is no worry any more once its record was read for another reason', async () => {
  for (const name of ['Given up', 'Read']) {
    await rename(4, name);
    await watchCrm(ports());
    if (name === 'Given up') await events().updateMany({ where: waiting, data: { attempts: 12 } });
  }
  await takeNews(ports(), here.id);

  expect(await nameOf(4)).toBe('Read');
  expect((await readHealth(prisma(), here.id, new Date())).sync.stuck).toBe(0);
});

it('F16 shut out: ops are told once, of what and with the remedy, and that it is over', async () => {
  const workspace = { where: { id: here.id }, data: { opsChannel: 'C0OPS' } };
  await prisma().workspace.update(workspace);
  const posts: Shown[] = [];
  const drawn: Shown[] = [];
  const at = (later: number): Ports => ({
    ...here.ports,
    clock: { now: () => addMinutes(new Date(), minutes + later) },
    notifier: {
      ...here.ports.notifier,
      post: async (_, channel, shown) => ({ channel, ts: String(posts.push(shown)) }),
      redraw: async (_, _where, shown) => (drawn.push(shown) ? 'drawn' : 'gone'),
    },
  });
  const watch = async (later: number) => {
    await watchCrm(at(later));
    const telling = { workspaceId: here.id, kind: 'tell-crm-pause', status: 'due' };
    for (const { id } of await prisma().task.findMany({ where: telling })) {
      await deliver(at(later), id);
    }
  };

  await here.inHubSpot('switches', { withoutScopes: ['crm.objects.contacts.read'] }, 'PATCH');
  await watch(0);
  expect(posts).toEqual([]);
  await watch(5);
  const problem = expect.stringContaining('crm.objects.contacts.read');
  const unread = [{ kind: 'lead', problem }];
  expect(posts).toMatchObject([{ kind: 'crm-pause', standstill: { crm: 'HubSpot', unread } }]);
  expect((await readHealth(prisma(), here.id, new Date())).sync.unread).toMatchObject(unread);
  await watch(10);
  await here.inHubSpot('switches', { withoutScopes: [] }, 'PATCH');
  await watch(15);
  expect(posts).toHaveLength(1);
  expect(drawn.at(-1)).toMatchObject({ standstill: { pauses: [], unread: [] } });
  expect((await readHealth(prisma(), here.id, new Date())).sync.unread).toEqual([]);
});
