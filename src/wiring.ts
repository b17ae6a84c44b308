import { createHubSpot } from './adapters/hubspot/crm.ts';
import { type Config, needSlack } from './config.ts';
import { workEffects } from './jobs/effects.ts';
import { type JobQueue, startQueue } from './jobs/queue.ts';
import { workUpkeep } from './jobs/upkeep.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import type { Clock, Crm, Log, Notifier, Ports } from './ports.ts';
import { openWorkspace } from './services/workspaces.ts';
import { createSlackApp, type SlackApp } from './slack/app.ts';
import { createAskers } from './slack/askers.ts';
import { createNotifier } from './slack/notifier.ts';
import { type Installed, singleWorkspace } from './slack/tokens.ts';
import { type Database, openDatabase } from './store/database.ts';
import { alive, figures, readiness } from './webhooks/health.ts';
import { createHttpServer } from './webhooks/server.ts';
import { slackRoute } from './webhooks/slack.ts';

const clock: Clock = { now: () => new Date() };
/** A stop waits this long for jobs and answers that are on their way. */
const DRAIN_MS = 10_000;

export type House = { ports: Ports; queue: JobQueue; close: () => Promise<void> };

/** Database, queue and CRM: all that the operator's shell and the bot have in common. */
export async function openHouse(config: Config, log: Log, notifier = mute): Promise<House> {
  const database = await openDatabase(config.database, (error) =>
    log.error({ error: error.message }, 'database connection'),
  );
  warnOfLimits(database, log);
  const queue = await startQueue(database, log);
  const crm: Crm | undefined = config.hubspot && createHubSpot(config.hubspot, { log, clock });
  return {
    ports: { database, clock, log, queue, crm: () => crm, notifier },
    queue,
    close: async () => {
      await queue.stop(DRAIN_MS);
      await database.close();
    },
  };
}

/** The shell queues effects for the bot to do; it draws nothing itself. */
const mute: Notifier = {
  redrawOwnerCard: async () => {
    throw new Error('only the bot draws cards');
  },
};

export type RunningBot = { port: number; stop: () => Promise<void> };

export async function startBot(config: Config): Promise<RunningBot> {
  const log = createLog(config.logLevel);
  const slack = needSlack(config);
  const installed = await singleWorkspace(slack.botToken, slack.apiUrl);
  const house = await openHouse(config, log, createNotifier(slack.apiUrl, installed.tokens));
  await openWorkspace(house.ports, installed.workspace);
  if (config.role !== 'web') {
    await workEffects(house.queue, house.ports);
    await workUpkeep(house.queue, house.ports);
  }
  const { port, stop } = await startWeb(config, house, installed).catch(async (error: unknown) => {
    await house.close();
    throw error;
  });
  log.info({ port, role: config.role, workspace: installed.workspace.id }, 'cadastre is ready');
  return {
    port,
    stop: async () => {
      log.info({}, 'stopping: finishing what is on its way');
      await stop();
      await house.close();
    },
  };
}

async function startWeb(config: Config, { ports }: House, installed: Installed) {
  const metrics = createMetrics();
  const app = config.role === 'worker' ? undefined : slackApp(config, ports, installed, metrics);
  let stopping = false;
  const server = createHttpServer(
    {
      '/healthz': alive,
      '/readyz': readiness(ports, () => stopping),
      '/metrics': figures(ports, metrics),
      ...(app?.requests && { '/slack/events': slackRoute(app.requests, clock, metrics) }),
    },
    { metrics, log: ports.log },
  );
  await app?.start();
  const port = await server.listenOn(config.http);
  return {
    port,
    stop: async () => {
      stopping = true;
      await Promise.all([server.close(), app?.stop()]);
    },
  };
}

function slackApp(
  config: Config,
  ports: Ports,
  installed: Installed,
  metrics: ReturnType<typeof createMetrics>,
): SlackApp {
  return createSlackApp(needSlack(config), installed.tokens, {
    ports,
    askers: createAskers(clock),
    count: (outcome, kind) => metrics.slack.inc({ outcome, kind }),
    inFlight: new Set(),
  });
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
