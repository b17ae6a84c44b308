import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveAccountNames } from '../../src/store/account-names.ts';
import { soon } from '../sandbox/slack-workspace.ts';
import { ana, type Staged, sales, stageBot, wordsOf } from '../support/bot.ts';
import { aRuleFile, manyRules, publish } from '../support/rule-file.ts';
import { hire, register, TEAM, type World } from '../support/world.ts';

let staged: Staged;

type Facts = Record<string, string | number>;

async function enter(world: World, name: string, domain: string, ownerId: string, facts: Facts) {
  const accountId = await register(world, name, { ownerId });
  const names = [{ kind: 'name' as const, name }];
  await saveAccountNames(world.database.prisma, TEAM, [{ accountId, names, domains: [domain] }]);
  const from = { source: 'HubSpot', at: '2026-01-05T00:00:00Z' };
  const attributes = Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, { value, ...from }]),
  );
  await world.database.prisma.account.update({ where: { id: accountId }, data: { attributes } });
}

beforeAll(async () => {
  staged = await stageBot(async (world) => {
    const ada = await hire(world, 'Ada Lind', { slackUserId: ana });
    const ben = await hire(world, 'Ben Okoye', { slackUserId: 'U2BEN' });
    const west = { country: 'US', state: 'CA' };
    await enter(world, 'Birchwood Health Inc', 'birchwood.example', ada, west);
    await enter(world, 'Cedar Foods', 'cedarfoods.example', ben, west);
    await enter(world, 'Cedar Freight', 'cedarfreight.example', ada, { country: 'DE' });
  });
});
afterAll(() => staged.stop());

/** Asks, and waits for the answer: the next look at the channel must not see the one before. */
async function ask(command: string, text: string, user = ana) {
  const count = async () => (await staged.slack.history(user, sales)).length;
  const before = await count();
  await staged.slack.page('command', { user, channel: sales, command, text });
  await soon(async () => expect(await count()).toBeGreaterThan(before), { timeout: 10_000 });
}
const latest = async (user = ana) => (await staged.slack.history(user, sales)).at(-1);
const answered = (words: string | RegExp, user = ana) =>
  soon(async () => expect(wordsOf(await latest(user))).toMatch(words), { timeout: 10_000 });
/** Presses the button or picks from the select that holds these words. */
async function press(action_id: string, holding: string) {
  const message = await latest();
  const from = { kind: 'message', channel: sales, ts: message?.ts, ephemeral: true };
  const elements = (message?.blocks ?? []).flatMap((block) => {
    const own = [block.accessory, ...((block.elements as unknown[]) ?? [])];
    return own.map((element) => ({ block, element: element as Element | undefined }));
  });
  const found = elements.find(
    ({ element }) =>
      element?.action_id === action_id && JSON.stringify(element).includes(holding),
  );
  const option = found?.element?.options?.find(({ text }) => text.text.includes(holding));
  const chosen = option
    ? { type: 'static_select', selected_option: option }
    : { type: 'button', value: found?.element?.value };
  const block_id = found?.block.block_id;
  return staged.slack.page('click', { user: ana, from, block_id, action_id, chosen });
}
type Element = {
  action_id?: string;
  value?: string;
  options?: { text: { text: string }; value: string }[];
};

describe('before any rules are published', () => {
  it('says so, and leaves the card as it was', async () => {
    await ask('/territory', 'rules');
    await answered(/No rules are published yet/);
    await ask('/territory', 'test birchwood');
    await answered(/No rules are published yet/);
    await ask('/whoowns', 'birchwood');
    await answered(/Birchwood Health Inc.*\*Owner\* <@U1ADA>/);
    expect(wordsOf(await latest())).not.toContain('*Rules*');
  });
});

