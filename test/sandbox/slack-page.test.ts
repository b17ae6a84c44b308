import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soon } from '../support/soon.ts';
import {
  aManifest,
  aWorkspace,
  botToken,
  signingSecret,
  type Workspace,
} from './slack-workspace.ts';

let slack: Workspace;

beforeEach(async () => {
  slack = await aWorkspace();
});
afterEach(() => slack.stop());

const whisper = () =>
  slack.client.chat.postEphemeral({ channel: 'C1SALES', user: 'U1ADA', text: 'Only you' });

describe('a file that somebody puts into a window', () => {
  const upload = async (name: string, bytes: string) => {
    const to = `${slack.url}/page/upload?${new URLSearchParams({ user: 'U1ADA', name })}`;
    return fetch(to, { method: 'POST', body: bytes });
  };
  const download = (url: string, token?: string) =>
    fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {});

  it('is described as Slack does it, and handed to the bot by its token alone', async () => {
    const file = await (await upload('rules & more.txt', 'rule set')).json();
    expect(file).toMatchObject({ name: 'rules & more.txt', size: 8, user: 'U1ADA' });
    const { file: told } = await slack.client.files.info({ file: file.id });
    expect(told?.url_private_download).toBe(file.url_private_download);
    expect(await (await download(file.url_private_download, botToken)).text()).toBe('rule set');
    for (const token of [undefined, 'xoxb-other']) {
      const answer = await download(file.url_private_download, token);
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(await answer.text()).toContain('Sign in');
    }
  });

  it('is not handed to a bot without the scope', async () => {
    const bare = await aWorkspace({
      app: {
        manifest: aManifest({ scopes: ['chat:write', 'commands'], events: [] }),
        botToken,
        signingSecret,
      },
    });
    const to = `${bare.url}/page/upload?user=U1ADA&name=a.txt`;
    const file = await (await fetch(to, { method: 'POST', body: 'x' })).json();
    const answer = await download(file.url_private_download, botToken);
    expect(await answer.text()).toContain('Sign in');
    await expect(bare.client.files.info({ file: file.id })).rejects.toThrow('missing_scope');
    await bare.stop();
  });

  it('may not have more than 10 MB', async () => {
    expect((await upload('huge.txt', 'x'.repeat(10 * 1024 * 1024 + 1))).status).toBe(413);
  });
});

describe('the page of a persona', () => {
  it('begins with people, channels, commands and a DM with the bot', async () => {
    const state = await slack.state('U1ADA');
    expect(state.personas.map((person) => person.name)).toEqual(['ada', 'ben']);
    expect(state.users.find((user) => user.id === 'U4DOT')?.stranger).toBe(true);
    expect(state.users.find((user) => user.id === 'U3CAS')?.deactivated).toBe(true);
    expect(state.channels.find((channel) => channel.kind === 'dm')?.withUser).toBe('U0BOT');
    expect(state.channels.some((channel) => channel.name === 'deals')).toBe(false);
    expect(state.commands).toContainEqual({
      command: '/rules',
      description: 'See the rules',
      usageHint: '[show]',
    });
    expect(state.shortcuts.map((shortcut) => shortcut.kind)).toEqual(['global', 'message']);
  });

  it('keeps two windows in step', async () => {
    const windows = await Promise.all(['U1ADA', 'U1ADA', 'U2BEN'].map(slack.window));
    await slack.page('say', { user: 'U1ADA', channel: 'C1SALES', text: 'Hello' });
    for (const window of windows) {
      await soon(() =>
        expect(window.events).toContainEqual(expect.objectContaining({ kind: 'message' })),
      );
      window.close();
    }
  });

  it('counts what is new until it is read', async () => {
    const unread = async () =>
      (await slack.state('U2BEN')).channels.find((channel) => channel.id === 'C1SALES')?.unread;
    await slack.page('say', { user: 'U1ADA', channel: 'C1SALES', text: 'One' });
    await slack.page('say', { user: 'U1ADA', channel: 'C1SALES', text: 'Two' });
    expect(await unread()).toBe(2);
    await slack.page('read', { user: 'U2BEN', channel: 'C1SALES' });
    expect(await unread()).toBe(0);
  });

  it('begins as the first persona until one is chosen', async () => {
    const state = await (await fetch(`${slack.url}/page/state`)).json();
    expect(state.me.name).toBe('ada');
  });

  it('shows a thread apart from its channel', async () => {
    const { ts } = await slack.page('say', { user: 'U1ADA', channel: 'C1SALES', text: 'Case' });
    const reply = { user: 'U2BEN', channel: 'C1SALES', text: 'Evidence', thread: ts };
    await slack.page('say', reply);
    expect(await slack.history('U1ADA', 'C1SALES')).toMatchObject([
      { text: 'Case', replyCount: 1 },
    ]);
    const thread = await fetch(`${slack.url}/page/history?user=U1ADA&channel=C1SALES&thread=${ts}`);
    expect(await thread.json()).toMatchObject([{ text: 'Case' }, { text: 'Evidence' }]);
  });

  it('keeps what a person wrote as Slack keeps it', async () => {
    const text = 'R&D <3 @ben in #sales, see https://x.example/?a=1&b=2';
    await slack.page('say', { user: 'U1ADA', channel: 'C1SALES', text });
    const [message] = await slack.history('U2BEN', 'C1SALES');
    expect(message?.text).toBe(
      'R&amp;D &lt;3 <@U2BEN> in <#C1SALES|sales>, see <https://x.example/?a=1&amp;b=2>',
    );
  });

  it('refuses a channel that is not theirs, and leavers altogether', async () => {
    const said = { channel: 'G4DEALS', text: 'x' };
    expect(await slack.page('say', { user: 'U1ADA', ...said })).toMatchObject({ ok: false });
    expect(await slack.page('say', { user: 'U3CAS', ...said })).toEqual({
      ok: false,
      problem: 'Cas Roth is deactivated.',
    });
  });
});

describe('an ephemeral message', () => {
  it('is shown to its reader alone', async () => {
    const [ada, ben] = await Promise.all([slack.window('U1ADA'), slack.window('U2BEN')]);
    await whisper();
    await soon(() => expect(ada.events).toHaveLength(1));
    await slack.client.chat.postMessage({ channel: 'C1SALES', text: 'For all' });
    await soon(() => expect(ben.events.length).toBeGreaterThan(0));
    expect(JSON.stringify(ben.events)).not.toContain('Only you');
    expect(await slack.history('U2BEN', 'C1SALES')).toHaveLength(1);
    ada.close();
    ben.close();
  });

  it('is gone when the page is loaded again', async () => {
    await whisper();
    expect(await slack.history('U1ADA', 'C1SALES')).toMatchObject([{ ephemeral: true }]);
    await slack.state('U1ADA');
    expect(await slack.history('U1ADA', 'C1SALES')).toEqual([]);
  });
});
