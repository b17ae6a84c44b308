import { afterAll, beforeAll, expect, it } from 'vitest';
import { aListener, aWorkspace, type Workspace } from './slack-workspace.ts';

let slack: Workspace;
let bot: Awaited<ReturnType<typeof aListener>>;

beforeAll(async () => {
  slack = await aWorkspace();
  bot = await aListener(slack);
});
afterAll(async () => {
  bot.stop();
  await slack.stop();
});

const plain = (text: string) => ({ type: 'plain_text', text });
const north = { text: plain('North'), value: 'north' };
const south = { text: plain('South'), value: 'south' };
const options = [north, south];

async function post(element: object) {
  const blocks = [
    { type: 'actions', block_id: 'card', elements: [{ action_id: 'act', ...element }] },
  ];
  const said = { channel: 'C1SALES', text: 'Card', blocks: blocks as never };
  return slack.client.chat.postMessage(said);
}

async function clicked(element: object, chosen: object) {
  const { ts } = await post(element);
  const from = { kind: 'message', channel: 'C1SALES', ts };
  const at = { block_id: 'card', action_id: 'act' };
  const answer = await slack.page('click', { user: 'U1ADA', from, ...at, chosen });
  expect(answer).toEqual({ ok: true });
  return bot.payload();
}

it.each([
  ['a menu', { type: 'static_select', options }, { selected_option: north }],
  ['several choices', { type: 'multi_static_select', options }, { selected_options: options }],
  ['boxes', { type: 'checkboxes', options }, { selected_options: [south] }],
  ['radio buttons', { type: 'radio_buttons', options }, { selected_option: south }],
  ['a person', { type: 'users_select' }, { selected_user: 'U2BEN' }],
  ['a channel', { type: 'channels_select' }, { selected_channel: 'C1SALES' }],
  ['a conversation', { type: 'conversations_select' }, { selected_conversation: 'C1SALES' }],
  ['a day', { type: 'datepicker' }, { selected_date: '2026-12-01' }],
  ['a time of day', { type: 'timepicker' }, { selected_time: '09:30' }],
  ['a moment', { type: 'datetimepicker' }, { selected_date_time: 1_795_000_000 }],
])(
  'tells the bot what was chosen by %s, in the action and in the state',
  async (_by, element, chosen) => {
    const { actions, state } = await clicked(element, chosen);
    const { type } = element;
    expect(actions).toMatchObject([{ type, action_id: 'act', block_id: 'card', ...chosen }]);
    expect(state.values).toEqual({ card: { act: { type, ...chosen } } });
  },
);

it('tells the bot which entry of an overflow menu was taken', async () => {
  const { actions } = await clicked({ type: 'overflow', options }, { selected_option: south });
  expect(actions[0].selected_option).toEqual(south);
});

it('carries who, where and by which message, and a way to answer', async () => {
  const element = { type: 'button', text: plain('Approve'), value: '7', style: 'primary' };
  const payload = await clicked(element, {});
  const { ts } = (await slack.history('U1ADA', 'C1SALES')).at(-1) ?? {};
  expect(payload).toMatchObject({
    type: 'block_actions',
    team: { id: 'T1', domain: 'meridian' },
    user: { id: 'U1ADA', username: 'ada', team_id: 'T1' },
    api_app_id: 'A0SANDBOX',
    container: { type: 'message', message_ts: ts, channel_id: 'C1SALES', is_ephemeral: false },
    channel: { id: 'C1SALES', name: 'sales' },
    message: { ts, bot_id: 'B0SANDBOX', text: 'Card' },
    response_url: expect.stringContaining('/actions/T1/'),
    trigger_id: expect.any(String),
    actions: [{ type: 'button', value: '7', style: 'primary', text: plain('Approve') }],
  });
});

it('does not hand an ephemeral message back to the bot', async () => {
  const blocks = [
    {
      type: 'actions',
      block_id: 'card',
      elements: [{ type: 'button', text: plain('x'), action_id: 'act' }],
    },
  ];
  const { message_ts: ts } = await slack.client.chat.postEphemeral({
    ...{ channel: 'C1SALES', user: 'U1ADA', text: 'Only you' },
    blocks: blocks as never,
  });
  const from = { kind: 'message', channel: 'C1SALES', ts, ephemeral: true };
  const at = { block_id: 'card', action_id: 'act', chosen: {} };
  await slack.page('click', { user: 'U1ADA', from, ...at });
  const payload = bot.payload();
  expect(payload.container.is_ephemeral).toBe(true);
  expect(payload).not.toHaveProperty('message');
  expect(await slack.page('click', { user: 'U2BEN', from, ...at })).toMatchObject({ ok: false });
});

it('names what the bot left unnamed', async () => {
  const button = { type: 'button', text: plain('x') };
  const blocks = [{ type: 'section', text: plain('x'), accessory: button }];
  await slack.client.chat.postMessage({ channel: 'C1SALES', text: 'x', blocks: blocks as never });
  const [section] = (await slack.history('U1ADA', 'C1SALES')).at(-1)?.blocks ?? [];
  expect(section).toMatchObject({
    block_id: expect.any(String),
    accessory: { action_id: expect.any(String) },
  });
});
