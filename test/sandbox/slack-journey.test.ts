import type { ViewStateValue } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soon } from '../support/soon.ts';
import { aBot, aWorkspace, type Workspace } from './slack-workspace.ts';

let slack: Workspace;
let bot: Awaited<ReturnType<typeof aBot>>;

beforeEach(async () => {
  slack = await aWorkspace();
  bot = await aBot(slack);
});
afterEach(async () => {
  await bot.stop();
  await slack.stop();
});

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const typed = { user: 'U1ADA', channel: 'C1SALES', command: '/whoowns', text: 'acme' };

const card = [
  { type: 'section', block_id: 'owner', text: { type: 'mrkdwn', text: 'Acme is with <@U2BEN>' } },
  {
    type: 'actions',
    block_id: 'card',
    elements: [{ type: 'button', action_id: 'dispute', text: plain('Dispute'), value: 'acme' }],
  },
];

const reason = {
  type: 'input' as const,
  block_id: 'reason',
  label: plain('Why'),
  element: { type: 'plain_text_input' as const, action_id: 'why', min_length: 3 },
};

const modal = (title: string) => ({
  type: 'modal' as const,
  callback_id: 'dispute',
  title: plain(title),
  submit: plain('File'),
  notify_on_close: true,
  blocks: [reason],
});

describe('a dispute, from the command to the modal', () => {
  const filed: (ViewStateValue | undefined)[] = [];

  beforeEach(async () => {
    filed.length = 0;
    bot.command('/whoowns', async ({ ack, say }) => {
      await ack();
      await say({ text: 'Acme', blocks: card });
    });
    bot.action('dispute', async ({ ack, body, client }) => {
      await ack();
      if (!('trigger_id' in body)) return;
      await client.views.open({ trigger_id: body.trigger_id, view: modal('Dispute') });
    });
    bot.view('dispute', async ({ ack, view }) => {
      const why = view.state.values.reason?.why;
      if (why?.value === 'because') {
        return ack({ response_action: 'errors', errors: { reason: 'Say more than that.' } });
      }
      filed.push(why);
      await ack();
    });
    await slack.page('command', typed);
  });

  async function clickDispute() {
    await soon(async () => expect(await slack.history('U1ADA', 'C1SALES')).toHaveLength(1));
    const [message] = await slack.history('U1ADA', 'C1SALES');
    const from = { kind: 'message', channel: 'C1SALES', ts: message?.ts };
    const at = { block_id: 'card', action_id: 'dispute', chosen: {} };
    expect(await slack.page('click', { user: 'U1ADA', from, ...at })).toEqual({ ok: true });
    await soon(async () => expect((await slack.state('U1ADA')).views).toHaveLength(1));
    const [view] = (await slack.state('U1ADA')).views;
    return view?.id;
  }

  const submit = (viewId: string | undefined, value: string) =>
    slack.page('submit', {
      user: 'U1ADA',
      view_id: viewId,
      state: { reason: { why: { type: 'plain_text_input', value } } },
    });

  it('is filed and closes the modal', async () => {
    expect(await submit(await clickDispute(), 'I met them first')).toEqual({ ok: true });
    expect(filed).toEqual([{ type: 'plain_text_input', value: 'I met them first' }]);
    expect((await slack.state('U1ADA')).views).toEqual([]);
  });

  it('stays open with the errors the bot names', async () => {
    const view = await clickDispute();
    const errors = { reason: 'Say more than that.' };
    expect(await submit(view, 'because')).toEqual({ ok: false, errors });
    expect((await slack.state('U1ADA')).views).toHaveLength(1);
  });

  it.each([
    ['nothing', '', 'Please complete this required field.'],
    ['too little', 'no', 'Please enter at least 3 characters.'],
  ])('does not reach the bot with %s filled in', async (_what, value, error) => {
    expect(await submit(await clickDispute(), value)).toEqual({
      ok: false,
      errors: { reason: error },
    });
    expect(filed).toEqual([]);
  });

  it('opens for the one who clicked alone', async () => {
    await clickDispute();
    expect((await slack.state('U2BEN')).views).toEqual([]);
  });

  it('tells the bot when it is closed unfiled', async () => {
    const closed: string[] = [];
    bot.view({ callback_id: 'dispute', type: 'view_closed' }, async ({ ack, body }) => {
      closed.push(body.user.id);
      await ack();
    });
    await slack.page('dismiss', { user: 'U1ADA', view_id: await clickDispute() });
    expect(closed).toEqual(['U1ADA']);
    expect((await slack.state('U1ADA')).views).toEqual([]);
  });
});

