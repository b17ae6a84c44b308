import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionIds } from '../../src/slack/ids.ts';
import { ruleNotePost } from '../../src/slack/views/rule-note.ts';
import { botToken } from '../sandbox/slack-workspace.ts';
import { enter } from '../support/accounts.ts';
import { ana, type Staged, sales, stageBot, wordsOf } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import { publish } from '../support/publishing.ts';
import { aRuleFile } from '../support/rule-file.ts';
import { soon } from '../support/soon.ts';
import { hire, type World } from '../support/world.ts';

let staged: Staged;
let birchwood = '';
const { ask, dismiss, latest, press, sees, seesInWindow, submit, view } = deskOf(() => staged, ana);
const ben = deskOf(() => staged, 'U2BEN');

beforeAll(async () => {
  staged = await stageBot(async (world) => {
    const ada = await hire(world, 'Ada Lind', { slackUserId: ana });
    await promote(world, ada, 'ops');
    const ownerId = await hire(world, 'Ben Okoye', { slackUserId: 'U2BEN' });
    const west = { country: 'US', state: 'CA', industry: 'Retail' };
    const east = { country: 'US', state: 'NY', industry: 'Retail' };
    birchwood = await enter(world, 'Birchwood', {
      domain: 'birch.example',
      ownerId: ada,
      facts: west,
    });
    await enter(world, 'Cedar Foods', { domain: 'cedar.example', ownerId, facts: east });
    await enter(world, '=Elm, Ltd', { domain: 'elm.example', ownerId, facts: west });
  });
});
afterAll(() => staged.stop());

async function promote({ database }: World, id: string, role: string) {
  await database.prisma.rep.update({ where: { id }, data: { role } });
}

const others = aRuleFile().replace('state in (CA, OR, WA)', 'state in (NY)');

/** Where the bot writes to a person. */
const dm = async (user: string) => {
  const { channels } = await staged.slack.state(user);
  return channels.find(({ kind }) => kind === 'dm')?.id ?? '';
};
const written = async () => staged.slack.history(ana, await dm(ana));
const files = async () => (await written()).flatMap((message) => message.files ?? []);
/** A file comes after the message about it: the next test is not to take it for its own. */
const readsFile = (nth: number) => soon(async () => expect(await files()).toHaveLength(nth));
const readsInMessages = (words: RegExp) =>
  soon(async () => expect(JSON.stringify(await written())).toMatch(words));

async function open() {
  const said = { user: ana, channel: await dm(ana), command: '/territory', text: 'simulate' };
  await staged.slack.page('command', said);
  await seesInWindow(/Sets other rules beside the published ones/);
}
const close = async () => {
  await dismiss();
  await soon(async () => expect(await view()).toBeUndefined());
};
async function attach(name: string, bytes: string | Buffer) {
  const to = `${staged.slack.url}/page/upload?${new URLSearchParams({ user: ana, name })}`;
  const body = typeof bytes === 'string' ? bytes : new Uint8Array(bytes);
  const file = await (await fetch(to, { method: 'POST', body })).json();
  return submit(given({ files: [file] }));
}
const given = ({ files = [] as unknown[], text = '' }) => ({
  file: { file: { type: 'file_input', files } },
  text: { text: { type: 'plain_text_input', value: text } },
});

describe('/territory simulate', () => {
  it('is for ops, admins and managers', async () => {
    await ben.ask('/territory', 'simulate');
    await ben.sees(/Only ops, admins and managers can simulate rules/);
  });

  it('needs published rules to compare with', async () => {
    await ask('/territory', 'simulate');
    await sees(/No rules are published yet/);
  });
});

