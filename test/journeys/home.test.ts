import { afterAll, beforeAll, expect, it } from 'vitest';
import { changeOwner } from '../../src/services/ownership.ts';
import { ana, type Staged, stageBot } from '../support/bot.ts';
import { aChange } from '../support/changes.ts';
import { deskOf } from '../support/desk.ts';
import { soon } from '../support/soon.ts';
import { hire, register, TEAM } from '../support/world.ts';

const ben = 'U2BEN';
const people: Record<string, string> = {};
const accounts: Record<string, string> = {};
let staged: Staged;
beforeAll(async () => {
  staged = await stageBot(async (world) => {
    const ada = await hire(world, 'Ada Lind', { slackUserId: ana });
    Object.assign(people, { ada, ben: await hire(world, 'Ben Okoye', { slackUserId: ben }) });
    for (const name of ['Alder', 'Beech']) {
      accounts[name] = await register(world, name, { ownerId: ada });
    }
  });
});
afterAll(() => staged.stop());

const homeOf = async (user: string) => {
  const { home } = await staged.slack.state(user);
  return home && JSON.stringify(home.blocks);
};
const reads = (user: string, words: RegExp) =>
  soon(async () => expect(await homeOf(user)).toMatch(words));
/** An account goes from Ada to Ben while the bot is stopped; a worker finds out at the next start. */
const move = (name: string) =>
  staged.restart(async (world) => {
    const accountId = accounts[name] ?? '';
    const change = aChange({ accountId, expected: people.ada ?? null, wanted: people.ben ?? null });
    await changeOwner(world.ports, TEAM, change);
  });

it('draws the Home of whoever has opened it again when their book changes, also after a restart', async () => {
  await staged.slack.page('home', { user: ana, tab: 'home' });
  await reads(ana, /<@U1ADA> holds \*2 accounts\*/);

  await move('Alder');

  await reads(ana, /<@U1ADA> holds \*1 account\*.*Alder.*<@U1ADA> → <@U2BEN>/);
  expect(await homeOf(ben)).toBeUndefined();
});

it('draws the Homes of both sides once both have opened it', async () => {
  await staged.slack.page('home', { user: ben, tab: 'home' });
  await reads(ben, /<@U2BEN> holds \*1 account\*/);

  await move('Beech');

  await reads(ana, /<@U1ADA> holds \*0 accounts\*/);
  await reads(ben, /<@U2BEN> holds \*2 accounts\*/);
});

it('opens the whole book in a window, and each account above it', async () => {
  const desk = deskOf(() => staged, ben);
  const { home } = await staged.slack.state(ben);
  const blocks = (home?.blocks ?? []) as { block_id: string; elements?: { action_id: string }[] }[];
  const found = blocks.find(({ elements = [] }) => elements[0]?.action_id === 'book:open');
  const value = `${people.ben}:biggest:0`;
  await staged.slack.page('click', {
    ...{ user: ben, from: { kind: 'view', view_id: home?.id }, block_id: found?.block_id },
    ...{ action_id: 'book:open', chosen: { type: 'button', value } },
  });
  await desk.seesInWindow(/The book of Ben Okoye.*\*Alder\*.*\*Beech\*/);
  await desk.pressInWindow('account:open', accounts.Beech ?? '');
  await desk.seesInWindow(/Beech.*\*Owner\* <@U2BEN>/);
  await desk.dismiss();
  await desk.seesInWindow(/The book of Ben Okoye/);
  await desk.dismiss();
});
