import { expect } from 'vitest';
import { inTransaction } from '../../src/store/database.ts';
import type { SetClock } from './clock.ts';
import { soon } from './soon.ts';
import { TEAM, type World } from './world.ts';

/** What a task and its jobs look like from outside the queue. A job's `pause` is counted from when it was sent or last begun. */
export async function jobsOf({ database }: World, taskId: string) {
  const { rows } = await database.pool.query<{
    state: string;
    tries: number;
    delay: number;
    pause: number;
  }>(
    `SELECT state, retry_count AS tries, extract(epoch FROM start_after - now())::float AS delay,
       extract(epoch FROM start_after - coalesce(started_on, created_on))::float AS pause
     FROM pgboss.job WHERE name = 'effects' AND data->>'taskId' = $1 ORDER BY created_on`,
    [taskId],
  );
  return rows;
}

/** The jobs that carry what waits to the CRM. */
export async function crmJobs({ database }: World) {
  const { rows } = await database.pool.query<{ state: string }>(
    `SELECT state FROM pgboss.job WHERE name = 'crm-writes' ORDER BY created_on`,
  );
  return rows;
}

export function tasksOf({ database }: World, accountId: string) {
  return database.prisma.task.findMany({
    where: { payload: { path: ['accountId'], equals: accountId } },
    orderBy: { kind: 'asc' },
  });
}

/** The task that writes an account's latest owner to the CRM. */
export async function crmTaskOf(world: World, accountId: string) {
  const tasks = await tasksOf(world, accountId);
  const task = tasks.findLast(({ kind }) => kind === 'crm-owner');
  if (!task) throw new Error(`no task writes the owner of ${accountId}`);
  return task;
}

export async function untilSettled(world: World): Promise<void> {
  await soon(
    async () => {
      const waiting = { status: { in: ['due', 'claimed', 'retrying'] } };
      expect(await world.database.prisma.task.count({ where: waiting })).toBe(0);
    },
    { timeout: 120_000, interval: 50 },
  );
}

/** No bell rings at this moment, and nothing is left to do of what has rung. */
export async function untilQuiet(world: World): Promise<void> {
  await untilIdle(world, ['bells', 'ring-bells', 'ring-disputes']);
  await untilSettled(world);
}

/** As if the time of a chore had come. With a heartbeat, as any: what a killed bot has taken in its last moment is free again. */
export async function sendChore({ database }: World, name: string): Promise<void> {
  await database.pool.query(
    `INSERT INTO pgboss.job (name, policy, retry_limit, expire_seconds, heartbeat_seconds)
     SELECT name, policy, retry_limit, expire_seconds, heartbeat_seconds FROM pgboss.queue
     WHERE name = $1 ON CONFLICT DO NOTHING`,
    [name],
  );
}

async function untilIdle({ database }: World, queues: string[]): Promise<void> {
  await soon(async () => {
    const { rowCount } = await database.pool.query(
      `SELECT FROM pgboss.job WHERE name = ANY($1) AND state < 'completed'`,
      [queues],
    );
    expect(rowCount).toBe(0);
  });
}

/** A chore has been done from end to end. */
export async function doChore(world: World, name: string): Promise<void> {
  await sendChore(world, name);
  await untilIdle(world, [name]);
}

/** All bells that are due have rung. */
export async function ringNow(world: World): Promise<void> {
  await inTransaction(world.database, (tx) => world.queue.rouse(tx, 'bells', TEAM));
  await untilQuiet(world);
}

/** What is on its way is done before the clock is set; what is due by then has rung when this is over. */
export async function passTo(world: World, clock: SetClock, iso: string): Promise<void> {
  await untilQuiet(world);
  clock.set(iso);
  await ringNow(world);
}