describe('a simulation', () => {
  beforeAll(async () => {
    await staged.restart(async (world) => void (await publish(world, aRuleFile())));
  });

  it('asks for a file or a text, and for no more than one of them', async () => {
    await open();
    expect(await submit(given({}))).toMatchObject({ errors: { file: /Choose a rule file/ } });
    expect(await submit(given({ text: 'x', files: [{ id: 'F1', name: 'a.txt' }] }))).toMatchObject({
      errors: { text: 'Give a file or a text, not both.' },
    });
    await close();
  });

  it('lists what cannot be read by line and column, and keeps what was typed', async () => {
    await open();
    const text = 'rule "A"\n  in geography\n  when contry = US\n  then reviw\n';
    await submit(given({ text }));
    await seesInWindow(/problems in the text you gave.*Nothing was compared/);
    await seesInWindow(/line 3, column \d+: .*contry.*country/);
    await seesInWindow(/line 4, column \d+: .*reviw/);
    await seesInWindow(/"initial_value":"rule .*then reviw/);
    await close();
  });

  it('compares a file over the whole book, and posts the counts and the accounts', async () => {
    await open();
    await attach('next.txt', others);
    await seesInWindow(/Every account goes through next.txt now/);
    await readsInMessages(
      /Simulation of next.txt.*\*3 accounts\* of 3 would fare otherwise \(100.0 %\)/,
    );
    await readsInMessages(/By owner.*Ada Lind +1 +1 +\+1 +−1/);
    await readsInMessages(/By rule.*West +2 +1 +\+1 +−2/);
    await readsFile(1);
    const [file] = await files();
    expect(file?.name).toBe('simulation.csv');
    const csv = await (await fetch(`${staged.slack.url}/files/${file?.id}/${file?.name}`)).text();
    expect(csv).toMatch(/^record,name,CRM id,now,by the published rules,published rule,then,/);
    expect(csv).toMatch(/\naccount,Birchwood,[^,]+,Ada Lind,,West,Ben Okoye,Rest of the US,,\r\n/);
    expect(csv).toContain(`"'=Elm, Ltd"`);
    await close();
  });

  it('says what the check finds in the new rules, and not what it finds in the published ones', async () => {
    await open();
    const text = `${aRuleFile()}rule "Stray"\n  in geography, priority 9\n  when country = US\n  then rep zed@registry.example\n`;
    await submit(given({ text }));
    const found = /New beside the published rules.*line \d+: .*zed@registry.example/;
    await readsInMessages(found);
    const said = (await written()).map((message) => JSON.stringify(message));
    expect(said.find((message) => found.test(message))).not.toMatch(/• [^•]*Big healthcare/);
    await close();
  });

  it('is about the accounts alone that a rule has lost, from the note that says so', async () => {
    const lost = { number: 1, accountId: birchwood, crmId: '1', outcome: 'transfer' as const };
    const cases = [{ ...lost, account: 'Birchwood' }];
    const note = ruleNotePost({ disputeId: birchwood, rule: 'West', cases });
    const client = new WebClient(botToken, { slackApiUrl: `${staged.slack.url}/api/` });
    await client.chat.postMessage({ channel: sales, ...note });
    await sees(/Rule “West” has lost 1 dispute/);
    await press(actionIds.tryRules, 'Try other rules');
    await seesInWindow(/beside the published ones, over 1 account\./);
    await submit(given({ text: 'rule' }));
    await seesInWindow(/Nothing was compared.*over 1 account\./);
    await submit(given({ text: aRuleFile() }));
    await readsInMessages(/None of 1 account would fare otherwise/);
    await close();
  });

  it('says when nothing would change, and sends no file', async () => {
    const none = /None of 3 accounts would fare otherwise/g;
    const told = async () => JSON.stringify(await written()).match(none)?.length ?? 0;
    const before = await told();
    await open();
    await submit(given({ text: aRuleFile() }));
    await soon(async () => expect(await told()).toBeGreaterThan(before));
    await close();
    // The file of what is compared next is the second one.
    await open();
    await submit(given({ text: others }));
    await readsInMessages(/Simulation of the text you gave.*\*3 accounts\* of 3/);
    await readsFile(2);
    await close();
  });

  it('lists what is wrong with a file, and takes another', async () => {
    await open();
    await attach('bad.txt', 'rule "A"\n  when\n');
    await seesInWindow(/in bad.txt\.\* Nothing was compared.*line 3, column 1: a test is missing/);
    await attach('good.txt', others);
    await readsInMessages(/Simulation of good.txt/);
    await readsFile(3);
    await close();
  });

  it('refuses a file that is too large, or no text', async () => {
    await open();
    await attach('huge.txt', '#'.repeat(9_900_000));
    await seesInWindow(/huge.txt has 9.9 MB, and a rule file may have 2.0 MB at most/);
    await attach('picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]));
    await seesInWindow(/picture.png is no plain text in UTF-8/);
    await close();
  });

  it('writes the problems to whoever has closed the window meanwhile', async () => {
    await open();
    await staged.slack.admin('fail', { method: 'views.update', error: 'not_found' });
    await attach('late.txt', 'rule\n');
    await readsInMessages(/in late.txt.*Nothing was compared/);
    await close();
  });

  it('tells of a fault with a reference, and leaves the answer of before', async () => {
    await open();
    await staged.slack.admin('fail', { method: 'files.info', error: 'file_not_found' });
    await attach('gone.txt', others);
    await readsInMessages(/Something broke on our side.*reference/);
    expect(wordsOf(await latest())).not.toContain('gone.txt');
    await close();
  });
});
