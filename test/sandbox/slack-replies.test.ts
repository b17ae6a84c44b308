import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findMessage } from '../../src/sandbox/slack/messages.ts';
import { issueResponseUrl } from '../../src/sandbox/slack/response-urls.ts';
import { aListener, aWorkspace, type Workspace } from './slack-workspace.ts';

let slack: Workspace;
let now = new Date('2026-11-21T09:00:00Z');

beforeEach(async () => {
  slack = await aWorkspace({ clock: () => now });
});
afterEach(() => slack.stop());

const url = () => issueResponseUrl(slack.world, { channel: 'C1SALES', user: 'U1ADA' });

async function reply(to: string, body: object) {
  const response = await fetch(to, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: await response.text() };
}

const textsFor = async (user: string) =>
  (await slack.history(user, 'C1SALES')).map((message) => message.text);

describe('a response_url', () => {
  it('answers the asker alone, unless told otherwise', async () => {
    const to = url();
    expect(await reply(to, { text: 'For you' })).toEqual({ status: 200, body: 'ok' });
    await reply(to, { text: 'For all', response_type: 'in_channel' });
    expect(await textsFor('U1ADA')).toEqual(['For you', 'For all']);
    expect(await textsFor('U2BEN')).toEqual(['For all']);
  });

  it('is used up after five answers', async () => {
    const to = url();
    for (let use = 0; use < 5; use += 1) await reply(to, { text: 'x' });
    expect(await reply(to, { text: 'x' })).toMatchObject({
      status: 404,
      body: expect.stringContaining('used_url'),
    });
  });

  it('is over after half an hour', async () => {
    const to = url();
    now = new Date(now.getTime() + 30 * 60_000 + 1);
    expect(await reply(to, { text: 'x' })).toMatchObject({
      status: 404,
      body: expect.stringContaining('expired_url'),
    });
  });

  it.each([
    ['nothing to say', {}, 'no_text'],
    ['blocks beyond the limits', { blocks: [{ type: 'header' }] }, 'invalid_blocks'],
    ['blocks that are none', { blocks: 'x' }, 'invalid_payload'],
  ])('refuses %s', async (_what, body, error) => {
    expect(await reply(url(), body)).toMatchObject({
      status: 400,
      body: expect.stringContaining(error),
    });
  });

  it('replaces and deletes the message that was acted on', async () => {
    const { ts = '' } = await slack.client.chat.postMessage({ channel: 'C1SALES', text: 'Open' });
    const channel = slack.world.channels.get('C1SALES');
    const origin = channel && findMessage(channel, ts);
    const to = issueResponseUrl(slack.world, {
      ...{ channel: 'C1SALES', user: 'U1ADA' },
      ...(origin && { origin }),
    });
    await reply(to, { text: 'Decided', replace_original: true });
    expect(await textsFor('U2BEN')).toEqual(['Decided']);
    await reply(to, { delete_original: true });
    expect(await textsFor('U2BEN')).toEqual([]);
  });
});

describe('what a bot says as it acknowledges a command', () => {
  it.each([
    ['words', 'Ada owns Acme', 'Ada owns Acme', []],
    ['a message', JSON.stringify({ text: 'Ada' }), 'Ada', []],
    [
      'a message for all',
      JSON.stringify({ text: 'Ada', response_type: 'in_channel' }),
      'Ada',
      ['Ada'],
    ],
  ])('is shown: %s', async (_what, body, shown, others) => {
    const bot = await aListener(slack, () => ({ body }));
    const typed = { user: 'U1ADA', channel: 'C1SALES', command: '/rules', text: '' };
    await slack.page('command', typed);
    expect(await textsFor('U1ADA')).toEqual([shown]);
    expect(await textsFor('U2BEN')).toEqual(others);
    bot.stop();
  });

  it('is a fault when Slack could not show it', async () => {
    const bot = await aListener(slack, () => ({ body: JSON.stringify({ blocks: [{}] }) }));
    const typed = { user: 'U1ADA', channel: 'C1SALES', command: '/rules', text: '' };
    expect(await slack.page('command', typed)).toEqual({
      ok: false,
      problem: '/rules failed with the error "invalid_command_response"',
    });
    bot.stop();
  });
});
