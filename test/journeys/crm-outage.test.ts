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
  await takeNews(here.ports, here.id);
  looks = 0;
});

const crmId = (nth: number) => here.company.account(nth).crmId;
const rename = (nth: number, name: string) =>
  here.inHubSpot('edit', { kind: 'companies', id: crmId(nth), properties: { name } });
const nameOf = async (nth: number) => (await here.account(crmId(nth))).name;
const fail = (how: string) => here.inHubSpot('fail', { how, times: 100_000 });
const events = () => here.world.database.prisma.inboxEvent;
const waiting = { settledAt: null };

describe('while HubSpot as a whole does not serve', () => {
  it.each(['daily', 'expired', 'unavailable', 'gateway'])(
    'F14, F15, F16 %s: news waits, however often it is tried, and costs none of its tries',
    async (how) => {
      await rename(1, `Known after ${how}`);
      await watchCrm(here.ports);
      await fail(how);
      for (let run = 0; run < 15; run += 1) {
        await expect(takeNews(here.ports, here.id)).rejects.toThrow('HubSpot');
      }
      await here.inHubSpot('fail', {}, 'DELETE');

      await takeNews(here.ports, here.id);

      expect(await nameOf(1)).toBe(`Known after ${how}`);
    },
  );

  it('F14 all at once: what waited is read by the hundred afterwards, not one by one', async () => {
    for (let nth = 0; nth < 253; nth += 1) await rename(nth, `Storm ${nth}`);
    await watchCrm(here.ports);
    expect(await events().count({ where: waiting })).toBe(253);
    await fail('unavailable');
    await expect(takeNews(here.ports, here.id)).rejects.toThrow('HubSpot');
    await here.inHubSpot('fail', {}, 'DELETE');
    looks = 0;

    await takeNews(here.ports, here.id);

    expect(looks).toBeLessThanOrEqual(2);
    expect(await nameOf(252)).toBe('Storm 252');
  });

  it('F16 scope removed: what may be read goes on', async () => {
    await here.inHubSpot('switches', { withoutScopes: ['crm.objects.contacts.read'] }, 'PATCH');
    const [contact] = here.company.contactsOf(2);
    const told = { kind: 'lead', id: contact?.crmId ?? '', content: { kind: 'changed' } } as const;
    await receiveNews(here.ports, here.id, [{ ...told, key: 'scope' }]);
    await rename(2, 'Read all the same');
    await watchCrm(here.ports);

    await expect(takeNews(here.ports, here.id)).rejects.toThrow('scope');

    expect(await nameOf(2)).toBe('Read all the same');
    expect(await events().findMany({ where: waiting })).toMatchObject([{ attempts: 0 }]);
  });
});

it('F5 lost: what no event has told is found by asking, also what is gone', async () => {
  await rename(5, 'Never told');
  await here.inHubSpot('archive', { kind: 'companies', id: crmId(6) });
  await watchCrm(here.ports);
  await takeNews(here.ports, here.id);
  expect(await nameOf(5)).toBe('Never told');
  await compareCrm(here.ports);
  await takeNews(here.ports, here.id);
  expect((await here.account(crmId(6))).deletedAt).not.toBeNull();
});

it('F5 given up: what a later look finds changed still is tried anew', async () => {
  await rename(3, 'Found by night');
  await watchCrm(here.ports);
  await events().updateMany({ where: waiting, data: { attempts: 12, lastError: 'long ago' } });
  await takeNews(here.ports, here.id);
  expect(await nameOf(3)).not.toBe('Found by night');

  await compareCrm(here.ports);
  await takeNews(here.ports, here.id);

  expect(await nameOf(3)).toBe('Found by night');
  expect(await events().count({ where: waiting })).toBe(0);
});

it('F5 given up: is no worry any more once its record was read for another reason', async () => {
  for (const name of ['Given up', 'Read']) {
    await rename(4, name);
    await watchCrm(here.ports);
    if (name === 'Given up') await events().updateMany({ where: waiting, data: { attempts: 12 } });
  }
  await takeNews(here.ports, here.id);

  expect(await nameOf(4)).toBe('Read');
  expect((await readHealth(here.world.database.prisma, here.id, new Date())).sync.stuck).toBe(0);
});

it('F16 shut out: ops are told once, of what and with the remedy, and that it is over', async () => {
  const { prisma } = here.world.database;
  const workspace = { where: { id: here.id }, data: { opsChannel: 'C0OPS' } };
  await prisma.workspace.update(workspace);
  const posts: Shown[] = [];
  const drawn: Shown[] = [];
  const at = (minutes: number): Ports => ({
    ...here.ports,
    clock: { now: () => addMinutes(new Date(), minutes) },
    notifier: {
      ...here.ports.notifier,
      post: async (_, channel, shown) => ({ channel, ts: String(posts.push(shown)) }),
      redraw: async (_, _where, shown) => (drawn.push(shown) ? 'drawn' : 'gone'),
    },
  });
  const watch = async (minutes: number) => {
    await watchCrm(at(minutes));
    const telling = { workspaceId: here.id, kind: 'tell-crm-pause', status: 'due' };
    for (const { id } of await prisma.task.findMany({ where: telling })) {
      await deliver(at(minutes), id);
    }
  };

  await here.inHubSpot('switches', { withoutScopes: ['crm.objects.contacts.read'] }, 'PATCH');
  await watch(0);
  expect(posts).toEqual([]);
  await watch(5);
  const problem = expect.stringContaining('crm.objects.contacts.read');
  const unread = [{ kind: 'lead', problem }];
  expect(posts).toMatchObject([{ kind: 'crm-pause', standstill: { crm: 'HubSpot', unread } }]);
  expect((await readHealth(prisma, here.id, new Date())).sync.unread).toMatchObject(unread);
  await watch(10);
  await here.inHubSpot('switches', { withoutScopes: [] }, 'PATCH');
  await watch(15);
  expect(posts).toHaveLength(1);
  expect(drawn.at(-1)).toMatchObject({ standstill: { pauses: [], unread: [] } });
  expect((await readHealth(prisma, here.id, new Date())).sync.unread).toEqual([]);
});
