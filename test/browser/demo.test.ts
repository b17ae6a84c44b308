import { describe, expect, it } from 'vitest';
import { visitDemo } from './visit.ts';

const { demo, enter, sitDown, startAgain } = visitDemo(4300);

const nameOf = (persona: string) =>
  demo().state.personas.find((each) => each.persona === persona)?.realName;

describe('asking', () => {
  it('shows a rep who owns an account, why, where and what is under way', async () => {
    const rep = await sitDown('rep', 'sales-west');
    await rep.say('/whoowns acme');
    await rep.reads('Only visible to you');
    await rep.reads('Acme Corporation');
    await rep.reads(`Owner @${nameOf('rep')}`);
    await rep.reads('Why Since');
    await rep.reads('Enterprise Northern California');
    await rep.reads('Acme Corporation – Renewal');
    await rep.reads('Pinned until');
    await rep.picture('pushpin').wait();
  });

  it('offers all that a word may mean, and the list becomes the card of the one picked', async () => {
    const rep = await sitDown('rep', 'sales-west');
    await rep.say('/whoowns robotics');
    await rep.reads('Drastogel Robotics Ltd');
    await rep.button('Show Acme Robotics K.K.').click();
    await rep.reads('acme.co.jp');
    await rep.nothingReads('Drastogel Robotics Ltd');
  });

  it('goes from an account to a relative of its family', async () => {
    const rep = await sitDown('rep', 'sales-west');
    await rep.say('/whoowns acme');
    await rep.choice('Show a relative').fill('health');
    await rep.reads('Acme Health GmbH');
    await rep.page.keyboard.press('Enter');
    await rep.reads('acme-health.de');
  });

  it('answers a mention in a channel to the asker alone', async () => {
    const rep = await sitDown('rep', 'sales-west');
    const manager = await sitDown('manager', 'sales-west');
    await rep.say('@Cadastre acme brick');
    await rep.reads('acmebrickandtile.com');
    await manager.reads('@Cadastre acme brick');
    await manager.nothingReads('acmebrickandtile.com');
  });

  it('takes everything in a direct message for a question', async () => {
    const rep = await sitDown('rep', 'sales-west');
    await rep.button('Search Tallgrass Ctrl K').click();
    await rep.choice('Jump to').fill('cadastre');
    await rep.page.keyboard.press('Enter');
    await rep.box('Message Cadastre').wait();
    await rep.say('acmelogistics.co.uk');
    await rep.reads('Acme Logistics Ltd');
  });

  it('answers each question that the guide suggests to newcomers', async () => {
    const rep = await enter(demo().link('rep').replace(/\?.*/, ''));
    await rep.reads('Welcome to Tallgrass');
    // The unread count leaves the title once the window has told that it was read.
    const title = `general · ${nameOf('rep')}`;
    await rep.page.waitForFunction((wanted) => document.title === wanted, {}, title);
    const suggested = await rep.page.$$eval('code', (codes) =>
      codes.map(({ textContent }) => textContent),
    );
    expect(suggested).toHaveLength(13);
    const questions = suggested.filter((one) => one !== '/dispute acme');
    for (const question of questions) {
      await rep.say(question);
      await rep.page.waitForFunction(
        (count) => document.querySelectorAll('.ephemeral').length === count,
        {},
        questions.indexOf(question) + 1,
      );
    }
    await rep.say('/dispute acme');
    await rep.reads('Dispute an account');
    await rep.button('Cancel').click();
    await rep.nothingReads('No account answers');
  });
});

describe('sharing', () => {
  it('shows a shared card to the channel, with who shared it', async () => {
    const manager = await sitDown('manager', 'sales-west');
    const rep = await sitDown('rep', 'sales-west');
    await rep.say('/whoowns acme health');
    await rep.button('Share here').click();
    await manager.reads(`Shared by @${nameOf('rep')}`);
    await manager.reads('acme-health.de');
    await rep.nothingReads('Only visible to you');
  });

  it('says under a pasted CRM link whose account it is', async () => {
    const rep = await sitDown('rep', 'sales-emea');
    await rep.say('/whoowns acme');
    const link = await rep.page
      .locator('a.button')
      .map(({ href }) => href)
      .wait();
    await rep.say(`Is this one yours? ${link}`);
    const preview = await rep.page.waitForSelector('.attachment');
    expect(await preview?.evaluate(({ textContent }) => textContent)).toContain(
      `@${nameOf('rep')}`,
    );
  });

  it('brings a question asked in vain before RevOps, in the words of the asker', async () => {
    const ops = await sitDown('ops', 'revops');
    const rep = await sitDown('rep', 'sales-west');
    await rep.say('/whoowns zyxtonia quux');
    await rep.button('Ask ops').click();
    await rep.box('What do you know about it? (optional)').fill('They build boats in Turku');
    await rep.button('Send').click();
    await ops.reads('zyxtonia quux');
    await ops.reads('They build boats in Turku');
    await rep.goTo('Cadastre');
    await rep.reads('Ops have your question');
  });
});

describe('looking around', () => {
  it('opens an account of my book from the Home of the bot', async () => {
    const rep = await sitDown('rep', 'sales-west');
    await rep.goTo('Cadastre');
    await rep.reads('My book');
    const show = rep.page.locator('.home [aria-label^="Show "]');
    const label = await show.map(({ ariaLabel }) => ariaLabel).wait();
    await show.click();
    const title = rep.page.locator('dialog[open] .header-block');
    expect(`Show ${await title.map(({ textContent }) => textContent).wait()}`).toBe(label);
    await rep.button('Close').click();
    await rep.nothingReads('Who owns…');
  });

  it('finds an account while it is typed, from the shortcut that is at hand everywhere', async () => {
    const rep = await sitDown('rep', 'sales-west');
    await rep.button('Shortcuts').click();
    await rep.reads('Search accounts as you type');
    await rep.page.keyboard.press('Enter');
    await rep.choice('Start typing').fill('acme br');
    await rep.reads('Acme Brick & Tile LLC');
    await rep.page.keyboard.press('Enter');
    await rep.reads('acmebrickandtile.com');
    await rep.button('Close').click();
    await rep.nothingReads('Who owns…');
  });

  it('stays dark for whoever likes it dark', async () => {
    const rep = await sitDown('rep', 'sales-west');
    await rep.button('Use the dark theme').click();
    await rep.page.reload();
    await rep.button('Use the light theme').wait();
    expect(await rep.page.$eval('body', (body) => getComputedStyle(body).colorScheme)).toBe('dark');
    await rep.button('Use the light theme').click();
  });
});

describe('the demo', () => {
  it('stops with Ctrl-C, and finds its company again at the next start', async () => {
    expect(await demo().stop()).toBe(0);
    await expect(fetch(demo().link('rep'))).rejects.toThrow('fetch failed');
    await startAgain();
    expect(demo().said).not.toContain('is in the registry');
    const rep = await sitDown('rep', 'sales-west');
    await rep.say('/whoowns acme');
    await rep.reads(`Owner @${nameOf('rep')}`);
  });
});
