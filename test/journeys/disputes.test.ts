import { addDays } from 'date-fns/addDays';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderFault } from '../../src/sandbox/slack/faults.ts';
import { ringDisputes } from '../../src/services/dispute-bells.ts';
import { type Staged, sales, wordsOf } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import {
  bring,
  caseOf,
  filed,
  fileOn,
  filled,
  idOf,
  linked,
  messagesTo,
  type Name,
  reasoned,
  ruleTo,
  stageDisputes,
  suggested,
  upload,
} from '../support/dispute-desk.ts';
import { soon } from '../support/soon.ts';
import { TEAM, type World } from '../support/world.ts';

let staged: Staged;
const there = () => staged;
const deskFor = (name: Name) => deskOf(there, idOf(name));
const accounts = ['Elm', 'Fir', 'Oak', 'Yew', 'Ash', 'Bay', 'Fig'];

beforeAll(async () => {
  staged = await stageDisputes(async (world) => {
    for (const name of accounts) await bring(world, name, 'Ana', { country: 'Italy' });
    const { account, deal } = world.database.prisma;
    const { id: accountId, ownerId } = await account.findFirstOrThrow({ where: { name: 'Fir' } });
    const renewal = { crmId: 'd1', name: 'Fir renewal', stage: 'proposal', status: 'open' };
    await deal.create({
      data: { workspaceId: TEAM, accountId, ownerId, amount: 9000, ...renewal },
    });
  });
});
afterAll(() => staged.stop());

const owns = async (asker: Name, domain: string, words: RegExp) => {
  await deskFor(asker).ask('/whoowns', domain);
  await deskFor(asker).sees(words);
};

/** What the bot has sent to somebody as a file, in their own conversation with it. */
const paperOf = async (name: Name) => {
  const messages = await messagesTo(there, name);
  const [file] = messages.flatMap(({ files = [] }) => files);
  return (await fetch(`${staged.slack.url}/files/${file?.id}/${file?.name}`)).text();
};

