import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Ports } from '../../src/ports.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { compareCrm, watchCrm } from '../../src/services/crm-watch.ts';
import { listDeadTasks, retryTask } from '../../src/services/dead-tasks.ts';
import { chanceOf } from '../../test/support/chance.ts';
import { benchHouse, SECRET, TOKEN } from '../crm/house.ts';
import { keepPostgres } from '../lookup/postgres.ts';
import { actOnce, clearTheWeather, type Scene, setUpWorkflow } from './crowd.ts';
import { startCountingHubSpot } from './door.ts';
import { differencesIn } from './verdict.ts';
import type { Order } from './worker.ts';

const home = resolve(fileURLToPath(new URL('../..', import.meta.url)), 'data/bench/soak');
const WORKSPACE = 'T0SOAK';
const COMPANIES = 2000;
/** Between two things that somebody does. */
const PAUSE_MS = 20;
/** A dead worker's claims are free again after two minutes, and so is what was put off. */
const QUIET_MINUTES = 12;

export type Soaked = { counts: Record<string, number>; differences: string[] };

/** People, workflows and Cadastre change the same companies at once, while HubSpot fails and the bot is killed. */
export async function soakCrm(
  { minutes, seed }: { minutes: number; seed: number },
  say: (line: string) => void,
): Promise<Soaked> {
  rmSync(home, { recursive: true, force: true });
  const postgres = await keepPostgres(home);
  const chance = chanceOf(seed);
  const port = await freePort();
  const company = createCompany({ seed: 1, accounts: COMPANIES });
  const hubspot = await startCountingHubSpot({
    ...{ port: 0, company, token: TOKEN, portalId: 4711, limits: 'off', contract: 'off', chance },
    webhooks: { url: `http://127.0.0.1:${port}/hubspot/events`, secret: SECRET, retryScale: 0.01 },
  });
  const house = await benchHouse(postgres.url, hubspot.url, 100_000);
  const { counts, count } = counter();
  const { ports } = house;
  await importCrm(
    ports,
    { id: WORKSPACE, name: 'Soak' },
    ports.crm(WORKSPACE) as never,
    () => undefined,
  );
  say(`seed ${seed}: ${COMPANIES} companies are here`);
  const order = {
    databaseUrl: postgres.url,
    hubspotUrl: hubspot.url,
    workspaceId: WORKSPACE,
    port,
  };
  const scene = {
    ...{ company, companies: COMPANIES, hubspotUrl: hubspot.url, ports, chance, count },
    ...{ workspaceId: WORKSPACE, archived: [] },
  };
  await setUpWorkflow(scene);
  const began = new Date();
  const worker = await carryOn(scene, order, minutes);
  say('it goes quiet');
  await clearTheWeather({ hubspotUrl: hubspot.url, count });
  await comeToRest(ports, say);
  const differences = await differencesIn(ports, WORKSPACE, { since: began, door: hubspot });
  Object.assign(counts, await told(ports, hubspot.url), writesOf(hubspot));
  worker.kill('SIGKILL');
  await house.close();
  await hubspot.stop();
  await postgres.stop();
  return { counts, differences };
}

function counter() {
  const counts: Record<string, number> = {};
  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  return { counts, count };
}

/** Whoever is killed comes back. */
async function carryOn(scene: Scene, order: Order, minutes: number): Promise<ChildProcess> {
  const { chance, count } = scene;
  let worker = startWorker(order);
  const until = performance.now() + minutes * 60_000;
  while (performance.now() < until) {
    await actOnce(scene);
    if (chance() < 0.003) {
      worker.kill('SIGKILL');
      count('killed');
      await sleep(chance() * 3000);
      worker = startWorker(order);
    }
    await sleep(PAUSE_MS);
  }
  return worker;
}

function startWorker(order: Order): ChildProcess {
  const file = fileURLToPath(new URL('worker.ts', import.meta.url));
  return spawn(process.execPath, [file, JSON.stringify(order)], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}

/** Asks what was missed until there is nothing left to do. */
async function comeToRest(ports: Ports, say: (line: string) => void): Promise<void> {
  const until = performance.now() + QUIET_MINUTES * 60_000;
  const retried = new Set<string>();
  for (let calm = 0; calm < 2; ) {
    if (performance.now() > until) throw new Error('it does not come to rest');
    if ((await openIn(ports)) > 0 || (await retryRefused(ports, retried)) > 0) {
      calm = 0;
      await sleep(1000);
      continue;
    }
    await watchCrm(ports);
    await compareCrm(ports);
    calm = (await openIn(ports)) > 0 ? 0 : calm + 1;
    say(calm > 0 ? 'nothing was missed' : 'something was missed, and is looked at');
  }
}

/** HubSpot has said no to some for a while: whoever is asked tries again, once. */
async function retryRefused(ports: Ports, retried: Set<string>): Promise<number> {
  const dead = await listDeadTasks(ports);
  const refused = dead.filter(({ id, kind }) => kind.endsWith('-owner') && !retried.has(id));
  for (const { id } of refused) {
    await retryTask(ports, id);
    retried.add(id);
  }
  return refused.length;
}

/** What tells people together waits for minutes, and moves nothing. */
const LATER = ['tell-waiting', 'tell-restless'];

async function openIn({ database }: Ports): Promise<number> {
  const { prisma } = database;
  const [tasks, events] = await Promise.all([
    prisma.task.count({
      where: { status: { in: ['due', 'claimed', 'retrying'] }, kind: { notIn: LATER } },
    }),
    prisma.inboxEvent.count({ where: { settledAt: null } }),
  ]);
  return tasks + events;
}

async function told({ database }: Ports, hubspotUrl: string): Promise<Record<string, number>> {
  const { prisma } = database;
  const state = await (await fetch(`${hubspotUrl}/admin/state`)).json();
  const byStatus = await prisma.task.groupBy({ by: ['status'], _count: true });
  return {
    'owner changes here': await prisma.ownershipChange.count(),
    'of them by people in HubSpot': await prisma.ownershipChange.count({
      where: { cause: { path: ['kind'], equals: 'crm-edit' } },
    }),
    'lines of audit': await prisma.auditEntry.count(),
    'events heard': await prisma.inboxEvent.count(),
    'calls to HubSpot': Object.values(state.calls.status as Record<string, number>).reduce(
      (sum, calls) => sum + calls,
      0,
    ),
    ...Object.fromEntries(byStatus.map(({ status, _count }) => [`tasks ${status}`, _count])),
  };
}

function writesOf({ writes }: { writes: Record<string, number> }): Record<string, number> {
  return Object.fromEntries(
    Object.entries(writes).map(([kind, count]) => [`${kind} written`, count]),
  );
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
