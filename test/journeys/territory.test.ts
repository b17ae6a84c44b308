import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enter } from '../support/accounts.ts';
import { ana, type Staged, sales, stageBot, wordsOf } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import { publish } from '../support/publishing.ts';
import { aRuleFile, manyRules } from '../support/rule-file.ts';
import { soon } from '../support/soon.ts';
import { hire, TEAM } from '../support/world.ts';

let staged: Staged;
const { ask, dismiss, latest, messages, press, pressInWindow, sees, seesInWindow } = deskOf(
  () => staged,
  ana,
);
const ben = deskOf(() => staged, 'U2BEN');

beforeAll(async () => {
  staged = await stageBot(async (world) => {
    const ada = await hire(world, 'Ada Lind', { slackUserId: ana });
    const other = await hire(world, 'Ben Okoye', { slackUserId: 'U2BEN' });
    const facts = { country: 'US', state: 'CA' };
    await enter(world, 'Birchwood Health', { domain: 'birchwood.example', ownerId: ada, facts });
    const food = { ...facts, industry: 'Retail' };
    await enter(world, 'Cedar Foods', {
      ...{ domain: 'cedarfoods.example', ownerId: other, facts: food },
    });
    await enter(world, 'Cedar Freight', { domain: 'cedarfreight.example', ownerId: ada });
    await enter(world, 'Danube Steel', { domain: 'danube.example', facts: { country: 'DE' } });
  });
});
afterAll(() => staged.stop());

describe('before any rules are published', () => {
  it('says so, and leaves the card without a word of rules', async () => {
    await ask('/territory', 'rules');
    await sees(/No rules are published yet/);
    await ask('/territory', 'test birchwood');
    await sees(/No rules are published yet/);
    await ask('/whoowns', 'birchwood');
    await sees(/Birchwood Health.*\*Owner\* <@U1ADA>/);
    expect(wordsOf(await latest())).not.toMatch(/\*Rules\*|Why not/);
  });
});

