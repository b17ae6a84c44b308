import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { soon } from '../support/soon.ts';
import {
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
    timings: { eventRetryMs: [0], ackMs: 1000 },
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

/** Bolt's own receiver, as any bot would use it. */
async function aBoltBot() {
  const receiver = new SocketModeReceiver({
    appToken,
    logLevel: LogLevel.ERROR,
    clientPingTimeout: 1000,
    installerOptions: { clientOptions: { slackApiUrl: `${slack.url}/api/` } },
  });
  const app = new App({
    receiver,
    logLevel: LogLevel.ERROR,
    authorize: async () => ({ botToken, botUserId: 'U0BOT', botId: 'B0SANDBOX' }),
    clientOptions: { slackApiUrl: `${slack.url}/api/`, retryConfig: { retries: 0 } },
    convoStore: false,
  });
  await app.start();
  // The app's own stop does not wait for the connection to end.
  open.push({ close: () => receiver.client.disconnect() });
  return app;
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const reason = {
  type: 'input' as const,
  block_id: 'reason',
  label: plain('Why'),
  element: { type: 'plain_text_input' as const, action_id: 'why' },
};
const modal = (title: string) => ({
  type: 'modal' as const,
  callback_id: 'dispute',
  title: plain(title),
  submit: plain('File'),
  notify_on_close: true,
  blocks: [reason],
});

describe('a bot made with Bolt', () => {
  it('answers a command in its acknowledgement', async () => {
    const bot = await aBoltBot();
    bot.command('/rules', ({ ack, command }) => ack(`Rules: ${command.text}`));
    expect(await slack.page('command', typed)).toEqual({ ok: true });
    expect(await shown()).toBe('Rules: show');
  });

  it('answers again after Slack has asked it to connect anew', async () => {
    const bot = await aBoltBot();
    bot.command('/rules', ({ ack }) => ack('Back'));
    const [former] = slack.world.sockets;
    await slack.admin('disconnect', { reason: 'refresh_requested' });
    await soon(() => {
      expect(slack.world.sockets).toHaveLength(1);
      expect(slack.world.sockets).not.toContain(former);
    });
    await slack.page('command', typed);
    expect(await shown()).toBe('Back');
  });

  it('hears a click, opens a modal, and is told when that is closed', async () => {
    const bot = await aBoltBot();
    const closed: string[] = [];
    bot.action('dispute', async ({ ack, body, client }) => {
      await ack();
      if (!('trigger_id' in body)) return;
      await client.views.open({ trigger_id: body.trigger_id, view: modal('Dispute') });
    });
    bot.view({ callback_id: 'dispute', type: 'view_closed' }, async ({ ack, body }) => {
      closed.push(body.user.id);
      await ack();
    });
    const button = { type: 'button' as const, action_id: 'dispute', text: plain('Dispute') };
    await slack.client.chat.postMessage({
      channel: 'C1SALES',
      text: 'Acme',
      blocks: [{ type: 'actions', block_id: 'card', elements: [button] }],
    });
    const [message] = await slack.history('U1ADA', 'C1SALES');
    const from = { kind: 'message', channel: 'C1SALES', ts: message?.ts };
    const at = { block_id: 'card', action_id: 'dispute', chosen: {} };
    expect(await slack.page('click', { user: 'U1ADA', from, ...at })).toEqual({ ok: true });
    await soon(async () => expect((await slack.state('U1ADA')).views).toHaveLength(1));
    const [view] = (await slack.state('U1ADA')).views;
    await slack.page('dismiss', { user: 'U1ADA', view_id: view?.id });
    expect(closed).toEqual(['U1ADA']);
  });

  it.each([
    ['closes it', undefined, []],
    ['names errors', { response_action: 'errors', errors: { reason: 'More' } } as const, ['First']],
    ['updates it', { response_action: 'update', view: modal('Second') } as const, ['Second']],
    [
      'pushes another',
      { response_action: 'push', view: modal('Second') } as const,
      ['First', 'Second'],
    ],
    ['clears the stack', { response_action: 'clear' } as const, []],
  ])('takes a submitted modal and %s', async (_what, answer, left) => {
    const bot = await aBoltBot();
    bot.shortcut('route', async ({ ack, shortcut, client }) => {
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view: modal('First') });
    });
    bot.view('dispute', ({ ack }) => (answer ? ack(answer) : ack()));
    await slack.page('shortcut', { user: 'U1ADA', callbackId: 'route' });
    await soon(async () => expect((await slack.state('U1ADA')).views).toHaveLength(1));
    const [view] = (await slack.state('U1ADA')).views;
    const state = { reason: { why: { value: 'a reason' } } };
    const submitted = await slack.page('submit', { user: 'U1ADA', view_id: view?.id, state });
    const errors = answer && 'errors' in answer ? answer.errors : undefined;
    expect(submitted).toEqual(errors ? { ok: false, errors } : { ok: true });
    expect((await slack.state('U1ADA')).views.map(({ title }) => title)).toEqual(left);
  });

  it('suggests while a person types', async () => {
    const bot = await aBoltBot();
    bot.options('account', ({ ack, payload }) =>
      ack({ options: [{ text: plain(`${payload.value} Ltd`), value: '1' }] }),
    );
    const select = { type: 'external_select', action_id: 'account', placeholder: plain('Account') };
    await slack.client.chat.postMessage({
      channel: 'C1SALES',
      text: 'Pick',
      blocks: [{ type: 'actions', block_id: 'pick', elements: [select] }] as never,
    });
    const [message] = await slack.history('U1ADA', 'C1SALES');
    const from = { kind: 'message', channel: 'C1SALES', ts: message?.ts };
    const at = { user: 'U1ADA', from, block_id: 'pick', action_id: 'account' };
    expect(await slack.page('options', { ...at, value: 'acm' })).toEqual({
      options: [{ text: plain('acm Ltd'), value: '1' }],
    });
  });

  it('is handed the message of a message shortcut', async () => {
    const bot = await aBoltBot();
    const claimed: unknown[] = [];
    bot.shortcut('claim', async ({ ack, shortcut }) => {
      if (shortcut.type === 'message_action') claimed.push(shortcut.message.text);
      await ack();
    });
    const { ts } = await say('Acme called');
    const message = { channel: 'C1SALES', ts };
    await slack.page('shortcut', { user: 'U1ADA', callbackId: 'claim', message });
    expect(claimed).toEqual(['Acme called']);
  });

  it('is told which attempt an event is', async () => {
    const bot = await aBoltBot();
    const told: unknown[] = [];
    bot.event('message', async ({ context }) => {
      told.push([context.retryNum, context.retryReason]);
    });
    const deaf = new WebSocket(await connectionUrl());
    open.push({ close: () => deaf.terminate() });
    await soon(() => expect(slack.world.sockets).toHaveLength(2));
    await say('Over one connection');
    await say('Over the other');
    await soon(() =>
      expect(told).toEqual([
        [0, ''],
        [1, 'timeout'],
      ]),
    );
  });
});
