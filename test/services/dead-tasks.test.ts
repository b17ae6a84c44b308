import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listDeadTasks, retryTask } from '../../src/services/dead-tasks.ts';
import { bury, deliver } from '../../src/services/delivery.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { aChange } from '../support/changes.ts';
import { aCrm } from '../support/crm.ts';
import { crmTaskOf, jobsOf } from '../support/task-queue.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

const crm = aCrm();
let world: World;
let accountId: string;
let taskId: string;
beforeAll(async () => {
  world = await openWorld({ crm });
  const bo = await hire(world, 'Bo');
  accountId = await register(world, 'Alder', { crmId: '1' });
  await changeOwner(world.ports, TEAM, aChange({ accountId, wanted: bo }));
  taskId = (await crmTaskOf(world, accountId)).id;
});
afterAll(() => world.close());

describe('effects that were given up', () => {
  it('stay listed with what went wrong last', async () => {
    await expect(deliver(world.ports, taskId)).rejects.toThrow();
    await world.database.pool.query('DELETE FROM pgboss.job');
    await bury(world.ports, taskId);

    const lastError = 'Bo is no owner in HubSpot: invite them there, then retry';
    expect(await listDeadTasks(world.ports)).toEqual([
      { id: taskId, kind: 'crm-owner', lastError },
    ]);
  });

  it('are queued again with all their tries, and done once the cause is mended', async () => {
    await world.database.prisma.rep.updateMany({ data: { crmOwnerId: '8' } });

    await retryTask(world.ports, taskId);

    expect(await listDeadTasks(world.ports)).toEqual([]);
    expect(await jobsOf(world, taskId)).toMatchObject([{ state: 'created', tries: 0 }]);
    await deliver(world.ports, taskId);
    expect(crm.ownerOf('1')).toBe('8');
  });

  it.each([
    ['one that is done already', () => taskId],
    ['one that never was', () => '0a8f2b34-0000-4000-8000-000000000001'],
    ['a slip of the hand', () => 'alder'],
  ])('do not include %s', async (_, id) => {
    await expect(retryTask(world.ports, id())).rejects.toThrow(
      `no given-up task has the id ${id()}`,
    );
  });
});