describe('/territory', () => {
  beforeAll(async () => {
    await staged.restart(async (world) => {
      await publish(world, aRuleFile(manyRules(60)), 'for the new year');
    });
  });

  it('lists the rules in the order in which they win, and turns the page in place', async () => {
    await ask('/territory', 'rules');
    await sees(/version 1 “Routing 2026”.*dana: for the new year · 65 rules/);
    await sees(/\*named accounts\*.*1\. \*Board accounts\*.*waits for a person to look/);
    await sees(/2\. \*Big healthcare\*.*goes to the pool \*Healthcare desk\*/);
    await sees(/3\. \*West\*.*goes to <@U1ADA>/);
    const before = (await messages()).length;
    await press('rules:later', 'Next page');
    await sees(/Page 2 of 9/);
    await sees(/\*Area 5\*.*When country is DE and postal code starts with/);
    await press('rules:layer', 'catch-all');
    await sees(/65\. \*Everything else\*/);
    expect(wordsOf(await latest())).not.toContain('*Area');
    expect((await messages()).length).toBe(before);
  });

  it('shows a rule in full in the place of the list, and leads back', async () => {
    await ask('/territory', 'rules western');
    await sees(/Rule 3 of 65 · geography, priority 1 · ops@registry.example answers for it/);
    await sees(/\*When\* country is US and state is one of CA, OR, WA/);
    await sees(/```rule .*West.*when country = US and state in \(CA, OR, WA\)/);
    await press('rules:back', 'All rules');
    await sees(/Page 1 of 9/);
    await press('rules:show', 'West');
    await sees(/Companies in the western US are Ada’s/);
  });

  it('shows pools and lists, whose turn it is, and the rules that name them', async () => {
    await ask('/territory', 'rules');
    await press('rules:parts', 'Pools and lists');
    await sees(/Pools, lists and regions of version 1.*Pool · round robin · 1 member/);
    await press('rules:part', 'Healthcare desk');
    await sees(/\*Round robin\* Its 1 member.*\*Next\* <@U1ADA>.*• <@U1ADA>.*1 rule names it/);
    await press('rules:show', 'Big healthcare');
    await sees(/Healthcare from 5,000 employees/);
    await press('rules:part', 'Healthcare desk');
    await sees(/\*Next\* <@U1ADA>/);
    await ask('/territory', 'rules board accounts');
    await press('rules:part', 'List Board accounts');
    await sees(/List of version 1.*cedarfreight.example/);
    await ask('/territory', 'rules round robin');
    await sees(/Healthcare desk.*Pool of version 1/);
  });

  it('finds several rules by a word, and says when there is none', async () => {
    await ask('/territory', 'rules area');
    await sees(/60 rules with “area”.*50 more: add a word/);
    await ask('/territory', 'rules submarines');
    await sees(/No published rule .*“submarines”.*\/territory rules/);
  });

  it('tries one account and shows every step', async () => {
    await ask('/territory', 'test birchwood.example');
    await sees(/Dry run: Birchwood Health/);
    await sees(/\*Winner\* 3\. \*West\* in geography, priority 1/);
    await sees(/:white_check_mark: fits: country is US — \*US\* \(HubSpot, <!date.*2026-01-05/);
    await sees(/“Big healthcare” would win if industry and employees were known/);
    await sees(/\*Next in line\* 4\. \*Rest of the US\* → goes to <@U2BEN>/);
    await sees(/2 rules of 65 tried before the winner.*Nothing was changed/);
    await press('rules:show-beside', 'West');
    await sees(/Companies in the western US are Ada’s/);
  });

  it('shows every rule that was tried, and what kept each from the account', async () => {
    await ask('/territory', 'test danube');
    await sees(/\*Winner\* 65\. \*Everything else\*.*It takes whatever comes to it/);
    await press('tried:show', 'All rules tried');
    await seesInWindow(/Danube Steel\*\\n64 rules of version 1 are tried, before rule 65/);
    await seesInWindow(
      /1\. \*Board accounts\*\\n:x: does not fit: domain is in the list Board accounts — \*danube.example/,
    );
    await seesInWindow(/5\. \*Area 1\*\\nIt is not in force.*Page 1 of 6/);
    await pressInWindow('tried:later', ':1');
    await seesInWindow(/13\. \*Area 9\*\\n:grey_question: open: postal code.*Page 2 of 6/);
    await dismiss();
  });

  it('lets a person choose among several accounts, and says who would get the one', async () => {
    await ask('/territory', 'test cedar');
    await sees(/“cedar” may be one of these/);
    await press('rules:try', 'Cedar Foods');
    await sees(/Dry run: Cedar Foods.*<@U2BEN>’s now.*<@U1ADA>/);
    await ask('/territory', 'test zzyzx quarries');
    await sees(/No account answers to “zzyzx quarries”/);
    await ask('/territory', 'test');
    await sees(/Name an account: `\/territory test acme`/);
  });

  it('explains itself, and names the nearest command', async () => {
    await ask('/territory', '');
    await sees(/What you can ask and do here.*\/territory rules.*\/territory test acme/);
    await ask('/territory', 'ruls');
    await sees(/knows no “ruls”\. Did you mean `\/territory rules`\?/);
    await ask('/territory', '<!channel> xylophone');
    await sees(/knows no “&lt;!channel&gt;”/);
  });

  it('takes other words for what there is, and shows a rep no more than they may do', async () => {
    await ask('/territory', 'help me');
    await sees(/territory book.*Managers, ops and admins may do more/);
    expect(wordsOf(await latest())).not.toContain('/territory fields');
    await ask('/territory', 'pending');
    await sees(/Only ops, admins and managers can decide proposals/);
  });

  it('shows a book, turns its order in place, and opens an account of it', async () => {
    await ask('/territory', 'book');
    await sees(/The book of Ada Lind.*<@U1ADA> holds \*2 accounts\*.*Biggest open pipeline first/);
    await press('book:order', 'What came last first');
    await sees(/"initial_option":\{[^}]*\{[^}]*What came last first/);
    await press('account:open', 'Show Birchwood Health');
    await seesInWindow(/Birchwood Health.*\*Owner\* <@U1ADA>/);
    await dismiss();
    await ask('/territory', 'book of @ben');
    await sees(/The book of Ben Okoye.*<@U2BEN> holds \*1 account\*/);
    await ask('/territory', 'book zebedee');
    await sees(/Nobody in the roster answers to “zebedee”/);
  });

  it('answers nobody from outside, and says why', async () => {
    const counted = async () =>
      /refused",kind="stranger"\} (\d+)/.exec(await staged.metrics())?.[1] ?? '0';
    const before = await counted();
    const command = { command: '/territory', text: 'rules', team_id: TEAM, user_id: 'U4DOT' };
    const place = { channel_id: sales, trigger_id: 't', api_app_id: 'A0SANDBOX' };
    const response_url = `${staged.slack.url}/response/none`;
    await staged.post(new URLSearchParams({ ...command, ...place, response_url }).toString());
    await soon(async () => expect(Number(await counted())).toBe(Number(before) + 1));
  });
});

describe('/whoowns', () => {
  it('says how the owner stands to the rules', async () => {
    await ask('/whoowns', 'birchwood');
    await sees(/\*Rules\* Held by the rules: “West” — Companies in the western US/);
    await ask('/whoowns', 'cedarfoods.example');
    await sees(/Differs from the rules: would be <@U1ADA>’s, because “West” — Companies/);
    await ask('/whoowns', 'cedarfreight.example');
    await sees(/The rules name nobody: rule “Board accounts” leaves it to a person/);
  });

  it('says nothing of them on a shared card, which is not drawn again when they change', async () => {
    await ask('/whoowns', 'birchwood');
    await press('card:share', 'Share here');
    await ben.sees(/Shared by <@U1ADA>/);
    expect(wordsOf(await ben.latest())).not.toMatch(/\*Rules\*|Why not/);
  });
});

describe('rules that are published anew', () => {
  it('are seen at once, and buttons of the old ones say so', async () => {
    await ask('/territory', 'rules');
    await sees(/3\. \*West\*/);
    await staged.restart(async (world) => void (await publish(world, aRuleFile())));
    await press('rules:show', 'West');
    await sees(/published anew since you looked/);
    await ask('/territory', 'rules');
    await sees(/version 2 .* 5 rules/);
  });
});
