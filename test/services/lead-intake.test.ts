import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/services/audit.ts';
import { trySubject } from '../../src/services/dry-run.ts';
import { type LeadArrival, routeAllLeads, routeLeads } from '../../src/services/lead-intake.ts';
import { showLead } from '../../src/services/lead-lookup.ts';
import { changeLeadOwners } from '../../src/services/ownership.ts';
import { showProposal } from '../../src/services/proposals.ts';
import { publishRules } from '../../src/services/rules.ts';
import { whyNotRep } from '../../src/services/why-not.ts';
import { inTransaction } from '../../src/store/database.ts';
import { told } from '../support/crm.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

const RULES = `
rule set "Leads"
pool "Healthcare desk" round robin = bo@registry.example, cy@registry.example, di@registry.example
  requires certificate HIPAA
pool "Nobody’s desk" round robin = di@registry.example
  requires certificate HIPAA
  overflow "Everybody"
pool "Everybody" round robin = ana@registry.example

rule "Known accounts"
  in existing relationship, priority 1
  says "A lead from a company we know goes to the owner of that account."
  when record = lead and matched_owner exists
  then owner of match

rule "Inbound healthcare"
  in vertical, priority 1
  says "Healthcare leads that come to us go to certified reps in turn."
  when record = lead and source = inbound and industry = Healthcare
  then pool "Healthcare desk"

rule "Events"
  in catch-all, priority 1
  says "Leads from events go to whoever is there."
  when record = lead and source = event
  then pool "Nobody’s desk"

rule "Partners"
  in catch-all, priority 2
  says "Leads of partners are looked at by hand."
  when record = lead and source = partner
  then review
`;

let world: World;
const people: Record<string, string> = {};
beforeAll(async () => {
  world = await openWorld();
  for (const name of ['Ana', 'Bo', 'Cy', 'Di']) people[name] = await hire(world, name);
  for (const name of ['Bo', 'Cy']) {
    const data = { certificates: ['HIPAA'] };
    await world.database.prisma.rep.update({ where: { id: people[name] ?? '' }, data });
  }
  const by = { kind: 'operator', name: 'ops' } as const;
  await publishRules(world.ports, TEAM, { text: RULES, note: 'first', by });
});
afterAll(() => world.close());

const health = { source: 'inbound', industry: 'HOSPITAL_HEALTH_CARE', country: 'US' };
let serial = 0;
async function arrive(
  facts: Record<string, string | number>,
  fields: { owner?: string; accountId?: string } = {},
): Promise<LeadArrival> {
  serial += 1;
  const { owner, ...rest } = fields;
  const lead = await world.database.prisma.lead.create({
    data: {
      ...{ workspaceId: TEAM, crmId: String(serial), name: `Lead ${serial}` },
      ...{ attributes: told(facts) as object, email: `lead${serial}@clinic.example` },
      ...(owner && { ownerId: people[owner] ?? '' }),
      ...rest,
    },
  });
  return { leadId: lead.id, key: `lead:${serial}`, at: new Date('2026-11-20T09:59:58Z') };
}
const again = (arrival: LeadArrival) => ({ ...arrival, key: `${arrival.key}:again` });
const change = ({ leadId }: LeadArrival, attributes: Record<string, string>) =>
  world.database.prisma.lead.update({
    where: { id: leadId },
    data: { attributes: told(attributes) as object },
  });

const route = (...arrivals: LeadArrival[]) => routeLeads(world.ports, TEAM, arrivals);
const ownerOf = async ({ leadId: id }: LeadArrival) => {
  const { ownerId } = await world.database.prisma.lead.findUniqueOrThrow({ where: { id } });
  return Object.entries(people).find(([, rep]) => rep === ownerId)?.[0];
};
const proposalsOf = ({ leadId }: LeadArrival) =>
  world.database.prisma.proposal.findMany({ where: { leadId }, orderBy: { createdAt: 'asc' } });
const turnsOf = async ({ leadId }: LeadArrival) =>
  world.database.prisma.poolTurn.findMany({ where: { leadId } });

