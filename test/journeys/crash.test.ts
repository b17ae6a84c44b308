import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { workEffects } from '../../src/jobs/effects.ts';
import { type DatabaseSettings, openDatabase } from '../../src/store/database.ts';
import { startBotProcess } from '../support/child.ts';
import { aCrm } from '../support/crm.ts';
import { serveCrm } from '../support/crm-server.ts';
import { copyTemplate } from '../support/databases.ts';
import { faultsOf } from '../support/registry-check.ts';
import { untilSettled } from '../support/task-queue.ts';
import { hire, openWorldOn, register, TEAM } from '../support/world.ts';

const ROUNDS = 5;
const crm = aCrm();
let recorder: Awaited<ReturnType<typeof serveCrm>>;
let settings: DatabaseSettings;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ settings, drop } = await copyTemplate(inject('template')));
  recorder = await serveCrm(crm);
  const world = await openWorldOn(settings);
  for (const [index, name] of ['Ana', 'Bo', 'Cy'].entries()) {
    await hire(world, name, { crmOwnerId: String(index + 7) });
  }
  for (let nth = 0; nth < 12; nth += 1) await register(world, 'contested', { crmId: `c${nth}` });
  await world.close();
});
afterAll(async () => {
  await recorder.stop();
  await drop();
});

/** Lets a bot work for a moment and pulls its plug. Returns the changes that it has confirmed. */
async function runAndKill(delivers: boolean): Promise<string[]> {
  const order = { settings, workspaceId: TEAM, crmUrl: recorder.url, writers: 4, delivers };
  const bot = startBotProcess(order);
  await bot.until(/^changed /m);
  const enough = Math.ceil(40 * Math.random());
  await Promise.race([bot.until(new RegExp(`(changed .+\\n){${enough}}`)), wait(1000)]);
  await bot.kill('SIGKILL');
  expect(bot.complaints()).toBe('');
  return bot.said().flatMap((line) => /^changed (\S+)$/.exec(line)?.[1] ?? []);
}

describe('F28 a bot that is killed at any moment', () => {
  it('has lost no change that it confirmed, and left none half done', {
    timeout: 300_000,
  }, async () => {
    const confirmed: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      confirmed.push(...(await runAndKill(round % 2 === 1)));
      const database = await openDatabase(settings, console.error);
      const changes = await database.prisma.ownershipChange.findMany({ select: { id: true } });
      const kept = new Set(changes.map(({ id }) => id));
      expect(confirmed.filter((id) => !kept.has(id))).toEqual([]);
      expect(await faultsOf(database, TEAM)).toEqual([]);
      await database.close();
    }
    expect(confirmed.length).toBeGreaterThanOrEqual(ROUNDS);
  });

  it('is followed by one that tells the CRM everything', { timeout: 300_000 }, async () => {
    const world = await openWorldOn(settings, { crm });
    const { prisma, pool } = world.database;
    // Its workers have been dead for a while: their claims and heartbeats are old.
    world.setTime(new Date(Date.now() + 5 * 60_000).toISOString());
    await pool.query(`UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '1 minute'`);

    await workEffects(world.queue, world.ports);
    await untilSettled(world);

    expect(await faultsOf(world.database, TEAM)).toEqual([]);
    const accounts = await prisma.account.findMany({ include: { owner: true } });
    for (const { crmId, owner } of accounts) {
      expect([crmId, crm.ownerOf(crmId)]).toEqual([crmId, owner?.crmOwnerId]);
    }
    const fresh = accounts.filter(({ name, owner }) => name === 'fresh' && owner);
    const told = new Set(crm.asked.map(({ accountId }) => accountId));
    expect(fresh.filter(({ crmId }) => !told.has(crmId))).toEqual([]);
    // Nobody edited the CRM, so nothing may look as if somebody had.
    const edits = { cause: { path: ['kind'], equals: 'crm-edit' } };
    expect(await prisma.ownershipChange.count({ where: edits })).toBe(0);
    expect(await prisma.task.count({ where: { status: { not: 'done' } } })).toBe(0);
    await world.close();
  });
});
