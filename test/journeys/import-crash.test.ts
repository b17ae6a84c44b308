import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { rosterFile } from '../../src/domain/roster.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { importRoster } from '../../src/services/roster.ts';
import { publishRules } from '../../src/services/rules.ts';
import type { Database } from '../../src/store/database.ts';
import { startChild } from '../support/child.ts';
import { faultsOf } from '../support/registry-check.ts';
import { openShell } from '../support/shell.ts';
import { openWorldOn, type World } from '../support/world.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const KILLS = 4;
/** For owners, and for how many records there are. */
const CALLS_BEFORE_PAGES = 9;
const company = createCompany({ seed: 3, accounts: 500 });
const workspace = { id: company.workspace.id, name: company.workspace.name };
type Shell = Awaited<ReturnType<typeof openShell>>;
let killed: Shell;
let whole: Shell;
beforeAll(async () => {
  [killed, whole] = [await openShell(company), await openShell(company)];
  for (const shell of [killed, whole]) await inRegistry(shell, (world) => prepare(shell, world));
});
afterAll(async () => {
  await killed.close();
  await whole.close();
});

async function inRegistry<Result>(
  { home, env }: Shell,
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  const settings = env.DATABASE_URL ? { url: env.DATABASE_URL } : { dir: `${home}/pg` };
  const world = await openWorldOn(settings);
  return work(world).finally(world.close);
}

/** People, territories and rules are there before the first account, so that all of them are routed as they come. */
async function prepare({ surroundings }: Shell, { ports }: World): Promise<void> {
  const { reps, ...others } = rosterFile.parse(surroundings.roster);
  // The two are some moments apart, and a pool deals to those who are at work: here all are, always.
  const awake = reps.map((rep) => ({ ...rep, workingHours: {}, absences: [] }));
  const roster = { ...others, reps: awake };
  await importRoster(ports, workspace, roster, 'Dana');
  const by = { kind: 'operator', name: 'Dana' } as const;
  await publishRules(ports, workspace.id, { text: surroundings.rules, note: 'first', by });
}

async function callsOf({ surroundings }: Shell): Promise<number> {
  const { calls } = await (await fetch(`${surroundings.env.HUBSPOT_URL}/admin/state`)).json();
  return calls.calls;
}

/** Imports until HubSpot has answered so many calls more, and pulls the plug. */
async function importAndKill(shell: Shell, calls: number) {
  const until = (await callsOf(shell)) + calls;
  const child = startChild('src/cli.ts', ['import'], shell.env);
  let isOver = false;
  void child.ended.then(() => {
    isOver = true;
  });
  while (!isOver && (await callsOf(shell)) < until) await wait(2);
  return { code: await child.kill('SIGKILL'), complaints: child.complaints() };
}

/** All that a registry says, by the CRM's ids: its own differ from one to the next. */
async function pictureOf({ prisma }: Database) {
  const people = new Map((await prisma.rep.findMany()).map(({ id, email }) => [id, email]));
  const accounts = await prisma.account.findMany({ include: { names: true, domains: true } });
  const crmIds = new Map(accounts.map(({ id, crmId }) => [id, crmId]));
  const families = Map.groupBy(accounts, ({ id, ultimateParentId }) => ultimateParentId ?? id);
  const decisions = await prisma.decision.findMany();
  const leads = await prisma.lead.findMany();
  const deals = await prisma.deal.findMany();
  const changes = await prisma.ownershipChange.findMany();
  const tasks = await prisma.task.findMany({ where: { kind: { not: 'redraw-import' } } });
  const turns = await prisma.poolTurn.findMany({ include: { pool: true } });
  const nameOf = (id: string | null) => people.get(id ?? '') ?? null;
  const accountOf = (id: string | null) => crmIds.get(id ?? '') ?? null;
  return {
    accounts: accounts
      .map(({ crmId, name, ownerId, parentId, names, domains }) => ({
        ...{ crmId, name, owner: nameOf(ownerId), parent: accountOf(parentId) },
        ...{ names: names.map(({ norm }) => norm).sort(), domains: domains.length },
      }))
      .sort(byCrmId),
    families: [...families.values()]
      .map((family) => family.map(({ crmId }) => crmId).sort())
      .sort((a, b) => String(a).localeCompare(String(b))),
    leads: leads
      .map(({ crmId, ownerId, accountId }) => {
        return { crmId, owner: nameOf(ownerId), account: accountOf(accountId) };
      })
      .sort(byCrmId),
    deals: deals
      .map(({ crmId, accountId }) => ({ crmId, account: accountOf(accountId) }))
      .sort(byCrmId),
    decisions: decisions.map(({ arrival, kind, rule }) => `${arrival} ${kind} ${rule}`).sort(),
    changes: changes.map(({ accountId, toId }) => `${accountOf(accountId)} ${nameOf(toId)}`).sort(),
    turns: turns.map(({ pool, number, repId }) => `${pool.name} ${number} ${nameOf(repId)}`).sort(),
    tasks: tasks.map(({ kind }) => kind).sort(),
    left: [await prisma.importArrival.count(), await prisma.importLink.count()],
  };
}

function byCrmId(one: { crmId: string }, other: { crmId: string }): number {
  return one.crmId.localeCompare(other.crmId);
}

describe('an import that is killed at any page', () => {
  it('goes on where it was, and ends with the registry of one that was not', async () => {
    const untouched = await whole.cadastre(['import']);
    expect(untouched).toMatchObject({
      code: 0,
      complaints: expect.not.stringContaining('goes on'),
    });
    const calls = await callsOf(whole);

    const tries: Awaited<ReturnType<typeof importAndKill>>[] = [];
    for (let kill = 0; kill < KILLS && tries.at(-1)?.code !== 0; kill += 1) {
      const pages = Math.floor((Math.random() * calls) / KILLS);
      tries.push(await importAndKill(killed, CALLS_BEFORE_PAGES + pages));
    }
    if (tries.at(-1)?.code !== 0) tries.push(await killed.cadastre(['import']));
    expect(tries.at(-1)?.code).toBe(0);
    const said = tries.map(({ complaints }) => complaints).join('');
    expect(said).toMatch(/The import goes on at .*\d+ \w+/);

    const [there, faults, imports] = await inRegistry(killed, async ({ database }) => [
      await pictureOf(database),
      await faultsOf(database, workspace.id),
      await database.prisma.crmImport.count(),
    ]);
    const expected = await inRegistry(whole, ({ database }) => pictureOf(database));
    expect(there).toEqual(expected);
    expect(expected.decisions.length).toBeGreaterThan(company.accountCount);
    expect([faults, imports]).toEqual([[], 1]);
  });
});
