import { describe, it } from 'vitest';
import type { Window } from './page-window.ts';
import { visitDemo } from './visit.ts';

const owner = 'Allison Quattlebaum';
const filer = 'Malik Lovelady';
const manager = 'Desmond Pemberton';
const ops = 'Tyler Montelongo';
const { sitDown } = visitDemo(4340);

async function file(window: Window, wish: string): Promise<void> {
  await window.reads('Dispute an account');
  await window.choose('What is wrong?', 'The owner is wrong');
  await window.box('What should happen?').fill(wish);
  await window.box('Why?').fill('I have led the pilot in their plants since October.');
  await window.button('File').click();
}

describe('a dispute', () => {
  it('goes from a card to a verdict that everybody can read in the thread', async () => {
    const [rep, present, boss, all] = await Promise.all(
      [filer, owner, manager, ops].map((name) => sitDown(name, 'sales-smb')),
    );
    if (!(rep && present && boss && all)) throw new Error('A window is missing.');
    await rep.say('/whoowns acme');
    await rep.button('Dispute…').click();
    await file(rep, 'Acme should be mine: I run their plant project.');
    await Promise.all([rep.openMessages(), present.openMessages()]);
    await present.reads(`@${filer} says the owner is wrong: Acme should be mine`);

    await present.button('Propose: Acme Corporation').click();
    await present.choose('Choose', 'It stays as it is');
    await present.nothingReads('New owner');
    await present.button('Propose').click();
    await rep.reads('On the table it stays as it is');
    await rep.button('Pass up: Acme Corporation').click();

    await boss.openMessages();
    await boss.reads(`Before the managers (@${manager})`);
    await boss.button('Evidence: Acme Corporation').click();
    await boss.reads('Who had it, and why');
    await boss.button('Close').click();
    await boss.button('Decide: Acme Corporation').click();
    await boss.choose('New owner', filer);
    await boss.page.locator('input[type=date]').fill('2027-03-31');
    await boss.choose('What does it rest on?', 'Whoever did the work');
    await boss.box('Why, in your words?').fill('The pilot decides. Allison closes her deals.');
    await boss.button('Decide').click();
    await boss.reads(`Decided by @${manager}`);

    await all.goTo('revops');
    await all.page.locator('.replies').click();
    for (const words of [
      `@${owner} proposes: it stays as it is; it is pinned for 90 days from then.`,
      `since @${filer} passed it up`,
      `it goes to @${filer} now; all open deals stay with the former owner until Mar 31, 2027`,
      'Whoever did the work of the last weeks keeps it.',
      'The pilot decides. Allison closes her deals.',
      'Carried out and closed. Pinned until',
    ]) {
      await all.reads(words);
    }
    await present.reads('There you may appeal, too.');
    await rep.reads('Acme Corporation is yours now');
  });

  it('shows afterwards in the card, in the ledger, and to whoever files the same again', async () => {
    const rep = await sitDown(filer, 'sales-west');
    await rep.say('/whoowns acme');
    await rep.reads(`Owner @${filer}`);
    await rep.reads(`${manager} decided the dispute so`);
    await rep.say('/territory disputes');
    await rep.reads(`it goes to @${filer} now — Whoever did the work of the last weeks keeps it`);
    await rep.say('/dispute acme.com');
    await file(rep, 'It should stay mine.');
    await rep.reads(`Acme Corporation is ${filer}’s already`);
    await rep.button('Cancel').click();
    const former = await sitDown(owner, 'sales-west');
    await former.say('/dispute acme.com');
    await file(former, 'It should be mine again.');
    await former.reads('The same claim on Acme Corporation was decided already');
    await former.button('Cancel').click();
  });
});
