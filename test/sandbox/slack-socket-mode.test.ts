import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { soon } from '../support/soon.ts';
import {
  aListener,
  aManifest,
  aWorkspace,
  botToken,
  clientOf,
  signingSecret,
  type Workspace,
} from './slack-workspace.ts';

const appToken = 'xapp-1-sandbox';
let slack: Workspace;
const open: { close: () => unknown }[] = [];

beforeEach(async () => {
  slack = await aWorkspace({
    app: { manifest: aManifest(), botToken, signingSecret, appToken },
    timings: { eventRetryMs: [0, 5, 5], ackMs: 1000, socketGraceMs: 50 },
  });
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  await slack.stop();
});

const typed = { user: 'U1ADA', channel: 'C1SALES', command: '/rules', text: 'show' };
const say = (text: string) => slack.page('say', { user: 'U1ADA', channel: 'C1SALES', text });
const shown = async () =>
  (await slack.history('U1ADA', 'C1SALES')).map((message) => message.text).at(-1);

const connectionUrl = async () =>
  (await clientOf(slack.url, appToken).apps.connections.open()).url ?? '';

type Envelope = {
  type: string;
  envelope_id: string;
  reason?: string;
  accepts_response_payload?: boolean;
  retry_attempt?: number;
  retry_reason?: string;
  payload: { type?: string; command?: string; text?: string; event_id?: string };
};

/** A bot of the plainest kind: it keeps what it hears and acknowledges unless told otherwise. */
async function aSocket(answer: (envelope: Envelope) => object | 'silence' = () => ({})) {
  const socket = new WebSocket(await connectionUrl());
  const heard: Envelope[] = [];
  const state = { closed: false };
  const ack = (envelope_id: string, payload = {}) =>
    socket.send(JSON.stringify({ envelope_id, payload }));
  socket.on('close', () => {
    state.closed = true;
  });
  socket.on('message', (data) => {
    const envelope: Envelope = JSON.parse(data.toString());
    heard.push(envelope);
    if (!envelope.envelope_id) return;
    const said = answer(envelope);
    if (said !== 'silence') ack(envelope.envelope_id, said);
  });
  open.push({ close: () => socket.terminate() });
  await soon(() => expect(heard.length).toBeGreaterThan(0));
  return { socket, heard, state, ack, envelopes: () => heard.filter((each) => each.envelope_id) };
}

describe('leave to connect', () => {
  it('is an address on this machine, good for one connection', async () => {
    const url = await connectionUrl();
    expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=/);
    const first = new WebSocket(url);
    open.push({ close: () => first.terminate() });
    const hello = await new Promise((resolve) => {
      first.once('message', (data) => resolve(JSON.parse(data.toString())));
    });
    expect(hello).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: 'A0SANDBOX' },
    });
    const second = new WebSocket(url);
    const refused = await new Promise((resolve) => second.once('error', resolve));
    expect(String(refused)).toContain('403');
  });

  it.each([
    ['the bot token', botToken, 'not_allowed_token_type'],
    ['a token of another app', 'xapp-1-other', 'invalid_auth'],
  ])('is not given for %s', async (_what, token, error) => {
    const asked = clientOf(slack.url, token).apps.connections.open();
    await expect(asked).rejects.toThrow(error);
  });

  it('is all that the app token is good for', async () => {
    const asked = clientOf(slack.url, appToken).chat.postMessage({ channel: 'C1SALES', text: 'x' });
    await expect(asked).rejects.toThrow('not_allowed_token_type');
  });

  it('is for ten connections', async () => {
    for (let count = 0; count < 10; count += 1) await aSocket();
    const { heard, state } = await aSocket();
    expect(heard).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }]);
    await soon(() => expect(state.closed).toBe(true));
  });
});

