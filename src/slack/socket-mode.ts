import { setTimeout as pause } from 'node:timers/promises';
import { AuthorizationError, type Logger, SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Log } from '../ports.ts';

export type SocketMode = {
  receiver: SocketModeReceiver;
  /** Resolves once Slack has said hello. */
  start: () => Promise<void>;
  isConnected: () => boolean;
  stop: () => Promise<void>;
};

const HELLO_MS = 15_000;
const GOODBYE_MS = 2000;
/** After a connection that lived this long, the next one is opened without a pause. */
const STEADY_MS = 60_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Slack ends a connection every few hours and networks break at any time, so the way back is our own:
 * Bolt's waits five seconds each time, ends the process if Slack cannot be reached just then, and tries
 * for ever with a token that Slack will never take.
 */
export function createSocketMode(
  settings: { appToken: string; clientOptions: WebClientOptions },
  log: Log,
  logger: Logger,
): SocketMode {
  const receiver = receiverOf(settings, logger);
  const { client } = receiver;
  const stopping = new AbortController();
  const { signal } = stopping;
  let connectedAt: number | undefined;
  let tries = 0;
  let comingBack = Promise.resolve();

  const connect = async () => {
    await within(HELLO_MS, receiver.start(), () => client.disconnect());
    if (signal.aborted) await client.disconnect();
  };
  const comeBack = async () => {
    while (!signal.aborted) {
      await pause(pauseBefore(tries), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      tries += 1;
      const fault = await connect().then(() => undefined, wordFault);
      if (!fault) return;
      log.warn({ fault, tries }, 'no connection to Slack: nobody is answered until there is one');
    }
  };
  client.on('connected', () => {
    connectedAt = performance.now();
  });
  client.on('disconnected', () => {
    if (connectedAt === undefined) return;
    if (performance.now() - connectedAt > STEADY_MS) tries = 0;
    connectedAt = undefined;
    comingBack = comeBack();
  });

  return {
    receiver,
    start: () => connect().catch((error) => refuseStart(error, settings.clientOptions)),
    // A connection that is given up takes half a minute to end.
    isConnected: () => connectedAt !== undefined && Boolean(client.websocket?.isActive()),
    stop: async () => {
      stopping.abort();
      await within(GOODBYE_MS, client.disconnect(), () => client.disconnect());
      await comingBack;
    },
  };
}

function receiverOf(
  { appToken, clientOptions }: { appToken: string; clientOptions: WebClientOptions },
  logger: Logger,
): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions },
    // Bolt's own way with a workspace we do not know, but a connection that is gone does no harm.
    processEventErrorHandler: async ({ error, event }) => {
      if (error instanceof AuthorizationError) await event.ack().catch(() => undefined);
      return false;
    },
  });
}

/** Gives work its time, and then does what makes it end. */
async function within<Result>(
  ms: number,
  work: Promise<Result>,
  end: () => Promise<void>,
): Promise<Result> {
  const timer = setTimeout(() => void end(), ms);
  return work.finally(() => clearTimeout(timer));
}

function pauseBefore(tries: number): number {
  return tries === 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);
}

function refuseStart(error: unknown, { slackApiUrl }: WebClientOptions): never {
  throw new Error(
    `Slack did not accept SLACK_APP_TOKEN, or did not answer at ${slackApiUrl}: ${wordFault(error)}. ` +
      'It is the app-level token (xapp-…) with the scope connections:write, and Socket Mode must be switched on.',
  );
}

/** A connection that closes before Slack's hello fails without a word. */
function wordFault(error: unknown): string {
  return error instanceof Error ? error.message : 'the connection closed before it was of use';
}
