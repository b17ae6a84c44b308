import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import { dispatch } from '../../src/sandbox/slack/dispatch.ts';
import { saveAccountNames } from '../../src/store/account-names.ts';
import { type RunningBot, startBot } from '../../src/wiring.ts';
import { aWorkspace, botToken, signingSecret, type Workspace } from '../sandbox/slack-workspace.ts';
import { ana, patient, sales, wordsOf } from '../support/bot.ts';
import { copyTemplate } from '../support/databases.ts';
import { soon } from '../support/soon.ts';
import { hire, openWorldOn, register, TEAM, type World } from '../support/world.ts';

const appToken = 'xapp-1-sandbox';
const ids: Record<string, string> = {};
let slack: Workspace;
let gate: Awaited<ReturnType<typeof aGate>>;
let bot: RunningBot;
let drop: () => Promise<void>;

async function enter(world: World, name: string, ownerId: string) {
  const accountId = await register(world, name, { ownerId });
  const names = [{ kind: 'name' as const, name }];
  await saveAccountNames(world.database.prisma, TEAM, [{ accountId, names, domains: [] }]);
  ids[name] = accountId;
}

beforeAll(async () => {
  const copy = await copyTemplate(inject('template'));
  drop = copy.drop;
  const world = await openWorldOn(copy.settings);
  const ownerId = await hire(world, 'Ada Lind', { slackUserId: ana });
  await enter(world, 'Cedar Foods', ownerId);
  await enter(world, 'Cedar Freight', ownerId);
  const opsChannel = { opsChannel: sales };
  await world.database.prisma.workspace.update({ where: { id: TEAM }, data: opsChannel });
  await world.close();
  const manifest = parse(readFileSync('manifest.yml', 'utf8'));
  slack = await aWorkspace({
    team: { id: TEAM, name: 'Registry Ltd', domain: 'registry' },
    app: { manifest, botToken, signingSecret, appToken },
    timings: { ...patient, eventRetryMs: [0, 200, 2000] },
  });
  gate = await aGate(slack.url);
  bot = await startBot({
    database: copy.settings,
    http: { port: 0, host: '127.0.0.1' },
    role: 'both',
    logLevel: 'silent',
    slack: { botToken, signingSecret, appToken, apiUrl: `${gate.url}/api`, postsPerSecond: 50 },
  });
});
afterAll(async () => {
  await slack.stop();
  gate.close();
  await drop();
});

