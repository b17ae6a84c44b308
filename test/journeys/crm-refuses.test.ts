import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { routeAccounts } from '../../src/services/intake.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { enter } from '../support/accounts.ts';
import { type Staged, sales, stageBot, wordsOf } from '../support/bot.ts';
import { aChange } from '../support/changes.ts';
import { big, RULES } from '../support/court.ts';
import { deskOf } from '../support/desk.ts';
import { publish } from '../support/publishing.ts';
import { soon } from '../support/soon.ts';
import { hire, TEAM, type World } from '../support/world.ts';

const [mia, olga] = ['U1ADA', 'U2BEN'];
const token = 'pat-test';
const company = createCompany({ seed: 5, accounts: 10 });
const rep = company.reps.find(({ left }) => !left);
const ids = {
  Elm: company.account(1).crmId,
  Fir: company.account(2).crmId,
  Gum: company.account(3).crmId,
};
let hubspot: HubSpot;
let staged: Staged;
beforeAll(async () => {
  hubspot = await startHubSpot({ port: 0, company, token, portalId: 4711, limits: 'off' });
  for (const id of Object.values(ids)) {
    await order('edit', { kind: 'companies', id, properties: { hubspot_owner_id: '' } });
  }
  const access = { token };
  const crm = { kind: 'hubspot', access, url: hubspot.url, callsPerTenSeconds: 1000 } as const;
  staged = await stageBot(fill, { crm });
});
afterAll(async () => {
  await staged.stop();
  await hubspot.stop();
});

async function fill(world: World) {
  const { prisma } = world.database;
  await prisma.workspace.update({ where: { id: TEAM }, data: { opsChannel: sales } });
  const managerId = await hire(world, 'Mia', { slackUserId: mia, role: 'manager' });
  const team = await prisma.team.create({ data: { workspaceId: TEAM, name: 'West', managerId } });
  const crmOwnerId = rep?.crmOwnerId ?? '';
  await hire(world, 'Ana', { teamId: team.id, crmOwnerId });
  for (const name of ['Bo', 'Cy']) await hire(world, name, { teamId: team.id });
  await hire(world, 'Olga', { slackUserId: olga, role: 'ops' });
  await publish(world, RULES);
  await ask(world, 'Elm');
}

async function ask(world: World, name: keyof typeof ids) {
  const domain = `${name.toLowerCase()}.example`;
  const accountId = await enter(world, name, { domain, facts: big });
  const where = { id: accountId };
  await world.database.prisma.account.update({ where, data: { crmId: ids[name] } });
  const at = world.ports.clock.now();
  await routeAccounts(world.ports, TEAM, [{ accountId, key: domain, at }]);
}

/** Something happens at HubSpot. */
async function order(what: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify(body) };
  expect((await fetch(`${hubspot.url}/admin/${what}`, request)).ok).toBe(true);
}
const refuseOnce = () =>
  order('fail', {
    path: 'companies/batch/update',
    how: {
      ...{ kind: 'status', status: 400, category: 'VALIDATION_ERROR' },
      message: 'A rule of yours wants no such owner',
    },
  });

async function ownerOf(id: string): Promise<string> {
  const url = `${hubspot.url}/crm/v3/objects/companies/${id}?properties=hubspot_owner_id`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return (await response.json()).properties.hubspot_owner_id ?? '';
}

const ops = deskOf(() => staged, olga);
/** What the bot writes to her alone. */
async function atMia() {
  const { channels } = await soon(async () => {
    const state = await staged.slack.state(mia);
    expect(state.channels.some(({ id }) => id.startsWith('D'))).toBe(true);
    return state;
  });
  const inbox = channels.find(({ id }) => id.startsWith('D'))?.id ?? '';
  return deskOf(() => staged, mia, inbox);
}

