import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soon } from '../support/soon.ts';
import {
  aBot,
  aListener,
  aManifest,
  aWorkspace,
  signingSecret,
  type Workspace,
} from './slack-workspace.ts';

let slack: Workspace;

beforeEach(async () => {
  slack = await aWorkspace({ timings: { eventRetryMs: [0, 5, 5], ackMs: 1000 } });
});
afterEach(() => slack.stop());

const say = (text: string, channel = 'C1SALES') =>
  slack.page('say', { user: 'U1ADA', channel, text });

describe('an event', () => {
  it('comes signed, in its envelope', async () => {
    const bot = await aListener(slack);
    await say('Hello');
    await soon(() => expect(bot.heard).toHaveLength(1));
    const { headers, body } = bot.latest();
    const base = `v0:${headers['x-slack-request-timestamp']}:${body}`;
    const expected = createHmac('sha256', signingSecret).update(base).digest('hex');
    expect(headers['x-slack-signature']).toBe(`v0=${expected}`);
    expect(JSON.parse(body)).toMatchObject({
      type: 'event_callback',
      team_id: 'T1',
      api_app_id: 'A0SANDBOX',
      event_id: expect.stringMatching(/^Ev/),
      authorizations: [{ team_id: 'T1', user_id: 'U0BOT', is_bot: true }],
      event: { type: 'message', user: 'U1ADA', channel: 'C1SALES', channel_type: 'channel' },
    });
    bot.stop();
  });

  it.each<[string, 'silence' | { status: number }, string]>([
    ['silent', 'silence', 'http_timeout'],
    ['out of order', { status: 500 }, 'http_error'],
  ])('is repeated three times to a bot that is %s', async (_how, answer, reason) => {
    const bot = await aListener(slack, () => answer);
    await say('Hello');
    await soon(() => expect(bot.heard).toHaveLength(4));
    expect(bot.heard.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([
      undefined,
      '1',
      '2',
      '3',
    ]);
    expect(bot.heard.at(-1)?.headers['x-slack-retry-reason']).toBe(reason);
    const ids = new Set(bot.heard.map(({ body }) => JSON.parse(body).event_id));
    expect(ids.size).toBe(1);
    bot.stop();
  });

  it('is not repeated to a bot that asks for no more', async () => {
    const headers = { 'x-slack-no-retry': '1' };
    const bot = await aListener(slack, () => ({ status: 500, headers }));
    await say('Hello');
    await soon(() => expect(bot.heard).toHaveLength(1));
    await Promise.all(slack.world.deliveries);
    expect(bot.heard).toHaveLength(1);
    bot.stop();
  });

  it('is not sent for channels the bot is not in', async () => {
    const bot = await aListener(slack);
    await say('Between us', 'C2RANDOM');
    await say('For all');
    await soon(() => expect(bot.heard).toHaveLength(1));
    expect(bot.events()).toMatchObject([{ text: 'For all' }]);
    bot.stop();
  });

  it('says so when the bot is mentioned', async () => {
    const bot = await aListener(slack);
    await say('@cadastre who owns https://acme.example?');
    await soon(() => expect(bot.heard).toHaveLength(2));
    expect(
      bot
        .events()
        .map((event) => event.type)
        .sort(),
    ).toEqual(['app_mention', 'message']);
    expect(bot.events()[0].text).toBe('<@U0BOT> who owns <https://acme.example>?');
    bot.stop();
  });

  it('says who joined and who changed', async () => {
    const bot = await aListener(slack);
    await slack.admin('join', { user: 'U4DOT', channel: 'C1SALES' });
    await slack.admin('user', { user: 'U2BEN', deactivated: true });
    await soon(() => expect(bot.heard).toHaveLength(2));
    const events = bot.events();
    expect(events.find((event) => event.type === 'member_joined_channel')?.user).toBe('U4DOT');
    expect(events.find((event) => event.type === 'user_change')?.user.deleted).toBe(true);
    bot.stop();
  });
});

describe('a manifest', () => {
  const started = (manifest: object) =>
    aWorkspace({ app: { manifest, botToken: 'x', signingSecret: 'x' } });

  it('beyond the limits is refused as Slack would', async () => {
    const long = { display_information: { name: 'x'.repeat(36) } };
    await expect(started(long)).rejects.toThrow(
      'Slack would refuse this manifest: /display_information/name must be less than 36 characters.',
    );
  });

  it('that subscribes without the scope hears nothing', async () => {
    const deaf = await started(aManifest({ scopes: ['channels:read'] }));
    const bot = await aListener(deaf);
    await deaf.page('say', { user: 'U1ADA', channel: 'C1SALES', text: 'Hello' });
    await deaf.admin('join', { user: 'U4DOT', channel: 'C1SALES' });
    await soon(() => expect(bot.heard).toHaveLength(1));
    expect(bot.events()).toMatchObject([{ type: 'member_joined_channel' }]);
    bot.stop();
    await deaf.stop();
  });
});

describe('a command', () => {
  const run = () =>
    slack.page('command', {
      user: 'U1ADA',
      channel: 'C1SALES',
      command: '/rules',
      text: 'show <@U2BEN>',
    });

  it('carries every field Slack gives it', async () => {
    const bot = await aListener(slack);
    expect(await run()).toEqual({ ok: true });
    const { headers, body } = bot.latest();
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      token: 'sandbox',
      team_id: 'T1',
      team_domain: 'meridian',
      channel_id: 'C1SALES',
      channel_name: 'sales',
      user_id: 'U1ADA',
      user_name: 'ada',
      command: '/rules',
      text: 'show @ben',
      api_app_id: 'A0SANDBOX',
      is_enterprise_install: 'false',
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/commands\/T1\//),
      trigger_id: expect.any(String),
    });
    bot.stop();
  });

  it.each<[string, 'silence' | { status: number }, string]>([
    ['too late', 'silence', '/rules failed with the error "operation_timeout"'],
    ['with a fault', { status: 500 }, '/rules failed with the error "http_service_error"'],
    ['with not found', { status: 404 }, '/rules failed with the error "http_client_error"'],
  ])('that is answered %s fails in Slack’s words', async (_how, answer, problem) => {
    const bot = await aListener(slack, () => answer);
    expect(await run()).toEqual({ ok: false, problem });
    bot.stop();
  });

  it('fails when nobody listens, or nobody knows it', async () => {
    expect(await run()).toEqual({
      ok: false,
      problem: '/rules failed because the app did not respond',
    });
    const unknown = { user: 'U1ADA', channel: 'C1SALES', command: '/nope', text: '' };
    expect(await slack.page('command', unknown)).toEqual({
      ok: false,
      problem: '/nope is not a valid command.',
    });
  });
});

describe('a link to the CRM', () => {
  it('is shown with the preview the bot gives it', async () => {
    const bot = await aBot(slack);
    bot.event('link_shared', async ({ event, client }) => {
      const [link] = event.links;
      const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Acme, Ada Lind' } }];
      await client.chat.unfurl({
        ...{ channel: event.channel, ts: event.message_ts },
        unfurls: { [link?.url ?? '']: { blocks: blocks as never } },
      });
    });
    await say('See https://eu.crm.example.com/acme and https://elsewhere.example');
    await soon(async () => {
      const [message] = await slack.history('U2BEN', 'C1SALES');
      expect(message?.attachments).toMatchObject([
        { from_url: 'https://eu.crm.example.com/acme', blocks: [{ type: 'section' }] },
      ]);
    });
    await bot.stop();
  });

  it('of another domain may not be unfurled', async () => {
    const { ts } = await say('See https://elsewhere.example');
    const unfurls = { 'https://elsewhere.example': { text: 'x' } };
    await expect(slack.client.chat.unfurl({ channel: 'C1SALES', ts, unfurls })).rejects.toThrow(
      'cannot_unfurl_url',
    );
  });
});
