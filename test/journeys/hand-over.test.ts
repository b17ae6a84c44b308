import { afterAll, beforeAll, expect, it } from 'vitest';
import { enter } from '../support/accounts.ts';
import { type Staged, sales, stageBot, wordsOf } from '../support/bot.ts';
import { RULES } from '../support/court.ts';
import { deskOf } from '../support/desk.ts';
import { publish } from '../support/publishing.ts';
import { soon } from '../support/soon.ts';
import { hire, TEAM } from '../support/world.ts';

const [mia, ben] = ['U1ADA', 'U2BEN'];
let staged: Staged;
const manager = deskOf(() => staged, mia);
const rep = deskOf(() => staged, ben);

beforeAll(async () => {
  staged = await stageBot(async (world) => {
    const managerId = await hire(world, 'Mia', { slackUserId: mia, role: 'manager' });
    const team = await world.database.prisma.team.create({
      data: { workspaceId: TEAM, name: 'West', managerId },
    });
    const ownerId = await hire(world, 'Ben', { slackUserId: ben, teamId: team.id });
    for (const name of ['Ana', 'Bo', 'Cy']) await hire(world, name, { teamId: team.id });
    await publish(world, RULES);
    const facts = { country: 'Germany' };
    for (const name of ['Birchwood', 'Cedar', 'Dogwood']) {
      await enter(world, name, { domain: `${name.toLowerCase()}.example`, ownerId, facts });
    }
  });
});
afterAll(() => staged.stop());

const why = (value: string) => ({ reason: { reason: { type: 'plain_text_input', value } } });

it('gives one account from its card to somebody, with a reason', async () => {
  await manager.ask('/whoowns', 'birchwood');
  const window = await staged.slack.window(mia);
  await manager.press('account:hand-over', 'Hand over…');
  await manager.seesInWindow(
    /Who gets \*Birchwood\*\? It is <@U2BEN>’s now\..*leads and open deals/,
  );
  const [option] = await manager.offered('rep', 'proposal:candidate', 'cy');
  const chosen = {
    rep: { 'proposal:candidate': { type: 'external_select', selected_option: option } },
  };
  await manager.submit({ ...chosen, ...why('Cy knows them') });
  const redrawn = () => JSON.stringify(window.events.filter(({ kind }) => kind === 'changed'));
  await soon(() => expect(redrawn()).toMatch(/\*Owner\* Cy.*Mia handed it over.*Cy knows them/));
  window.close();
});

it('hands a whole book over by the rules, and tells how it ended', async () => {
  const command = { user: mia, channel: sales, command: '/territory' };
  await staged.slack.page('command', { ...command, text: 'hand over @ben' });
  await manager.seesInWindow(/<@U2BEN> holds \*2 accounts\*.*\*By the rules\* Ana 2\./);
  await manager.submit(why('on leave'));
  await manager.sees(/The book of Ben is being handed over.*by the rules\* by Mia.*on leave/);
  await soon(async () => {
    const { channels } = await staged.slack.state(mia);
    const direct = channels.find(({ id }) => id.startsWith('D'))?.id ?? '';
    const words = (await staged.slack.history(mia, direct)).map(wordsOf).join('\n');
    expect(words).toMatch(/The book of Ben is handed over.*\*Gone\* 2 accounts, of 2 accounts/);
  });
});

it('is nothing for a rep', async () => {
  await rep.ask('/territory', 'handover @ben to Cy');
  await rep.sees(/Only ops, admins and managers can hand accounts over/);
  await rep.ask('/territory', 'handover');
  await rep.sees(/Say whose book/);
});
