import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveAccountNames } from '../../src/store/account-names.ts';
import { ana, type Staged, sales, stageBot, wordsOf } from '../support/bot.ts';
import { soon } from '../support/soon.ts';
import { hire, register, TEAM, type World } from '../support/world.ts';

let staged: Staged;
const ids: Record<string, string> = {};

async function enter(world: World, name: string, crmId: string, ownerId: string, domain: string) {
  const accountId = await register(world, name, { crmId, ownerId });
  const names = [{ kind: 'name' as const, name }];
  await saveAccountNames(world.database.prisma, TEAM, [{ accountId, names, domains: [domain] }]);
  ids[name] = accountId;
}

beforeAll(async () => {
  staged = await stageBot(async (world) => {
    const owner = await hire(world, 'Ada Lind', { slackUserId: ana });
    const other = await hire(world, 'Ben Okoye', { slackUserId: 'U2BEN' });
    await world.database.prisma.workspace.update({
      where: { id: TEAM },
      data: {
        opsChannel: sales,
        crmAccountUrl: 'https://app.hubspot.com/contacts/1/record/0-2/{id}',
      },
    });
    await enter(world, 'Birchwood Health Inc', '7001', owner, 'birchwood.example');
    await enter(world, 'Cedar Foods', '7002', other, 'cedarfoods.example');
    await enter(world, 'Cedar Freight', '7003', owner, 'cedarfreight.example');
  });
});
afterAll(() => staged.stop());

/** Asks, and waits for the answer: the next look at the channel must not see the one before. */
async function ask(text: string, channel = sales) {
  const count = async () => (await staged.slack.history(ana, channel)).length;
  const before = await count();
  const said = { user: ana, channel, command: '/whoowns', text };
  const answer = await staged.slack.page('command', said);
  await soon(async () => expect(await count()).toBeGreaterThan(before));
  return answer;
}
const latest = async (user = ana, channel = sales) =>
  (await staged.slack.history(user, channel)).at(-1);
const answered = (words: string | RegExp, user = ana, channel = sales) =>
  soon(async () => expect(wordsOf(await latest(user, channel))).toMatch(words));
const press = async (action_id: string, chosen: object, user = ana, channel = sales) => {
  const message = await latest(user, channel);
  const from = { kind: 'message', channel, ts: message?.ts, ephemeral: message?.ephemeral };
  const block = message?.blocks?.find((each) => JSON.stringify(each).includes(action_id));
  return staged.slack.page('click', { user, from, block_id: block?.block_id, action_id, chosen });
};
const button = (value: string | undefined) => ({ type: 'button', value });

describe('/whoowns', () => {
  it('answers with the card, for the asker’s eyes', async () => {
    expect(await ask('birchwood health')).toEqual({ ok: true });
    await answered(/Birchwood Health Inc.*\*Owner\* <@U1ADA>/);
    expect((await latest())?.ephemeral).toBe(true);
    expect(wordsOf(await latest('U2BEN'))).not.toContain('Birchwood');
  });

  it.each([
    ['a misspelling', 'brichwood helth'],
    ['a domain', 'https://www.birchwood.example/about'],
    ['an address', '<mailto:kim@birchwood.example|kim@birchwood.example>'],
    ['a CRM id', '7001'],
    ['a CRM link', '<https://app.hubspot.com/contacts/1/record/0-2/7001>'],
    ['a sentence', 'who owns Birchwood Health?'],
  ])('understands %s', async (_, text) => {
    await ask(text);
    await answered(/Birchwood Health Inc.*\*Owner\* <@U1ADA>/);
  });

  it('lists several with the reason each matched, and turns the list into the card that is picked', async () => {
    await ask('cedar');
    await answered(/2 accounts answer to “cedar”.*Cedar F.*its name begins so/);
    await press('account:show', button(ids['Cedar Foods']));
    await answered(/Cedar Foods.*\*Owner\* <@U2BEN>/);
    expect(wordsOf(await latest())).not.toContain('2 accounts');
  });

  it('says what is nearest when nothing fits, and takes the question to ops', async () => {
    await ask('zzyzx quarries');
    await answered(/No account answers to “zzyzx quarries”/);
    await press('ops:ask', button('zzyzx quarries'));
    await soon(async () => expect((await staged.slack.state(ana)).views).toHaveLength(1));
    const [view] = (await staged.slack.state(ana)).views;
    const state = {
      asked: { asked: { type: 'plain_text_input', value: 'zzyzx quarries' } },
      note: { note: { type: 'plain_text_input', value: 'somewhere in Nevada' } },
    };
    expect(await staged.slack.page('submit', { user: ana, view_id: view?.id, state })).toEqual({
      ok: true,
    });
    await answered(/<@U1ADA> asks who owns \*zzyzx quarries\*.*Nevada/, 'U2BEN');
  });

  it('asks for a name when none is given', async () => {
    await ask('  ');
    await answered(/Name an account/);
  });
});

