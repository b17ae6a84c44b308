import { afterAll, beforeAll, expect, it } from 'vitest';
import { enter } from '../support/accounts.ts';
import { type Staged, sales, stageBot, wordsOf } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import { soon } from '../support/soon.ts';
import { hire, TEAM } from '../support/world.ts';

const [mia, ben] = ['U1ADA', 'U2BEN'];
let staged: Staged;
let cedar = '';
const manager = deskOf(() => staged, mia);
const rep = deskOf(() => staged, ben);

beforeAll(async () => {
  staged = await stageBot(async (world) => {
    const managerId = await hire(world, 'Mia', { slackUserId: mia, role: 'manager' });
    const team = await world.database.prisma.team.create({
      data: { workspaceId: TEAM, name: 'West', managerId },
    });
    const ownerId = await hire(world, 'Ben', { slackUserId: ben, teamId: team.id });
    await enter(world, 'Birchwood', { domain: 'birchwood.example', ownerId });
    cedar = await enter(world, 'Cedar', { domain: 'cedar.example', ownerId });
  });
});
afterAll(() => staged.stop());

/** A command that is answered by a window. */
const open = (text: string) =>
  staged.slack.page('command', { user: mia, channel: sales, command: '/territory', text });
const why = (value: string) => ({ reason: { reason: { type: 'plain_text_input', value } } });
const on = (selected_date: string | null) => ({
  until: { until: { type: 'datepicker', selected_date } },
});

it('is set from the card, in whose place it is seen; the shared card follows', async () => {
  await manager.ask('/whoowns', 'birchwood');
  await manager.press('card:share', 'Share here');
  await rep.sees(/Shared by/);
  const shared = (await rep.latest())?.ts;
  await manager.ask('/whoowns', 'birchwood');
  const window = await staged.slack.window(mia);
  await manager.press('pin:open', 'Pin…');
  await manager.seesInWindow(/\*Birchwood\* stays <@U2BEN>’s/);
  expect(await manager.submit({ ...why('in renewal'), ...on('2020-01-01') })).toMatchObject({
    errors: { until: 'Choose a day to come.' },
  });
  await manager.submit({ ...why('in renewal'), ...on('2099-01-31') });
  const redrawn = () => JSON.stringify(window.events.filter(({ kind }) => kind === 'changed'));
  const words = /\*Pinned\* until [^"]*2099-01-31[^"]* by Mia: in renewal.*Unpin…/;
  await soon(() => expect(redrawn()).toMatch(words));
  window.close();
  const hanging = async () => (await rep.messages()).find(({ ts }) => ts === shared);
  await soon(async () => expect(wordsOf(await hanging())).toMatch(/Pinned/));
});

it('is set by a command that says why, and lifted by another', async () => {
  await open('pin cedar, they sign soon until 2099-02-01');
  await manager.seesInWindow(/\*Cedar\*.*they sign soon.*2099-02-01/);
  await manager.submit({ ...why('they sign soon'), ...on(null) });
  await manager.sees(/Cedar.*\*Pinned\* by Mia: they sign soon/);
  await open('unpin cedar');
  await manager.seesInWindow(/Mia pinned it: they sign soon/);
  await manager.submit(why('they have signed'));
  await manager.sees(/Cedar.*"Pin…/);
});

it('is set from a window too, which shows it then', async () => {
  await manager.ask('/territory', 'book @ben');
  await manager.press('account:open', 'Show Cedar');
  await manager.seesInWindow(/Cedar.*Pin…/);
  await manager.pressInWindow('pin:open', cedar);
  await manager.seesInWindow(/\*Cedar\* stays/);
  await manager.submit({ ...why('once more'), ...on(null) });
  await manager.seesInWindow(/\*Pinned\* by Mia: once more/);
  await manager.dismiss();
});

it('shows the outcome directly where the place of the card is gone by then', async () => {
  await manager.ask('/territory', 'book @ben');
  await manager.press('account:open', 'Show Cedar');
  await manager.seesInWindow(/Cedar.*Unpin…/);
  await manager.pressInWindow('pin:lift', cedar);
  await manager.seesInWindow(/Mia pinned it/);
  await staged.slack.admin('fail', { method: 'views.update', error: 'not_found' });
  await manager.submit(why('they have signed'));
  await soon(async () => {
    const { channels } = await staged.slack.state(mia);
    const direct = channels.find(({ id }) => id.startsWith('D'))?.id ?? '';
    const last = (await staged.slack.history(mia, direct)).at(-1);
    expect(wordsOf(last)).toMatch(/Cedar.*"Pin…/);
  });
  await manager.dismiss();
});

it('is nothing for the owner, who may read why', async () => {
  await rep.ask('/whoowns', 'birchwood');
  await rep.sees(/\*Pinned\*/);
  expect(wordsOf(await rep.latest())).not.toContain('Unpin…');
  await rep.ask('/territory', 'pin birchwood mine');
  await rep.sees(/Only ops, admins and managers can pin accounts/);
});
