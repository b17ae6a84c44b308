import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workEffects } from '../../src/jobs/effects.ts';
import { workUpkeep } from '../../src/jobs/upkeep.ts';
import { listDeadTasks, retryTask } from '../../src/services/dead-tasks.ts';
import { changeOwner, changeOwners } from '../../src/services/ownership.ts';
import { inTransaction } from '../../src/store/database.ts';
import { aChange } from '../support/changes.ts';
import { aCrm } from '../support/crm.ts';
import { soon } from '../support/soon.ts';
import { crmTaskOf, jobsOf, tasksOf, untilSettled } from '../support/task-queue.ts';
import { hire, openWorld, post, register, TEAM, type World } from '../support/world.ts';

const crm = aCrm();
let world: World;
let ana: string;
beforeAll(async () => {
  world = await openWorld({ crm });
  ana = await hire(world, 'Ana', { crmOwnerId: '7' });
  await workEffects(world.queue, world.ports);
  await workUpkeep(world.queue, world.ports);
});
afterAll(() => world.close());

const give = async (name: string) => {
  const accountId = await register(world, name, { crmId: name });
  await changeOwner(world.ports, TEAM, aChange({ accountId, wanted: ana }));
  return accountId;
};
const writesOf = (crmId: string) => crm.asked.filter(({ accountId }) => accountId === crmId);

describe('the effects of a change', () => {
  it('never happen where the change was taken back', async () => {
    const accountId = await register(world, 'Alder', { crmId: 'Alder' });
    const takenBack = inTransaction(world.database, async (tx) => {
      await changeOwners(tx, world.ports, TEAM, [aChange({ accountId, wanted: ana })]);
      throw new Error('changed my mind');
    });
    await expect(takenBack).rejects.toThrow('changed my mind');

    await give('Beech');
    await untilSettled(world);

    expect(writesOf('Beech')).toHaveLength(1);
    expect(writesOf('Alder')).toEqual([]);
    expect(await tasksOf(world, accountId)).toEqual([]);
  });

  it('happen once each, however many changes come at the same moment', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `Cedar ${index}`);
    await Promise.all(names.map(give));
    await untilSettled(world);

    for (const name of names) {
      expect(writesOf(name)).toEqual([{ accountId: name, expected: undefined, wanted: '7' }]);
    }
    const tasks = await world.database.prisma.task.findMany();
    expect(new Set(tasks.map(({ status, attempts }) => `${status} ${attempts}`))).toEqual(
      new Set(['done 1']),
    );
  });
});

describe('an effect that fails', () => {
  let accountId: string;
  let taskId: string;

  it('gets a job of its own, is tried again ten times, each time after a longer wait', async () => {
    crm.before = async () => {
      if (crm.asked.at(-1)?.accountId === 'Fir') throw new Error('HubSpot is down');
    };
    accountId = await give('Fir');
    taskId = (await crmTaskOf(world, accountId)).id;
    const waits: { delay: number; pause: number }[] = [];
    for (let tries = 0; tries < 10; tries += 1) {
      const [job] = await soon(async () => {
        const jobs = await jobsOf(world, taskId);
        expect(jobs).toMatchObject([{ state: 'retry', tries }]);
        return jobs;
      });
      if (job) waits.push(job);
      await letTimePass(tries);
    }

    const bounds = waits.map((_, tries) => [2 ** (tries + 1), 2 ** (tries + 2)] as const);
    for (const [index, [least, most]] of bounds.entries()) {
      expect(waits[index]?.pause).toBeGreaterThanOrEqual(Math.min(least, 600));
      expect(waits[index]?.delay).toBeLessThanOrEqual(Math.min(most, 600));
    }
    expect(writesOf('Fir').length).toBeGreaterThanOrEqual(10);
  });

  it('is given up in the end and listed with its last error', async () => {
    await soon(async () => {
      expect(await crmTaskOf(world, accountId)).toMatchObject({ status: 'dead', attempts: 12 });
    });

    expect(await listDeadTasks(world.ports)).toEqual([
      { id: taskId, kind: 'crm-owner', lastError: 'HubSpot is down' },
    ]);
  });

  it('comes back to life when an operator retries it', async () => {
    crm.before = async () => undefined;

    await retryTask(world.ports, taskId);
    await untilSettled(world);

    expect(await listDeadTasks(world.ports)).toEqual([]);
    expect(await crmTaskOf(world, accountId)).toMatchObject({ status: 'done', lastError: null });
    expect(crm.ownerOf('Fir')).toBe('7');
  });

  /** The wait is over, and a card that another change draws again wakes the workers at once. */
  const letTimePass = async (tries: number) => {
    await world.database.pool.query(
      `UPDATE pgboss.job SET start_after = now() WHERE data->>'taskId' = $1 AND state = 'retry'`,
      [taskId],
    );
    const other = await register(world, `Hazel ${tries}`);
    await post(world, other);
    await changeOwner(world.ports, TEAM, aChange({ accountId: other, wanted: ana }));
  };
});

describe('the chores', () => {
  it('are in the timetable, once for all replicas', async () => {
    const { rows } = await world.database.pool.query(
      'SELECT name, cron FROM pgboss.schedule ORDER BY name',
    );
    expect(rows).toContainEqual({ name: 'refresh-statistics', cron: '17 3 * * *' });
    expect(rows).toContainEqual({ name: 'resend-stranded', cron: '* * * * *' });
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });

  it('of a killed worker hold up nobody for long, whichever version made their queue', async () => {
    const { pool } = world.database;
    await pool.query('UPDATE pgboss.queue SET heartbeat_seconds = NULL');

    await workEffects(world.queue, world.ports);

    const { rows } = await pool.query(
      `SELECT heartbeat_seconds AS beat FROM pgboss.queue WHERE name = 'resend-stranded'`,
    );
    expect(rows).toEqual([{ beat: 20 }]);
  });
});
