import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routeAccounts } from '../../src/services/intake.ts';
import { enter } from '../support/accounts.ts';
import { type Staged, sales, stageBot, wordsOf } from '../support/bot.ts';
import { big, RULES } from '../support/court.ts';
import { deskOf } from '../support/desk.ts';
import { publish } from '../support/publishing.ts';
import { soon } from '../support/soon.ts';
import { hire, TEAM, type World } from '../support/world.ts';

const [mia, olga] = ['U1ADA', 'U2BEN'];
let staged: Staged;
const desk = deskOf(() => staged, mia);
const ops = deskOf(() => staged, olga);
/** What the bot writes to her alone. */
const inbox = async () => {
  const { channels } = await staged.slack.state(mia);
  return channels.find(({ id }) => id.startsWith('D'))?.id ?? '';
};

beforeAll(async () => {
  staged = await stageBot(async (world) => {
    const { prisma } = world.database;
    await prisma.workspace.update({ where: { id: TEAM }, data: { opsChannel: sales } });
    const managerId = await hire(world, 'Mia', { slackUserId: mia, role: 'manager' });
    const team = await prisma.team.create({ data: { workspaceId: TEAM, name: 'West', managerId } });
    for (const name of ['Ana', 'Bo', 'Cy']) await hire(world, name, { teamId: team.id });
    await hire(world, 'Olga', { slackUserId: olga, role: 'ops' });
    await publish(world, RULES);
    await ask(world, 'Elm', 'Fir', 'Oak', 'Yew');
  });
});
afterAll(() => staged.stop());

async function ask(world: World, ...names: string[]) {
  for (const name of names) {
    const domain = `${name.toLowerCase()}.example`;
    const accountId = await enter(world, name, { domain, facts: big });
    const at = world.ports.clock.now();
    await routeAccounts(world.ports, TEAM, [{ accountId, key: domain, at }]);
  }
}

async function cardOf(name: string) {
  const messages = await staged.slack.history(mia, await inbox());
  return messages.find((message) => wordsOf(message).includes(`${name}: who should own it?`));
}

async function press(user: string, name: string, action_id: string) {
  // One card a second comes.
  await sees(name, new RegExp(action_id));
  const message = await cardOf(name);
  const channel = await inbox();
  const blocks = (message?.blocks ?? []) as {
    block_id: string;
    elements?: { action_id: string; value: string }[];
  }[];
  const found = blocks.flatMap(({ block_id, elements = [] }) =>
    elements.flatMap((one) =>
      one.action_id === action_id ? [{ block_id, value: one.value }] : [],
    ),
  )[0];
  const from = { kind: 'message', channel, ts: message?.ts };
  const chosen = { type: 'button', value: found?.value };
  return staged.slack.page('click', { user, from, block_id: found?.block_id, action_id, chosen });
}

const sees = (name: string, words: RegExp) =>
  soon(async () => expect(wordsOf(await cardOf(name))).toMatch(words));

