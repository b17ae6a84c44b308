import { createSheetCrm } from './adapters/csv/crm.ts';
import { createHubSpot } from './adapters/hubspot/crm.ts';
import type { Config } from './config.ts';
import { type JobQueue, startQueue } from './jobs/queue.ts';
import type { Clock, Crm, Log, Notifier, Ports } from './ports.ts';
import { ofItsAccount } from './services/crm-account.ts';
import { pacedNotifier } from './services/pacing.ts';
import { type Database, openDatabase } from './store/database.ts';
import { openSheet } from './store/sheet.ts';

export const systemClock: Clock = { now: () => new Date() };
/** A stop waits this long for jobs that are on their way. */
const DRAIN_MS = 10_000;

export type House = { ports: Ports; queue: JobQueue; close: () => Promise<void> };

/** Database, queue and CRM: all that the operator's shell and the bot have in common. */
export async function openHouse(
  config: Config,
  log: Log,
  { notifier = mute, clock = systemClock }: Partial<Pick<Ports, 'notifier' | 'clock'>> = {},
): Promise<House> {
  const database = await openDatabase(config.database, (error) =>
    log.error({ error: error.message }, 'database connection'),
  );
  warnOfLimits(database, log);
  const queue = await startQueue(database, log);
  const pauseSeconds = 1 / (config.slack?.postsPerSecond ?? 1);
  const paced = pacedNotifier(notifier, { database }, pauseSeconds);
  return {
    ports: {
      database,
      clock,
      log,
      queue,
      crm: crmsOf(config, database, { log, clock }),
      notifier: paced,
    },
    queue,
    close: async () => {
      await queue.stop(DRAIN_MS);
      await database.close();
    },
  };
}

function crmsOf(
  { crm }: Config,
  database: Database,
  { log, clock }: Pick<Ports, 'log' | 'clock'>,
): Ports['crm'] {
  switch (crm?.kind) {
    case undefined:
      return () => undefined;
    case 'hubspot': {
      const hubspot = createHubSpot(crm, { log });
      return remembered((workspaceId) => ofItsAccount(hubspot, { database }, workspaceId));
    }
    case 'csv':
      return (workspaceId) => {
        const sheet = openSheet(database, workspaceId);
        const rows = createSheetCrm(sheet, { clock, accountUrl: crm.accountUrl });
        return ofItsAccount(rows, { database }, workspaceId);
      };
  }
}

/** What is once known of an account is not asked before each call. */
function remembered(open: (workspaceId: string) => Crm): Ports['crm'] {
  const crms = new Map<string, Crm>();
  return (workspaceId) => {
    const crm = crms.get(workspaceId) ?? open(workspaceId);
    crms.set(workspaceId, crm);
    return crm;
  };
}

/** The shell queues effects for the bot to do; it draws nothing itself. */
const mute: Notifier = {
  post: onlyTheBot,
  find: onlyTheBot,
  attach: onlyTheBot,
  keepFile: onlyTheBot,
  redraw: onlyTheBot,
  findPerson: onlyTheBot,
  membersOf: onlyTheBot,
  describePerson: onlyTheBot,
  publishHome: onlyTheBot,
};

async function onlyTheBot(): Promise<never> {
  throw new Error('only the bot posts and draws');
}

function warnOfLimits({ kind, newerMigrations }: Database, log: Log): void {
  if (kind === 'pglite') {
    log.warn(
      {},
      'embedded database: for trial and one small team; it has one process and no protection against power loss. Set DATABASE_URL for PostgreSQL.',
    );
  }
  if (newerMigrations.length > 0) {
    log.warn({ newerMigrations }, 'the database is newer than this version: update this replica');
  }
}