describe('with published rules', () => {
  beforeAll(async () => {
    await staged.restart(async (world) => {
      await publish(world, aRuleFile(manyRules(60)), 'for the new year');
    });
  });

  it('lists them in the order in which they win, and turns the page in place', async () => {
    await ask('/territory', 'rules');
    await answered(/version 1 “Routing 2026”.*dana: for the new year · 65 rules/);
    await answered(/\*named accounts\*.*1\. \*Board accounts\*.*waits for a person to look/);
    await answered(/2\. \*Big healthcare\*.*is dealt by the pool \*Healthcare desk\*/);
    await answered(/3\. \*West\*.*goes to <@U1ADA>/);
    const before = (await staged.slack.history(ana, sales)).length;
    await press('rules:later', 'Later');
    await answered(/Page 2 of 9.*/);
    await answered(/\*Area 5\*.*When country is DE and postal code starts with/);
    await press('rules:layer', 'catch-all');
    await answered(/65\. \*Everything else\*/);
    expect(wordsOf(await latest())).not.toContain('Area');
    expect((await staged.slack.history(ana, sales)).length).toBe(before);
  });

  it('shows a rule in full, and leads back to the list', async () => {
    await ask('/territory', 'rules western');
    await answered(/3\b.*geography, priority 1 · ops@registry.example answers for it/);
    await answered(/\*When\* country is US and state is one of CA, OR, WA/);
    await answered(/```rule .*West.*when country = US and state in \(CA, OR, WA\)/);
    await press('rules:back', 'All rules');
    await answered(/Page 1 of 9/);
    await press('rules:show', 'West');
    await answered(/Companies in the western US are Ada’s/);
  });

  it('finds several by a word, and says when there is none', async () => {
    await ask('/territory', 'rules healthcare');
    await answered(/2\. \*Big healthcare\*|Big healthcare/);
    await ask('/territory', 'rules area');
    await answered(/60 rules with “area”.*50 more: add a word/);
    await ask('/territory', 'rules submarines');
    await answered(/No published rule .*“submarines”.*\/territory rules/);
  });

  it('tries one account and shows every step', async () => {
    await ask('/territory', 'test birchwood.example');
    await answered(/Dry run: Birchwood Health Inc.*It stays where it is.*<@U1ADA>’s now/);
    await answered(/\*Winner\* 3\. \*West\* in geography, priority 1/);
    await answered(/:white_check_mark: country is US: country is \*US\* \(HubSpot, <!date.*2026-01-05/);
    await answered(/\*If more were known\* 2\. \*Big healthcare\* might win: .*employees/);
    await answered(/\*Next in line\* 4\. \*Rest of the US\* → goes to <@U2BEN>/);
    await answered(/Nothing was changed/);
    await press('rules:show-beside', 'West');
    await answered(/Companies in the western US are Ada’s/);
  });

  it('says who would get it, and lets a person choose among several accounts', async () => {
    await ask('/territory', 'test cedar');
    await answered(/“cedar” may be one of these/);
    await press('rules:try', 'Cedar Foods');
    await answered(/Dry run: Cedar Foods.*<@U2BEN>’s now.*<@U1ADA>/);
    await ask('/territory', 'test zzyzx quarries');
    await answered(/No account answers to “zzyzx quarries”/);
    await ask('/territory', 'test');
    await answered(/Name an account/);
  });

  it('says on the card how the owner stands to the rules', async () => {
    await ask('/whoowns', 'birchwood');
    await answered(/\*Rules\* Held by the rules: “West” — Companies in the western US/);
    await ask('/whoowns', 'cedarfoods.example');
    await answered(/\*Rules\* :warning: Differs from the rules: would be <@U1ADA>’s, because “West”/);
    await ask('/whoowns', 'cedarfreight.example');
    await answered(/\*Rules\* .*The rules name nobody: rule “Board accounts” leaves it to a person/);
  });

  it('does not speak of rules on a shared card, which is not drawn again when they change', async () => {
    await ask('/whoowns', 'birchwood');
    await press('card:share', 'Share here');
    await answered(/Shared by <@U1ADA>/, 'U2BEN');
    expect(wordsOf(await latest('U2BEN'))).not.toContain('*Rules*');
  });

  it('explains itself, and names the nearest command', async () => {
    await ask('/territory', '');
    await answered(/Who gets which account.*\/territory rules.*\/territory test acme/);
    await ask('/territory', 'ruls');
    await answered(/knows no “ruls”\. Did you mean `\/territory rules`\?/);
    await ask('/territory', 'xylophone <!channel>');
    await answered(/knows no “xylophone”/);
  });

  it('refuses a button of rules that were published anew', async () => {
    await ask('/territory', 'rules');
    await answered(/3\. \*West\*/);
    await staged.restart(async (world) => void (await publish(world, aRuleFile())));
    await press('rules:show', 'West');
    await answered(/published anew since you looked/);
  });

  it('tells a stranger that only people of the workspace may ask', async () => {
    await staged.slack.admin('person', { id: 'U2BEN', teamId: 'T9' });
    await ask('/territory', 'rules', 'U2BEN').catch(() => undefined);
  });
});