describe('a new owner that HubSpot refuses for good', () => {
  it('comes to the manager who approved it and to ops, with what HubSpot said', async () => {
    const desk = await atMia();
    await desk.sees(/Elm: who should own it/);
    await refuseOnce();
    await desk.press('proposal:approve', '');
    await desk.sees(/HubSpot does not take a new owner.*Elm.*A rule of yours wants no such owner/s);
    await ops.sees(/HubSpot does not take a new owner.*refused:retry.*refused:undo/s);
  });

  it('is written again with one press, and both messages say so', async () => {
    const desk = await atMia();
    await desk.press('refused:retry', '');
    await desk.sees(/\*Retried\* by Mia, .*HubSpot has it now/);
    await ops.sees(/\*Retried\* by Mia, .*HubSpot has it now/);
    expect(await ownerOf(ids.Elm)).toBe(rep?.crmOwnerId);
  });

  it('goes back with one press of ops, where somebody else may not', async () => {
    await staged.restart((world) => ask(world, 'Fir'));
    const desk = await atMia();
    await desk.sees(/Fir: who should own it/);
    await refuseOnce();
    await desk.press('proposal:approve', '');
    await ops.sees(/HubSpot does not take a new owner.*Fir/s);
    await ops.press('refused:undo', '');
    await ops.sees(/\*Undone\* by Olga, .*nobody’s again/);
    await desk.sees(/\*Undone\* by Olga/);
    expect(await ownerOf(ids.Fir)).toBe('');
    await desk.ask('/whoowns', 'fir.example');
    await desk.sees(/Olga undid an earlier change|Nobody owns/);
  });

  it('is on Home of whoever decided it, with both answers in a window', async () => {
    await staged.restart((world) => ask(world, 'Gum'));
    const desk = await atMia();
    await desk.sees(/Gum: who should own it/);
    await refuseOnce();
    await desk.press('proposal:approve', '');
    await ops.sees(/HubSpot does not take a new owner.*Gum/s);

    await staged.slack.page('home', { user: mia, tab: 'home' });
    const look = await soon(async () => {
      const { home } = await staged.slack.state(mia);
      expect(JSON.stringify(home?.blocks)).toMatch(/1 new owner was refused by the CRM/);
      const blocks = (home?.blocks ?? []) as { block_id: string; accessory?: object }[];
      const block = blocks.find(({ accessory }) => JSON.stringify(accessory)?.includes(':look'));
      return { from: { kind: 'view', view_id: home?.id }, block_id: block?.block_id };
    });
    await staged.slack.page('click', { user: mia, ...look, action_id: 'refused:look' });
    await desk.seesInWindow(/HubSpot does not take 1 new owner.*Gum/s);
    await desk.pressInWindow('refused:undo', '');
    await desk.seesInWindow(/No refused owner waits for you/);
    await ops.sees(/\*Undone\* by Mia, /);
    expect(await ownerOf(ids.Gum)).toBe('');
  });
});

/** Its owner has changed six times within the hour, and a rule wants it to change once more. */
async function sway(world: World) {
  const { prisma } = world.database;
  const accountId = await enter(world, 'Ivy', { domain: 'ivy.example', facts: { country: 'DE' } });
  const reps = await prisma.rep.findMany({
    where: { workspaceId: TEAM, name: { in: ['Ana', 'Bo'] } },
    orderBy: { name: 'asc' },
  });
  const cause = { kind: 'routing', rule: 'Germany', ruleSet: 1 } as const;
  let expected: string | null = null;
  for (let nth = 0; nth < 6; nth += 1) {
    const wanted = reps[nth % 2]?.id ?? null;
    const change = aChange({ accountId, expected, wanted, cause });
    await changeOwner(world.ports, TEAM, change);
    expected = wanted;
  }
  const at = world.ports.clock.now();
  await routeAccounts(world.ports, TEAM, [{ accountId, key: 'ivy', at }]);
  // HubSpot knows nothing of it, and is not to be told.
  await prisma.task.updateMany({ where: { kind: 'crm-owner' }, data: { status: 'done' } });
  await world.database.pool.query('UPDATE pgboss.job SET start_after = now()');
}

describe('an owner that goes to and fro', () => {
  it('is told to ops with who sets it, and taken up again with one press', async () => {
    await staged.restart(sway);
    await ops.sees(/Rules leave Ivy alone.*between Ana and Bo/s);
    await ops.press('restless:take-up', '');
    await soon(async () => {
      const all = (await ops.messages()).map(wordsOf);
      expect(all).toContainEqual(expect.stringMatching(/Ivy.*Taken up again by Olga/s));
    });
  });
});
