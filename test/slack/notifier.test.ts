import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CrmImport, importCounts } from '../../src/domain/crm-import.ts';
import { createAskers } from '../../src/slack/askers.ts';
import { createNotifier } from '../../src/slack/notifier.ts';
import { aWorkspace, botToken, type Workspace } from '../sandbox/slack-workspace.ts';
import { aBook, anOwnerCard } from '../support/builders.ts';
import { unheard } from '../support/notifier.ts';

const at = new Date('2026-11-20T10:00:00Z');
const held = { token: botToken, botId: 'B0SANDBOX', botUserId: 'U0BOT' };
let slack: Workspace;
beforeAll(async () => {
  slack = await aWorkspace();
});
afterAll(() => slack.stop());
beforeEach(() => slack.admin('heal', {}));

/** As at a worker's start: it knows nobody yet. */
const notifier = () =>
  createNotifier(`${slack.url}/api`, async () => held, createAskers({ now: () => at }, unheard));
const publish = (user: string) => notifier().publishHome('T1', user, aBook(), at);

describe('a Home tab', () => {
  it('is published to its person', async () => {
    expect(await publish('U1ADA')).toBe('drawn');

    const { home } = await slack.state('U1ADA');
    expect(JSON.stringify(home?.blocks)).toContain('holds *132 accounts*');
  });

  it.each([
    ['is deactivated', 'U3CAS'],
    ['belongs to another workspace', 'U4DOT'],
    ['is not known', 'U9NOBODY'],
  ])('is gone where its person %s', async (_, user) => {
    expect(await publish(user)).toBe('gone');
  });

  it.each(['not_enabled', 'user_not_found', 'user_disabled'])('is gone on %s', async (error) => {
    await slack.admin('fail', { method: 'views.publish', error });
    expect(await publish('U2BEN')).toBe('gone');
  });

  it.each(['fatal_error', 'invalid_auth', 'invalid_arguments'])('fails on %s', async (error) => {
    await slack.admin('fail', { method: 'views.publish', error });
    await expect(publish('U2BEN')).rejects.toThrow(error);
  });

  it('fails where Slack asks for patience, so that the queue tries again later', async () => {
    await slack.admin('rate-limit', { method: 'views.publish', seconds: 30 });
    await expect(publish('U2BEN')).rejects.toMatchObject({ name: 'PutOff', seconds: 30 });
  });
});

describe('somebody who may not ask', () => {
  const post = (place: string) =>
    notifier().post('T1', place, { kind: 'owner-card', card: anOwnerCard(), by: 'U1ADA' });
  const find = async (user: string) => {
    const { user: found } = await slack.client.users.info({ user });
    return notifier().findPerson('T1', found?.profile?.email ?? '');
  };

  it.each([
    ['is deactivated', 'U3CAS'],
    ['belongs to another workspace', 'U4DOT'],
    ['is not known', 'U9NOBODY'],
  ])('is sent nothing where they are one who %s', async (_, user) => {
    expect(await post(user)).toBe('gone');
  });

  it('is sent nothing and found by no address as a guest, and both as a member', async () => {
    await slack.admin('user', { user: 'U2BEN', guest: true });
    expect([await post('U2BEN'), await find('U2BEN')]).toEqual(['gone', undefined]);

    await slack.admin('user', { user: 'U2BEN', guest: false });
    expect([await post('U2BEN'), await find('U2BEN')]).toEqual([
      { channel: expect.stringMatching(/^D/), ts: expect.any(String) },
      { slackUserId: 'U2BEN', timeZone: 'Europe/Berlin' },
    ]);
  });
});

describe('a post whose answer is lost', () => {
  it('is tried again by nobody but the queue, which looks for it first', async () => {
    await slack.admin('fail', { method: 'chat.postMessage', status: 503 });
    const before = (await slack.history('U1ADA', 'C1SALES')).length;
    const shown = { kind: 'owner-card', card: anOwnerCard(), by: 'U1ADA' } as const;
    await expect(notifier().post('T1', 'C1SALES', shown)).rejects.toThrow();
    expect(await slack.history('U1ADA', 'C1SALES')).toHaveLength(before);
  });
});

