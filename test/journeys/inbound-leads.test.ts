import { Client } from '@hubspot/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rosterFile } from '../../src/domain/roster.ts';
import type { Ports } from '../../src/ports.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { rosterFile as rosterOf } from '../../src/sandbox/company/roster-file.ts';
import { ruleFile } from '../../src/sandbox/company/rule-file.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { verifyAudit } from '../../src/services/audit.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { deliver } from '../../src/services/delivery.ts';
import { importRoster } from '../../src/services/roster.ts';
import { publishRules } from '../../src/services/rules.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { openWorld, TEAM, type World } from '../support/world.ts';

const company = createCompany({ seed: 7, accounts: 60 });
const workspace = { id: TEAM, name: 'Tallgrass' };
const certified = company.people.filter(
  ({ job, left, certificates }) => job === 'ae' && !left && certificates.includes('HIPAA'),
);

let hubspot: HubSpot;
let client: Client;
let world: World;
let ports: Ports;
beforeAll(async () => {
  hubspot = await startHubSpot({
    ...{ port: 0, company, token: 'pat-test', portalId: 4711, limits: 'off' },
  });
  client = new Client({ accessToken: 'pat-test', basePath: hubspot.url });
  world = await openWorld();
  const crm = connect(hubspot);
  ports = { ...world.ports, crm: () => crm };
  // Friday morning in New York, afternoon in Paris, and hardly anybody is away.
  world.setTime('2026-11-27T14:30:00Z');
  await bringIn();
  await importRoster(ports, workspace, rosterFile.parse(rosterOf(company)), 'ops');
  const by = { kind: 'operator', name: 'ops' } as const;
  await publishRules(ports, TEAM, { text: ruleFile(company), note: 'first', by });
});
afterAll(async () => {
  await world.close();
  await hubspot.stop();
});

async function bringIn(): Promise<void> {
  const crm = ports.crm(TEAM);
  if (crm) await importCrm(ports, workspace, crm, () => undefined);
}

/** All that the workers would do now. */
async function work(): Promise<void> {
  const waiting = await world.database.prisma.task.findMany({ where: { status: 'due' } });
  for (const { id } of waiting) await deliver(ports, id);
}

/** Somebody of a clinic fills in the form on our pages. */
async function fillIn(name: string): Promise<string> {
  const { id } = await client.crm.contacts.basicApi.create({
    properties: {
      email: `${name.toLowerCase()}@clinic.example`,
      firstname: name,
      industry: 'Hospital & Health Care',
      country: 'United States',
      hs_analytics_source: 'ORGANIC_SEARCH',
      hs_lead_status: 'NEW',
    },
    associations: [],
  });
  return id;
}

const ownerIn = async (id: string) => {
  const contact = await client.crm.contacts.basicApi.getById(id, ['hubspot_owner_id']);
  return contact.properties.hubspot_owner_id ?? undefined;
};
const mark = (id: string, properties: Record<string, string>) =>
  client.crm.contacts.basicApi.update(id, { properties });
const turns = async (crmId: string) => {
  const { prisma } = world.database;
  const lead = await prisma.lead.findFirstOrThrow({ where: { workspaceId: TEAM, crmId } });
  const found = await prisma.poolTurn.findMany({
    where: { leadId: lead.id },
    orderBy: { number: 'asc' },
  });
  return found.map(({ kind }) => kind);
};

describe('inbound healthcare leads → certified reps by round robin', () => {
  it('get an owner in HubSpot, each another one, all of them certified', async () => {
    expect(certified.length).toBeGreaterThan(2);
    const leads = [await fillIn('Ada'), await fillIn('Ben'), await fillIn('Cleo')];
    await bringIn();
    await work();
    const owners = await Promise.all(leads.map(ownerIn));
    expect(new Set(owners).size).toBe(3);
    expect(certified.map(({ crmOwnerId }) => crmOwnerId)).toEqual(expect.arrayContaining(owners));
  });

  it('stay where they are however often HubSpot is read and whatever else is edited', async () => {
    const lead = await fillIn('Dora');
    await bringIn();
    await work();
    const owner = await ownerIn(lead);
    world.setTime('2026-11-27T14:40:00Z');
    await bringIn();
    await mark(lead, { hs_lead_status: 'IN_PROGRESS' });
    await bringIn();
    await work();
    expect(await ownerIn(lead)).toBe(owner);
    expect(await turns(lead)).toEqual(['dealt']);
  });

  it('give the turn back when nothing comes of them: the same rep is next', async () => {
    const lead = await fillIn('Emil');
    await bringIn();
    await work();
    await mark(lead, { hs_lead_status: 'UNQUALIFIED' });
    const next = await fillIn('Flo');
    world.setTime('2026-11-27T14:50:00Z');
    await bringIn();
    await work();
    expect(await turns(lead)).toEqual(['dealt', 'returned']);
    expect(await ownerIn(next)).toBe(await ownerIn(lead));
  });

  it('leave an audit that verifies', async () => {
    expect((await verifyAudit(ports, TEAM)).breaks).toEqual([]);
  });
});
