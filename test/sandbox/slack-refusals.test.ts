import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aManifest, aWorkspace, botToken, type Workspace } from './slack-workspace.ts';

let slack: Workspace;

beforeAll(async () => {
  slack = await aWorkspace();
});
afterAll(() => slack.stop());

const header = (text: string) => ({ type: 'header', text: { type: 'plain_text', text } });

/** What Slack says to a call, without a client in between. */
async function answerTo(method: string, args: object, token = botToken, url = slack.url) {
  const response = await fetch(`${url}/api/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(args),
  });
  return response.json();
}

describe('the Web API says no', () => {
  it.each([
    ['an unknown method', 'chat.shout', {}, 'unknown_method'],
    [
      'a channel that is not there',
      'chat.postMessage',
      { channel: 'C9', text: 'x' },
      'channel_not_found',
    ],
    [
      'a private channel of others',
      'chat.postMessage',
      { channel: 'G4DEALS', text: 'x' },
      'channel_not_found',
    ],
    [
      'a channel it is not in',
      'chat.postMessage',
      { channel: 'C2RANDOM', text: 'x' },
      'not_in_channel',
    ],
    ['an archived channel', 'chat.postMessage', { channel: 'C3OLD', text: 'x' }, 'is_archived'],
    ['the DM of a leaver', 'chat.postMessage', { channel: 'U3CAS', text: 'x' }, 'user_disabled'],
    ['nothing to say', 'chat.postMessage', { channel: 'C1SALES' }, 'no_text'],
    [
      'too much to say',
      'chat.postMessage',
      { channel: 'C1SALES', text: 'x'.repeat(40_001) },
      'msg_too_long',
    ],
    [
      'a thread that is not there',
      'chat.postMessage',
      { channel: 'C1SALES', text: 'x', thread_ts: '1.2' },
      'thread_not_found',
    ],
    ['no channel', 'chat.postMessage', { text: 'x' }, 'invalid_arguments'],
    [
      'blocks that are no JSON',
      'chat.postMessage',
      { channel: 'C1SALES', blocks: '[{' },
      'invalid_blocks_format',
    ],
    [
      'too many words in blocks',
      'chat.postMessage',
      {
        channel: 'C1SALES',
        text: 'x',
        blocks: Array.from({ length: 5 }, () => ({
          type: 'section',
          text: { type: 'mrkdwn', text: 'x'.repeat(2900) },
        })),
      },
      'msg_blocks_too_long',
    ],
    [
      'a whisper to an outsider',
      'chat.postEphemeral',
      { channel: 'C1SALES', user: 'U4DOT', text: 'x' },
      'user_not_in_channel',
    ],
    [
      'an edit of nothing',
      'chat.update',
      { channel: 'C1SALES', ts: '1.2', text: 'x' },
      'message_not_found',
    ],
    ['an unknown person', 'users.info', { user: 'U9' }, 'user_not_found'],
    ['an unknown address', 'users.lookupByEmail', { email: 'x@x.example' }, 'users_not_found'],
    [
      'the address of a stranger',
      'users.lookupByEmail',
      { email: 'dot@y.example' },
      'users_not_found',
    ],
    [
      'the address of a leaver',
      'users.lookupByEmail',
      { email: 'cas@x.example' },
      'users_not_found',
    ],
    [
      'a modal without a trigger',
      'views.open',
      {
        trigger_id: '1.2.3',
        view: { type: 'modal', title: header('x').text, blocks: [header('x')] },
      },
      'invalid_trigger_id',
    ],
    [
      'an unknown view',
      'views.update',
      { view_id: 'V9', view: { type: 'home', blocks: [header('x')] } },
      'not_found',
    ],
    ['a cursor it never gave', 'users.list', { cursor: 'next' }, 'invalid_cursor'],
    [
      'history of a channel it is not in',
      'conversations.history',
      { channel: 'C2RANDOM' },
      'not_in_channel',
    ],
    ['joining an archived channel', 'conversations.join', { channel: 'C3OLD' }, 'is_archived'],
  ])('to %s', async (_what, method, args, error) => {
    expect(await answerTo(method, args)).toMatchObject({ ok: false, error });
  });

  it('to calls without a token, and with a wrong one', async () => {
    const bare = await fetch(`${slack.url}/api/auth.test`, { method: 'POST' });
    expect(await bare.json()).toEqual({ ok: false, error: 'not_authed' });
    expect(await answerTo('auth.test', {}, 'xoxb-other')).toEqual({
      ok: false,
      error: 'invalid_auth',
    });
  });

  it('to blocks beyond the limits, and names the place', async () => {
    const blocks = [header('x'.repeat(151))];
    expect(
      await answerTo('chat.postMessage', { channel: 'C1SALES', text: 'x', blocks }),
    ).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: {
        messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
      },
    });
  });

  it('to changing what others said', async () => {
    const { ts } = await slack.page('say', { user: 'U1ADA', channel: 'C1SALES', text: 'Mine' });
    const message = { channel: 'C1SALES', ts, text: 'Yours' };
    expect(await answerTo('chat.update', message)).toMatchObject({ error: 'cant_update_message' });
    expect(await answerTo('chat.delete', message)).toMatchObject({ error: 'cant_delete_message' });
  });

  it('to methods beyond the installed scopes, and names the one needed', async () => {
    const small = await aWorkspace({
      app: { manifest: aManifest({ scopes: ['commands'] }), botToken, signingSecret: 's' },
    });
    const said = { channel: 'C1SALES', text: 'x' };
    expect(await answerTo('chat.postMessage', said, botToken, small.url)).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'commands',
    });
    await small.stop();
  });

  it('to a bot that was removed', async () => {
    const removed = await aWorkspace();
    await removed.admin('user', { user: 'U0BOT', deactivated: true });
    expect(await answerTo('auth.test', {}, botToken, removed.url)).toMatchObject({
      error: 'account_inactive',
    });
    await removed.stop();
  });
});