describe('a shared card', () => {
  const redraw = (ts: string) => {
    const where = { channel: 'C1SALES', ts };
    return notifier().redraw('T1', where, { kind: 'owner-card', card: anOwnerCard(), by: 'U1ADA' });
  };

  it('is drawn where it hangs', async () => {
    const { ts = '' } = await slack.client.chat.postMessage({ channel: 'C1SALES', text: 'old' });
    expect(await redraw(ts)).toBe('drawn');

    const message = (await slack.history('U1ADA', 'C1SALES')).find((each) => each.ts === ts);
    expect(JSON.stringify(message?.blocks)).toContain('Acme Corporation');
  });

  it('is gone where its message was deleted', async () => {
    expect(await redraw('1.2')).toBe('gone');
  });

  it('fails on anything else', async () => {
    await slack.admin('fail', { method: 'chat.update', error: 'fatal_error' });
    await expect(redraw('1.2')).rejects.toThrow('fatal_error');
  });
});

describe('the message about an import', () => {
  const now: CrmImport = {
    id: '0a8f2b34-0000-4000-8000-000000000001',
    ...{ moves: 1, startedAt: new Date(0), aliveAt: at, expected: {} },
    counts: importCounts.parse({ accounts: 50 }),
    state: { status: 'running', step: 'accounts' },
  };
  const shown = (state: CrmImport) => ({ kind: 'import', now: state }) as const;
  const later = { ...now, counts: importCounts.parse({ accounts: 100 }) };
  const inSales = async (ts: string) =>
    (await slack.history('U1ADA', 'C1SALES')).find((each) => each.ts === ts);
  const post = async (place = 'C1SALES') => {
    const where = await notifier().post('T1', place, shown(now));
    if (where === 'gone') throw new Error('nothing was posted');
    return where;
  };

  it('is posted in a channel, and drawn again where it is', async () => {
    const where = await post();
    expect(JSON.stringify((await inSales(where.ts))?.blocks)).toContain('50 accounts');
    expect(await notifier().redraw('T1', where, shown(later))).toBe('drawn');
    expect(JSON.stringify((await inSales(where.ts))?.blocks)).toContain('100 accounts');
  });

  it('is sent to a person directly, and drawn again there', async () => {
    const where = await post('U2BEN');
    expect(where.channel).toMatch(/^D/);
    expect(await notifier().redraw('T1', where, shown(later))).toBe('drawn');
  });

  it('is found again by its import, drawn again or not', async () => {
    const where = await post();
    await notifier().redraw('T1', where, shown(later));
    await slack.client.chat.postMessage({ channel: 'C1SALES', text: 'something else' });
    expect(await notifier().find('T1', 'C1SALES', shown(now), new Date(0))).toEqual(where);
    const another = { ...now, id: '0a8f2b34-0000-4000-8000-000000000002' };
    expect(await notifier().find('T1', 'C1SALES', shown(another), new Date(0))).toBeUndefined();
  });

  it.each(['missing_scope', 'not_in_channel'])('is not found on %s', async (error) => {
    await slack.admin('fail', { method: 'conversations.history', error });
    expect(await notifier().find('T1', 'C1SALES', shown(now), new Date(0))).toBeUndefined();
  });

  it.each(['channel_not_found', 'not_in_channel', 'is_archived'])(
    'has no place on %s',
    async (error) => {
      await slack.admin('fail', { method: 'chat.postMessage', error });
      expect(await notifier().post('T1', 'C1SALES', shown(now))).toBe('gone');
    },
  );

  it('fails on anything else, so that the queue looks later whether it is there', async () => {
    await slack.admin('fail', { method: 'chat.postMessage', error: 'fatal_error' });
    await expect(notifier().post('T1', 'C1SALES', shown(now))).rejects.toThrow('fatal_error');
  });

  it('is gone where it was deleted', async () => {
    const where = { channel: 'C1SALES', ts: '1.2' };
    expect(await notifier().redraw('T1', where, shown(now))).toBe('gone');
  });
});
