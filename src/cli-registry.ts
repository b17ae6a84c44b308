import { existsSync } from 'node:fs';
import type { Config } from './config.ts';
import type { Ports } from './ports.ts';

export type Registry = { ports: Ports; workspaceId: string };

/** What came of a work that can do without the registry; else why there is none to ask. */
type Reached<Result> = { kind: 'reached'; result: Result } | { kind: 'unreached'; why: string };

const absences = {
  none: 'there is no registry here: set DATABASE_URL, or run cadastre import',
  empty: 'nothing is in the registry yet: run cadastre import',
  inUse: 'another process, such as the running bot, has the embedded database open',
};

/** With database, queue and CRM; makes the database where there is none. */
export async function inNewHouse<Result>(
  config: Config,
  work: (ports: Ports) => Promise<Result>,
): Promise<Result> {
  const { openHouse } = await import('./house.ts');
  const { createLog } = await import('./log.ts');
  const house = await openHouse(config, createLog('error'));
  return work(house.ports).finally(house.close);
}

/** The same where there is a database already. */
export async function inHouse<Result>(work: (ports: Ports) => Promise<Result>): Promise<Result> {
  return resultOf(await ifHouse(async (ports) => reached(await work(ports))));
}

/** The same for the one workspace; `instead` is what to do while the bot has the embedded database. */
export async function inRegistry<Result>(
  work: (registry: Registry) => Promise<Result>,
  instead?: string,
): Promise<Result> {
  return resultOf(await ifRegistry(work), instead);
}

/** For what says something useful without the registry as well. */
export function ifRegistry<Result>(
  work: (registry: Registry) => Promise<Result>,
): Promise<Reached<Result>> {
  return ifHouse(async (ports) => {
    const { listWorkspaces } = await import('./services/workspaces.ts');
    const [first, second] = await listWorkspaces(ports);
    if (!first) return { kind: 'unreached', why: absences.empty };
    if (second) throw new Error('There are several workspaces here.');
    return reached(await work({ ports, workspaceId: first.id }));
  });
}

async function ifHouse<Result>(
  work: (ports: Ports) => Promise<Reached<Result>>,
): Promise<Reached<Result>> {
  const { readConfig } = await import('./config.ts');
  const config = readConfig();
  if (!mayBeThere(config)) return { kind: 'unreached', why: absences.none };
  const { isInUse } = await import('./store/directory-lock.ts');
  try {
    return await inNewHouse(config, work);
  } catch (error) {
    if (isInUse(error)) return { kind: 'unreached', why: absences.inUse };
    throw error;
  }
}

function reached<Result>(result: Result): Reached<Result> {
  return { kind: 'reached', result };
}

function resultOf<Result>(found: Reached<Result>, instead = 'stop it first'): Result {
  if (found.kind === 'reached') return found.result;
  const remedy = found.why === absences.inUse ? `: ${instead}` : '';
  throw new Error(sentence(`${found.why}${remedy}`));
}

function mayBeThere({ database }: Config): boolean {
  return 'url' in database || existsSync(database.dir);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
