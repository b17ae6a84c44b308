import { App, type Logger, LogLevel } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../../src/ports.ts';
import { createSocketMode, type SocketMode } from '../../src/slack/socket-mode.ts';
import {
  aManifest,
  aWorkspace,
  botToken,
  signingSecret,
  type Workspace,
} from '../sandbox/slack-workspace.ts';
import { soon } from '../support/soon.ts';

const appToken = 'xapp-1-sandbox';
let slack: Workspace;
let started: SocketMode[] = [];

beforeEach(async () => {
  const app = { manifest: aManifest(), botToken, signingSecret, appToken };
  slack = await aWorkspace({ app, timings: { socketGraceMs: 50 } });
});
afterEach(async () => {
  for (const each of started) await each.stop();
  started = [];
  await slack.stop();
});

const quiet = () => undefined;
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const logger: Logger = {
  ...log,
  setLevel: quiet,
  setName: quiet,
  getLevel: () => LogLevel.ERROR,
};

function aConnection(token = appToken): SocketMode {
  const slackApiUrl = `${slack.url}/api/`;
  const clientOptions = { slackApiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  const connection = createSocketMode({ appToken: token, clientOptions }, log, logger);
  new App({ receiver: connection.receiver, logger, authorize: async () => ({ botToken }) });
  started.push(connection);
  return connection;
}

const outOfOrder = (times: number) =>
  slack.admin('fail', { method: 'apps.connections.open', status: 500, times });

describe('a start that cannot succeed', () => {
  it.each([
    ['a token that Slack does not know', 'xapp-1-other', {}, 'invalid_auth'],
    ['the bot token in its place', botToken, {}, 'not_allowed_token_type'],
    ['a token without connections:write', appToken, { error: 'missing_scope' }, 'missing_scope'],
    ['a Slack that is out of order', appToken, { status: 500 }, '500'],
    ['a Slack that has had enough', appToken, { error: 'ratelimited' }, 'ratelimited'],
  ])('ends at once and names the setting: %s', async (_what, token, fault, why) => {
    if (Object.keys(fault).length > 0) {
      await slack.admin('fail', { method: 'apps.connections.open', times: 100, ...fault });
    }
    const start = aConnection(token).start();
    await expect(start).rejects.toThrow(/SLACK_APP_TOKEN/);
    await expect(start).rejects.toThrow(why);
    await expect(start).rejects.toThrow(slack.url);
  });

  it('ends too when there are connections enough already', async () => {
    for (let count = 0; count < 10; count += 1) await aConnection().start();
    await expect(aConnection().start()).rejects.toThrow(/closed before it was of use/);
    expect(slack.world.sockets).toHaveLength(10);
  });
});

describe('a connection', () => {
  it('is there from Slack’s hello until it is given up', async () => {
    const connection = aConnection();
    expect(connection.isConnected()).toBe(false);
    await connection.start();
    expect(connection.isConnected()).toBe(true);
    const stopped = connection.stop();
    expect(connection.isConnected()).toBe(false);
    await stopped;
  });
});

describe('the way back', () => {
  it('takes no time after a connection that Slack renews', async () => {
    await aConnection().start();
    const [former] = slack.world.sockets;
    const since = performance.now();
    await slack.admin('disconnect', { reason: 'refresh_requested' });
    await soon(() => expect(slack.world.sockets).not.toContain(former), { interval: 5 });
    await soon(() => expect(slack.world.sockets).toHaveLength(1), { interval: 5 });
    // Bolt's own waits five seconds.
    expect(performance.now() - since).toBeLessThan(4500);
  });

  it('is tried until Slack is in order again, and leads to one connection', async () => {
    await aConnection().start();
    await outOfOrder(2);
    slack.world.sockets[0]?.close();
    await soon(() => expect(slack.world.sockets).toEqual([]));
    await soon(() => expect(slack.world.sockets).toHaveLength(1));
    expect(slack.world.faults).toEqual([]);
  });

  it('ends with a stop, though Slack is still out of order', async () => {
    const connection = aConnection();
    await connection.start();
    await outOfOrder(1000);
    slack.world.sockets[0]?.close();
    await soon(() => expect(slack.world.faults[0]?.times).toBeLessThan(1000));
    await connection.stop();
    expect(slack.world.sockets).toEqual([]);
  });

  it('is broken off by a stop in the middle of it', async () => {
    const connection = aConnection();
    const start = connection.start();
    await connection.stop();
    await start.catch(() => undefined);
    await soon(() => expect(slack.world.sockets).toEqual([]));
    expect(slack.world.socketTickets.size).toBe(0);
  });
});
