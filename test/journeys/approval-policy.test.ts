import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Block } from '../../src/sandbox/slack/page-contract.ts';
import { routeAccounts } from '../../src/services/intake.ts';
import { publishPolicy } from '../../src/services/policies.ts';
import { inTransaction } from '../../src/store/database.ts';
import { enter } from '../support/accounts.ts';
import { type Staged, sales, stageBot, wordsOf } from '../support/bot.ts';
import { big, RULES } from '../support/court.ts';
import { deskOf } from '../support/desk.ts';
import { publish } from '../support/publishing.ts';
import { soon } from '../support/soon.ts';
import { hire, TEAM, type World } from '../support/world.ts';

const [mia, olga] = ['U1ADA', 'U2BEN'];
const POLICY = `
rules:
  - name: Largest
    when: { revenueAtLeast: 9000000000 }
    ask: [manager of proposed, { person: olga@registry.example }]
    mode: in sequence
  - name: Others
    ask: [manager of proposed]
`;
const largest = { ...big, revenue: 9_000_000_000 };
let staged: Staged;
const desk = deskOf(() => staged, olga);

/** Mia leads who gains, and answers to Olga. */
async function fill(world: World) {
  const { prisma } = world.database;
  await prisma.workspace.update({ where: { id: TEAM }, data: { opsChannel: sales } });
  const managerId = await hire(world, 'Olga', { slackUserId: olga, role: 'ops' });
  const leads = await prisma.team.create({ data: { workspaceId: TEAM, name: 'Leads', managerId } });
  const lead = { slackUserId: mia, role: 'manager', teamId: leads.id };
  const west = { workspaceId: TEAM, name: 'West', managerId: await hire(world, 'Mia', lead) };
  const { id: teamId } = await prisma.team.create({ data: west });
  for (const name of ['Ana', 'Bo', 'Cy']) await hire(world, name, { teamId });
  await publish(world, RULES);
  const by = { kind: 'operator', name: 'Dana' } as const;
  await publishPolicy(world.ports, TEAM, { kind: 'approvals', text: POLICY, note: '', by });
  await ask(world, largest, 'Elm');
  await ask(world, big, 'Fir');
}

async function ask(world: World, facts: typeof big, ...names: string[]) {
  for (const name of names) {
    const domain = `${name.toLowerCase()}.example`;
    const accountId = await enter(world, name, { domain, facts });
    const at = world.ports.clock.now();
    await routeAccounts(world.ports, TEAM, [{ accountId, key: domain, at }]);
  }
}

/** As if that much time had passed: the bell of every question is due. */
async function ring({ database, ports }: World, bell: 'remind' | 'due') {
  const [past, later] = [new Date('2026-11-01'), new Date('2099-01-01')];
  const data = { bell, bellAt: past, dueAt: bell === 'due' ? past : later };
  await database.prisma.proposal.updateMany({ where: { status: 'pending' }, data });
  await inTransaction(database, (tx) => ports.queue.rouse(tx, 'bells', TEAM));
}

beforeAll(async () => {
  staged = await stageBot(fill);
});
afterAll(() => staged.stop());

async function inboxOf(user: string) {
  const { channels } = await staged.slack.state(user);
  return channels.find(({ id }) => id.startsWith('D'))?.id ?? '';
}

type Boxes = { options?: { text: { text: string } }[] };

/** What the bot wrote to somebody, the latest that holds these words. */
async function letterTo(user: string, words: string, place?: string) {
  const channel = place ?? (await inboxOf(user));
  const messages = await staged.slack.history(user, channel);
  return { channel, message: messages.findLast((one) => wordsOf(one).includes(words)) };
}

/** The finger on the button, before it is pressed. */
async function approveButton(user: string, name: string, place?: string) {
  const { channel, message } = await letterTo(user, `${name}: who should own it?`, place);
  const found = ((message?.blocks ?? []) as Block[]).flatMap(({ block_id, elements }) =>
    ((elements ?? []) as { action_id?: string; value?: string }[]).flatMap((one) =>
      one.action_id === 'proposal:approve' ? [{ block_id, value: one.value }] : [],
    ),
  )[0];
  const from = { kind: 'message', channel, ts: message?.ts };
  const chosen = { type: 'button', value: found?.value };
  const at = { block_id: found?.block_id, action_id: 'proposal:approve' };
  return () => staged.slack.page('click', { user, from, ...at, chosen });
}

const press = async (user: string, name: string) => (await approveButton(user, name))();

const reads = (user: string, name: string, words: RegExp, place?: string) =>
  soon(async () => {
    const { message } = await letterTo(user, `${name}: who should own it?`, place);
    expect(wordsOf(message)).toMatch(words);
  });

