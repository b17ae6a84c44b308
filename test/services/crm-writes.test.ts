import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CrmFault } from '../../src/domain/crm-fault.ts';
import type { OwnerChange } from '../../src/domain/ownership.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { changeLeadOwners, changeOwner, changeOwners } from '../../src/services/ownership.ts';
import { claimCrmWrites } from '../../src/store/crm-owner.ts';
import { inTransaction } from '../../src/store/database.ts';
import { aChange } from '../support/changes.ts';
import { aCrm } from '../support/crm.ts';
import { crmTaskOf, jobsOf } from '../support/task-queue.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

const crm = aCrm();
const writeOwners = crm.writeOwners;
let world: World;
let [ana, bo, stranger] = ['', '', ''];
beforeAll(async () => {
  world = await openWorld({ crm });
  ana = await hire(world, 'Ana', { crmOwnerId: '7' });
  bo = await hire(world, 'Bo', { crmOwnerId: '8' });
  stranger = await hire(world, 'Di');
});
afterAll(() => world.close());

/** How many owners the CRM was asked to write, call by call. */
const calls: number[] = [];
beforeEach(async () => {
  await world.database.prisma.task.deleteMany();
  await world.database.prisma.crmPause.deleteMany();
  calls.length = 0;
  crm.asked.length = 0;
  crm.writeOwners = (writes) => {
    if (writes.length > 0) calls.push(writes.length);
    return writeOwners(writes);
  };
  world.setTime('2026-11-20T10:00:00Z');
});

const given = async (wanted = ana) => {
  const crmId = randomUUID();
  const accountId = await register(world, 'Alder', { crmId });
  await changeOwner(world.ports, TEAM, aChange({ accountId, wanted }));
  return { accountId, crmId, task: () => crmTaskOf(world, accountId) };
};
/** In one transaction: changes wait for one another, and no transaction waits for long. */
async function many(count: number) {
  const crmIds = Array.from({ length: count }, () => randomUUID());
  const changes: OwnerChange[] = [];
  for (const crmId of crmIds) {
    const accountId = await register(world, 'Alder', { crmId });
    changes.push(aChange({ accountId, wanted: ana }));
  }
  await inTransaction(world.database, (tx) => changeOwners(tx, world.ports, TEAM, changes));
  return crmIds;
}
const statuses = async () => {
  const tasks = await world.database.prisma.task.findMany({ where: { kind: 'crm-owner' } });
  return tasks.map(({ status }) => status);
};
const refused = { kind: 'refused', why: 'invalid', problem: 'Writing: a rule of yours.' } as const;

