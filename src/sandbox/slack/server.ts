import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerAdmin } from './admin.ts';
import type { ChannelSeed } from './channels.ts';
import { answerFile, answerPrivateFile, answerUpload } from './file-routes.ts';
import { readJson, sendJson, sendText } from './http.ts';
import { missingScopes, parseManifest, withUnfurls } from './manifest.ts';
import { answerPage } from './page-api.ts';
import type { PersonSeed } from './people.ts';
import { answerResponseUrl } from './response-urls.ts';
import { closeSockets, welcomeSockets } from './socket-mode-server.ts';
import { answerWebApi } from './web-api/server.ts';
import type { Team, Timings, UserGroup, World } from './world.ts';
import { worldFrom } from './world-seed.ts';

export type SlackOptions = {
  port?: number;
  team: Team;
  users: PersonSeed[];
  channels: ChannelSeed[];
  userGroups?: UserGroup[];
  app: {
    manifest: unknown;
    botToken: string;
    signingSecret: string;
    /** The app-level token of Socket Mode; without one, no connection can be opened. */
    appToken?: string;
    /** Where the bot listens; without a path, /slack/events is meant. May be told later. */
    botUrl?: string;
    appId?: string;
    botUserId?: string;
    /** Hosts of this machine whose links are told to the bot beside the manifest's; Slack takes no addresses. */
    alsoUnfurls?: string[];
  };
  clock?: () => Date;
  log?: (line: string) => void;
  timings?: Partial<Timings>;
  /** Serves the browser page; says whether the request was its own. */
  page?: { handle(req: IncomingMessage, res: ServerResponse): Promise<boolean> };
};

export type LocalSlack = {
  url: string;
  world: World;
  pointAt(botUrl: string): void;
  stop(): Promise<void>;
};

const slackTimings: Timings = {
  ackMs: 3000,
  triggerMs: 3000,
  responseUrlMs: 30 * 60_000,
  eventRetryMs: [0, 60_000, 5 * 60_000],
  socketGraceMs: 10_000,
};

export async function startSlack(options: SlackOptions): Promise<LocalSlack> {
  const world = worldOf(options);
  const server = createServer((req, res) => {
    route(world, options, req, res).catch((fault: unknown) => {
      world.log(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
      if (!res.headersSent) sendJson(res, 500, { ok: false, error: 'internal_error' });
      else res.end();
    });
  });
  welcomeSockets(world, server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  for (const lack of missingScopes(world.app.manifest)) world.log(`Manifest: ${lack}.`);
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: world.url,
    world,
    pointAt: (botUrl) => {
      world.app.botUrl = eventsUrl(botUrl);
    },
    stop: async () => {
      world.closing.abort();
      closeSockets(world);
      await Promise.allSettled(world.deliveries);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function worldOf(options: SlackOptions): World {
  const { app, team, users, channels } = options;
  return worldFrom({
    ...{ team, users, channels },
    userGroups: options.userGroups ?? [],
    app: {
      id: app.appId ?? 'A0SANDBOX',
      manifest: withUnfurls(parseManifest(app.manifest), app.alsoUnfurls ?? []),
      botToken: app.botToken,
      signingSecret: app.signingSecret,
      ...(app.appToken && { appToken: app.appToken }),
      botUserId: app.botUserId ?? 'U0BOT',
      botId: 'B0SANDBOX',
      botUrl: app.botUrl ? eventsUrl(app.botUrl) : '',
    },
    clock: options.clock ?? (() => new Date()),
    log: options.log ?? (() => undefined),
    timings: { ...slackTimings, ...options.timings },
  });
}

function eventsUrl(botUrl: string): string {
  const url = new URL(botUrl);
  if (url.pathname === '/') url.pathname = '/slack/events';
  return url.href;
}

async function route(
  world: World,
  options: SlackOptions,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(req.url ?? '/', world.url);
  const [, first = '', ...rest] = pathname.split('/');
  switch (first) {
    case 'api':
      return answerWebApi(world, rest.join('/'), req, res);
    case 'page':
      return answerPage(world, req, res);
    case 'files':
      return answerFile(world, rest[0] ?? '', res);
    case 'files-pri':
      return answerPrivateFile(world, rest[0] ?? '', req, res);
    case 'upload':
      return answerUpload(world, rest[1] ?? '', req, res);
    case 'actions':
    case 'commands': {
      const { status, error } = answerResponseUrl(world, pathname, await readJson(req));
      return error ? sendJson(res, status, { ok: false, error }) : sendText(res, status, 'ok');
    }
    case 'admin':
      return answerAdmin(world, rest.join('/'), req, res);
    default:
      if (!(await options.page?.handle(req, res))) sendText(res, 404, 'Not found');
  }
}
