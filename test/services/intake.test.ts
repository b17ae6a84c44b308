import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/services/audit.ts';
import { type Arrival, routeAccounts } from '../../src/services/intake.ts';
import { showAccount } from '../../src/services/lookup.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { publishRules } from '../../src/services/rules.ts';
import { aChange } from '../support/changes.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

const RULES = `
rule set "Test"
pool "Desk" round robin = bo@registry.example, cy@registry.example

rule "Pinned down"
  in named accounts, priority 1
  says "Board accounts are looked at by hand."
  when domain = board.example
  then review

rule "Enterprise West"
  in geography, priority 1
  says "Large companies in the West are Ana’s."
  when country = US and state in (CA, OR, WA) and revenue >= 50M
  then rep ana@registry.example

rule "Elsewhere in the US"
  in geography, priority 2
  says "The rest of the US goes to the desk in turn."
  when country = US
  then pool "Desk"
`;

let world: World;
const people: Record<string, string> = {};
beforeAll(async () => {
  world = await openWorld();
  for (const name of ['Ana', 'Bo', 'Cy', 'Di']) people[name] = await hire(world, name);
  const by = { kind: 'operator', name: 'ops' } as const;
  await publishRules(world.ports, TEAM, { text: RULES, note: 'first', by });
});
afterAll(() => world.close());

let crmIds = 0;
async function arrive(
  name: string,
  facts: Record<string, unknown>,
  owner?: string,
): Promise<Arrival> {
  crmIds += 1;
  const at = new Date('2026-11-01');
  const attributes = Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, { value, source: 'HubSpot', at }]),
  ) as object;
  const account = await world.database.prisma.account.create({
    data: {
      ...{ workspaceId: TEAM, crmId: String(crmIds), name, attributes },
      ...(owner && { ownerId: people[owner] ?? '' }),
      domains: { create: [{ workspaceId: TEAM, domain: `${name.toLowerCase()}.example` }] },
    },
  });
  return { accountId: account.id, key: `crm:${crmIds}`, at: new Date('2026-11-20T09:59:58Z') };
}

const west = { country: 'USA', state: 'Calif.', revenue: 80_000_000 };
const route = (...arrivals: Arrival[]) => routeAccounts(world.ports, TEAM, arrivals);
const ownerOf = async ({ accountId: id }: Arrival) => {
  const { ownerId } = await world.database.prisma.account.findUniqueOrThrow({ where: { id } });
  return Object.entries(people).find(([, rep]) => rep === ownerId)?.[0];
};
const decisionsOf = ({ accountId }: Arrival) =>
  world.database.prisma.decision.findMany({ where: { accountId } });
const proposalsOf = ({ accountId }: Arrival) =>
  world.database.prisma.proposal.findMany({ where: { accountId }, orderBy: { createdAt: 'asc' } });

