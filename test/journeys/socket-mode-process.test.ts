import { randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { inTransaction, openDatabase } from '../../src/store/database.ts';
import { aManifest, aWorkspace, botToken, type Workspace } from '../sandbox/slack-workspace.ts';
import { type Child, startChild } from '../support/child.ts';
import { copyTemplate } from '../support/databases.ts';
import { aScratch } from '../support/scratch.ts';
import { soon } from '../support/soon.ts';
import { openWorldOn, TEAM } from '../support/world.ts';

// A process loads the whole bot and opens its database first, which takes long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });
const appToken = 'xapp-1-sandbox';
const home = aScratch('cadastre-process-');
let slack: Workspace;
let env: Record<string, string>;
let drop: () => Promise<void>;
let bot: Child;

beforeAll(async () => {
  const { settings, ...copy } = await copyTemplate(inject('template'));
  drop = copy.drop;
  const world = await openWorldOn(settings);
  await inTransaction(world.database, (tx) => world.queue.deliver(tx, [randomUUID()]));
  await world.close();
  if ('dir' in settings) renameSync(settings.dir, join(home, 'pg'));
  slack = await aWorkspace({
    team: { id: TEAM, name: 'Registry Ltd', domain: 'registry' },
    app: { manifest: aManifest(), botToken, signingSecret: 'nobody is told', appToken },
  });
  env = {
    ...{ DATABASE_URL: 'url' in settings ? settings.url : '', DATA_DIR: home },
    ...{ HOST: '', PORT: '0', ROLE: '', LOG_LEVEL: '', HUBSPOT_TOKEN: '' },
    ...{ SLACK_API_URL: `${slack.url}/api`, SLACK_BOT_TOKEN: botToken },
    ...{ SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: '' },
  };
});
afterEach(() => bot.kill('SIGKILL'));
afterAll(async () => {
  await slack.stop();
  await drop();
  rmSync(home, { recursive: true, force: true });
});

/** The bot as an operator starts it, but for what a test changes. */
function start(changes: Record<string, string> = {}): void {
  bot = startChild('src/main.ts', [], { ...env, ...changes });
}

/** What has become of the queued effects; on PGlite, once the bot has ended. */
async function jobs(): Promise<string[]> {
  const settings = env.DATABASE_URL ? { url: env.DATABASE_URL } : { dir: join(home, 'pg') };
  const { pool, close } = await openDatabase(settings, console.error);
  const { rows } = await pool
    .query(`SELECT state FROM pgboss.job WHERE name = 'effects'`)
    .finally(close);
  return rows.map(({ state }) => state);
}

async function readiness(port: string | undefined): Promise<[number, unknown]> {
  const response = await fetch(`http://127.0.0.1:${port}/readyz`);
  return [response.status, await response.json()];
}

describe('a process whose app token Slack does not take', () => {
  it('ends, and says in one line which setting is wrong', async () => {
    start({ SLACK_APP_TOKEN: 'xapp-1-other' });

    expect(await bot.ended).toBe(1);
    const lines = [...bot.said(), ...bot.complaints().split('\n')];
    expect(lines.filter((line) => line.includes('SLACK_APP_TOKEN'))).toEqual([
      expect.stringMatching(/^Slack did not accept SLACK_APP_TOKEN.*invalid_auth/),
    ]);
    expect(bot.said().join()).not.toContain('cadastre is ready');
    // A worker that goes straight away would use up a try of each effect.
    expect(await jobs()).toEqual(['created']);
  });
});

describe('a process in Socket Mode', () => {
  it('is ready, without a signing secret, while it is connected; else it says why it is not', async () => {
    start();
    await bot.until(/cadastre is ready/);
    const port = /"port":(\d+)/.exec(bot.said().join())?.[1];
    expect(await readiness(port)).toEqual([200, { status: 'ready' }]);

    await slack.admin('fail', { method: 'apps.connections.open', status: 500, times: 1000 });
    slack.world.sockets[0]?.close();
    const why = { status: 'not ready', because: 'no connection to Slack' };
    await soon(async () => expect(await readiness(port)).toEqual([503, why]));
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);

    slack.world.faults = [];
    const again = async () => expect(await readiness(port)).toEqual([200, { status: 'ready' }]);
    await soon(again);
    expect(await bot.kill('SIGTERM')).toBe(0);
  });
});
