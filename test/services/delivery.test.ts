import { addMinutes } from 'date-fns/addMinutes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bury, deliver, resendStranded } from '../../src/services/delivery.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { claimTask, retryLater } from '../../src/store/tasks.ts';
import { aChange } from '../support/changes.ts';
import { aCrm } from '../support/crm.ts';
import { crmJobs, crmTaskOf, jobsOf, tasksOf } from '../support/task-queue.ts';
import { hire, openWorld, post, register, TEAM, type World } from '../support/world.ts';

const start = '2026-11-20T10:00:00Z';
const crm = aCrm();
let world: World;
let ana: string;
beforeAll(async () => {
  world = await openWorld({ crm });
  ana = await hire(world, 'Ana', { crmOwnerId: '7' });
});
afterAll(() => world.close());

/** An account that was given to Ana, and the task that tells the CRM so. */
async function given(name: string) {
  world.setTime(start);
  const accountId = await register(world, name, { crmId: name });
  await changeOwner(world.ports, TEAM, aChange({ accountId, wanted: ana }));
  const { id: taskId } = await crmTaskOf(world, accountId);
  const status = async () => (await crmTaskOf(world, accountId)).status;
  return { accountId, taskId, status };
}
/** A worker that takes a task and is never heard of again. */
const takeAndDie = (taskId: string) =>
  claimTask(world.database.prisma, taskId, new Date(start), new Date(0));

describe('a task', () => {
  it('is done once, however often its job comes back', async () => {
    const { taskId, status } = await given('Alder');

    await deliver(world.ports, taskId);
    await deliver(world.ports, taskId);

    expect(await status()).toBe('done');
    expect(crm.asked.filter(({ accountId }) => accountId === 'Alder')).toHaveLength(1);
  });

  it('keeps the error of its last try', async () => {
    const { accountId, taskId } = await given('Beech');
    crm.before = async () => {
      throw new Error('HubSpot is down');
    };

    await expect(deliver(world.ports, taskId)).rejects.toThrow('HubSpot is down');
    crm.before = async () => undefined;

    const kept = { status: 'retrying', lastError: 'HubSpot is down', attempts: 1 };
    expect(await crmTaskOf(world, accountId)).toMatchObject(kept);
  });

  it('is left to the worker that has it, and taken over when that one has died', async () => {
    const { taskId, status } = await given('Cedar');
    await takeAndDie(taskId);

    await expect(deliver(world.ports, taskId)).rejects.toThrow('another worker has claimed');
    expect(crm.ownerOf('Cedar')).toBeUndefined();

    world.setTime('2026-11-20T10:01:01Z');
    await deliver(world.ports, taskId);
    expect(await status()).toBe('done');
  });

  it('is not disturbed by a worker that was given up for dead and fails late', async () => {
    const { taskId, status } = await given('Dogwood');
    await takeAndDie(taskId);
    world.setTime('2026-11-20T10:01:01Z');
    const successor = await claimTask(
      world.database.prisma,
      taskId,
      world.ports.clock.now(),
      new Date('2026-11-20T10:00:01Z'),
    );
    expect(successor).toMatchObject({ kind: 'claimed', attempt: 2 });

    await retryLater(world.database.prisma, taskId, 1, 'too late');

    expect(await status()).toBe('claimed');
  });

  it('that killed each of its workers says so when it is given up', async () => {
    const { accountId, taskId } = await given('Elder');
    await takeAndDie(taskId);

    await bury(world.ports, taskId);

    const buried = { status: 'dead', lastError: 'its worker died each time' };
    expect(await crmTaskOf(world, accountId)).toMatchObject(buried);
  });

  it('that was done in the end is not given up', async () => {
    const { taskId, status } = await given('Fir');
    await deliver(world.ports, taskId);

    await bury(world.ports, taskId);

    expect(await status()).toBe('done');
  });
});

describe('a task whose job was lost', () => {
  it('is sent again after ten minutes, and no second time while it waits', async () => {
    const accountId = await register(world, 'Hazel', { crmId: 'Hazel' });
    await post(world, accountId);
    await changeOwner(world.ports, TEAM, aChange({ accountId, wanted: ana }));
    const redraw = async () =>
      (await tasksOf(world, accountId)).find(({ kind }) => kind === 'redraw-cards');
    const taskId = (await redraw())?.id ?? '';
    await world.database.pool.query(`DELETE FROM pgboss.job WHERE data->>'taskId' = $1`, [taskId]);
    world.setTime('2026-11-20T10:09:00Z');
    await resendStranded(world.ports);
    expect(await jobsOf(world, taskId)).toEqual([]);

    for (const minute of [11, 12, 13]) {
      world.setTime(`2026-11-20T10:${minute}:00Z`);
      await resendStranded(world.ports);
    }

    expect(await jobsOf(world, taskId)).toMatchObject([{ state: 'created' }]);
    await deliver(world.ports, taskId);
    expect((await redraw())?.status).toBe('done');
  });

  it('is taken from a worker that died with it as soon as its lease is over', async () => {
    await given('Rowan');
    const claimed = { status: 'claimed', claimedAt: world.ports.clock.now() };
    await world.database.prisma.task.updateMany({ where: { kind: 'crm-owner' }, data: claimed });
    await world.database.pool.query(`DELETE FROM pgboss.job WHERE name = 'crm-writes'`);
    const minutesLater = (more: number) =>
      world.setTime(addMinutes(claimed.claimedAt, more).toISOString());

    minutesLater(1);
    await resendStranded(world.ports);
    expect(await crmJobs(world)).toEqual([]);
    minutesLater(3);
    await resendStranded(world.ports);
    expect(await crmJobs(world)).toEqual([{ state: 'created' }]);
  });

  it('goes with the others where it is for the CRM: one job for all', async () => {
    await given('Ivy');
    await given('Juniper');
    await world.database.pool.query(`DELETE FROM pgboss.job WHERE name = 'crm-writes'`);
    world.setTime('2026-11-20T10:11:00Z');

    await resendStranded(world.ports);
    await resendStranded(world.ports);

    expect(await crmJobs(world)).toEqual([{ state: 'created' }]);
  });
});