describe('an account that arrives', () => {
  it('goes to the rep the rules choose, with the rule as cause and its sentence as reason', async () => {
    const birch = await arrive('Birch', west);
    expect(await route(birch)).toEqual({ assigned: 1, stays: 0, pending: 0 });

    expect(await ownerOf(birch)).toBe('Ana');
    const [change] = await world.database.prisma.ownershipChange.findMany({
      where: { accountId: birch.accountId },
    });
    expect(change).toMatchObject({
      cause: { kind: 'routing', ruleSet: 1, rule: 'Enterprise West' },
      reason: 'Large companies in the West are Ana’s.',
    });
  });

  it('leaves its decision: the version, the facts and their hash, the rule, and how long it took', async () => {
    const cedar = await arrive('Cedar', west);
    await route(cedar);
    const [decision] = await decisionsOf(cedar);
    expect(decision).toMatchObject({
      ...{ kind: 'assigned', rule: 'Enterprise West', arrival: cedar.key, latencyMs: 2000 },
      facts: { country: 'US', state: 'CA', revenue: 80_000_000 },
      trail: { rule: 'Enterprise West', layer: 'geography', priority: 1 },
      wantedId: people.Ana,
    });
    expect(decision?.factsHash).toMatch(/^[0-9a-f]{64}$/);
    expect(decision?.ruleSetId).toBeTruthy();
  });

  it('is decided once, however often and by however many its event is heard', async () => {
    const larch = await arrive('Larch', { country: 'US', state: 'NY', revenue: 1000 });
    await Promise.all([route(larch), route(larch), route(larch)]);
    await route(larch);
    expect(await decisionsOf(larch)).toHaveLength(1);
    const turns = await world.database.pool.query(
      'SELECT 1 FROM pool_turns WHERE account_id::text = $1',
      [larch.accountId],
    );
    expect(turns.rowCount).toBe(1);
  });

  it('is dealt by a pool in turn, and stays with a member of the pool when it changes', async () => {
    const some = [];
    for (const name of ['One', 'Two', 'Three', 'Four']) {
      some.push(await arrive(name, { country: 'US', state: 'TX', revenue: 1000 }));
    }
    await route(...some);
    const owners = await Promise.all(some.map(ownerOf));
    expect(owners.toSorted()).toEqual(['Bo', 'Bo', 'Cy', 'Cy']);

    const again = some.map((arrival) => ({ ...arrival, key: `${arrival.key}:again` }));
    expect(await route(...again)).toEqual({ assigned: 0, stays: 4, pending: 0 });
    expect(await Promise.all(some.map(ownerOf))).toEqual(owners);
  });

  it('waits as a proposal where no rule takes it, and nothing changes', async () => {
    const yew = await arrive('Yew', { country: 'Germany' }, 'Di');
    expect(await route(yew)).toEqual({ assigned: 0, stays: 0, pending: 1 });
    expect(await ownerOf(yew)).toBe('Di');
    expect(await proposalsOf(yew)).toMatchObject([
      { status: 'pending', flags: [{ kind: 'no-match' }], presentOwnerId: people.Di },
    ]);
  });

  it('waits where a missing fact could have led to another rule, and says which', async () => {
    const elm = await arrive('Elm', { country: 'US', state: 'WA' });
    await route(elm);
    expect(await ownerOf(elm)).toBeUndefined();
    expect(await proposalsOf(elm)).toMatchObject([
      { flags: [{ kind: 'missing-data', rule: 'Enterprise West', attributes: ['revenue'] }] },
    ]);
    const turns = await world.database.pool.query(
      'SELECT 1 FROM pool_turns WHERE account_id::text = $1',
      [elm.accountId],
    );
    expect(turns.rowCount).toBe(0);
  });

  it('asks one question at a time: one about another owner supersedes the earlier proposal', async () => {
    const fir = await arrive('Fir', { country: 'Germany' });
    await route(fir);
    const data = { ownerId: people.Di ?? '' };
    await world.database.prisma.account.update({ where: { id: fir.accountId }, data });
    await route({ ...fir, key: `${fir.key}:2` });
    const statuses = (await proposalsOf(fir)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual(['pending', 'superseded']);
  });

  it('waits where it is worth much, pinned, or would leave somebody with an open deal', async () => {
    const rich = await arrive('Rich', { ...west, revenue: 4_000_000_000 });
    const pinned = await arrive('Pinned', west, 'Di');
    const by = { kind: 'operator', name: 'ops' };
    await world.database.prisma.pin.create({
      data: {
        ...{ workspaceId: TEAM, accountId: pinned.accountId, by, reason: 'legal review' },
        pinnedAt: new Date('2026-11-01'),
      },
    });
    const courted = await arrive('Courted', west, 'Di');
    await world.database.prisma.deal.create({
      data: {
        ...{ workspaceId: TEAM, accountId: courted.accountId, crmId: 'd1', name: 'Renewal' },
        ...{ stage: 'won soon', status: 'open', amount: 9000, ownerId: people.Di ?? '' },
      },
    });
    expect(await route(rich, pinned, courted)).toEqual({ assigned: 0, stays: 0, pending: 3 });
    const kinds = await Promise.all([rich, pinned, courted].map(flagsIn));
    expect(kinds).toMatchObject([
      [{ kind: 'high-value' }],
      [{ kind: 'pinned' }],
      [{ kind: 'open-deal' }],
    ]);
  });

  it('waits where a person chose the present owner: a rule does not undo that', async () => {
    const hazel = await arrive('Hazel', west);
    const change = aChange({ accountId: hazel.accountId, wanted: people.Di ?? '' });
    await changeOwner(world.ports, TEAM, change);

    expect(await route(hazel)).toEqual({ assigned: 0, stays: 0, pending: 1 });
    expect(await ownerOf(hazel)).toBe('Di');
    expect(await flagsIn(hazel)).toMatchObject([{ kind: 'set-by-hand', by: { name: 'ops' } }]);
  });

  it('notes the old fact that the rule rests on, and no other', async () => {
    const old = { source: 'HubSpot', at: '2020-01-01T00:00:00Z' };
    const alder = await arrive('Alder', {});
    const attributes = {
      country: { value: 'USA', ...old },
      state: { value: 'Calif.', source: 'HubSpot', at: '2026-11-01T00:00:00Z' },
      revenue: { value: 80_000_000, source: 'HubSpot', at: '2026-11-01T00:00:00Z' },
      city: { value: 'Fresno', ...old },
    };
    const where = { id: alder.accountId };
    await world.database.prisma.account.update({ where, data: { attributes } });
    expect(await route(alder)).toEqual({ assigned: 1, stays: 0, pending: 0 });
    const [decision] = await decisionsOf(alder);
    expect(decision?.flags).toEqual([
      { kind: 'stale-data', attribute: 'country', since: old.at.replace('Z', '.000Z'), limit: 730 },
    ]);
  });

  it('leaves everything as it was where no rules are published', async () => {
    const arrivals = [{ accountId: crypto.randomUUID(), key: 'x', at: new Date() }];
    const routed = await routeAccounts(world.ports, 'T0OTHER', arrivals);
    expect(routed).toEqual({ assigned: 0, stays: 0, pending: 0 });
  });

  it('remembers which version of the rules asked a person', async () => {
    const rowan = await arrive('Rowan', { country: 'Germany' });
    await route(rowan);
    const by = { kind: 'operator', name: 'ops' } as const;
    await publishRules(world.ports, TEAM, { text: RULES, note: 'again', by });
    const { pending, rules } = await showAccount(world.ports, TEAM, rowan.accountId);
    expect(pending).toMatchObject([{ kind: 'proposal', edition: 1 }]);
    expect(rules?.edition).toBe(2);
  });

  it('keeps an audit that verifies', async () => {
    expect((await verifyAudit(world.ports, TEAM)).breaks).toEqual([]);
  });

  async function flagsIn(arrival: Arrival) {
    const [proposal] = await proposalsOf(arrival);
    return (proposal?.flags ?? []) as { kind: string }[];
  }
});
