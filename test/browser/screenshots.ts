import { mkdirSync } from 'node:fs';
import { aDirectory, startDemo } from '../support/demo.ts';
import { aBrowser, aWindow, type Window } from './page-window.ts';

/** `npm run screenshots`: takes the README's pictures of the demo anew. */
const album = 'docs/images';
const size = { width: 1280, height: 800, deviceScaleFactor: 1 };

mkdirSync(album, { recursive: true });
const directory = aDirectory();
const demo = await startDemo({ port: 4360, data: directory.path });
const browser = await aBrowser();
try {
  await takePictures();
} finally {
  await browser.close();
  await demo.stop();
  directory.drop();
}

async function takePictures(): Promise<void> {
  const rep = await sitDown('rep', 'sales-west');
  await rep.say('/whoowns acme');
  await rep.reads('Only visible to you');
  await picture(rep, 'card');
  await rep.button('Use the dark theme').click();
  await picture(rep, 'card-dark');
  await rep.button('Use the light theme').click();
  await rep.goTo('Cadastre');
  await rep.reads('My book');
  await picture(rep, 'home');

  const curious = await sitDown('rep', 'sales-mid-market');
  await curious.say('/territory test patriot valley pumps');
  await curious.reads('Dry run');
  await picture(curious, 'dry-run');
  await curious.say('/whoowns patriot valley pumps');
  await curious.button('Why not…').click();
  await curious.page.locator('.modal [role=combobox]').click();
  await curious.page.keyboard.type('allison');
  await curious.page.locator('[role=option] ::-p-text(Allison Quattlebaum)').click();
  await curious.reads('nearest to leading');
  await picture(curious, 'why-not');
  await curious.button('Close').click();

  const asker = await sitDown('rep', 'sales-smb');
  await asker.say('/whoowns patriot prairie');
  await asker.reads('Which one do you mean?');
  await picture(asker, 'matches');

  const manager = await sitDown('manager', 'sales-emea');
  await manager.say('Acme Health wrote to me about a second clinic. Who should I send them to?');
  const colleague = await sitDown('rep', 'sales-emea');
  await colleague.say('/whoowns acme health');
  await colleague.button('Share here').click();
  await manager.reads('Shared by');
  await manager.say('Thanks! I’ll write to Bastien, then.');
  await manager.reads('I’ll write to Bastien');
  await picture(manager, 'shared');
  // A browser keeps six connections to one place, and each window holds one.
  for (const done of [curious, asker, colleague]) await done.page.close();
  await takeDecisions(manager, rep);
  await takeVerdict(manager);
  await takeDispute(manager);
}

/** A new company without a website: a person is asked before the rep of the place gets it. */
async function takeDecisions(manager: Window, rep: Window): Promise<void> {
  await manager.goTo('sales-west');
  await manager.box('Message #sales-west').wait();
  await manager.say('/territory approvals');
  await manager.reads('decisions wait for a person');
  await picture(manager, 'approvals', 'decisions wait for a person');
  const place = { country: 'United States', state: 'CA', city: 'Oakland', zip: '94612' };
  const size = { numberofemployees: '2400', annualrevenue: '190000000' };
  await demo.hubspot('POST', '/crm/v3/objects/companies', {
    properties: { name: 'Larkspur Optics Inc', industry: 'MACHINERY', ...place, ...size },
  });
  await manager.openMessages();
  await manager.button('Approve Larkspur Optics Inc').wait();
  await picture(manager, 'approval');
  await manager.button('Approve Larkspur Optics Inc').click();
  await rep.openMessages();
  await rep.reads('Larkspur Optics Inc is yours now');
  await picture(rep, 'notice');
}

/** From a contested account to its verdict, and to the list of all cases. */
async function takeVerdict(manager: Window): Promise<void> {
  const rep = await sitDown('Malik Lovelady', 'sales-west');
  await rep.say('/dispute acme.com');
  await rep.reads('Dispute an account');
  await rep.choose('What is wrong?', 'The owner is wrong');
  await rep.box('What should happen?').fill('Acme should be mine: I run their plant project.');
  await rep
    .box('Why?')
    .fill('I met their head of plants on October 12 and have led the pilot since.');
  await rep.button('File').click();
  await rep.nothingReads('Dispute an account');
  await rep.goTo('revops');
  await rep.page.locator('.replies').click();
  await rep.button('Pass up: Acme Corporation').click();
  await manager.goTo('revops');
  await manager.button('Decide: Acme Corporation').click();
  await manager.choose('New owner', 'Malik Lovelady');
  await manager.page.locator('input[type=date]').fill('2027-03-31');
  await manager.choose('What does it rest on?', 'The customer asked for it');
  const why =
    'Their head of plants asked for Malik, who leads the pilot. Allison closes the two deals she has open.';
  await manager.box('Why, in your words?').fill(why);
  await picture(manager, 'dispute-ruling');
  await manager.button('Decide').click();
  await rep.reads('Carried out and closed.');
  await picture(rep, 'dispute-thread');
  await rep.say('/territory disputes');
  await rep.reads('1 closed case');
  await picture(rep, 'disputes');
}

/** A rep contests an account and passes it up; what the manager has before them then, and what is known of it. */
async function takeDispute(manager: Window): Promise<void> {
  const rep = await sitDown('rep', 'sales-west');
  await rep.say('/dispute acme health');
  await rep.reads('You dispute');
  await rep.page.locator('.modal [role=combobox]').click();
  await rep.page.locator('[role=option] ::-p-text(The owner is wrong)').click();
  await rep.box('What should happen?').fill('It should be with the rest of Acme, in my book.');
  await rep.box('Why?').fill('Their head office buys for all clinics. I have met them twice.');
  await rep.button('File').click();
  await rep.nothingReads('You dispute');
  await rep.openMessages();
  await rep.reads('Before both sides');
  await rep.button('Pass up: Acme Health GmbH').click();
  await rep.reads('Before the managers');
  await manager.openMessages();
  await manager.reads('Before the managers');
  await picture(manager, 'dispute', 'Dispute 2: Acme Health GmbH');
  await manager.button('Evidence: Acme Health GmbH').click();
  await manager.reads('What the rules say now');
  await picture(manager, 'dispute-evidence');
}

async function sitDown(persona: string, channel: string): Promise<Window> {
  const window = await aWindow(browser, demo.link(persona));
  window.page.setDefaultTimeout(120_000);
  await window.page.setViewport(size);
  await window.reads('Welcome to Tallgrass');
  await window.goTo(channel);
  await window.box(`Message #${channel}`).wait();
  return window;
}

/** `top`: words that begin what is to be seen, where it is longer than the window. */
async function picture({ page }: Window, name: string, top?: string): Promise<void> {
  await page.bringToFront();
  if (top) {
    const first = await page.waitForSelector(`.conversation ::-p-text(${top})`);
    await first?.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  }
  // Neither a caret that blinks nor a pointer that rests on something.
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.screenshot({ path: `${album}/${name}.png` });
}
