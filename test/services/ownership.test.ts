import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/services/audit.ts';
import { changeOwner, changeOwners } from '../../src/services/ownership.ts';
import { inTransaction } from '../../src/store/database.ts';
import { aChange } from '../support/changes.ts';
import { crmJobs } from '../support/task-queue.ts';
import { hire, openWorld, post, register, TEAM, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const ownerOf = async (id: string) =>
  (await world.database.prisma.account.findUniqueOrThrow({ where: { id } })).ownerId;

describe('changing an owner', () => {
  it('writes the owner, the change, the audit entry and the queued effects together', async () => {
    const [ana, accountId] = [await hire(world, 'Ana'), await register(world, 'Birch')];
    await post(world, accountId);

    const { changeId } = await changeOwner(world.ports, TEAM, aChange({ accountId, wanted: ana }));

    expect(await ownerOf(accountId)).toBe(ana);
    const prisma = world.database.prisma;
    const change = await prisma.ownershipChange.findUniqueOrThrow({ where: { id: changeId } });
    expect(change).toMatchObject({ fromId: null, toId: ana, reason: 'because the west moved' });
    const entry = await prisma.auditEntry.findFirst({ where: { seq: change.auditSeq } });
    expect(entry).toMatchObject({ action: 'owner-changed', after: { id: ana, name: 'Ana' } });
    const tasks = await prisma.task.findMany({
      where: { key: changeId },
      orderBy: { kind: 'asc' },
    });
    expect(tasks.map((task) => task.kind)).toEqual(['crm-owner', 'redraw-cards']);
    const jobs = await world.database.pool.query(
      `SELECT data->>'taskId' AS id FROM pgboss.job WHERE name = 'effects'`,
    );
    const redraw = tasks.find(({ kind }) => kind === 'redraw-cards');
    expect(jobs.rows.map((row) => row.id)).toContain(redraw?.id);
    expect(await crmJobs(world)).toEqual([{ state: 'created' }]);
  });

  it('refuses a change made on an older picture and names the present owner', async () => {
    const [bo, cy] = [await hire(world, 'Bo'), await hire(world, 'Cy')];
    const accountId = await register(world, 'Cedar', { ownerId: bo });

    const late = changeOwner(world.ports, TEAM, aChange({ accountId, expected: null, wanted: cy }));

    await expect(late).rejects.toMatchObject({
      reason: { kind: 'owner-has-changed', account: 'Cedar', expected: 'nobody', present: 'Bo' },
    });
    const other = changeOwner(
      world.ports,
      TEAM,
      aChange({ accountId, expected: cy, wanted: null }),
    );
    await expect(other).rejects.toMatchObject({ reason: { expected: 'Cy', present: 'Bo' } });
    expect(await ownerOf(accountId)).toBe(bo);
  });

  it('refuses to give an account to somebody who has left, unless the CRM says so', async () => {
    const gone = await hire(world, 'Gil', { leftAt: new Date('2026-01-01') });
    const accountId = await register(world, 'Dogwood');
    const change = aChange({ accountId, wanted: gone });

    await expect(changeOwner(world.ports, TEAM, change)).rejects.toMatchObject({
      reason: { kind: 'owner-has-left', rep: 'Gil' },
    });
    await changeOwner(world.ports, TEAM, { ...change, cause: { kind: 'crm-edit' } });
    expect(await ownerOf(accountId)).toBe(gone);
  });

  it('never reaches into another workspace', async () => {
    await world.database.prisma.workspace.create({ data: { id: 'T0OTHER', name: 'Other' } });
    const theirs = await register(world, 'Elder', { workspaceId: 'T0OTHER' });
    const stranger = await hire(world, 'Eve', { workspaceId: 'T0OTHER' });
    const [di, ours] = [await hire(world, 'Di'), await register(world, 'Fir')];

    await expect(
      changeOwner(world.ports, TEAM, aChange({ accountId: theirs, wanted: di })),
    ).rejects.toMatchObject({ reason: { kind: 'unknown-account' } });
    await expect(
      changeOwner(world.ports, TEAM, aChange({ accountId: ours, wanted: stranger })),
    ).rejects.toMatchObject({ reason: { kind: 'unknown-rep' } });
  });

  it('leaves nothing behind when the transaction fails', async () => {
    const [flo, accountId] = [await hire(world, 'Flo'), await register(world, 'Ginkgo')];
    const before = await verifyAudit(world.ports, TEAM);

    const failing = inTransaction(world.database, async (tx) => {
      await changeOwners(tx, world.ports, TEAM, [aChange({ accountId, wanted: flo })]);
      throw new Error('the power went');
    });

    await expect(failing).rejects.toThrow('the power went');
    expect(await ownerOf(accountId)).toBeNull();
    expect(await verifyAudit(world.ports, TEAM)).toEqual(before);
    expect(
      await world.database.prisma.task.count({
        where: { payload: { path: ['accountId'], equals: accountId } },
      }),
    ).toBe(0);
  });

  it('lets one of two people who decide at the same moment win', async () => {
    const [gus, hal] = [await hire(world, 'Gus'), await hire(world, 'Hal')];
    const accountId = await register(world, 'Hazel');

    const results = await Promise.allSettled(
      [gus, hal].map((wanted) => changeOwner(world.ports, TEAM, aChange({ accountId, wanted }))),
    );

    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await world.database.prisma.ownershipChange.count({ where: { accountId } })).toBe(1);
  });

  it('carries a history over in order, with its own times', async () => {
    const [ida, jo] = [await hire(world, 'Ida'), await hire(world, 'Jo')];
    const accountId = await register(world, 'Ivy');
    const told = { accountId, cause: { kind: 'import' } as const };

    const { changed, refused } = await inTransaction(world.database, (tx) =>
      changeOwners(tx, world.ports, TEAM, [
        aChange({ ...told, wanted: ida, happenedAt: new Date('2025-02-01') }),
        aChange({ ...told, expected: ida, wanted: jo, happenedAt: new Date('2026-03-01') }),
      ]),
    );

    expect([changed.length, refused]).toEqual([2, []]);
    expect(await ownerOf(accountId)).toBe(jo);
  });
});

describe('many changes at once', () => {
  it('keep one unbroken chain, whoever comes first', async () => {
    const kim = await hire(world, 'Kim');
    const accounts = await Promise.all(
      Array.from({ length: 20 }, (_, index) => register(world, `Juniper ${index}`)),
    );

    await Promise.all(
      accounts.map((accountId) =>
        changeOwner(world.ports, TEAM, aChange({ accountId, wanted: kim })),
      ),
    );

    const report = await verifyAudit(world.ports, TEAM);
    expect(report.breaks).toEqual([]);
    expect(report.lines).toBe(report.head.seq);
  });
});
