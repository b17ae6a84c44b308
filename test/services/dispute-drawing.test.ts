import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../../src/domain/shown.ts';
import type { Notifier } from '../../src/ports.ts';
import { readBook } from '../../src/services/book.ts';
import { deliver } from '../../src/services/delivery.ts';
import { openHome } from '../../src/services/home.ts';
import { findHomesDisputed } from '../../src/store/homes.ts';
import { enter } from '../support/accounts.ts';
import { openDisputes } from '../support/disputes.ts';
import { TEAM } from '../support/world.ts';

type Message = {
  ts: string;
  place: string;
  thread?: string | undefined;
  key: string;
  viewer?: string | undefined;
};

let court: Awaited<ReturnType<typeof openDisputes>>;
let slack: Message[] = [];
let posts = 0;
/** The worker dies right after this message has arrived. */
let dyingAfter: string | undefined;

beforeAll(async () => {
  court = await openDisputes();
  Object.assign(court.world.ports.notifier, {
    post: async (_, place, shown, thread) => {
      posts += 1;
      const ts = String(posts);
      const viewer = shown.kind === 'dispute' ? shown.dispute.viewer : undefined;
      slack.push({ ts, place, thread, key: keyOf(shown), viewer });
      if (dyingAfter === keyOf(shown)) {
        dyingAfter = undefined;
        throw new Error('killed');
      }
      return { channel: place, ts };
    },
    find: async (_, place, shown, __, thread) => {
      const found = slack.find(
        (one) => one.place === place && one.thread === thread && one.key === keyOf(shown),
      );
      return found && { channel: place, ts: found.ts };
    },
  } satisfies Partial<Notifier>);
});
afterAll(() => court.world.close());

function keyOf(shown: Shown): string {
  if (shown.kind === 'dispute') return 'case';
  return shown.kind === 'dispute-event' ? `${shown.seq} ${shown.event.kind}` : shown.kind;
}

let nth = 0;
async function aCase() {
  nth += 1;
  const ownerId = String(court.people.Ana);
  const accountId = await enter(court.world, `Oak ${nth}`, { domain: `o${nth}.example`, ownerId });
  slack = [];
  return court.file('Bo', accountId);
}
const threadOf = () => {
  const head = slack.find(({ place, key }) => place === 'C0OPS' && key === 'case');
  return slack.filter(({ thread }) => thread === head?.ts).map(({ key }) => key);
};
/** What is due or broke off, as the queue would bring it again. */
async function again() {
  const { prisma } = court.world.database;
  const where = { status: { in: ['due', 'retrying', 'claimed'] } };
  for (const { id } of await prisma.task.findMany({ where })) {
    await deliver(court.world.ports, id).catch(() => undefined);
  }
}