describe('an envelope', () => {
  it('holds a command, and its acknowledgement the answer', async () => {
    const bot = await aSocket(() => ({ text: 'Ada owns Acme' }));
    expect(await slack.page('command', typed)).toEqual({ ok: true });
    expect(bot.envelopes()).toMatchObject([
      {
        type: 'slash_commands',
        envelope_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        accepts_response_payload: true,
        payload: { command: '/rules', text: 'show', team_id: 'T1', user_id: 'U1ADA' },
      },
    ]);
    expect(await shown()).toBe('Ada owns Acme');
  });

  it('holds an event, with the count of its repetitions', async () => {
    const bot = await aSocket();
    await say('Hello');
    await soon(() => expect(bot.envelopes()).toHaveLength(1));
    expect(bot.envelopes()).toMatchObject([
      {
        type: 'events_api',
        accepts_response_payload: false,
        retry_attempt: 0,
        retry_reason: '',
        payload: { type: 'event_callback', team_id: 'T1', event: { type: 'message' } },
      },
    ]);
  });

  it('goes to each connection in turn, and never to the request URL', async () => {
    const elsewhere = await aListener(slack);
    open.push({ close: elsewhere.stop });
    const bots = [await aSocket(), await aSocket()];
    await slack.page('command', typed);
    await slack.page('command', typed);
    expect(bots.map((bot) => bot.envelopes().length)).toEqual([1, 1]);
    expect(elsewhere.heard).toEqual([]);
  });

  it('becomes a request again when the last connection is gone', async () => {
    const elsewhere = await aListener(slack);
    open.push({ close: elsewhere.stop });
    const bot = await aSocket();
    bot.socket.close();
    await soon(() => expect(slack.world.sockets).toEqual([]));
    await slack.page('command', typed);
    expect(elsewhere.heard).toHaveLength(1);
  });

  it('waits as long as a request would, and no later word changes that', async () => {
    const bot = await aSocket(() => 'silence');
    const late = { ok: false, problem: '/rules failed with the error "operation_timeout"' };
    expect(await slack.page('command', typed)).toEqual(late);
    const [envelope] = bot.envelopes();
    bot.ack(envelope?.envelope_id ?? '', { text: 'Sorry, I slept' });
    bot.ack('of-nothing');
    bot.socket.send('no JSON');
    bot.socket.ping();
    await new Promise((resolve) => bot.socket.once('pong', resolve));
    expect(await shown()).toBeUndefined();
    expect(slack.world.sockets.map(({ awaited }) => awaited.size)).toEqual([0]);
  });

  it('is acknowledged once: a second word is not heard', async () => {
    const bot = await aSocket(({ envelope_id }) => {
      bot.ack(envelope_id, { text: 'First' });
      return { text: 'Second' };
    });
    await slack.page('command', typed);
    expect(await shown()).toBe('First');
  });

  it('fails at once with the connection it was on', async () => {
    const bot = await aSocket(() => {
      bot.socket.terminate();
      return 'silence';
    });
    const gone = { ok: false, problem: '/rules failed because the app did not respond' };
    expect(await slack.page('command', typed)).toEqual(gone);
  });
});

describe('an event that was missed', () => {
  it('is repeated over another connection', async () => {
    const deaf = await aSocket(() => 'silence');
    const bot = await aSocket();
    await say('Hello');
    await soon(() => expect(bot.envelopes()).toHaveLength(1));
    expect(deaf.envelopes()).toHaveLength(1);
    expect(bot.envelopes()).toMatchObject([{ retry_attempt: 1, retry_reason: 'timeout' }]);
    const ids = [...deaf.envelopes(), ...bot.envelopes()].map(({ payload }) => payload.event_id);
    expect(new Set(ids).size).toBe(1);
  });

  it('is repeated once the bot has connected again', async () => {
    slack.world.timings.eventRetryMs = [300];
    const bot = await aSocket(() => {
      bot.socket.terminate();
      return 'silence';
    });
    await say('Hello');
    await soon(() => expect(bot.state.closed).toBe(true));
    const next = await aSocket();
    await soon(() => expect(next.envelopes()).toHaveLength(1));
    expect(next.envelopes()).toMatchObject([{ retry_attempt: 1 }]);
  });
});

describe('Slack’s request to connect anew', () => {
  it.each(['warning', 'refresh_requested'])('says why: %s', async (reason) => {
    const bot = await aSocket();
    expect(await slack.admin('disconnect', { reason })).toEqual({ ok: true });
    await soon(() => expect(bot.heard.at(-1)).toMatchObject({ type: 'disconnect', reason }));
  });

  it('ends a connection that does not go by itself', async () => {
    const bot = await aSocket();
    await slack.admin('disconnect', {});
    await soon(() => expect(bot.state.closed).toBe(true));
    expect(slack.world.sockets).toEqual([]);
  });

  it('knows no other reasons', async () => {
    expect(await slack.admin('disconnect', { reason: 'boredom' })).toMatchObject({ ok: false });
  });
});

it('lets nobody hang when the workspace closes', async () => {
  const bot = await aSocket(() => 'silence');
  await say('Hello');
  await soon(() => expect(bot.envelopes()).toHaveLength(1));
  await slack.stop();
  await soon(() => expect(bot.state.closed).toBe(true));
});
