import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  App,
  type AuthorizeResult,
  type AuthorizeSourceData,
  HTTPReceiver,
  type Logger,
  LogLevel,
} from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Log } from '../ports.ts';
import type { Bot } from './bot.ts';
import { register } from './listeners.ts';
import { createSocketMode } from './socket-mode.ts';
import type { Tokens } from './tokens.ts';

export type SlackSettings = { apiUrl: string } & ({ signingSecret: string } | { appToken: string });

export type SlackApp = {
  /** Slack's requests over HTTP; undefined over Socket Mode. */
  requests?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Whether anything of Slack's can arrive: over Socket Mode, while there is a connection. */
  isReachable: () => boolean;
  start: () => Promise<void>;
  /** Stops taking requests and waits for work that Slack no longer waits for. */
  stop: () => Promise<void>;
};

/** Bigger than any payload of Slack's, smaller than what would hurt. */
const BODY_LIMIT = 1024 * 1024;

export function createSlackApp(settings: SlackSettings, tokens: Tokens, bot: Bot): SlackApp {
  const { log } = bot.ports;
  const logger = loggerOf(log);
  const clientOptions = answering(settings.apiUrl);
  const http =
    'appToken' in settings
      ? undefined
      : new HTTPReceiver({ signingSecret: settings.signingSecret, logger, bodyLimit: BODY_LIMIT });
  const socket =
    'appToken' in settings
      ? createSocketMode({ appToken: settings.appToken, clientOptions }, log, logger)
      : undefined;
  const app = new App({
    receiver: http ?? socket?.receiver,
    authorize: (source: AuthorizeSourceData<boolean>) => authorize(source, tokens, bot),
    convoStore: false,
    extendedErrorHandler: true,
    logger,
    clientOptions,
  });
  register(app, bot);
  // Handlers word their own faults. What arrives here happened around them, and Bolt's receiver knows
  // the right status for it, so it goes on.
  app.error(async ({ error }: { error: Error }) => {
    log.warn({ error: error.message }, 'slack request refused');
    throw error;
  });
  return {
    ...(http && { requests: http.requestListener }),
    isReachable: () => socket?.isConnected() ?? true,
    start: async () => void (await socket?.start()),
    stop: async () => {
      // An answer that has begun needs the connection for its ack.
      if (socket) await Promise.allSettled(bot.inFlight);
      await socket?.stop();
      while (bot.inFlight.size > 0) await Promise.allSettled(bot.inFlight);
    },
  };
}

/** While a person waits: no retries past their patience, and no pause of other calls on a 429. */
function answering(apiUrl: string): WebClientOptions {
  return {
    slackApiUrl: `${apiUrl}/`,
    timeout: 5000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  };
}

async function authorize(
  { teamId, enterpriseId }: AuthorizeSourceData<boolean>,
  tokens: Tokens,
  bot: Bot,
): Promise<AuthorizeResult> {
  const workspaceId = teamId ?? enterpriseId;
  const found = workspaceId && (await tokens(workspaceId));
  if (found)
    return {
      botToken: found.token,
      botId: found.botId,
      botUserId: found.botUserId,
      ...(teamId && { teamId }),
    };
  bot.count('refused', 'unknown-workspace');
  throw new Error('no installation for this workspace');
}

/** Bolt's logger on our own: its debug lines hold whole payloads, so they stay unwritten. */
function loggerOf(log: Log): Logger {
  const word = (parts: unknown[]) => parts.map(String).join(' ');
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts) => log.warn({ from: 'bolt' }, word(parts)),
    error: (...parts) => log.error({ from: 'bolt' }, word(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
