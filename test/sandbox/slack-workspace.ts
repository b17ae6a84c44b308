import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { PageEvent, PageMessage, PageState } from '../../src/sandbox/slack/page-contract.ts';
import { type SlackOptions, startSlack } from '../../src/sandbox/slack/server.ts';

export const botToken = 'xoxb-sandbox';
export const signingSecret = 'a-signing-secret';

const scopes = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:manage',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'links:read',
  'links:write',
  'reactions:read',
  'reactions:write',
  'team:read',
  'usergroups:read',
  'users.profile:read',
  'users:read',
  'users:read.email',
];

export const aManifest = (changes: { scopes?: string[]; events?: string[] } = {}) => ({
  display_information: { name: 'Cadastre', description: 'Who owns which account, and why' },
  features: {
    bot_user: { display_name: 'Cadastre' },
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    slash_commands: [
      { command: '/whoowns', description: 'Look up an owner', should_escape: true },
      { command: '/rules', description: 'See the rules', usage_hint: '[show]' },
    ],
    shortcuts: [
      { name: 'Route', type: 'global', callback_id: 'route', description: 'Route a company' },
      { name: 'Claim', type: 'message', callback_id: 'claim', description: 'Claim this lead' },
    ],
    unfurl_domains: ['crm.example.com'],
  },
  oauth_config: { scopes: { bot: changes.scopes ?? scopes } },
  settings: {
    event_subscriptions: {
      bot_events: changes.events ?? [
        'app_home_opened',
        'app_mention',
        'link_shared',
        'member_joined_channel',
        'message.channels',
        'message.im',
        'user_change',
      ],
    },
    interactivity: { is_enabled: true },
  },
});

export type Workspace = Awaited<ReturnType<typeof aWorkspace>>;

/** A local Slack with three people and four channels, and a page and a client to use it by. */
export async function aWorkspace(changes: Partial<SlackOptions> = {}) {
  const slack = await startSlack({
    team: { id: 'T1', name: 'Meridian', domain: 'meridian' },
    users: [
      { id: 'U1ADA', name: 'ada', realName: 'Ada Lind', email: 'ada@x.example', persona: 'Rep' },
      { id: 'U2BEN', name: 'ben', realName: 'Ben Okoye', email: 'ben@x.example', persona: 'Ops' },
      { id: 'U3CAS', name: 'cas', realName: 'Cas Roth', email: 'cas@x.example', deactivated: true },
      { id: 'U4DOT', name: 'dot', realName: 'Dot Wu', email: 'dot@y.example', teamId: 'T9' },
    ],
    channels: [
      { id: 'C1SALES', name: 'sales', members: ['U1ADA', 'U2BEN', 'U0BOT'] },
      { id: 'C2RANDOM', name: 'random', members: ['U1ADA'] },
      { id: 'C3OLD', name: 'old', members: ['U1ADA', 'U0BOT'], archived: true },
      { id: 'G4DEALS', name: 'deals', kind: 'private', members: ['U2BEN'] },
    ],
    userGroups: [{ id: 'S1', name: 'Reps', handle: 'reps', users: ['U1ADA', 'U2BEN'] }],
    app: { manifest: aManifest(), botToken, signingSecret },
    ...changes,
  });
  return { ...slack, ...pageOf(slack.url), client: clientOf(slack.url) };
}

function pageOf(url: string) {
  const read = async (path: string) => (await fetch(url + path)).json();
  return {
    page: (call: string, body: unknown) => send(`${url}/page/${call}`, body),
    admin: (order: string, body: unknown) => send(`${url}/admin/${order}`, body),
    state: (user: string): Promise<PageState> => read(`/page/state?user=${user}`),
    history: (user: string, channel: string): Promise<PageMessage[]> =>
      read(`/page/history?user=${user}&channel=${channel}`),
    window: (user: string) => openWindow(`${url}/page/stream?user=${user}`),
  };
}

async function send(url: string, body: unknown) {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return response.json();
}

/** A browser window of a persona: it collects what the stream says. */
async function openWindow(url: string) {
  const closing = new AbortController();
  const events: PageEvent[] = [];
  const response = await fetch(url, { signal: closing.signal });
  const text = response.body?.pipeThrough(new TextDecoderStream());
  const listen = async () => {
    let rest = '';
    for await (const chunk of text ?? []) {
      const messages = (rest + chunk).split('\n\n');
      rest = messages.pop() ?? '';
      const data = messages.filter((message) => message.startsWith('data: '));
      events.push(...data.map((message) => JSON.parse(message.slice('data: '.length))));
    }
  };
  listen().catch(() => undefined);
  return { events, close: () => closing.abort() };
}

const quiet = () => undefined;
const silent = {
  ...{ debug: quiet, info: quiet, warn: quiet, error: quiet, setLevel: quiet, setName: quiet },
  getLevel: () => LogLevel.ERROR,
};

export function clientOf(url: string, token = botToken): WebClient {
  return new WebClient(token, {
    logger: silent,
    slackApiUrl: `${url}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
}

/** A Bolt app behind a real HTTP receiver, installed in the workspace. */
export async function aBot(slack: { url: string; pointAt(url: string): void }) {
  const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({
    receiver,
    logLevel: LogLevel.ERROR,
    authorize: async () => ({ botToken, botUserId: 'U0BOT', botId: 'B0SANDBOX' }),
    clientOptions: { slackApiUrl: `${slack.url}/api/`, retryConfig: { retries: 0 } },
    convoStore: false,
  });
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  slack.pointAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return app;
}

type Heard = { headers: IncomingHttpHeaders; body: string };
type Said = { status?: number; headers?: Record<string, string>; body?: string } | 'silence';

/** In the bot's place, a server that keeps what it is sent and answers as the test likes. */
export async function aListener(
  slack: { pointAt(url: string): void },
  answer: (heard: Heard) => Said = () => ({}),
) {
  const heard: Heard[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const request = { headers: req.headers, body };
    heard.push(request);
    const said = answer(request);
    if (said !== 'silence') res.writeHead(said.status ?? 200, said.headers).end(said.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  slack.pointAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    heard,
    latest: (): Heard => heard.at(-1) ?? { headers: {}, body: '{}' },
    /** The latest click, choice, submission or shortcut. */
    payload: () => {
      const forms = heard.map(({ body }) => new URLSearchParams(body).get('payload'));
      return JSON.parse(forms.findLast((form) => form !== null) ?? '{}');
    },
    events: () => heard.map((each) => JSON.parse(each.body).event),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