describe('a decision that waits', () => {
  it('comes to the manager with everything that is needed to decide it', async () => {
    await sees('Elm', /revenue is \$5B.*\*Proposed\* Ana \(has 0 accounts\) — rule “Germany”/);
  });

  it('is approved with one press, and the card says who did', async () => {
    await press(mia, 'Elm', 'proposal:approve');
    await sees('Elm', /\*Approved\* by Mia, .*it goes to Ana/);
    expect(wordsOf(await cardOf('Elm'))).not.toContain('proposal:approve');
    await desk.ask('/whoowns', 'elm.example');
    await desk.sees(/\*Owner\* Ana.*Mia decided so when asked/);
  });

  it('is given to somebody else from a list that says what each has', async () => {
    await press(mia, 'Fir', 'proposal:reassign');
    await desk.seesInWindow(/Who gets \*Fir\*/);
    const options = await desk.offered('rep', 'proposal:candidate', 'cy');
    expect(JSON.stringify(options)).toContain('0 accounts · West');
    const [option] = options;
    await desk.submit({
      rep: { 'proposal:candidate': { type: 'external_select', selected_option: option } },
      reason: { reason: { type: 'plain_text_input', value: 'Cy speaks Danish.' } },
    });
    await sees('Fir', /\*Reassigned\* by Mia, .*it goes to Cy.*Cy speaks Danish\./);
  });

  it('is rejected with a reason', async () => {
    await press(mia, 'Oak', 'proposal:reject');
    await desk.seesInWindow(/stays without an owner/);
    await desk.submit({ reason: { reason: { type: 'plain_text_input', value: 'Not yet.' } } });
    await sees('Oak', /\*Rejected\* by Mia, .*it stays without an owner.*Not yet\./);
    await desk.ask('/whoowns', 'oak.example');
    await desk.sees(/Whoever was asked left it so.*\*Rejected\* by Mia.*Not yet\./s);
  });

  it('is found in the list, and decided there; the card in the message follows', async () => {
    await sees('Yew', /proposal:approve/);
    await ops.ask('/territory', 'approvals');
    await ops.sees(/1 decision waits for a person.*\*Yew\*.*nobody → Ana/);
    await ops.press('proposal:open', 'Decide…');
    await ops.seesInWindow(/Yew: who should own it.*proposal:approve/);
    const { view_id, block_id, value } = await windowButton();
    await staged.slack.page('click', {
      ...{ user: olga, from: { kind: 'view', view_id }, block_id, action_id: 'proposal:approve' },
      chosen: { type: 'button', value },
    });
    await ops.seesInWindow(/\*Approved\* by Olga/);
    await sees('Yew', /\*Approved\* by Olga, .*it goes to Ana/);
    await ops.ask('/territory', 'approvals');
    await ops.sees(/No decision waits for a person/);
  });

  it('is approved though its window is closed by then, and nobody reads of a fault', async () => {
    await staged.restart((world) => ask(world, 'Ivy'));
    await sees('Ivy', /proposal:approve/);
    await ops.ask('/territory', 'approvals');
    await ops.press('proposal:open', 'Decide…');
    await ops.seesInWindow(/Ivy: who should own it.*proposal:approve/);
    const pressed = await counted('approve proposal');
    await staged.slack.admin('fail', { method: 'views.update', error: 'not_found' });
    const { view_id, block_id, value } = await windowButton();
    await staged.slack.page('click', {
      ...{ user: olga, from: { kind: 'view', view_id }, block_id, action_id: 'proposal:approve' },
      chosen: { type: 'button', value },
    });
    await soon(async () => expect(await counted('approve proposal')).toBe(pressed + 1));
    await sees('Ivy', /\*Approved\* by Olga, .*it goes to Ana/);
    expect(await staged.metrics()).not.toContain('outcome="fault",kind="approve proposal"');
  });

  it('is nothing for somebody who may not decide', async () => {
    await staged.restart(async (world) => {
      const where = { workspaceId: TEAM, slackUserId: olga };
      await world.database.prisma.rep.updateMany({ where, data: { role: 'rep' } });
      await ask(world, 'Ash');
    });
    await sees('Ash', /proposal:approve/);
    await ops.ask('/territory', 'approvals');
    await ops.sees(/Only ops, admins and managers can decide proposals/);
  });
});

/** How often it was pressed so far, with whatever came of it. */
async function counted(handler: string): Promise<number> {
  const line = new RegExp(
    `cadastre_slack_total\\{outcome="[a-z]+",kind="${handler}"\\} (\\d+)`,
    'g',
  );
  const found = (await staged.metrics()).matchAll(line);
  return [...found].reduce((sum, [, times]) => sum + Number(times), 0);
}

async function windowButton() {
  const view = await ops.view();
  const blocks = (view?.blocks ?? []) as {
    block_id: string;
    elements?: { action_id: string; value: string }[];
  }[];
  const block = blocks.find(({ elements = [] }) => elements[0]?.action_id === 'proposal:approve');
  return { view_id: view?.id, block_id: block?.block_id, value: block?.elements?.[0]?.value };
}
