import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAskers } from '../../src/slack/askers.ts';
import { createNotifier } from '../../src/slack/notifier.ts';
import { aManifest, aWorkspace, botToken, type Workspace } from '../sandbox/slack-workspace.ts';
import { unheard } from '../support/notifier.ts';

const held = { token: botToken, botId: 'B0SANDBOX', botUserId: 'U0BOT' };
const clock = { now: () => new Date('2026-11-20T10:00:00Z') };
const notifierOf = ({ url }: { url: string }) =>
  createNotifier(`${url}/api`, async () => held, createAskers(clock, unheard));
let slack: Workspace;
beforeAll(async () => {
  slack = await aWorkspace();
});
afterAll(() => slack.stop());

it('reads who is in a group by its id or its handle, and leaves out what there is not', async () => {
  const members = await notifierOf(slack).membersOf('T1', ['@Reps', 'reps', 'S1', '@nobody']);
  const both = ['U1ADA', 'U2BEN'];
  expect(Object.fromEntries(members)).toEqual({ '@Reps': both, reps: both, S1: both });
});

it('describes members, and neither the deactivated, nor strangers, nor the bot', async () => {
  const describe = (user: string) => notifierOf(slack).describePerson('T1', user);
  expect(await describe('U1ADA')).toEqual({ name: 'Ada Lind', email: 'ada@x.example' });
  for (const user of ['U3CAS', 'U4DOT', 'U0BOT']) expect(await describe(user)).toBeUndefined();
});

it('fails where the app lacks the scope', async () => {
  const app = { manifest: aManifest({ scopes: ['users:read'] }), botToken, signingSecret: 's' };
  const other = await aWorkspace({ app });
  await expect(notifierOf(other).membersOf('T1', ['reps'])).rejects.toThrow('missing_scope');
  await other.stop();
});
