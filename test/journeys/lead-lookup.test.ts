import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routeLeads } from '../../src/services/lead-intake.ts';
import { enter } from '../support/accounts.ts';
import { ana, type Staged, stageBot, wordsOf } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import { publish } from '../support/publishing.ts';
import { hire, TEAM, type World } from '../support/world.ts';

const rules = `
pool "Healthcare desk" round robin = ben.okoye@registry.example
pool "Campus desk" claim = ada.lind@registry.example
rule "Inbound healthcare leads"
  in vertical, priority 1
  says "Healthcare leads who come to us are dealt in turn."
  when record = lead and industry = Healthcare
  then pool "Healthcare desk"
rule "Campus leads"
  in vertical, priority 2
  says "Leads from universities belong to whoever claims them first."
  when record = lead and industry = Education
  then pool "Campus desk"
rule "Rest"
  in catch-all, priority 1
  when always
  then review
`;

/** CRM ids, by address. */
const numbers = new Map<string, string>();
let staged: Staged;
const ada = deskOf(() => staged, ana);

beforeAll(async () => {
  staged = await stageBot(async (world) => {
    const ownerId = await hire(world, 'Ada Lind', { slackUserId: ana });
    await hire(world, 'Ben Okoye', { slackUserId: 'U2BEN' });
    const entry = { domain: 'birch.example', ownerId };
    const accountId = await enter(world, 'Birch Clinics', entry);
    const crm = 'https://crm.example/record';
    const links = { crmAccountUrl: `${crm}/0-2/{id}`, crmLeadUrl: `${crm}/0-1/{id}` };
    await world.database.prisma.workspace.update({
      ...{ where: { id: TEAM }, data: { crmName: 'HubSpot', ...links } },
    });
    await publish(world, rules);
    await arrive(world, 'jo@birch.example', 'Healthcare', accountId);
    await arrive(world, 'kim@orvit.example', 'Education');
  });
});
afterAll(() => staged.stop());

async function arrive(world: World, email: string, industry: string, accountId?: string) {
  const at = world.ports.clock.now();
  const attributes = { industry: { value: industry, source: 'HubSpot', at } };
  const lead = { workspaceId: TEAM, crmId: randomUUID(), name: 'Jo Park', email, attributes };
  numbers.set(email, lead.crmId);
  const { id: leadId } = await world.database.prisma.lead.create({
    data: { ...lead, ...(accountId && { accountId }) },
  });
  await routeLeads(world.ports, TEAM, [{ leadId, key: email, at }]);
}

describe('/whoowns with the address of a lead', () => {
  it('finds it by its number in the CRM as well, as a simulation names it', async () => {
    await ada.ask('/whoowns', numbers.get('jo@birch.example') ?? '');
    await ada.sees(/\*Jo Park\* · lead, jo@birch\.example/);
  });

  it('says whose the lead is and by whose turn, above the card of its account', async () => {
    await ada.ask('/whoowns', 'Jo@Birch.example');
    await ada.sees(/\*Jo Park\* · lead, jo@birch\.example.*\*Owner\* <@U2BEN>/);
    await ada.sees(
      /rule “Inbound healthcare leads” \(version 1 of the rules\) decided so — Healthcare leads/,
    );
    await ada.sees(/It was their turn in the pool Healthcare desk\..*Birch Clinics.*<@U1ADA>/);
  });

  it('leads to the record of the lead, whether or not it has an account', async () => {
    const opens = async () =>
      JSON.stringify((await ada.latest())?.blocks).match(/"text":"Open[^"]*"|record\/0-\d/g);
    await ada.ask('/whoowns', 'jo@birch.example');
    expect(await opens()).toEqual([
      ...['"text":"Open Jo Park in HubSpot"', 'record/0-1'],
      ...['"text":"Open in HubSpot"', 'record/0-2'],
    ]);
    await ada.ask('/whoowns', 'kim@orvit.example');
    expect(await opens()).toEqual(['"text":"Open in HubSpot"', 'record/0-1']);
  });

  it('answers with the account alone where nobody has that address', async () => {
    await ada.ask('/whoowns', 'nobody@birch.example');
    await ada.sees(/Birch Clinics.*<@U1ADA>/);
    expect(wordsOf(await ada.latest())).not.toContain('lead,');
  });

  it('offers a lead that may be claimed, and a claim takes it', async () => {
    await ada.ask('/whoowns', 'kim@orvit.example');
    await ada.sees(
      /Nobody has this lead yet.*HubSpot has put it under none.*To be claimed.*pool Campus desk/,
    );
    await ada.press('claim:take', 'Claim');
    await ada.sees(/\*Owner\* <@U1ADA>.*Ada Lind claimed it from the pool “Campus desk”/);
    await ada.ask('/territory', 'claim kim@orvit.example');
    await ada.sees(/Jo Park is Ada Lind’s already, so nothing was changed/);
  });
});