describe('a dispute in Slack', () => {
  it('ends as both sides agree, in the thread and in what each has before them', async () => {
    const elm = caseOf(there, 'Elm');
    await fileOn(there, 'Dan', 'elm.example');
    await elm.shows(/Before both sides.*<@U0DAN>\* says the owner is wrong.*I called them first/s);
    await owns('Cy', 'elm.example', /\*Owner\* .*Ana|U0ANA/);
    await elm.press('Dan', 'dispute:offer');
    await ruleTo(there, 'Dan', 'Dan');
    await elm.shows(/\*On the table\* it goes to <@U0DAN> now.*waits for <@U0ANA>/s);
    await soon(async () =>
      expect(wordsOf((await elm.inbox('Ana')).at(-1))).toMatch(/On the table/),
    );
    await elm.press('Ana', 'dispute:agree');
    await elm.shows(/\*Agreed\* by <@U0ANA> and <@U0DAN>.*may appeal until/s);
    await elm.tells(
      /contests \*Elm\*, which is <@U0ANA>.*I called them first.*proposes.*agrees.*Agreed.*Carried out and closed/s,
    );
    await owns('Cy', 'elm.example', /U0DAN.*Dan decided the dispute so.*Pinned/s);
  });

  it('of an account that nobody knows is not opened: the answer names all that was typed', async () => {
    await deskFor('Dan').ask('/dispute', 'zzzqqq nowhere');
    await deskFor('Dan').sees(/zzzqqq nowhere/);
  });

  it('is decided by both managers, with a deal that stays for a while', async () => {
    const fir = caseOf(there, 'Fir');
    await fileOn(there, 'Dan', 'fir.example');
    await fir.shows(/Before both sides/);
    await fir.press('Ana', 'dispute:pass-up');
    await fir.shows(/Before the managers.*<@U0MIA> and <@U0MAX>/s);
    await fir.press('Mia', 'dispute:decide');
    const holdoverUntil = addDays(new Date(), 30).toISOString().slice(0, 10);
    await ruleTo(there, 'Mia', 'Dan', { why: 'Dan did the work.', holdoverUntil });
    await fir.shows(/<@U0MIA> would decide.*all open deals stay with the former owner/s);
    await Promise.all([fir.press('Max', 'dispute:confirm'), fir.press('Max', 'dispute:confirm')]);
    await fir.shows(
      /\*Decided\* by <@U0MIA> and <@U0MAX>.*it goes to <@U0DAN> now.*Dan did the work/s,
    );
    await fir.tells(/\*Decided\*/);
    await fir.tells(/Carried out and closed\. Pinned until/);
    const thread = await fir.thread();
    expect(thread.match(/\*Decided\*/g)).toHaveLength(1);
    // Max’s word ended it: the verdict says it, and nothing says it before.
    expect(thread.match(/would decide/g)).toHaveLength(1);
    await owns('Cy', 'fir.example', /U0DAN/);
  });

  it('is decided once where both managers press at once', async () => {
    const fig = caseOf(there, 'Fig');
    await fileOn(there, 'Dan', 'fig.example');
    await fig.shows(/Before both sides/);
    await fig.press('Dan', 'dispute:pass-up');
    await fig.shows(/Before the managers.*<@U0MIA> and <@U0MAX>/s);
    const both = ['Mia', 'Max'] as const;
    await Promise.all(both.map((name) => fig.press(name, 'dispute:decide')));
    const why = 'Dan did the work.';
    const answers = await Promise.all(both.map((name) => ruleTo(there, name, 'Dan', { why })));
    expect(answers).toEqual([{ ok: true }, { ok: true }]);
    await fig.shows(/\*Decided\* by (<@U0M\w+> and <@U0M\w+>).*it goes to <@U0DAN> now/s);
    await fig.tells(/Carried out and closed/);
    const thread = await fig.thread();
    expect(thread.match(/\*Decided\*/g)).toHaveLength(1);
    // Whoever was first would decide so; the other’s word ended it.
    expect(thread.match(/would decide/g)).toHaveLength(1);
    await owns('Cy', 'fig.example', /U0DAN/);
  });

  it('is nothing for a side to decide, nor for whoever gains', async () => {
    const oak = caseOf(there, 'Oak');
    // Who files waits for no look-up of Slack’s, and a file that is slow to come is not lost.
    orderFault(staged.slack.world, { method: 'files.info', kind: 'status', status: 503, times: 3 });
    await fileOn(there, 'Cy', 'oak.example', { files: [await upload(there, 'Cy', 'plan.pdf')] });
    await oak.shows(/Before both sides/);
    await oak.tells(/Files that came with the claim/);
    expect(await oak.thread()).toMatch(/<http[^>|]+plan.pdf\|plan.pdf>/);
    await oak.tells(/Evidence to open: <http[^>|]+plan.pdf\|plan.pdf>/);
    const [, copy = ''] = /to open: <(http[^>|]+)/.exec(await oak.thread()) ?? [];
    expect(await (await fetch(copy)).text()).toBe('From: Bay');
    expect(JSON.stringify(await oak.inbox('Ana'))).toContain(copy);
    await oak.press('Cy', 'dispute:pass-up');
    await oak.shows(/Before the managers/);
    await oak.press('Cy', 'dispute:decide');
    await deskFor('Cy').sees(/You are a side in the case on Oak/);
    await oak.press('Mia', 'dispute:decide');
    const refused = await ruleTo(there, 'Mia', 'Mia', { why: 'I want it.' });
    expect(JSON.stringify(refused)).toMatch(/would become yours/);
    await deskFor('Mia').dismiss();
  });

  it('tells who has the account what is in it, and takes more from people', async () => {
    const oak = caseOf(there, 'Oak');
    await oak.press('Ana', 'dispute:add');
    await deskFor('Ana').seesInWindow(/should everybody in the case on \*Oak\* know/);
    await deskFor('Ana').submit({
      ...reasoned('We met on Tuesday.'),
      ...linked('https://cal.example/7'),
      ...filed([await upload(there, 'Ana', 'notes.txt'), await upload(there, 'Ana', 'mail.txt')]),
    });
    await oak.tells(/We met on Tuesday/);
    expect(await oak.thread()).toMatch(/cal.example.*\|notes.txt>.*\|mail.txt>/);
    await oak.press('Olga', 'dispute:evidence');
    await deskFor('Olga').seesInWindow(
      /Who wrote, called or met is not known: no CRM is connected.*Ana has \d accounts.*\|plan.pdf>.*\|notes.txt>, .*\|mail.txt>.*We met on Tuesday/s,
    );
    await deskFor('Olga').pressInWindow('dispute:paper', '');
    await soon(async () => expect(await paperOf('Olga')).toMatch(/^%PDF-/));
    await deskFor('Olga').dismiss();
  });

  it('is withdrawn by whoever filed it; whoever joined goes on', async () => {
    const yew = caseOf(there, 'Yew');
    await fileOn(there, 'Dan', 'yew.example');
    await yew.shows(/Before both sides/);
    await fileOn(there, 'Cy', 'yew.example', { reason: 'My customer wrote.' });
    await yew.shows(/My customer wrote/);
    await yew.press('Mia', 'dispute:withdraw');
    await deskFor('Mia').sees(/Only whoever filed the case on Yew can withdraw it/);
    for (const name of ['Mia', 'Cy'] as const) {
      const desk = deskFor(name);
      await desk.ask('/territory', 'disputes');
      await desk.press('dispute:show', 'Open: Yew');
      await desk.seesInWindow(/Steps: .*both sides/);
      const offered = JSON.stringify(await desk.view()).includes('dispute:withdraw');
      expect(offered).toBe(name === 'Cy');
      await desk.dismiss();
    }
    await yew.press('Dan', 'dispute:withdraw');
    await deskFor('Dan').seesInWindow(/stays with its owner/);
    await deskFor('Dan').submit(reasoned('A mistake.'));
    await yew.tells(/has left the case; the others go on/);
    await yew.press('Cy', 'dispute:withdraw');
    await deskFor('Cy').seesInWindow(/stays with its owner/);
    await deskFor('Cy').submit(reasoned('Mine too.'));
    await yew.shows(/\*Withdrawn\* by <@U0CY>: Mine too/);
  });

  it('is appealed once, with something new, and the rung above hears it', async () => {
    const oak = caseOf(there, 'Oak');
    await oak.press('Mia', 'dispute:decide');
    const note = 'Ana was asked twice before.';
    await ruleTo(there, 'Mia', 'Cy', { why: 'Cy knows them.', note });
    await oak.shows(/\*Decided\* by <@U0MIA>/);
    await oak.press('Ana', 'dispute:appeal');
    await deskFor('Ana').seesInWindow(/it needs something new/);
    const known = { ...reasoned('Look again.'), ...linked('https://cal.example/7') };
    expect(JSON.stringify(await deskFor('Ana').submit(known))).toMatch(
      /An appeal needs new evidence/,
    );
    await deskFor('Ana').submit({ ...known, ...linked('https://mail.example/9') });
    await oak.shows(/Before whoever leads the managers.*since an appeal was made/s);
    await oak.press('Sue', 'dispute:decide');
    await ruleTo(there, 'Sue', 'Ana', { why: 'The mail settles it.' });
    await oak.shows(/It was appealed, so this stands/);
    await owns('Dan', 'oak.example', /U0ANA/);
  });

  it('has private notes in the window of whoever decides, and nowhere else', async () => {
    const openOak = async (name: Name) => {
      await deskFor(name).ask('/territory', 'disputes');
      await deskFor(name).press('dispute:show', 'Open: Oak');
      await deskFor(name).seesInWindow(/Steps: .*both sides/);
      const shown = JSON.stringify(await deskFor(name).view());
      await deskFor(name).dismiss();
      return shown;
    };
    for (const name of ['Olga', 'Sue', 'Mia'] as const) {
      expect(await openOak(name)).toMatch(/Private notes.*U0MIA.*Ana was asked twice before/);
    }
    for (const name of ['Ana', 'Cy', 'Dan', 'Max'] as const) {
      expect(await openOak(name)).not.toMatch(/Private|asked twice/);
    }
    const oak = caseOf(there, 'Oak');
    const elsewhere = [await oak.thread(), await oak.head(), await oak.inbox('Ana')];
    expect(JSON.stringify(elsewhere)).not.toMatch(/asked twice/);
  });

  it('begins on a message too, which is kept as evidence', async () => {
    const { ts } = await staged.slack.page('say', {
      ...{ user: idOf('Dan'), channel: sales, text: 'Bay wrote to me, not to Ana.' },
    });
    const message = { channel: sales, ts };
    const callbackId = 'dispute-message';
    await staged.slack.page('shortcut', { user: idOf('Dan'), callbackId, message });
    const desk = deskFor('Dan');
    await desk.seesInWindow(/Kept as evidence: Bay wrote to me/);
    const picked = await suggested(there, 'Dan', ['account', 'account:find'], 'bay.example');
    const account = { 'account:find': picked };
    expect(await desk.submit({ account, ...filled() })).toEqual({ ok: true });
    const bay = caseOf(there, 'Bay');
    await bay.shows(/Before both sides/);
    await bay.tells(/Bay wrote to me, not to Ana/);
  });

  it('stands in the ledger for everybody, with its rung or with its outcome', async () => {
    await deskFor('Dan').ask('/territory', 'disputes');
    await deskFor('Dan').sees(/1 dispute is open, of 6.*Bay.*before both sides until/s);
    await deskFor('Dan').sees(/Elm.*Closed.*it goes to <@U0DAN> now — both sides agreed/s);
    await deskFor('Dan').press('dispute:show', 'Open: Bay');
    await deskFor('Dan').seesInWindow(/Bay was .*when it was filed|\*Bay\* was/);
  });

  it('climbs by silence while nobody says anything, through restarts; then the claim is barred', async () => {
    const ash = caseOf(there, 'Ash');
    await fileOn(there, 'Cy', 'ash.example');
    await ash.shows(/Before both sides/);
    for (const rung of ['the managers', 'whoever leads the managers', 'ops']) {
      await staged.restart((world) => silence(world, 'Ash'));
      await ash.shows(new RegExp(`Before ${rung}.*since nobody ended it in time before`, 's'));
    }
    await staged.restart(async (world) => {
      await silence(world, 'Ash');
      const where = { slackUserId: idOf('Cy') };
      await world.database.prisma.rep.updateMany({ where, data: { rosterZone: 'Asia/Tokyo' } });
    });
    await ash.shows(/Nobody decided in time.*the present owner keeps it/s);
    // One message a second comes.
    await soon(async () => {
      const thread = await ash.thread();
      expect(thread.match(/half of the time is over/g)).toHaveLength(4);
      expect(thread.match(/Nobody decided in time/g)).toHaveLength(1);
    });
    const refused = await fileOn(there, 'Cy', 'ash.example');
    const words =
      /The same claim on Ash was decided already.*after \d{4}-[\d-]+ [\d:]+ \(Asia\/Tokyo\)/;
    expect(JSON.stringify(refused)).toMatch(words);
    await deskFor('Cy').dismiss();
  });
});

/** Nobody says anything: the clock goes round at half time, and at the end. */
async function silence(world: World, account: string): Promise<void> {
  const { prisma } = world.database;
  const where = { account: { name: account } };
  for (let turn = 0; turn < 2; turn += 1) {
    const { bellAt } = await prisma.dispute.findFirstOrThrow({ where });
    if (!bellAt) return;
    world.setTime(new Date(bellAt.getTime() + 1000).toISOString());
    await ringDisputes(world.ports);
  }
}