describe('new owners for the CRM', () => {
  it('go there together, a hundred at a time', async () => {
    const all = await many(130);

    await writeCrmOwners(world.ports, TEAM);

    expect(calls.toSorted((a, b) => b - a)).toEqual([100, 30]);
    expect(new Set(await statuses())).toEqual(new Set(['done']));
    expect(all.filter((crmId) => crm.ownerOf(crmId) !== '7')).toEqual([]);
  });

  it('are written once, by however many workers', async () => {
    const all = await many(60);

    await Promise.all([1, 2, 3].map(() => writeCrmOwners(world.ports, TEAM)));

    expect(crm.asked).toHaveLength(all.length);
    expect(new Set(await statuses())).toEqual(new Set(['done']));
  });

  it('are the latest ones only, where an account moved twice', async () => {
    const { accountId, crmId } = await given();
    await changeOwner(world.ports, TEAM, aChange({ accountId, expected: ana, wanted: bo }));

    await writeCrmOwners(world.ports, TEAM);

    expect(crm.asked).toEqual([{ accountId: crmId, expected: undefined, wanted: '8' }]);
    const receipts = await world.database.prisma.task.findMany({ where: { kind: 'crm-owner' } });
    expect(receipts.map(({ receipt }) => (receipt as { kind: string }).kind).toSorted()).toEqual([
      ...['superseded', 'written'],
    ]);
  });

  it('come back when the worker that had them has died', async () => {
    const { task } = await given();
    const at = world.ports.clock.now();
    await claimCrmWrites(world.database.prisma, TEAM, 'account', { at, leaseFrom: at, most: 10 });

    await writeCrmOwners(world.ports, TEAM);
    expect((await task()).status).toBe('claimed');
    world.setTime('2026-11-20T10:02:01Z');
    await writeCrmOwners(world.ports, TEAM);

    expect((await task()).status).toBe('done');
  });

  it('all wait as they were while the CRM does not serve, and say why', async () => {
    await many(3);
    crm.writeOwners = async () => {
      throw new CrmFault('HubSpot has had too many calls', 'all', 0);
    };

    await writeCrmOwners(world.ports, TEAM);

    const tasks = await world.database.prisma.task.findMany({ where: { kind: 'crm-owner' } });
    expect(tasks.map(({ status, lastError }) => [status, lastError])).toEqual(
      Array(3).fill(['due', 'HubSpot has had too many calls']),
    );
  });

  it('that the CRM fails at while it takes others hold up nobody, and are tried by themselves', async () => {
    const [odd, ...good] = [await given(), await given(), await given()];
    crm.writeOwners = async (writes) => {
      if (writes.some(({ id }) => id === odd?.crmId)) throw new CrmFault('odd', 'unclear', 0);
      return writeOwners(writes);
    };

    await writeCrmOwners(world.ports, TEAM);

    for (const { task } of good) expect(await task()).toMatchObject({ status: 'done' });
    expect(await odd?.task()).toMatchObject({ status: 'retrying', lastError: 'odd' });
    expect(await jobsOf(world, (await odd?.task())?.id ?? '')).toMatchObject([
      { state: 'created' },
    ]);
  });

  it('are not all tried one by one where the CRM fails at each', async () => {
    await many(10);
    let tries = 0;
    crm.writeOwners = async () => {
      tries += 1;
      throw new CrmFault('no answer', 'unclear', 0);
    };

    await writeCrmOwners(world.ports, TEAM);

    // Together, and then three of them alone.
    expect([tries, await statuses()]).toEqual([4, Array(10).fill('due')]);
  });

  it('of leads that an app may not write hold up no accounts', async () => {
    const { task } = await given();
    const lead = { workspaceId: TEAM, crmId: randomUUID(), name: 'Eva' };
    const { id: leadId } = await world.database.prisma.lead.create({ data: lead });
    const { accountId: _, ...change } = aChange({ accountId: '', wanted: ana });
    await inTransaction(world.database, (tx) =>
      changeLeadOwners(tx, world.ports, TEAM, [{ ...change, leadId }]),
    );
    crm.writeOwners = async (writes) => {
      if (writes.some(({ kind }) => kind === 'lead')) throw new CrmFault('no scope', 'all', 60_000);
      return writeOwners(writes);
    };

    for (let nth = 0; nth < 2; nth += 1) await writeCrmOwners(world.ports, TEAM);

    expect(await task()).toMatchObject({ status: 'done' });
    const where = { kind: 'crm-lead-owner' };
    expect(await world.database.prisma.task.findMany({ where })).toMatchObject([{ status: 'due' }]);
  });

  it('do not wait for one that has to: it gets a job of its own', async () => {
    const [good, odd] = [await given(), await given(stranger)];

    await writeCrmOwners(world.ports, TEAM);

    expect(crm.ownerOf(good.crmId)).toBe('7');
    const { id, status, lastError } = await odd.task();
    expect([status, lastError]).toEqual([
      ...['retrying', 'Di is no owner in HubSpot: invite them there, then retry'],
    ]);
    expect(await jobsOf(world, id)).toMatchObject([{ state: 'created' }]);
  });

  it('are given up at once where the CRM refuses them for good, and wait for a person', async () => {
    const [good, odd] = [await given(), await given()];
    crm.writeOwners = async (writes) => {
      const answers = await writeOwners(writes.filter(({ id }) => id !== odd.crmId));
      const { id: trace } = await odd.task();
      return answers.set(trace, refused);
    };

    await writeCrmOwners(world.ports, TEAM);

    expect(await good.task()).toMatchObject({ status: 'done' });
    expect(await odd.task()).toMatchObject({ status: 'dead', lastError: refused.problem });
  });
});
