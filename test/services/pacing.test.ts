import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PutOff } from '../../src/domain/put-off.ts';
import type { Shown } from '../../src/domain/shown.ts';
import type { Notifier } from '../../src/ports.ts';
import { deliver } from '../../src/services/delivery.ts';
import { pacedNotifier } from '../../src/services/pacing.ts';
import { queueTasks } from '../../src/services/tasks.ts';
import { inTransaction } from '../../src/store/database.ts';
import { drawing } from '../support/notifier.ts';
import { jobsOf } from '../support/task-queue.ts';
import { openWorld, TEAM, type World } from '../support/world.ts';

/** So long that however busy the machine is, nobody’s turn comes meanwhile. */
const PAUSE = 600;
let posts: string[] = [];
let busy: PutOff | undefined;
const slack: Notifier = {
  ...drawing,
  post: async (_, place) => {
    if (busy) throw busy;
    posts.push(place);
    return { channel: place, ts: String(posts.length) };
  },
};
const waiting = { total: 1, twins: 0, refused: 0, byFlag: [], oldest: [] };
const shown: Shown = { kind: 'waiting', waiting, since: '1' };
let world: World;
let replicas: Notifier[];
beforeAll(async () => {
  world = await openWorld();
  replicas = [1, 2].map(() => pacedNotifier(slack, world, PAUSE));
});
beforeEach(() => {
  posts = [];
});
afterAll(() => world.close());

const post = (place: string, replica = 0) => replicas[replica]?.post(TEAM, place, shown);
/** In how many pauses those are to come again who were put off. */
const pausesOf = (tries: PromiseSettledResult<unknown>[]) =>
  tries
    .flatMap((one) => (one.status === 'rejected' ? [(one.reason as PutOff).seconds] : []))
    .map((seconds) => Math.round(seconds / PAUSE))
    .toSorted();

describe('messages to one place', () => {
  it('go there one at a time, from however many replicas; each other is put off for a pause more', async () => {
    const tries = await Promise.allSettled([0, 1, 0, 1].map((replica) => post('C1', replica)));

    expect(posts).toEqual(['C1']);
    expect(pausesOf(tries)).toEqual([1, 2, 3]);
  });

  it('wait for their turn where it comes within a second', async () => {
    const quick = pacedNotifier(slack, world);
    const since = performance.now();
    await quick.post(TEAM, 'C7', shown);
    await quick.post(TEAM, 'C7', shown);
    // Clocks count in parts of milliseconds that timers do not know.
    expect(performance.now() - since).toBeGreaterThan(995);
  });

  it('do not hold up those to another', async () => {
    await Promise.all([post('C2', 0), post('C3', 1)]);
    expect(posts.toSorted()).toEqual(['C2', 'C3']);
  });

  it('wait as long as Slack asks for, all of them', async () => {
    busy = new PutOff('Slack’s rate limit', 10 * PAUSE);
    await expect(post('C4', 0)).rejects.toMatchObject({ seconds: 10 * PAUSE });
    busy = undefined;

    expect(pausesOf(await Promise.allSettled([post('C4', 1)]))).toEqual([10]);
    await post('C5', 1);
    expect(posts).toEqual(['C5']);
  });
});

describe('an effect that is put off', () => {
  it('comes back by itself, and it was no try', async () => {
    const { prisma } = world.database;
    await prisma.workspace.update({ where: { id: TEAM }, data: { opsChannel: 'C6' } });
    const ports = {
      ...world.ports,
      notifier: { ...slack, post: () => Promise.reject(new PutOff('busy', 3600)) },
    };
    await inTransaction(world.database, (tx) =>
      queueTasks(tx, world.ports, TEAM, [{ kind: 'tell-given-up', since: '1' }]),
    );
    const dead = { workspaceId: TEAM, kind: 'send-notices', key: 'x', payload: {}, status: 'dead' };
    await prisma.task.create({ data: { ...dead, dueAt: new Date() } });
    const { id } = await prisma.task.findFirstOrThrow({ where: { kind: 'tell-given-up' } });

    await deliver(ports, id);

    const task = await prisma.task.findUniqueOrThrow({ where: { id } });
    expect(task).toMatchObject({ status: 'due', attempts: 0, claimedAt: null });
    const jobs = await jobsOf(world, id);
    expect(jobs).toHaveLength(2);
    expect(jobs[1]?.delay).toBeGreaterThan(3000);
    await deliver({ ...world.ports, notifier: slack }, id);
    expect(await prisma.task.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...{ status: 'done', attempts: 1 },
    });
  });
});
