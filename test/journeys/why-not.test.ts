import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enter } from '../support/accounts.ts';
import { ana, type Staged, stageBot } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import { publish } from '../support/publishing.ts';
import { aRuleFile, manyRules } from '../support/rule-file.ts';
import { soon } from '../support/soon.ts';
import { hire } from '../support/world.ts';

let staged: Staged;
const { ask, choose, dismiss, press, sees, seesInWindow, view } = deskOf(() => staged, ana);

beforeAll(async () => {
  staged = await stageBot(async (world) => {
    const ownerId = await hire(world, 'Ada Lind', { slackUserId: ana });
    await hire(world, 'Ben Okoye', { slackUserId: 'U2BEN' });
    await hire(world, 'Cora Away', { leftAt: new Date('2026-01-01') });
    await hire(world, 'Dov Nil');
    const facts = { country: 'US', state: 'CA', industry: 'Healthcare' };
    await enter(world, 'Birchwood', { domain: 'birchwood.example', ownerId, facts });
    const leads = `rule "Leads"
  in geography, priority 90
  when record = lead
  then rep dov.nil@registry.example
`;
    await publish(world, aRuleFile([...manyRules(3), leads]));
  });
});
afterAll(() => staged.stop());

const askRule = (typed: string, name: string) => choose('rule', 'why-not:rule', typed, name);
const askRep = (typed: string, name: string) => choose('rep', 'why-not:rep', typed, name);

describe('Why not…', () => {
  beforeEach(async () => {
    await ask('/whoowns', 'birchwood');
    await sees(/Why not…/);
    await press('why-not:open', 'Why not…');
    await seesInWindow(/\*Birchwood\*.*\*Winner\* 3\. \*West\*.*tried before the winner/);
    return async () => {
      await dismiss();
      await soon(async () => expect(await view()).toBeUndefined());
    };
  });

  it('says of the rule that won that it did', async () => {
    await askRule('west', 'West');
    await seesInWindow(/Rule 3 \*West\* is the rule that decides here/);
  });

  it('shows on which fact a rule fails, and where the fact comes from', async () => {
    await askRule('board', 'Board accounts');
    await seesInWindow(
      /does not fit.*:x: does not fit: domain is in the list Board accounts — \*birchwood.example\*/,
    );
    await askRule('healthcare', 'Big healthcare');
    await seesInWindow(/may fit: it hangs on facts that are not known/);
    await seesInWindow(
      /:white_check_mark: fits: industry is Healthcare — \*Healthcare\* \(HubSpot/,
    );
    await seesInWindow(/:grey_question: open: employees are at least 5,000 — \*not known\*/);
  });

  it('names the rule that comes first, and by what', async () => {
    await askRule('rest', 'Rest of the US');
    await seesInWindow(
      /fits as well, but rule 3 \*West\* comes first: in its layer it has priority 1, this one 2/,
    );
    await askRule('everything', 'Everything else');
    await seesInWindow(/comes first: the layer “geography” comes before “catch-all”/);
  });

  it('says when a rule is out of its days', async () => {
    await askRule('area 1', 'Area 1');
    await seesInWindow(/is not in force: it held until 2026-01-31/);
  });

  it('lists the rules before anything is typed, in the order in which they win', async () => {
    const options = await askRule('', 'West');
    expect(options.map(({ text }) => text.text).slice(0, 3)).toEqual([
      '1. Board accounts',
      '2. Big healthcare',
      '3. West',
    ]);
  });

  it('offers the reps who are here', async () => {
    const options = await askRep('', 'Ben');
    expect(options.map(({ text }) => text.text)).toEqual(['Ada Lind', 'Ben Okoye', 'Dov Nil']);
  });

  it('says what would have to differ for a rep to own it', async () => {
    await askRep('ben', 'Ben Okoye');
    await seesInWindow(/do not lead to <@U2BEN>\.\\nRule 3 \*West\* decides here/);
    await seesInWindow(
      /Rule 4 \*Rest of the US\* fits already\.\\nBut rule 3 \*West\* fits too and comes first/,
    );
    await seesInWindow(
      /\*Area 2\* would need:\\n:x: does not fit: country is DE — \*US\* \(HubSpot.*postal code starts with/,
    );
  });

  it('says when the rules lead to a rep anyhow, and when only leads could be theirs', async () => {
    await askRep('ada', 'Ada Lind');
    await seesInWindow(/<@U1ADA> owns it, and the rules say the same\.\\nRule 3 \*West\* decides/);
    await askRep('dov', 'Dov Nil');
    await seesInWindow(/No rule in force leads to Dov Nil/);
  });
});
