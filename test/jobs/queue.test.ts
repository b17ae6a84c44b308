import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workEffects } from '../../src/jobs/effects.ts';
import { startQueue } from '../../src/jobs/queue.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { inTransaction } from '../../src/store/database.ts';
import { aChange } from '../support/changes.ts';
import { aCrm, type CrmDouble } from '../support/crm.ts';
import { soon } from '../support/soon.ts';
import { crmJobs, crmTaskOf } from '../support/task-queue.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

let crm: CrmDouble;
let world: World;
let accountId: string;
/** Ends the write that is on its way. */
let answer: () => void;
beforeEach(async () => {
  crm = aCrm();
  world = await openWorld({ crm });
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  crm.before = () => answered;
  await workEffects(world.queue, world.ports);
  accountId = await register(world, 'Alder', { crmId: '1' });
  const ana = await hire(world, 'Ana', { crmOwnerId: '7' });
  await changeOwner(world.ports, TEAM, aChange({ accountId, wanted: ana }));
  await soon(() => expect(crm.asked).toHaveLength(1));
});
afterEach(() => world.close());

describe('a stop', () => {
  it('waits for the effect that is on its way', async () => {
    let stopped = false;
    const stopping = world.queue.stop(10_000).then(() => {
      stopped = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);

    answer();
    await stopping;

    expect(await crmTaskOf(world, accountId)).toMatchObject({ status: 'done' });
    expect(crm.ownerOf('1')).toBe('7');
  });

  it('gives back what does not end in time, for another worker to try', async () => {
    await world.queue.stop(1000);

    expect(await crmJobs(world)).toMatchObject([{ state: 'retry' }]);
    answer();
  });
});

describe('an errand', () => {
  it('is run soon where another ran when the worker last looked who is busy', async () => {
    answer();
    const { database, ports } = world;
    await database.pool.query('UPDATE pgboss.queue SET singletons_active = ARRAY[$1]', [TEAM]);
    const queue = await startQueue(database, ports.log);
    await database.pool.query('UPDATE pgboss.queue SET singletons_active = NULL');
    const ran: string[] = [];
    await queue.workErrand('new-book', async (workspaceId) => {
      ran.push(workspaceId);
    });
    await inTransaction(database, (tx) => queue.rouse(tx, 'new-book', TEAM));

    // pg-boss itself would look again after a minute.
    await soon(() => expect(ran).toEqual([TEAM]), { timeout: 40_000 });
    await queue.stop(1000);
  });

  it('that is to run after a while holds up none that comes before, and runs', async () => {
    answer();
    const { database, queue } = world;
    const ran: string[] = [];
    await queue.workErrand('new-book', async (workspaceId) => {
      ran.push(workspaceId);
    });
    await inTransaction(database, (tx) => queue.rouseLater(tx, 'new-book', 'T1', 3600));
    await inTransaction(database, (tx) => queue.rouse(tx, 'new-book', 'T1'));
    await soon(() => expect(ran).toEqual(['T1']), { timeout: 40_000 });

    await inTransaction(database, (tx) => queue.rouseLater(tx, 'new-book', 'T1', 0.5));
    await soon(() => expect(ran).toEqual(['T1', 'T1']), { timeout: 40_000 });
  });
});
