import { describe, it } from 'vitest';
import { createPage } from '../../src/sandbox/page/serve.ts';
import { sales } from '../support/bot.ts';
import { clockAt } from '../support/clock.ts';
import { bring, idOf, type Name, stageDisputes } from '../support/dispute-desk.ts';
import { passTo } from '../support/task-queue.ts';
import { TEAM, type World } from '../support/world.ts';
import type { Window } from './page-window.ts';
import { visitStage } from './visit.ts';

/** People there work around the clock. */
const clock = clockAt('2044-05-25T09:00:00Z');
const { there, sitDown } = visitStage(async () =>
  stageDisputes(
    async (world) => {
      for (const name of ['Elm', 'Fir']) await bring(world, name, 'Ana');
      await absent(world, 'Mia', 'Cy');
    },
    { clock, page: await createPage() },
  ),
);

async function absent({ database }: World, who: Name, backup: Name): Promise<void> {
  const { absence, rep } = database.prisma;
  const idFor = async (name: Name) => (await rep.findFirstOrThrow({ where: { name } })).id;
  const [repId, backupId] = [await idFor(who), await idFor(backup)];
  const away = { from: new Date('2044-05-01'), until: new Date('2044-07-01'), reason: 'leave' };
  await absence.create({ data: { workspaceId: TEAM, repId, backupId, ...away } });
}

const sit = (name: Name) => sitDown(idOf(name), { id: sales, name: 'sales' });
const pass = async (iso: string) => passTo(await there().beside(), clock, iso);

async function file(window: Window, domain: string): Promise<void> {
  await window.say(`/dispute ${domain}`);
  await window.choose('What is wrong?', 'The owner is wrong');
  await window.box('What should happen?').fill('It should be mine.');
  await window.box('Why?').fill('I called them first.');
  await window.button('File').click();
  await window.nothingReads('Dispute an account');
}

async function decide(window: Window, owner: Name, why: string): Promise<void> {
  await window.choose('New owner', owner);
  await window.choose('What does it rest on?', 'Whoever did the work');
  await window.box('Why, in your words?').fill(why);
  await window.button('Decide').click();
  await window.nothingReads('what should become of it');
}

describe('a case on its way', () => {
  it('goes up while nobody speaks; a stand-in and a manager decide; an appeal is heard above them', async () => {
    const [dan, ana] = [await sit('Dan'), await sit('Ana')];
    await file(dan, 'elm.example');
    await dan.page.locator('.replies').click();
    await dan.reads('It is before both sides now, @Ana and @Dan');
    await pass('2044-05-25T13:01:00Z');
    await dan.reads('@Ana and @Dan: half of the time is over. Without a word it moves up.');
    await pass('2044-05-25T17:01:00Z');
    await dan.reads('It is before the managers now, @Max and @Cy in place of @Mia');
    await ana.openMessages();
    await ana.reads('Before the managers (@Max and @Cy in place of @Mia)');
    await ana.reads('since nobody ended it in time before');

    const [cy, max] = [await sit('Cy'), await sit('Max')];
    await cy.openMessages();
    await cy.button('Decide: Elm').click();
    await decide(cy, 'Dan', 'The calls are Dan’s.');
    await max.openMessages();
    await max.reads('@Cy would decide it goes to @Dan now; it is pinned for 90 days from then.');
    await max.button('Decide the same: Elm').click();
    await dan.reads('Decided by @Max and @Cy in place of @Mia');
    await dan.reads('the managers: decided');

    await ana.button('Appeal…: Elm').click();
    await ana.box('Reason').fill('Their buyer asked me to stay.');
    await ana.box('Link').fill('https://mail.example/buyer/1');
    await ana.button('Appeal').click();
    const sue = await sit('Sue');
    await sue.openMessages();
    await sue.reads('Before whoever leads the managers (@Sue)');
    await sue.reads('Appealed by @Ana');
    await sue.reads('Before that: Decided by @Max and @Cy in place of @Mia');
    await sue.button('Decide: Elm').click();
    await decide(sue, 'Ana', 'The buyer has the last word.');
    await dan.reads('Decided by @Sue');
    await dan.reads('It was appealed, so this stands.');
    await dan.say('/whoowns elm.example');
    await dan.reads('Owner @Ana');
  });

  it('ends as both sides agree on what one of them proposes', async () => {
    const [dan, ana] = [await sit('Dan'), await sit('Ana')];
    await file(dan, 'fir.example');
    await dan.openMessages();
    await dan.button('Propose: Fir').click();
    await dan.choose('New owner', 'Dan');
    await dan.button('Propose').click();
    await dan.reads('On the table it goes to @Dan now; it is pinned for 90 days from then.');
    await dan.reads('@Dan said yes; it waits for @Ana.');
    await ana.openMessages();
    await ana.button('Agree: Fir').click();
    await ana.reads('Agreed by @Ana and @Dan');
    await ana.reads('both sides: agreed');
    await dan.say('/whoowns fir.example');
    await dan.reads('Owner @Dan');
  });
});
