import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aWorkspace, clientOf, type Workspace } from './slack-workspace.ts';

let slack: Workspace;

beforeAll(async () => {
  slack = await aWorkspace();
});
afterAll(() => slack.stop());

const header = (text: string) => ({ type: 'header', text: { type: 'plain_text', text } });

describe('Slack as the client library meets it', () => {
  it('keeps metadata and gives it back with the history', async () => {
    const metadata = { event_type: 'outbox', event_payload: { id: 7 } };
    await slack.client.chat.postMessage({ channel: 'C1SALES', text: 'Once', metadata });
    const { messages } = await slack.client.conversations.history({
      ...{ channel: 'C1SALES', limit: 1 },
      include_all_metadata: true,
    });
    expect(messages).toMatchObject([{ text: 'Once', metadata }]);
  });

  it('opens a DM for a person', async () => {
    const posted = await slack.client.chat.postMessage({ channel: 'U1ADA', text: 'For you' });
    expect(posted.channel).toMatch(/^D/);
  });

  it('lists people page by page, strangers left out', async () => {
    const first = await slack.client.users.list({ limit: 2 });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await slack.client.users.list({ limit: 2, cursor });
    const names = [first, second].map(({ members }) => members?.map((member) => member.name));
    expect(names).toEqual([
      ['ada', 'ben'],
      ['cas', 'cadastre'],
    ]);
    expect(second.response_metadata?.next_cursor).toBe('');
  });

  it('marks leavers and strangers', async () => {
    expect((await slack.client.users.info({ user: 'U3CAS' })).user?.deleted).toBe(true);
    const { user } = await slack.client.users.info({ user: 'U4DOT' });
    expect(user).toMatchObject({ team_id: 'T9', is_stranger: true });
    expect(user?.profile).not.toHaveProperty('email');
  });

  it('takes a file by filesUploadV2, shows it in the channel and serves its bytes', async () => {
    await slack.client.filesUploadV2({
      ...{ channel_id: 'C1SALES', initial_comment: 'The plan' },
      ...{ filename: 'plan.csv', content: 'name,owner\nAcme,Ada\n' },
    });
    const shared = (await slack.history('U1ADA', 'C1SALES')).at(-1);
    expect(shared).toMatchObject({
      text: 'The plan',
      files: [{ name: 'plan.csv', mimetype: 'text/csv', size: 20 }],
    });
    const [file] = shared?.files ?? [];
    const bytes = await fetch(`${slack.url}/files/${file?.id}/${file?.name}`);
    expect(await bytes.text()).toBe('name,owner\nAcme,Ada\n');
  });

  it('threads answers under the message they answer', async () => {
    const { ts } = await slack.client.chat.postMessage({ channel: 'C1SALES', text: 'Case' });
    const reply = { channel: 'C1SALES', text: 'Evidence', thread_ts: ts };
    await slack.client.chat.postMessage(reply);
    const { messages } = await slack.client.conversations.replies({
      channel: 'C1SALES',
      ts: ts ?? '',
    });
    expect(messages?.map((message) => message.text)).toEqual(['Case', 'Evidence']);
    const parent = (await slack.history('U1ADA', 'C1SALES')).find((message) => message.ts === ts);
    expect(parent?.replyCount).toBe(1);
  });

  it('reacts once', async () => {
    const { ts = '' } = await slack.client.chat.postMessage({ channel: 'C1SALES', text: 'Done?' });
    const mark = { channel: 'C1SALES', timestamp: ts, name: 'white_check_mark' };
    await slack.client.reactions.add(mark);
    await expect(slack.client.reactions.add(mark)).rejects.toThrow('already_reacted');
  });

  it('judges blocks without a token', async () => {
    const client = clientOf(slack.url, 'xoxb-other');
    await expect(
      client.apiCall('blocks.validate', { blocks: [header('x'.repeat(151))] }),
    ).rejects.toThrow('invalid_blocks');
    expect(await client.apiCall('blocks.validate', { blocks: [header('Acme')] })).toMatchObject({
      ok: true,
    });
  });
});

describe('places and groups', () => {
  it('lets the bot join a public channel and invite people there', async () => {
    const channel = 'C5NEW';
    const open = await aWorkspace({
      channels: [{ id: channel, name: 'new', members: ['U1ADA'] }],
    });
    await open.client.conversations.join({ channel });
    await open.client.conversations.invite({ channel, users: 'U2BEN' });
    const { members } = await open.client.conversations.members({ channel });
    expect(members).toEqual(['U1ADA', 'U0BOT', 'U2BEN']);
    await open.stop();
  });

  it('lists the channels the bot is in', async () => {
    const { channels } = await slack.client.users.conversations({ exclude_archived: true });
    expect(channels?.map((channel) => channel.name)).toEqual(['sales']);
  });

  it('lists groups and who is in them', async () => {
    const { usergroups } = await slack.client.usergroups.list();
    expect(usergroups).toMatchObject([{ id: 'S1', handle: 'reps', user_count: 2 }]);
    const { users } = await slack.client.usergroups.users.list({ usergroup: 'S1' });
    expect(users).toEqual(['U1ADA', 'U2BEN']);
  });

  it('links to a message', async () => {
    const { ts = '' } = await slack.client.chat.postMessage({ channel: 'C1SALES', text: 'x' });
    const link = await slack.client.chat.getPermalink({ channel: 'C1SALES', message_ts: ts });
    expect(link.permalink).toContain(`/archives/C1SALES/p${ts.replace('.', '')}`);
  });
});

describe('ordered trouble', () => {
  it('limits the rate for as many calls as told', async () => {
    await slack.admin('rate-limit', { method: 'chat.postMessage', seconds: 7, times: 1 });
    const said = { channel: 'C1SALES', text: 'x' };
    await expect(slack.client.chat.postMessage(said)).rejects.toMatchObject({ retryAfter: 7 });
    expect(await slack.client.chat.postMessage(said)).toMatchObject({ ok: true });
  });

  it('fails with a status or with a word', async () => {
    await slack.admin('fail', { method: 'team.info', status: 503 });
    await expect(slack.client.team.info()).rejects.toMatchObject({ statusCode: 503 });
    await slack.admin('fail', { method: '*', error: 'fatal_error' });
    await expect(slack.client.team.info()).rejects.toThrow('fatal_error');
    expect(await slack.client.team.info()).toMatchObject({ team: { name: 'Meridian' } });
  });
});
