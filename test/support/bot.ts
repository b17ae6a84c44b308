import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inject } from 'vitest';
import { parse } from 'yaml';
import type { Config } from '../../src/config.ts';
import type { PageMessage } from '../../src/sandbox/slack/page-contract.ts';
import { startBot } from '../../src/wiring.ts';
import { aWorkspace, botToken, signingSecret, type Workspace } from '../sandbox/slack-workspace.ts';
import type { SetClock } from './clock.ts';
import { copyTemplate } from './databases.ts';
import { openWorldOn, TEAM, type World } from './world.ts';

/** The real bot in a local Slack, on a registry that `fill` has written. */
export type Staged = {
  slack: Workspace;
  url: string;
  /** The registry beside the running bot; only on a database that both can open. */
  beside: () => Promise<World>;
  /** Stops the bot, opens the registry beside it, and starts it again in the same place. */
  restart: (meanwhile: (world: World) => Promise<void>) => Promise<void>;
  stop: () => Promise<void>;
  /** A request as Slack would send it; `with` spoils it. */
  post: (body: string, spoil?: Spoil) => Promise<Response>;
  metrics: () => Promise<string>;
};
/** Slack waits three seconds, which a busy machine needs now and then; how quick the bot is, bench/ says. */
export const patient = { ackMs: 30_000, triggerMs: 60_000 };
/**
 * `clock`: the one that the bot and its Slack go by, in place of the machine's. `port`: where others have been told it is. `page`:
 * by which a browser shows it.
 */
type Outside = Pick<Config, 'crm'> & { people?: People; clock?: SetClock; port?: number } & Shown;
type SlackOptions = NonNullable<Parameters<typeof aWorkspace>[0]>;
type People = Pick<SlackOptions, 'users' | 'channels'>;
type Shown = Pick<SlackOptions, 'page'>;
type Spoil = { secret?: string; at?: number; type?: string };

/** The one that people install. */
export const manifest: unknown = parse(readFileSync('manifest.yml', 'utf8'));

export const ana = 'U1ADA';
export const sales = 'C1SALES';

export async function stageBot(
  fill: (world: World) => Promise<void>,
  { people, page, clock, port: place = 0, ...outside }: Outside = {},
): Promise<Staged> {
  const { settings, drop } = await copyTemplate(inject('template'));
  const inRegistry = async (work: (world: World) => Promise<void>) => {
    const world = await openWorldOn(settings);
    // The bot's own: what was asked days before it starts would be past its time, and go up whenever a minute is full.
    world.setTime((clock?.now() ?? new Date()).toISOString());
    await work(world);
    await world.close();
  };
  await inRegistry(fill);
  const slack = await aWorkspace({
    team: { id: TEAM, name: 'Registry Ltd', domain: 'registry' },
    app: { manifest, botToken, signingSecret },
    timings: patient,
    ...(clock && { clock: clock.now }),
    ...(page && { page }),
    ...people,
  });
  const start = (port: number) =>
    startBot(
      {
        database: settings,
        http: { port, host: '127.0.0.1' },
        role: 'both',
        logLevel: 'silent',
        slack: { botToken, signingSecret, apiUrl: `${slack.url}/api`, postsPerSecond: 50 },
        ...outside,
      },
      clock,
    );
  let bot = await start(place);
  let opened: Promise<World> | undefined;
  const beside = () => {
    opened ??= openWorldOn(settings);
    return opened;
  };
  const url = `http://127.0.0.1:${bot.port}`;
  slack.pointAt(url);
  return {
    slack,
    url,
    beside,
    post: (body, spoil) => post(`${url}/slack/events`, body, spoil),
    metrics: async () => (await fetch(`${url}/metrics`)).text(),
    restart: async (meanwhile) => {
      await bot.stop();
      await inRegistry(meanwhile);
      bot = await start(bot.port);
    },
    stop: async () => {
      await slack.stop();
      await bot.stop();
      await (await opened)?.close();
      await drop();
    },
  };
}

function post(url: string, body: string, spoil: Spoil = {}): Promise<Response> {
  const { secret = signingSecret, at = Date.now() / 1000 } = spoil;
  const timestamp = String(Math.floor(at));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': spoil.type ?? 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
  });
}

/** All that a message says, to look for words in it. */
export function wordsOf(message: PageMessage | undefined): string {
  return JSON.stringify([message?.text, message?.blocks]);
}
