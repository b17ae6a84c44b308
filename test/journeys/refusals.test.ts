import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveAccountNames } from '../../src/store/account-names.ts';
import { ana, type Staged, sales, stageBot, wordsOf } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import { soon } from '../support/soon.ts';
import { hire, register, TEAM } from '../support/world.ts';

let staged: Staged;
beforeAll(async () => {
  staged = await stageBot(async (world) => {
    const ownerId = await hire(world, 'Ada Lind', { slackUserId: ana });
    const accountId = await register(world, 'Birchwood', { ownerId });
    const leftAt = new Date('2026-11-01T00:00:00Z');
    await hire(world, 'Ben Okoye', { slackUserId: 'U2BEN', role: 'manager', leftAt });
    const names = [{ kind: 'name' as const, name: 'Birchwood' }];
    await saveAccountNames(world.database.prisma, TEAM, [{ accountId, names, domains: [] }]);
  });
});
afterAll(() => staged.stop());

const command = (fields: Record<string, string> = {}) =>
  new URLSearchParams({
    command: '/whoowns',
    text: 'birchwood',
    team_id: TEAM,
    user_id: ana,
    channel_id: sales,
    response_url: `${staged.slack.url}/response/none`,
    trigger_id: 't',
    api_app_id: 'A0SANDBOX',
    ...fields,
  }).toString();

const commands: [string, string][] = [
  ['/territory', 'pin birchwood in renewal'],
  ['/territory', 'handover @ada'],
  ['/territory', 'claim birchwood'],
  ['/dispute', 'birchwood'],
  ['/dispute', ''],
];

/** What the bot has counted of one kind of refusal so far. */
async function counted(kind: string, outcome = 'refused'): Promise<number> {
  const line = new RegExp(`cadastre_slack_total\\{outcome="${outcome}",kind="${kind}"\\} (\\d+)`);
  return Number(line.exec(await staged.metrics())?.[1] ?? 0);
}

const now = () => Date.now() / 1000;

describe('a request that is not what it should be', () => {
  it.each([
    [
      'a wrong signature',
      401,
      'not-authentic',
      () => staged.post(command(), { secret: 'guessed!' }),
    ],
    ['a replayed request', 401, 'not-authentic', () => staged.post(command(), { at: now() - 600 })],
    [
      'one from the future',
      401,
      'not-authentic',
      () => staged.post(command(), { at: now() + 600 }),
    ],
    [
      'a body that is no JSON',
      400,
      'malformed',
      () => staged.post('{"type":', { type: 'application/json' }),
    ],
    ['a body of 4 MB', 413, 'too-large', () => staged.post('x'.repeat(4 * 1024 * 1024))],
    [
      'a workspace nobody installed the bot in',
      401,
      'unknown-workspace',
      () => staged.post(command({ team_id: 'T0NOBODY' })),
    ],
  ])('refuses %s, counts it and says nothing', async (_, status, kind, send) => {
    const before = await counted(kind);
    const response = await send();
    expect(response.status).toBe(status);
    expect(await response.text()).toBe('');
    expect(await counted(kind)).toBeGreaterThan(before);
  });

  it('knows no other doors', async () => {
    expect((await fetch(`${staged.url}/admin`)).status).toBe(404);
    expect((await fetch(`${staged.url}/slack/events`)).status).toBeGreaterThanOrEqual(400);
  });
});