describe('a lead that arrives', () => {
  it('goes to certified reps by round robin, where it came to us from healthcare', async () => {
    const some = [];
    for (let nth = 0; nth < 4; nth += 1) some.push(await arrive(health));
    expect(await route(...some)).toEqual({ assigned: 4, stays: 0, pending: 0 });
    expect(await Promise.all(some.map(ownerOf))).toEqual(['Bo', 'Cy', 'Bo', 'Cy']);

    const [first] = some;
    const change = await world.database.prisma.ownershipChange.findFirst({
      where: { leadId: first?.leadId ?? '' },
    });
    expect(change).toMatchObject({
      cause: { kind: 'routing', ruleSet: 1, rule: 'Inbound healthcare' },
      reason: 'Healthcare leads that come to us go to certified reps in turn.',
    });
  });

  it('leaves its decision, with the facts it saw and why the pool chose that rep', async () => {
    const lead = await arrive(health);
    await route(lead);
    const where = { leadId: lead.leadId };
    const decisions = await world.database.prisma.decision.findMany({ where });
    expect(decisions).toMatchObject([
      {
        ...{ accountId: null, kind: 'assigned', rule: 'Inbound healthcare', latencyMs: 2000 },
        facts: { record: 'lead', source: 'inbound', industry: 'Healthcare' },
        trail: { rule: 'Inbound healthcare', layer: 'vertical' },
        outcome: {
          dealt: {
            ...{ kind: 'chosen', pool: 'Healthcare desk' },
            why: expect.arrayContaining([
              {
                rep: expect.objectContaining({ name: 'Di' }),
                verdict: { kind: 'lacks', gift: 'certificate', word: 'HIPAA' },
              },
            ]),
          },
        },
      },
    ]);
    expect(await turnsOf(lead)).toMatchObject([{ accountId: null, kind: 'dealt' }]);
  });

  it('is decided once, however often and by however many its event is heard', async () => {
    const lead = await arrive(health);
    await Promise.all([route(lead), route(lead), route(lead)]);
    await routeAllLeads(world.ports, TEAM, [lead, lead]);
    const where = { leadId: lead.leadId };
    expect(await world.database.prisma.decision.count({ where })).toBe(1);
    expect(await turnsOf(lead)).toHaveLength(1);
  });

  it('goes to the owner of its account, and knows what the account knows', async () => {
    const accountId = await register(world, 'Mercy', { ownerId: people.Ana ?? '' });
    const lead = await arrive({ source: 'inbound' }, { accountId });
    expect(await route(lead)).toEqual({ assigned: 1, stays: 0, pending: 0 });
    expect(await ownerOf(lead)).toBe('Ana');

    const clinic = await register(world, 'Clinic');
    const attributes = told({ industry: 'Hospital & Health Care' }) as object;
    await world.database.prisma.account.update({ where: { id: clinic }, data: { attributes } });
    const other = await arrive({ source: 'inbound' }, { accountId: clinic });
    await route(other);
    expect(['Bo', 'Cy']).toContain(await ownerOf(other));
  });

  it('stays with whoever it was dealt to when something else of it changes', async () => {
    const [lead, overflowed] = [await arrive(health), await arrive({ source: 'event' })];
    await route(lead, overflowed);
    const owner = await ownerOf(lead);
    expect(await ownerOf(overflowed)).toBe('Ana');

    await change(lead, { ...health, lead_status: 'OPEN' });
    await change(overflowed, { source: 'event', lead_status: 'OPEN' });
    const data = { certificates: ['HIPAA'] };
    await world.database.prisma.rep.update({ where: { id: people.Di ?? '' }, data });
    const routed = await route(again(lead), again(overflowed));
    await world.database.prisma.rep.update({
      where: { id: people.Di ?? '' },
      data: { certificates: [] },
    });
    expect(routed).toEqual({ assigned: 0, stays: 2, pending: 0 });
    expect([await ownerOf(lead), await ownerOf(overflowed)]).toEqual([owner, 'Ana']);
    expect(await turnsOf(overflowed)).toHaveLength(1);
  });

  it('moves on with the rules where routing gave it its owner', async () => {
    const lead = await arrive({ source: 'event' });
    await route(lead);
    await change(lead, health);
    expect(await route(again(lead))).toEqual({ assigned: 1, stays: 0, pending: 0 });
    expect(['Bo', 'Cy']).toContain(await ownerOf(lead));
  });

  it('is not taken from the owner whom it came with: somebody in the CRM chose them', async () => {
    const lead = await arrive(health, { owner: 'Ana' });
    expect(await route(lead)).toEqual({ assigned: 0, stays: 0, pending: 1 });
    expect(await ownerOf(lead)).toBe('Ana');
    expect(await turnsOf(lead)).toEqual([]);
    expect(await proposalsOf(lead)).toMatchObject([
      {
        ...{ accountId: null, status: 'pending', presentOwnerId: people.Ana },
        flags: [{ kind: 'set-by-hand', by: { name: 'somebody in the CRM' } }],
      },
    ]);
  });

  it('is not taken from the owner whom a person gave it after routing had', async () => {
    const lead = await arrive(health);
    await route(lead);
    const before = await ownerOf(lead);
    await inTransaction(world.database, (tx) =>
      changeLeadOwners(tx, world.ports, TEAM, [
        {
          ...{
            leadId: lead.leadId,
            expected: people[before ?? ''] ?? '',
            wanted: people.Ana ?? '',
          },
          ...{ cause: { kind: 'crm-edit' }, reason: '' },
          actor: { kind: 'crm-user', id: '900', name: 'Dana Cole' },
        },
      ]),
    );
    expect(await route(again(lead))).toEqual({ assigned: 0, stays: 0, pending: 1 });
    expect(await ownerOf(lead)).toBe('Ana');
    const [proposal] = await proposalsOf(lead);
    expect(proposal?.flags).toMatchObject([{ kind: 'set-by-hand', by: { name: 'Dana Cole' } }]);
  });

  it('waits where a missing fact could have led to another rule, and takes no turn', async () => {
    const lead = await arrive({ source: 'inbound' });
    await route(lead);
    expect([await ownerOf(lead), await turnsOf(lead)]).toEqual([undefined, []]);
    expect(await proposalsOf(lead)).toMatchObject([
      {
        flags: expect.arrayContaining([
          { kind: 'missing-data', rule: 'Inbound healthcare', attributes: ['industry'] },
        ]),
      },
    ]);
  });

  it('is asked about with the deals of its account, where that is opened, and why', async () => {
    const accountId = await register(world, 'Elm', { crmId: 'elm' });
    const { prisma } = world.database;
    const deal = {
      workspaceId: TEAM,
      accountId,
      crmId: 'd1',
      name: 'Seats',
      stage: 'won soon',
      status: 'open',
    };
    await prisma.deal.create({ data: { ...deal, amount: 900, currency: 'EUR' } });
    const crmAccountUrl = 'https://crm.example/companies/{id}';
    await prisma.workspace.update({ where: { id: TEAM }, data: { crmAccountUrl } });
    const lead = await arrive({ source: 'partner' }, { accountId });
    await route(lead);
    const [asked] = await proposalsOf(lead);

    expect(await showProposal(world.ports, TEAM, asked?.id ?? '')).toMatchObject({
      subject: {
        ...{ kind: 'lead', id: lead.leadId, account: 'Elm' },
        crm: { url: 'https://crm.example/companies/elm' },
      },
      deals: { count: 1, total: 900, currency: 'EUR' },
    });
    const subject = { kind: 'lead', id: lead.leadId } as const;
    expect(await trySubject(world.ports, TEAM, subject)).toMatchObject({
      outcome: { kind: 'pending' },
      winner: { line: { rule: { name: 'Partners' } } },
    });
    expect(await whyNotRep(world.ports, TEAM, subject, people.Ana ?? '')).toMatchObject({
      now: { rule: { name: 'Partners' } },
      place: { kind: 'elsewhere' },
    });
  });

  it('is opened itself where it has no account', async () => {
    const { prisma } = world.database;
    const crmLeadUrl = 'https://crm.example/people/{id}';
    await prisma.workspace.update({ where: { id: TEAM }, data: { crmLeadUrl } });
    const lead = await arrive({ source: 'partner' });
    await route(lead);
    const [asked] = await proposalsOf(lead);
    const crm = { url: `https://crm.example/people/${serial}` };
    const { subject } = (await showProposal(world.ports, TEAM, asked?.id ?? '')) ?? {};
    expect(subject).toMatchObject({ crm });
    expect(subject?.account).toBeUndefined();
    expect(await showLead(world.ports, TEAM, lead.leadId)).toMatchObject({ lead: { crm } });
  });

  it('asks one question at a time, and none once it is answered', async () => {
    const lead = await arrive({ source: 'partner' });
    await route(lead);
    await route(again(lead));
    const statuses = async () => (await proposalsOf(lead)).map(({ status }) => status).toSorted();
    expect(await statuses()).toEqual(['pending']);
    await change(lead, health);
    await route({ ...lead, key: `${lead.key}:third` });
    expect(await statuses()).toEqual(['superseded']);
  });

  it('leaves everything as it was where no rules are published', async () => {
    const arrivals = [{ leadId: crypto.randomUUID(), key: 'x', at: new Date() }];
    const routed = await routeLeads(world.ports, 'T0OTHER', arrivals);
    expect(routed).toEqual({ assigned: 0, stays: 0, pending: 0 });
  });

  it('keeps an audit that verifies', async () => {
    expect((await verifyAudit(world.ports, TEAM)).breaks).toEqual([]);
  });
});
