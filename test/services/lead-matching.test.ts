import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routeLeads } from '../../src/services/lead-intake.ts';
import { lookUp } from '../../src/services/lead-lookup.ts';
import { explainLeadMatch } from '../../src/services/lead-matching.ts';
import { publishRules } from '../../src/services/rules.ts';
import { enter } from '../support/accounts.ts';
import { told } from '../support/crm.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

const RULES = `
rule set "Leads"
rule "Known accounts"
  in existing relationship, priority 1
  says "A lead from a company we know goes to the owner of that account."
  when record = lead and matched_owner exists
  then owner of match
`;

let world: World;
const people: Record<string, string> = {};
beforeAll(async () => {
  world = await openWorld();
  for (const name of ['Ana', 'Bo']) people[name] = await hire(world, name);
  const by = { kind: 'operator', name: 'ops' } as const;
  await publishRules(world.ports, TEAM, { text: RULES, note: 'first', by });
  const facts = { country: 'United States', city: 'Oakland' };
  await enter(world, 'Acme Corporation', { domain: 'acme.com', facts, ownerId: people.Ana ?? '' });
  await enter(world, 'Zenith Mills', { domain: 'zenith.com', facts, ownerId: people.Bo ?? '' });
  await enter(world, 'Shared One', { domain: 'shared.com', facts, ownerId: people.Ana ?? '' });
  await enter(world, 'Shared Two', { domain: 'shared.com', facts, ownerId: people.Bo ?? '' });
});
afterAll(() => world.close());

async function arrive(email: string, facts: Record<string, string> = {}, accountId?: string) {
  const { prisma } = world.database;
  const { id } = await prisma.lead.create({
    data: {
      ...{ workspaceId: TEAM, crmId: randomUUID(), name: 'Ann', email },
      ...{ attributes: told(facts) as object, ...(accountId && { accountId }) },
    },
  });
  await routeLeads(world.ports, TEAM, [{ leadId: id, key: id, at: new Date() }]);
  const { ownerId, accountId: said } = await prisma.lead.findUniqueOrThrow({ where: { id } });
  const match = await explainLeadMatch(world.ports, TEAM, id);
  return { owner: Object.entries(people).find(([, rep]) => rep === ownerId)?.[0], match, said };
}

describe('a lead that the CRM associates with no account', () => {
  it('goes to the owner of the account whose domain it writes from, and says why', async () => {
    const { owner, match, said } = await arrive('ann@uk.acme.com');
    expect(owner).toBe('Ana');
    expect(match).toMatchObject({
      verdict: 'matched',
      considered: [{ name: 'Acme Corporation', reasons: ['email-domain'] }],
    });
    // What the CRM says stays what the CRM says.
    expect(said).toBeNull();
    expect(await lookUp(world.ports, TEAM, 'ann@uk.acme.com')).toMatchObject({
      ...{ kind: 'found', card: { account: { name: 'Acme Corporation' } } },
      lead: { match: { verdict: 'matched' } },
    });
  });

  it('goes to the owner of the company it names, where it writes from a free address', async () => {
    const facts = { company: 'ZENITH MILLS LLC', country: 'USA' };
    const { owner, match } = await arrive('ann@gmail.com', facts);
    expect([owner, match?.verdict]).toEqual(['Bo', 'matched']);
  });

  it('is given to nobody silently where two accounts hold its domain: both are named', async () => {
    const { owner, match } = await arrive('ann@shared.com');
    expect(owner).toBeUndefined();
    expect(match?.verdict).toBe('several');
    expect(await lookUp(world.ports, TEAM, 'ann@shared.com')).toMatchObject({
      ...{ kind: 'lead', lead: { match: { verdict: 'several' } } },
    });
    expect(match?.considered.map(({ name, notTaken }) => [name, notTaken]).toSorted()).toEqual([
      ['Shared One', 'as-much-for-another'],
      ['Shared Two', 'as-much-for-another'],
    ]);
  });

  it('belongs to nobody where nothing says so', async () => {
    expect(await arrive('ann@gmail.com')).toMatchObject({
      match: { verdict: 'none', considered: [] },
    });
  });

  it('is not matched where the CRM says whose it is', async () => {
    const [zenith] = await world.database.prisma.account.findMany({
      where: { name: 'Zenith Mills' },
    });
    const { owner, match } = await arrive('ann@acme.com', {}, zenith?.id);
    expect([owner, match]).toEqual(['Bo', undefined]);
  });
});