describe('a modal that leads to another', () => {
  const openModal = async (answer: 'update' | 'push' | 'clear') => {
    bot.shortcut('route', async ({ ack, shortcut, client }) => {
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view: modal('First') });
    });
    bot.view('dispute', ({ ack }) =>
      answer === 'clear'
        ? ack({ response_action: 'clear' })
        : ack({ response_action: answer, view: modal('Second') }),
    );
    await slack.page('shortcut', { user: 'U1ADA', callbackId: 'route' });
    await soon(async () => expect((await slack.state('U1ADA')).views).toHaveLength(1));
    const [view] = (await slack.state('U1ADA')).views;
    const state = { reason: { why: { value: 'a reason' } } };
    await slack.page('submit', { user: 'U1ADA', view_id: view?.id, state });
    return (await slack.state('U1ADA')).views;
  };

  it('is replaced by an update and keeps what was typed', async () => {
    const [view, ...more] = await openModal('update');
    expect(view).toMatchObject({
      title: 'Second',
      state: { reason: { why: { value: 'a reason' } } },
    });
    expect(more).toEqual([]);
  });

  it('lies under a pushed one', async () => {
    const views = await openModal('push');
    expect(views.map((view) => view.title)).toEqual(['First', 'Second']);
  });

  it('goes away with the whole stack', async () => {
    expect(await openModal('clear')).toEqual([]);
  });
});

it('offers what the bot suggests as a person types', async () => {
  const select = { type: 'external_select', action_id: 'account', placeholder: plain('Account') };
  const blocks = [{ type: 'actions', block_id: 'pick', elements: [select] }];
  await slack.client.chat.postMessage({
    channel: 'C1SALES',
    text: 'Pick',
    blocks: blocks as never,
  });
  const [message] = await slack.history('U1ADA', 'C1SALES');
  bot.options('account', ({ ack, payload }) =>
    ack({ options: [{ text: plain(`${payload.value} Ltd`), value: '1' }] }),
  );
  const from = { kind: 'message', channel: 'C1SALES', ts: message?.ts };
  const at = { block_id: 'pick', action_id: 'account' };
  expect(await slack.page('options', { user: 'U1ADA', from, ...at, value: 'acm' })).toEqual({
    options: [{ text: plain('acm Ltd'), value: '1' }],
  });
});

it('hands a message shortcut the message and its channel', async () => {
  const { ts } = await slack.page('say', {
    user: 'U2BEN',
    channel: 'C1SALES',
    text: 'Acme called',
  });
  const claimed: unknown[] = [];
  bot.shortcut('claim', async ({ ack, shortcut }) => {
    if (shortcut.type === 'message_action')
      claimed.push(shortcut.message.text, shortcut.channel.id);
    await ack();
  });
  const message = { channel: 'C1SALES', ts };
  await slack.page('shortcut', { user: 'U1ADA', callbackId: 'claim', message });
  expect(claimed).toEqual(['Acme called', 'C1SALES']);
});

it('shows each person the Home the bot publishes for them', async () => {
  bot.event('app_home_opened', async ({ event, client }) => {
    const section = { type: 'section' as const, text: plain(`Accounts of ${event.user}`) };
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section] } });
  });
  await slack.page('home', { user: 'U1ADA', tab: 'home' });
  await soon(async () => expect((await slack.state('U1ADA')).home).toBeDefined());
  const { home } = await slack.state('U1ADA');
  expect(home?.blocks[0]).toMatchObject({ text: { text: 'Accounts of U1ADA' } });
  expect((await slack.state('U2BEN')).home).toBeUndefined();
});