describe('sharing a card', () => {
  it('posts it for all to see, without the button', async () => {
    await ask('cedar freight');
    await answered(/Share here/);
    await press('card:share', button(ids['Cedar Freight']));
    await answered(/Cedar Freight.*Shared by <@U1ADA>/, 'U2BEN');
    expect(wordsOf(await latest('U2BEN'))).not.toContain('Share here');
  });

  it('posts it in a public channel that it was never invited to', async () => {
    await ask('cedar freight', 'C2RANDOM');
    await answered(/Share here/, ana, 'C2RANDOM');
    await press('card:share', button(ids['Cedar Freight']), ana, 'C2RANDOM');
    await answered(/Cedar Freight.*Shared by <@U1ADA>/, ana, 'C2RANDOM');
  });

  it('tells whoever shares in a private channel without it how to invite it', async () => {
    const asked = { command: '/whoowns', text: 'cedar freight', channel: 'G4DEALS' };
    await staged.slack.page('command', { user: 'U2BEN', ...asked });
    await answered(/Share here/, 'U2BEN', 'G4DEALS');
    await press('card:share', button(ids['Cedar Freight']), 'U2BEN', 'G4DEALS');
    await answered(/invite @Cadastre/, 'U2BEN', 'G4DEALS');
  });
});

describe('asking elsewhere', () => {
  it('answers a mention for the asker’s eyes, in the same place', async () => {
    await staged.slack.page('say', {
      user: ana,
      channel: sales,
      text: '<@U0BOT> who owns cedar foods?',
    });
    await answered(/Cedar Foods.*<@U2BEN>/);
    expect((await latest())?.ephemeral).toBe(true);
  });

  it('answers once, however often Slack sends the same event', async () => {
    const event = {
      type: 'app_mention',
      user: ana,
      channel: sales,
      text: '<@U0BOT> cedar freight',
      ts: '1.2',
      event_ts: '1.2',
    };
    const envelope = { type: 'event_callback', team_id: TEAM, api_app_id: 'A0SANDBOX', event };
    const body = JSON.stringify({ ...envelope, event_id: 'Ev0TWICE', event_time: 1 });
    const before = (await staged.slack.history(ana, sales)).length;
    const send = () => staged.post(body, { type: 'application/json' });
    expect((await Promise.all([send(), send(), send()])).map(({ status }) => status)).toEqual([
      200, 200, 200,
    ]);
    await answered(/Cedar Freight/);
    await ask('birchwood');
    await answered(/Birchwood/);
    expect((await staged.slack.history(ana, sales)).length).toBe(before + 2);
  });

  it('answers a direct message', async () => {
    const { channels } = await staged.slack.state(ana);
    const dm = channels.find(({ kind }) => kind === 'dm')?.id ?? '';
    await staged.slack.page('say', { user: ana, channel: dm, text: 'who owns birchwood.example' });
    await answered(/Birchwood Health Inc/, ana, dm);
  });

  it.each(['help', 'Hello there!', '?'])('says to “%s” what can be asked', async (text) => {
    const { channels } = await staged.slack.state(ana);
    const dm = channels.find(({ kind }) => kind === 'dm')?.id ?? '';
    const before = (await staged.slack.history(ana, dm)).length;
    await staged.slack.page('say', { user: ana, channel: dm, text });
    await soon(async () => {
      const news = (await staged.slack.history(ana, dm)).slice(before);
      expect(wordsOf(news.at(-1))).toMatch(/What you can ask and do here.*`\/dispute acme`/);
    });
  });

  it('looks an account up that is named like help', async () => {
    await ask('Help Desk Systems');
    await answered(/No account answers to “Help Desk Systems”/);
  });

  it('shows under a CRM link who owns the account', async () => {
    const text = 'see <https://app.hubspot.com/contacts/1/record/0-2/7002>';
    await staged.slack.page('say', { user: ana, channel: sales, text });
    await soon(async () => {
      const all = await staged.slack.history(ana, sales);
      const shared = all.findLast(({ text: said }) => said.includes('7002'));
      expect(JSON.stringify(shared?.attachments)).toMatch(/Cedar Foods.* is <@U2BEN>’s/);
    });
  });

  it('suggests accounts while somebody types in the shortcut’s window, and draws the chosen one', async () => {
    await staged.slack.page('shortcut', { user: ana, callbackId: 'look-up' });
    await soon(async () => expect((await staged.slack.state(ana)).views).toHaveLength(1));
    const [view] = (await staged.slack.state(ana)).views;
    const from = { kind: 'view', view_id: view?.id };
    const at = { user: ana, from, block_id: 'account', action_id: 'account:find' };
    const { options } = await staged.slack.page('options', { ...at, value: 'ceda' });
    expect(options.map((option: { text: { text: string } }) => option.text.text).sort()).toEqual([
      'Cedar Foods',
      'Cedar Freight',
    ]);
    const [selected_option] = options;
    await staged.slack.page('click', {
      ...at,
      chosen: { type: 'external_select', selected_option },
    });
    await soon(async () => {
      const [now] = (await staged.slack.state(ana)).views;
      expect(JSON.stringify(now?.blocks)).toMatch(/Cedar F.*\*Owner\*/);
    });
    await staged.slack.page('dismiss', { user: ana, view_id: view?.id });
  });

  it('shows my book on Home', async () => {
    await staged.slack.page('home', { user: ana, tab: 'home' });
    await soon(async () =>
      expect(JSON.stringify((await staged.slack.state(ana)).home?.blocks)).toMatch(
        /My book.*<@U1ADA> holds \*2 accounts\*/,
      ),
    );
  });
});
