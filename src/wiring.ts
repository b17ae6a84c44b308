import { type Config, needSlack } from './config.ts';
import { type House, openHouse, systemClock } from './house.ts';
import { workEffects } from './jobs/effects.ts';
import { workUpkeep } from './jobs/upkeep.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import type { Ports } from './ports.ts';
import { readJournals } from './services/crm-journal.ts';
import { checkFields } from './services/fields.ts';
import { refreshRoles } from './services/roles.ts';
import { keepStandings } from './services/slack-people.ts';
import { checkSources } from './services/source-rankings.ts';
import { learnCrmLinks, openWorkspace } from './services/workspaces.ts';
import { createSlackApp, type SlackApp } from './slack/app.ts';
import { type Askers, createAskers } from './slack/askers.ts';
import { createNotifier } from './slack/notifier.ts';
import { type Installed, singleWorkspace } from './slack/tokens.ts';
import { alive, figures, readiness } from './webhooks/health.ts';
import { hubspotRoute } from './webhooks/hubspot.ts';
import { createHttpServer } from './webhooks/server.ts';
import { slackRoute } from './webhooks/slack.ts';

export type RunningBot = { port: number; stop: () => Promise<void> };

export async function startBot(config: Config, clock = systemClock): Promise<RunningBot> {
  const log = createLog(config.logLevel);
  const slack = needSlack(config);
  const installed = await singleWorkspace(slack.botToken, slack.apiUrl);
  const askers = createAskers(
    clock,
    keepStandings(() => house.ports),
  );
  const notifier = createNotifier(slack.apiUrl, installed.tokens, askers);
  const house = await openHouse(config, log, { notifier, clock });
  await openWorkspace(house.ports, installed.workspace);
  const slackSide = { ...installed, askers };
  const { port, stop } = await startWeb(config, house, slackSide, installed.workspace.id).catch(
    async (error: unknown) => {
      await house.close();
      throw error;
    },
  );
  learnCrmLinks(house.ports, installed.workspace).catch((error: unknown) =>
    log.warn({ error: String(error) }, 'the CRM did not answer at the start'),
  );
  // Last: a process that cannot stay must not use up the tries of waiting effects.
  if (config.role !== 'web') await beginWork(house);
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

/** What reads from outside runs beside the start: it may take its time. */
async function beginWork({ queue, ports }: House): Promise<void> {
  await workEffects(queue, ports);
  await workUpkeep(queue, ports);
  const beside = (work: Promise<unknown>, failed: string) =>
    void work.catch((error: unknown) => ports.log.error({ error: String(error) }, failed));
  beside(readJournals(ports), 'the CRM’s journal was not read');
  beside(refreshRoles(ports), 'roles were not read from groups');
  beside(checkFields(ports), 'mapped fields were not checked');
  beside(checkSources(ports), 'ranked sources were not checked');
}

type SlackSide = Installed & { askers: Askers };

async function startWeb(
  config: Config,
  { ports }: House,
  slackSide: SlackSide,
  workspaceId: string,
) {
  const metrics = createMetrics();
  const app = config.role === 'worker' ? undefined : slackApp(config, ports, slackSide, metrics);
  let stopping = false;
  const hindrance = () => {
    if (stopping) return 'asked to stop';
    return app && !app.isReachable() ? 'no connection to Slack' : undefined;
  };
  const server = createHttpServer(
    {
      '/healthz': alive,
      '/readyz': readiness(ports, hindrance),
      '/metrics': figures(ports, metrics),
      ...(ports.crm(workspaceId)?.hear && {
        '/hubspot/events': hubspotRoute(ports, workspaceId, metrics),
      }),
      ...(app?.requests && { '/slack/events': slackRoute(app.requests, ports.clock, metrics) }),
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
  { tokens, askers }: SlackSide,
  metrics: ReturnType<typeof createMetrics>,
): SlackApp {
  return createSlackApp(needSlack(config), tokens, {
    ports,
    askers,
    count: (outcome, kind) => metrics.slack.inc({ outcome, kind }),
    inFlight: new Set(),
  });
}