describe('a case that is drawn', () => {
  it('hangs once in its channel and once before each side, and its thread tells each event once', async () => {
    const id = await aCase();
    const heads = slack.filter(({ key }) => key === 'case').map(({ place }) => place);
    expect(heads.toSorted()).toEqual(['C0OPS', 'U0ANA', 'U0BO']);
    // What hangs before one person offers what that person may do; the thread is everybody’s.
    const viewers = slack.filter(({ key }) => key === 'case').map((one) => one.viewer);
    expect(new Set(viewers)).toEqual(new Set([undefined, court.people.Ana, court.people.Bo]));
    expect(threadOf()).toEqual(['1 filed', '2 triaged', '3 reached']);
    await court.passUp('Bo', id);
    expect(slack.filter(({ key }) => key === 'case').map(({ place }) => place)).toContain('U0MIA');
    expect(threadOf().slice(3)).toEqual(['4 reached']);
    await again();
    expect(threadOf()).toHaveLength(4);
  });

  it('tells whoever must decide again, beneath the message that they have', async () => {
    const id = await aCase();
    await court.passUp('Bo', id);
    const beneath = (place: string) =>
      slack.filter((one) => one.place === place && one.thread).map(({ key }) => key);
    expect(beneath('U0MIA')).toEqual([]);
    const until = new Date(court.world.ports.clock.now().getTime() + 36 * 3600_000);
    await court.rule('Mia', id, { outcome: { kind: 'hold', until } });
    await court.ring(37);
    expect(await court.statusOf(id)).toBe('manager');
    for (const place of ['U0MIA', 'U0BO', 'U0ANA']) {
      expect(beneath(place)).toEqual(['6 decided', '7 reached']);
    }
  });

  it('tells the sides that an appeal was let be', async () => {
    const id = await aCase();
    await court.passUp('Bo', id);
    await court.rule('Mia', id, { outcome: { kind: 'keep' } });
    await court.appeal('Bo', id, 'https://mail.example/1');
    await court.say('Bo', id, { kind: 'withdraw', reason: '' });
    const last = slack.filter((one) => one.place === 'U0ANA').at(-1);
    expect(last?.key).toMatch(/appeal-dropped/);
  });

  it.each(['case', '1 filed', '3 reached'])(
    'is finished by another worker where one was killed after posting “%s”',
    async (key) => {
      dyingAfter = key;
      await aCase().catch(() => undefined);
      await again();
      await again();
      expect(slack.filter((one) => one.key === 'case')).toHaveLength(3);
      expect(threadOf()).toEqual(['1 filed', '2 triaged', '3 reached']);
    },
  );

  it('waits for a worker that is at it, and no longer once that one must be dead', async () => {
    const { prisma } = court.world.database;
    const id = await aCase();
    await prisma.dispute.update({
      where: { id },
      data: { tellingAt: court.world.ports.clock.now() },
    });
    await court.speak('Bo', id, { kind: 'submit', text: 'See the mail.' });
    await again();
    expect(threadOf()).not.toContain('4 submitted');
    court.pass(1);
    await again();
    expect(threadOf()).toContain('4 submitted');
  });

  it('goes on from wherever it was killed: each state has a bell or waits for people', async () => {
    const { prisma } = court.world.database;
    const open = await prisma.dispute.findMany({
      where: {
        status: { in: ['filed', 'triage', 'peers', 'manager', 'senior', 'ops', 'decided'] },
      },
    });
    expect(open.length).toBeGreaterThan(3);
    for (const { bellAt } of open) expect(bellAt).not.toBeNull();
    // Killed between filing and the first look: the next round of bells takes it up.
    const ownerId = String(court.people.Ana);
    const accountId = await enter(court.world, 'Ivy', { domain: 'ivy.example', ownerId });
    const { work } = court;
    const id = await court.file('Bo', accountId, {}, { isKilled: true });
    await prisma.task.deleteMany({ where: { kind: 'hear-dispute' } });
    expect(await court.statusOf(id)).toBe('filed');
    await court.ring(0);
    await work();
    expect(await court.statusOf(id)).toBe('peers');
  });

  it('tells the end of a holdover to the thread and to both owners, once, though a worker dies over it', async () => {
    const { world, people, person } = court;
    const id = await aCase();
    await court.passUp('Bo', id);
    const { accountId } = (await court.caseOf(id)).head;
    const deals = [await court.deal('Oak renewal', accountId, 'Ana')];
    const until = new Date(world.ports.clock.now().getTime() + 24 * 3_600_000);
    const holdover = { deals, until, fallback: 'follow' as const };
    const to = { ...person('Cy'), id: String(people.Cy) };
    await court.rule('Mia', id, { outcome: { kind: 'transfer', to }, holdover });
    const seq = (await court.caseOf(id)).events.length + 1;
    const key = `${seq} holdover-ended`;
    dyingAfter = key;
    await court.ring(25).catch(() => undefined);
    court.pass(1);
    await again();
    const told = slack.filter((one) => one.key === key).map(({ place }) => place);
    expect(told.toSorted()).toEqual(['C0OPS', 'U0ANA', 'U0CY']);
  });
});

describe('a case in Home', () => {
  it('is before whoever stands in for a decider, as long as they do', async () => {
    const { world, people } = court;
    const { prisma } = world.database;
    const entry = { domain: 'bay.example', ownerId: String(people.Dan) };
    const id = await court.file('Bo', await enter(world, 'Bay', entry));
    await court.passUp('Bo', id);
    const listed = async () =>
      (await readBook(world.ports, TEAM, 'U0CY')).disputes.map((one) => one.id);
    expect(await listed()).toEqual([]);
    await openHome(world.ports, TEAM, 'U0CY');
    const [now, day] = [world.ports.clock.now().getTime(), 24 * 3_600_000];
    const away = { workspaceId: TEAM, repId: String(people.Max), backupId: String(people.Cy) };
    await prisma.absence.create({
      data: { ...away, from: new Date(now - day), until: new Date(now + day) },
    });
    expect(await listed()).toEqual([id]);
    expect(await findHomesDisputed(prisma, TEAM, id)).toEqual(['U0CY']);
    await prisma.absence.deleteMany({ where: { repId: away.repId } });
    expect(await listed()).toEqual([]);
  });
});