describe('a policy of approvals', () => {
  it('asks one after the other, and each card says who has agreed', async () => {
    await reads(mia, 'Elm', /\*Must agree, one after the other\* <@U1ADA>, then <@U2BEN>, by /);
    await press(mia, 'Elm');
    await reads(mia, 'Elm', /\*Yes\* from <@U1ADA>.*\*Waits for\* <@U2BEN>/);
    await reads(olga, 'Elm', /\*Yes\* from <@U1ADA>.*rule “Largest” of version 1/);
    await press(olga, 'Elm');
    for (const user of [mia, olga])
      await reads(user, 'Elm', /\*Approved\* by Olga.*it goes to Ana/);
  });

  it('calls to mind what waits, and asks whoever is above when it is due', async () => {
    await staged.restart((world) => ring(world, 'remind'));
    await soon(async () => {
      const { message } = await letterTo(mia, 'still waits for an answer');
      expect(wordsOf(message)).toMatch(/\*Fir\*.*due .*proposal:open/);
    });
    await staged.restart((world) => ring(world, 'due'));
    await reads(olga, 'Fir', /\*Decides\* <@U2BEN>.*<@U1ADA> did not answer/);
    await press(olga, 'Fir');
    await reads(mia, 'Fir', /\*Approved\* by Olga/);
  });

  it('asks whoever stands in for somebody who is away', async () => {
    await staged.restart(async (world) => {
      const { prisma } = world.database;
      const idOf = async (slackUserId: string) =>
        (await prisma.rep.findFirstOrThrow({ where: { slackUserId } })).id;
      const [repId, backupId] = [await idOf(mia), await idOf(olga)];
      const days = { from: new Date('2026-11-01'), until: new Date('2027-11-01') };
      await prisma.absence.create({ data: { workspaceId: TEAM, repId, backupId, ...days } });
      await ask(world, big, 'Oak');
      await prisma.absence.deleteMany();
    });
    await reads(olga, 'Oak', /\*Decides\* <@U2BEN> \(for <@U1ADA>, who is away\)/);
    await press(olga, 'Oak');
    await reads(olga, 'Oak', /\*Approved\* by Olga for <@U1ADA>/);
  });

  it('hears one of two who press at the same moment, in whatever place', async () => {
    await staged.restart(async (world) => {
      const where = { workspaceId: TEAM, name: 'West' };
      await world.database.prisma.team.updateMany({ where, data: { slackChannel: sales } });
      await ask(world, big, 'Yew');
    });
    await reads(mia, 'Yew', /proposal:approve/);
    await reads(olga, 'Yew', /proposal:approve/, sales);
    const buttons = [await approveButton(mia, 'Yew'), await approveButton(olga, 'Yew', sales)];
    // A look at the sidebar would take away what only one person saw.
    const inbox = await inboxOf(mia);
    await Promise.all(buttons.map((button) => button()));
    await soon(async () => {
      const told = [
        await letterTo(olga, 'Yew is decided', sales),
        await letterTo(mia, 'Yew is decided', inbox),
      ];
      expect(told.filter(({ message }) => message)).toHaveLength(1);
    });
    await reads(mia, 'Yew', /\*Approved\* by (Mia|Olga)/);
    await reads(olga, 'Yew', /\*Approved\* by (Mia|Olga)/, sales);
  });

  it('lets many be approved at once, with one reason', async () => {
    await staged.restart(async (world) => {
      await world.database.prisma.team.updateMany({ data: { slackChannel: null } });
      await ask(world, big, 'Ash', 'Bay', 'Cob');
    });
    for (const name of ['Ash', 'Bay', 'Cob']) await reads(mia, name, /proposal:approve/);
    await desk.ask('/territory', 'approvals');
    await desk.sees(/3 decisions wait for a person.*For more than a week/);
    await desk.press('approvals:several', 'Approve several…');
    await desk.seesInWindow(/(?=.*Ash)(?=.*Bay)(?=.*Cob)/);
    const view = await desk.view();
    const boxes = (view?.blocks ?? []).find(({ block_id }) => block_id === 'picked-0');
    const { options = [] } = (boxes?.element ?? {}) as Boxes;
    const selected_options = options.filter(({ text }) => text.text !== 'Bay');
    await desk.submit({
      'picked-0': { 'approvals:picked': { type: 'checkboxes', selected_options } },
      reason: { reason: { type: 'plain_text_input', value: 'All looked at.' } },
    });
    await soon(async () => {
      const { message } = await letterTo(olga, '2 decisions approved');
      expect(wordsOf(message)).toMatch(/(?=.*Ash → Ana)(?=.*Cob → Ana)/);
    });
    await reads(mia, 'Ash', /\*Approved\* by Olga.*All looked at\./);
    await desk.ask('/territory', 'approvals');
    await desk.sees(/1 decision waits for a person.*\*Bay\*/);
  });
});
