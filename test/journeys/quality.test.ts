import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enter } from '../support/accounts.ts';
import { ana, type Staged, stageBot } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import { publish } from '../support/publishing.ts';
import { aRuleFile } from '../support/rule-file.ts';
import { soon } from '../support/soon.ts';
import { hire, TEAM } from '../support/world.ts';

let staged: Staged;
const { ask, dismiss, press, sees, pressInWindow, seesInWindow, submit, view } = deskOf(
  () => staged,
  ana,
);
const ben = deskOf(() => staged, 'U2BEN');

beforeAll(async () => {
  staged = await stageBot(async (world) => {
    const { prisma } = world.database;
    const ada = await hire(world, 'Ada Lind', { slackUserId: ana });
    await prisma.rep.update({ where: { id: ada }, data: { role: 'ops' } });
    await hire(world, 'Ben Okoye', { slackUserId: 'U2BEN' });
    const at = (name: string, facts: Record<string, string>, ownerId: string | undefined = ada) =>
      enter(world, name, {
        ...{ domain: `${name.toLowerCase().replace(' ', '')}.example`, facts },
        ...(ownerId && { ownerId }),
      });
    await at('Birchwood', { country: 'US', state: 'CA' });
    await at('Cedar Foods', { country: 'Deutschland' });
    await at('Dogwood', { country: 'USA', state: 'Calif' });
    for (let nth = 0; nth < 12; nth += 1) await at(`Elm ${nth}`, { country: 'Narnia' });
    await at('Fir', { country: 'US', state: 'NY', industry: 'Retail', employees: '40' }, '');
    await publish(world, aRuleFile());
    await prisma.workspace.update({ where: { id: TEAM }, data: { opsChannel: 'C1SALES' } });
  });
});
afterAll(() => staged.stop());

/** Where the bot writes to a person. */
const written = async (user: string) => {
  const { channels } = await staged.slack.state(user);
  const dm = channels.find(({ kind }) => kind === 'dm')?.id ?? '';
  return staged.slack.history(user, dm);
};
const fileNamed = (wanted: string) =>
  soon(async () => {
    const shared = (await written(ana)).flatMap(({ files = [] }) => files);
    const file = shared.find(({ name }) => name === wanted);
    expect(file).toBeDefined();
    return (await fetch(`${staged.slack.url}/files/${file?.id}/${file?.name}`)).text();
  });
/** A page that is loaded anew has lost what only its reader saw: the report is asked for again. */
const report = async () => {
  await ask('/territory', 'quality');
  await sees(/Quality of the book/);
};
const close = async () => {
  await dismiss();
  await soon(async () => expect(await view()).toBeUndefined());
};
describe('/territory quality', () => {
  it('is for ops, admins and managers', async () => {
    await ben.ask('/territory', 'quality');
    await ben.sees(/Only ops, admins and managers can see the quality report/);
  });

  it('looks through the book at the first question, and says what it found', async () => {
    await ask('/territory', 'quality');
    await sees(/Quality of the book.*16 accounts and 0 leads looked through/);
    await sees(/Impossible values.*"12".*Inconsistent formats.*"2"/);
    await sees(/\*Missing facts\* · 1\d records.*blinds “/);
    await sees(/\*Impossible values\* · 12 records.*Country 12/);
  });

  it('shows samples of a kind, a page at a time', async () => {
    await press('quality:show', 'Impossible values');
    await seesInWindow(/Elm \d+.*`Narnia` · no country that anybody knows/);
    await seesInWindow(/Page 1 of 2/);
    await pressInWindow('quality:later', 'impossible:1');
    await seesInWindow(/Page 2 of 2/);
    await close();
  });

  it('sends every flaw as a file', async () => {
    await report();
    await press('quality:csv', 'All as CSV');
    expect(await fileNamed('quality.csv')).toMatch(
      /\r\nInconsistent formats,account,Cedar Foods,[^,]+,Country,Deutschland,HubSpot,DE,/,
    );
  });

  it('proposes clean values, keeps them when ops approve, and hands them over as a file', async () => {
    await report();
    await press('fixes:propose', 'Inconsistent formats');
    await seesInWindow(/\*3 clean values\* for the CRM.*Country 2 · State 1/);
    await seesInWindow(/Dogwood\* {2}State `Calif` → `CA`/);
    await submit({});
    await seesInWindow(/Approved. What becomes of them comes/);
    const csv = await fileNamed('clean-values.csv');
    expect(csv).toMatch(/^Record ID,Company name,Country,State\r\n/);
    expect(csv).toMatch(/,Cedar Foods,DE,\r\n/);
    expect(csv).toMatch(/,Dogwood,US,CA\r\n/);
    await close();
  });

  it('says when nothing is left to propose', async () => {
    await report();
    await press('fixes:propose', 'Inconsistent formats');
    await seesInWindow(/No clean value is left to propose/);
    await close();
  });

  it('routes accounts that nobody owns, once under the same rules', async () => {
    await report();
    await press('quality:route', 'Route those');
    await sees(/1 account given to an owner; none waits for a person/);
    await report();
    await press('quality:route', 'Route those');
    await sees(/Nothing to route: under the present rules/);
  });

  it('lets a manager read and propose; ops get the question in their channel', async () => {
    await staged.restart(async ({ database }) => {
      const where = { slackUserId: 'U2BEN' };
      await database.prisma.rep.updateMany({ where, data: { role: 'manager' } });
      await database.prisma.fix.deleteMany();
    });
    await ben.ask('/territory', 'quality');
    await ben.sees(/Quality of the book/);
    expect(JSON.stringify(await ben.latest())).not.toContain('Route those');
    await ben.press('fixes:propose', 'Inconsistent formats');
    await ben.seesInWindow(/Only ops and admins approve clean values/);
    await ben.submit({});
    await sees(/<@U2BEN> proposes 3 clean values for the CRM/);
    await press('fixes:show', 'Look at them');
    await seesInWindow(/3 clean values.*Approving keeps them with your name/);
    await close();
  });
});