/** Between the bot and Slack's Web API; it can hold back what Slack says of a person. */
async function aGate(target: string) {
  const state = { open: Promise.resolve(), waiting: 0 };
  const server = createServer(async (req, res) => {
    const body = await text(req);
    if (req.url === '/api/users.info') {
      state.waiting += 1;
      await state.open;
      state.waiting -= 1;
    }
    const { authorization = '', 'content-type': type = '' } = req.headers;
    const headers = { authorization, 'content-type': type };
    const response = await fetch(target + req.url, { method: 'POST', headers, body });
    res.writeHead(response.status, { 'content-type': 'application/json' });
    res.end(await response.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    waiting: () => state.waiting,
    /** Until the answer is called, whoever asks who somebody is must wait. */
    shut: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      state.open = promise;
      return resolve;
    },
    close: () => server.close(),
  };
}

const at = (path: string) => `http://127.0.0.1:${bot.port}${path}`;
const counted = async (outcome: string, kind: string) => {
  const figures = await (await fetch(at('/metrics'))).text();
  const line = new RegExp(`cadastre_slack_total\\{outcome="${outcome}",kind="${kind}"\\} (\\d+)`);
  return Number(line.exec(figures)?.[1] ?? 0);
};
const ask = (words: string) =>
  slack.page('command', { user: ana, channel: sales, command: '/whoowns', text: words });
const latest = async () => (await slack.history(ana, sales)).at(-1);
const answered = (words: RegExp) =>
  soon(async () => expect(wordsOf(await latest())).toMatch(words));
const press = async (action_id: string, value: string | undefined) => {
  const message = await latest();
  const from = { kind: 'message', channel: sales, ts: message?.ts, ephemeral: message?.ephemeral };
  const block = message?.blocks?.find((each) => JSON.stringify(each).includes(action_id));
  const chosen = { type: 'button', value };
  return slack.page('click', { user: ana, from, block_id: block?.block_id, action_id, chosen });
};
const openView = async () => {
  await soon(async () => expect((await slack.state(ana)).views).toHaveLength(1));
  return (await slack.state(ana)).views[0]?.id;
};
const suggest = async (view: string | undefined, value: string): Promise<string[]> => {
  const place = { block_id: 'account', action_id: 'account:find' };
  const from = { kind: 'view', view_id: view };
  const { options } = await slack.page('options', { user: ana, from, ...place, value });
  return options.map((option: { text: { text: string } }) => option.text.text).sort();
};
/** The bot asks Slack again who somebody is after Slack has told it of a change. */
const forget = async (user: string) => {
  await slack.admin('user', { user, title: `AE ${Date.now()}` });
  await Promise.all(slack.world.deliveries);
};
const reconnected = async (leave: () => Promise<unknown>) => {
  const [former] = slack.world.sockets;
  await leave();
  await soon(() => {
    expect(slack.world.sockets).toHaveLength(1);
    expect(slack.world.sockets).not.toContain(former);
  });
};

describe('an answer that Slack no longer waits for', () => {
  it.each([
    ['because it took too long', async () => undefined],
    [
      'because its connection is gone',
      () => reconnected(() => slack.admin('disconnect', { reason: 'refresh_requested' })),
    ],
  ])('does no harm %s', async (_why, meanwhile) => {
    const faults = await counted('fault', 'suggest accounts');
    const given = await counted('asked', 'suggest accounts');
    await slack.page('shortcut', { user: ana, callbackId: 'look-up' });
    const view = await openView();
    await forget(ana);
    const release = gate.shut();
    slack.world.timings.ackMs = 300;
    const asked = suggest(view, 'ceda');
    await soon(() => expect(gate.waiting()).toBe(1));
    await meanwhile();
    expect(await asked).toEqual([]);
    slack.world.timings.ackMs = patient.ackMs;
    release();
    await soon(async () => expect(await counted('asked', 'suggest accounts')).toBe(given + 1));
    expect(await counted('fault', 'suggest accounts')).toBe(faults);
    expect(await suggest(view, 'ceda')).toEqual(['Cedar Foods', 'Cedar Freight']);
    await slack.page('dismiss', { user: ana, view_id: view });
  });
});

describe.each([
  ['over a fresh connection', async () => undefined],
  ['once Slack has had it connect anew', () => reconnected(() => slack.admin('disconnect', {}))],
  [
    'once its connection broke and Slack was out of order for a moment',
    async () => {
      await slack.admin('fail', { method: 'apps.connections.open', status: 500, times: 1 });
      await reconnected(async () => slack.world.sockets[0]?.close());
    },
  ],
])('the bot in Socket Mode, %s', (_when, before) => {
  beforeAll(before);

  it('answers a command and the button below its answer', async () => {
    expect(await ask('cedar')).toEqual({ ok: true });
    await answered(/2 accounts answer to “cedar”/);
    expect(await press('account:show', ids['Cedar Foods'])).toEqual({ ok: true });
    await answered(/Cedar Foods.*\*Owner\* <@U1ADA>/);
  });

  it('suggests accounts while somebody types', async () => {
    await slack.page('shortcut', { user: ana, callbackId: 'look-up' });
    const view = await openView();
    expect(await suggest(view, 'ceda')).toEqual(['Cedar Foods', 'Cedar Freight']);
    await slack.page('dismiss', { user: ana, view_id: view });
  });

  it('takes a modal that is sent', async () => {
    await ask('zzyzx');
    await answered(/No account answers to “zzyzx”/);
    await press('ops:ask', 'zzyzx');
    const state = {
      asked: { asked: { type: 'plain_text_input', value: 'zzyzx' } },
      note: { note: { type: 'plain_text_input', value: 'somewhere in Nevada' } },
    };
    const sent = { user: ana, view_id: await openView(), state };
    expect(await slack.page('submit', sent)).toEqual({ ok: true });
    await answered(/<@U1ADA> asks who owns \*zzyzx\*.*Nevada/);
  });

  it('answers a mention', async () => {
    const said = '<@U0BOT> who owns cedar freight?';
    await slack.page('say', { user: ana, channel: sales, text: said });
    await answered(/Cedar Freight.*<@U1ADA>/);
  });
});

describe('beside the connection', () => {
  it('still says by HTTP how it is, and takes nothing of Slack’s there', async () => {
    expect((await fetch(at('/healthz'))).status).toBe(200);
    expect((await fetch(at('/readyz'))).status).toBe(200);
    expect((await fetch(at('/metrics'))).status).toBe(200);
    expect((await fetch(at('/slack/events'), { method: 'POST' })).status).toBe(404);
  });

  it('refuses a workspace nobody installed the bot in, and counts it', async () => {
    const before = await counted('refused', 'unknown-workspace');
    const payload = { command: '/whoowns', text: 'cedar', team_id: 'T0NOBODY', user_id: ana };
    const reply = await dispatch(slack.world, { kind: 'command', payload });
    expect(reply).toEqual({ kind: 'acknowledged', body: '' });
    expect(await counted('refused', 'unknown-workspace')).toBe(before + 1);
  });
});

it('finishes what it was asked before it stops', async () => {
  await slack.page('shortcut', { user: ana, callbackId: 'look-up' });
  const view = await openView();
  await forget(ana);
  const before = (await slack.history(ana, sales)).length;
  const release = gate.shut();
  const suggested = suggest(view, 'ceda');
  expect(await ask('cedar freight')).toEqual({ ok: true });
  await soon(() => expect(gate.waiting()).toBe(2));
  const stopped = bot.stop();
  release();
  expect(await suggested).toEqual(['Cedar Foods', 'Cedar Freight']);
  await stopped;
  expect(await slack.history(ana, sales)).toHaveLength(before + 1);
  expect(wordsOf(await latest())).toMatch(/Cedar Freight.*\*Owner\*/);
  expect(slack.world.sockets).toEqual([]);
});
