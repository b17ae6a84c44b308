import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../../src/domain/shown.ts';
import type { Notifier } from '../../src/ports.ts';
import {
  listDeadTasks,
  retryGivenUp,
  retryTask,
  showGivenUp,
} from '../../src/services/dead-tasks.ts';
import { bury, deliver } from '../../src/services/delivery.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { queueTasks } from '../../src/services/tasks.ts';
import { inTransaction } from '../../src/store/database.ts';
import { aChange } from '../support/changes.ts';
import { aCrm } from '../support/crm.ts';
import { crmTaskOf, jobsOf } from '../support/task-queue.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

const crm = aCrm();
/** What ops see of it, message by message: each as it was drawn last. */
const seen: Shown[] = [];
const notifier: Partial<Notifier> = {
  post: async (_, channel, shown) => ({ channel, ts: String(seen.push(shown) - 1) }),
  redraw: async (_, { ts }, shown) => {
    seen[Number(ts)] = shown;
    return 'drawn';
  },
};
let world: World;
let accountId: string;
let taskId: string;
beforeAll(async () => {
  world = await openWorld({ crm, notifier });
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

describe('what was given up for Slack', () => {
  const places = ['C1', 'C2', 'C3'];
  const olga = { workspaceId: TEAM, userId: 'U0OLGA' };
  const totals = () => seen.map((one) => (one.kind === 'given-up' ? one.givenUp.total : undefined));
  const tasks = (kind: string) =>
    world.database.prisma.task.findMany({ where: { kind, status: 'due' } });
  const tell = async () => {
    for (const { id } of await tasks('tell-given-up')) await deliver(world.ports, id);
  };
  const giveUp = async () => {
    const rounds = places.map((place) => ({ kind: 'send-notices', place, mark: '1' }) as const);
    await inTransaction(world.database, (tx) => queueTasks(tx, world.ports, TEAM, rounds));
    for (const { id } of await tasks('send-notices')) await bury(world.ports, id);
  };
  beforeAll(async () => {
    seen.length = 0;
    await world.database.prisma.workspace.update({
      where: { id: TEAM },
      data: { opsChannel: 'C0OPS' },
    });
    await hire(world, 'Olga', { slackUserId: 'U0OLGA', role: 'ops' });
    await hire(world, 'Mia', { slackUserId: 'U0MIA', role: 'manager' });
    await giveUp();
  });

  it('is one message to ops, however much it is', async () => {
    await tell();
    expect(totals()).toEqual([3]);
  });

  it('is nothing for somebody who may not try it again', async () => {
    const mia = { ...olga, userId: 'U0MIA' };
    const refusal = { reason: { kind: 'not-your-role', deed: 'retry what failed' } };
    await expect(showGivenUp(world.ports, mia)).rejects.toMatchObject(refusal);
    await expect(retryGivenUp(world.ports, mia, { kind: 'all' })).rejects.toMatchObject(refusal);
  });

  it('is tried again one by one and all at once, and the message follows', async () => {
    const { kinds } = await showGivenUp(world.ports, olga);
    expect(kinds).toMatchObject([{ kind: 'send-notices', count: 3 }]);
    const id = kinds[0]?.newest[0]?.id ?? '';
    world.setTime('2026-11-20T10:05:00Z');

    expect(await retryGivenUp(world.ports, olga, { kind: 'one', id })).toBe(1);
    await tell();
    expect(totals()).toEqual([2]);
    world.setTime('2026-11-20T10:06:00Z');
    expect(await retryGivenUp(world.ports, olga, { kind: 'all' })).toBe(2);
    await tell();

    expect(totals()).toEqual([0]);
    expect(await jobsOf(world, id)).toMatchObject([{ state: 'created', tries: 0 }]);
    const lines = await world.database.prisma.auditEntry.findMany({
      ...{ where: { action: 'effects-retried' }, orderBy: { seq: 'asc' } },
    });
    expect(lines.map(({ context }) => context)).toEqual([{ effects: 1 }, { effects: 2 }]);
  });

  it('is a new message the next time', async () => {
    world.setTime('2026-11-20T12:00:00Z');
    for (const { id } of await tasks('send-notices')) await bury(world.ports, id);
    await tell();
    expect(totals()).toEqual([0, 3]);
  });
});
