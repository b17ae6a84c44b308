import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wordBreak } from '../../src/domain/audit.ts';
import { verifyAudit } from '../../src/services/audit.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { aChange } from '../support/changes.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const ana = await hire(world, 'Ana');
  for (let line = 0; line < 6; line += 1) {
    const accountId = await register(world, `Rowan ${line}`);
    await changeOwner(world.ports, TEAM, aChange({ accountId, wanted: ana }));
  }
  await world.database.pool.query('CREATE TABLE kept AS TABLE audit_entries');
  await world.database.pool.query('CREATE TABLE kept_head AS TABLE audit_heads');
});
afterAll(() => world.close());

/** What somebody with the database's own password could do. */
const tamper = (sql: string) =>
  world.database.pool.query(
    `ALTER TABLE audit_entries DISABLE TRIGGER USER; ${sql}; ALTER TABLE audit_entries ENABLE TRIGGER USER`,
  );
const findings = async () => (await verifyAudit(world.ports, TEAM)).breaks.map(wordBreak);

beforeEach(async () => {
  await tamper('TRUNCATE audit_entries; INSERT INTO audit_entries TABLE kept');
  await world.database.pool.query('DELETE FROM audit_heads');
  await world.database.pool.query('INSERT INTO audit_heads TABLE kept_head');
});

describe('the audit', () => {
  it.each([
    ['UPDATE', `UPDATE audit_entries SET reason = 'nothing to see'`],
    ['DELETE', 'DELETE FROM audit_entries WHERE seq = 3'],
    ['TRUNCATE', 'TRUNCATE audit_entries'],
  ])('refuses %s by the application', async (_, sql) => {
    await expect(world.database.pool.query(sql)).rejects.toThrow('append-only');
    expect(await findings()).toEqual([]);
  });

  it('verifies as it was written', async () => {
    expect(await verifyAudit(world.ports, TEAM)).toMatchObject({ lines: 6, breaks: [] });
  });

  it('names a line that was changed', async () => {
    await tamper(`UPDATE audit_entries SET after = '{"id":"x","name":"Mallory"}' WHERE seq = 4`);
    expect(await findings()).toEqual(['line 4 was changed after it was written']);
  });

  it('names the lines that were removed', async () => {
    await tamper('DELETE FROM audit_entries WHERE seq IN (2, 3)');
    expect(await findings()).toEqual(['lines 2 to 3 were removed']);
  });

  it('names lines that changed places', async () => {
    await tamper(
      `UPDATE audit_entries SET seq = -seq WHERE seq IN (3, 4);
       UPDATE audit_entries SET seq = 7 + seq WHERE seq < 0`,
    );
    expect((await findings()).join('; ')).toMatch(/line 3 .*line 4 /);
  });

  it('names what was cut off at the end', async () => {
    await tamper('DELETE FROM audit_entries WHERE seq >= 5');
    expect(await findings()).toEqual(['lines 5 to 6 were cut off at the end']);
  });

  it('notices a line that was added behind the registry’s back', async () => {
    await tamper(
      `INSERT INTO audit_entries SELECT workspace_id, 7, at, actor, action, subject, reason, before, after,
         context, hash, repeat('a', 64) FROM audit_entries WHERE seq = 6`,
    );
    expect((await findings()).join('; ')).toContain('line 7');
  });

  it('names a line that was put in place of another, hash and all', async () => {
    await tamper(
      `UPDATE audit_entries e SET (at, actor, action, subject, reason, before, after, context, previous, hash) =
         (SELECT at, actor, action, subject, reason, before, after, context, previous, hash FROM kept WHERE seq = 2)
       WHERE seq = 5`,
    );
    expect((await findings())[0]).toContain('line 5');
  });
});
