import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

/** When what was posted where, by whichever replica. */
const posts: { place: string; at: number }[] = [];
let busy: PutOff | undefined;
const slack: Notifier = {
  ...drawing,
  post: async (_, place) => {
    if (busy) throw busy;
    posts.push({ place, at: performance.now() });
    return { channel: place, ts: String(posts.length) };
  },
};
const waiting = { total: 1, twins: 0, refused: 0, byFlag: [], oldest: [] };
const shown: Shown = { kind: 'waiting', waiting, since: '1' };
let world: World;
let replicas: Notifier[];
beforeAll(async () => {
  world = await openWorld();
  replicas = [1, 2].map(() => pacedNotifier(slack, world));
});
afterAll(() => world.close());

const post = (place: string, replica = 0) => replicas[replica]?.post(TEAM, place, shown);
const gaps = (place: string) => {
  const times = posts.filter((one) => one.place === place).map(({ at }) => at);
  return times.slice(1).map((at, nth) => at - (times[nth] ?? 0));
};

describe('messages to one place', () => {
  it('go there once a second, from however many replicas; who would wait long is put off', async () => {
    const tries = await Promise.allSettled([
      post('C1', 0),
      post('C1', 1),
      post('C1', 0),
      post('C1', 1),
    ]);

    const waits = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(waits.every((wait) => wait instanceof PutOff && wait.seconds <= 4)).toBe(true);
    expect(waits.length).toBeGreaterThanOrEqual(2);
    // Their turns are a second apart; a busy machine may be late with one of them.
    expect(gaps('C1').filter((gap) => gap < 750)).toEqual([]);
    expect(posts.length).toBeGreaterThan(0);
  });

  it('do not hold up those to another', async () => {
    const before = performance.now();
    await Promise.all([post('C2', 0), post('C3', 1)]);
    expect(performance.now() - before).toBeLessThan(900);
  });

  it('wait as long as Slack asks for, all of them', async () => {
    busy = new PutOff('Slack’s rate limit', 30);
    await expect(post('C4', 0)).rejects.toMatchObject({ seconds: 30 });
    busy = undefined;

    const [next] = await Promise.allSettled([post('C4', 1)]);
    expect(next).toMatchObject({ status: 'rejected', reason: { name: 'PutOff' } });
    const { seconds } = (next as PromiseRejectedResult).reason as PutOff;
    expect(seconds).toBeGreaterThan(25);
    await post('C5', 1);
  });
});

describe('an effect that is put off', () => {
  it('comes back by itself, and it was no try', async () => {
    const { prisma } = world.database;
    await prisma.workspace.update({ where: { id: TEAM }, data: { opsChannel: 'C6' } });
    const ports = {
      ...world.ports,
      notifier: { ...slack, post: () => Promise.reject(new PutOff('busy', 30)) },
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
    expect(jobs[1]?.delay).toBeGreaterThan(25);
    await deliver({ ...world.ports, notifier: slack }, id);
    expect(await prisma.task.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...{ status: 'done', attempts: 1 },
    });
  });
});