describe('a person who may not ask', () => {
  const lastSeenBy = async (user: string) =>
    wordsOf((await staged.slack.history(user, sales)).at(-1));
  const say = (user: string) =>
    staged.slack.page('say', { user, channel: sales, text: '<@U0BOT> who owns birchwood' });

  it('hears so if they come from another workspace, and learns nothing', async () => {
    await staged.slack.admin('join', { user: 'U4DOT', channel: sales });
    const before = await counted('stranger');
    await say('U4DOT');
    await soon(async () => expect(await counted('stranger')).toBe(before + 1));
    expect(await lastSeenBy('U4DOT')).not.toContain('Owner');
  });

  it.each([
    ...['book', 'book @ada', 'pin birchwood mine', 'unpin birchwood', 'audit birchwood'],
    ...['handover @ada', 'approvals', 'help'],
  ])('gets nothing of /territory %s from another workspace', async (text) => {
    const before = await counted('stranger');
    const asked = command({ command: '/territory', text, user_id: 'U4DOT' });
    expect((await staged.post(asked)).status).toBe(200);
    await soon(async () => expect(await counted('stranger')).toBe(before + 1));
    const { views } = await staged.slack.state('U4DOT');
    expect([views, await lastSeenBy('U4DOT')]).toEqual([[], expect.not.stringContaining('Ada')]);
  });

  it('changes nothing by command once they have left, and is told whom to ask', async () => {
    const ben = deskOf(() => staged, 'U2BEN');
    for (const [command, text] of commands) {
      await ben.ask(command, text);
      await ben.sees(/you have left.*Ask ops/);
    }
    expect((await staged.slack.state('U2BEN')).views).toEqual([]);
  });

  it('is told whom to ask once they are a guest', async () => {
    await staged.slack.admin('user', { user: 'U2BEN', guest: true });
    const before = await counted('guest');
    for (const text of ['book @ada', 'pin birchwood mine', 'audit birchwood', 'handover @ada']) {
      await staged.post(command({ command: '/territory', text, user_id: 'U2BEN' }));
    }
    await soon(async () => expect(await counted('guest')).toBe(before + 4));
    expect((await staged.slack.state('U2BEN')).views).toEqual([]);
    // Whoever opens Home or writes a link has asked nothing, and is not written to.
    const alone = async () => {
      const { channels } = await staged.slack.state('U2BEN');
      const direct = channels.filter(({ kind }) => kind === 'dm');
      return Promise.all(direct.map(({ id }) => staged.slack.history('U2BEN', id)));
    };
    const told = await alone();
    await staged.slack.page('home', { user: 'U2BEN', tab: 'home' });
    const text = 'see https://app.hubspot.com/contacts/1/record/0-2/55';
    await staged.slack.page('say', { user: 'U2BEN', channel: sales, text });
    await soon(async () => expect(await counted('guest')).toBe(before + 6));
    await staged.post(command({ command: '/territory', text: 'help', user_id: 'U2BEN' }));
    await soon(async () => expect(await counted('guest')).toBe(before + 7));
    expect(await alone()).toEqual(told);
    await staged.slack.admin('user', { user: 'U2BEN', guest: false });
  });

  it('is not answered once deactivated', async () => {
    await staged.slack.admin('user', { user: 'U2BEN', deactivated: true });
    // From the moment on at which Slack has told; until then they are a guest.
    const refusals = async () => (await counted('guest')) + (await counted('deactivated'));
    const since = await refusals();
    let asked = 0;
    await soon(async () => {
      expect((await staged.post(command({ user_id: 'U2BEN' }))).status).toBe(200);
      asked += 1;
      await soon(async () => expect(await refusals()).toBe(since + asked));
      expect(await counted('deactivated')).toBeGreaterThan(0);
    });
    const before = await counted('deactivated');
    for (const text of ['book @ada', 'pin birchwood mine', 'audit birchwood', 'handover @ada']) {
      await staged.post(command({ command: '/territory', text, user_id: 'U2BEN' }));
    }
    await soon(async () => expect(await counted('deactivated')).toBe(before + 4));
  });
});

describe('the bot’s own state', () => {
  it('says that it is alive and ready', async () => {
    expect(await (await fetch(`${staged.url}/healthz`)).json()).toEqual({ status: 'alive' });
    expect(await (await fetch(`${staged.url}/readyz`)).json()).toEqual({ status: 'ready' });
  });

  it('gives figures without names in them', async () => {
    const figures = await staged.metrics();
    expect(figures).toContain('cadastre_http_seconds_bucket');
    expect(figures).not.toMatch(/birchwood|ada lind/i);
  });

  it('words a fault with a reference and tells nothing of its cause', async () => {
    await staged.slack.admin('fail', { method: 'users.info', error: 'fatal_error', times: 1 });
    await staged.slack.admin('user', { user: ana, title: 'AE' });
    await staged.slack.page('command', {
      user: ana,
      channel: sales,
      command: '/whoowns',
      text: 'birchwood',
    });
    await soon(async () => {
      const last = wordsOf((await staged.slack.history(ana, sales)).at(-1));
      expect(last).toMatch(/Something broke on our side.*reference: [0-9a-f]{8}/);
      expect(last).not.toContain('fatal_error');
    });
  });

  it('asks for another press where Slack would not wait for a window', async () => {
    await staged.slack.admin('fail', { method: 'views.open', error: 'expired_trigger_id' });
    await staged.slack.page('shortcut', { user: ana, callbackId: 'look-up' });
    await soon(async () => {
      const { channels } = await staged.slack.state(ana);
      const inbox = channels.find(({ id }) => id.startsWith('D'))?.id ?? '';
      const last = (await staged.slack.history(ana, inbox)).at(-1);
      expect(wordsOf(last)).toMatch(/three seconds to open a window.*press once more/);
    });
  });
});

describe('somebody whom the roster gives no clock', () => {
  it('works by the one that Slack tells of them', async () => {
    const before = await counted('person changed', 'asked');
    await staged.slack.admin('user', { user: ana, title: 'AE, West' });
    await soon(async () => {
      expect(await counted('person changed', 'asked')).toBeGreaterThan(before);
    });
    await staged.restart(async ({ database: { prisma } }) => {
      const { timeZone } = await prisma.rep.findFirstOrThrow({ where: { slackUserId: ana } });
      expect(timeZone).toBe('Europe/Berlin');
    });
  });
});
