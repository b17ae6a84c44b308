import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rosterFile } from '../../src/domain/roster.ts';
import { checkAudits, readHistory } from '../../src/services/history.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { importPins } from '../../src/services/roster.ts';
import { enter } from '../support/accounts.ts';
import { aChange } from '../support/changes.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

let world: World;
let acme: string;
let ana: string;
let bo: string;
beforeAll(async () => {
  world = await openWorld();
  ana = await hire(world, 'Ana');
  bo = await hire(world, 'Bo');
  acme = await enter(world, 'Acme', { domain: 'acme.example' });
  const other = await register(world, 'Beech');
  await change(acme, null, ana);
  await change(other, null, ana);
  const pins = [{ domain: 'acme.example', who: 'ana@registry.example', why: 'in renewal' }];
  await importPins(world.ports, TEAM, rosterFile.parse({ pins }));
  await change(acme, ana, bo);
});
afterAll(() => world.close());

const change = (accountId: string, expected: string | null, wanted: string) =>
  changeOwner(world.ports, TEAM, aChange({ accountId, expected, wanted }));
const history = (page = 0) => readHistory(world.ports, TEAM, acme, page);
/** What somebody with the database's own password could do. */
const tamper = (sql: string) =>
  world.database.pool.query(
    `ALTER TABLE audit_entries DISABLE TRIGGER USER; ${sql}; ALTER TABLE audit_entries ENABLE TRIGGER USER`,
  );

describe('the history of an account', () => {
  it('has its lines, the newest first, with what became of each in the CRM', async () => {
    const { prisma } = world.database;
    const [first] = await prisma.ownershipChange.findMany({
      where: { accountId: acme },
      orderBy: { auditSeq: 'asc' },
    });
    await prisma.task.updateMany({
      where: { kind: 'crm-owner', key: first?.id },
      data: { status: 'done', receipt: { kind: 'written', at: '2026-11-20T10:00:05Z' } },
    });
    expect(await history()).toMatchObject({
      ...{ account: { name: 'Acme' }, total: 3, page: 0, pages: 1, breaks: [] },
      lines: [
        {
          ...{ seq: 4, action: 'owner-changed', before: { name: 'Ana' }, after: { name: 'Bo' } },
          receipt: { kind: 'on-its-way' },
        },
        { seq: 3, action: 'pinned', reason: 'in renewal', actor: { name: 'Ana' } },
        {
          ...{ seq: 1, before: null, after: { name: 'Ana' } },
          receipt: { kind: 'written', at: new Date('2026-11-20T10:00:05Z') },
        },
      ],
    });
  });

  it('comes in pages', async () => {
    for (let nth = 0; nth < 2; nth += 1) {
      await change(acme, bo, ana);
      await change(acme, ana, bo);
    }
    const later = await history(1);
    expect(later).toMatchObject({ total: 7, page: 1, pages: 2 });
    expect(later.lines.map(({ seq }) => seq)).toEqual([3, 1]);
    expect(await history(9)).toEqual(later);
  });

  it('says when the whole log was followed last', async () => {
    expect((await history()).check).toBeUndefined();
    await checkAudits(world.ports);
    expect((await history()).check).toMatchObject({ lines: 8, breaks: [] });
  });

  it('tells which of its lines were touched, and which anywhere', async () => {
    await tamper(`UPDATE audit_entries SET reason = 'nothing to see' WHERE seq = 3`);
    expect((await history(1)).breaks).toEqual([{ kind: 'changed', seq: 3 }]);
    expect((await history(0)).breaks).toEqual([]);
    await checkAudits(world.ports);
    expect((await history(0)).check?.breaks).toEqual([{ kind: 'changed', seq: 3 }]);
    await tamper('DELETE FROM audit_entries WHERE seq = 2');
    expect((await history(1)).breaks).toContainEqual({ kind: 'reordered', seq: 1 });
  });

  it('is that of an account which is here', async () => {
    await expect(readHistory(world.ports, 'T0OTHER', acme, 0)).rejects.toMatchObject({
      reason: { kind: 'out-of-date' },
    });
  });
});
