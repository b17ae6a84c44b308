import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAskers } from '../../src/slack/askers.ts';
import { createNotifier } from '../../src/slack/notifier.ts';
import { aWorkspace, botToken, type Workspace } from '../sandbox/slack-workspace.ts';
import { aBook, anOwnerCard } from '../support/builders.ts';

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
  createNotifier(`${slack.url}/api`, async () => held, createAskers({ now: () => at }));
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
    await expect(publish('U2BEN')).rejects.toThrow(/rate/);
  });
});

describe('a shared card', () => {
  const redraw = (ts: string) => {
    const where = { channel: 'C1SALES', ts, postedFor: 'U1ADA' };
    return notifier().redrawOwnerCard('T1', where, anOwnerCard());
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
