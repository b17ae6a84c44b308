import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tryAccount } from '../../src/services/dry-run.ts';
import { routeAccounts } from '../../src/services/intake.ts';
import { publishRules } from '../../src/services/rules.ts';
import { enter } from '../support/accounts.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

const RULES = `
rule set "Test"
pool "Desk" round robin = bo@registry.example
rule "Small"
  in geography, priority 1
  says "Small ones go to the desk."
  when employees < 10
  then pool "Desk"
rule "West"
  in geography, priority 2
  says "The West is Ana’s."
  when country = US and state = CA
  then rep ana@registry.example
rule "Elsewhere"
  in geography, priority 3
  says "All others go to the desk."
  when country exists
  then pool "Desk"
`;

let world: World;
const people: Record<string, string> = {};
beforeAll(async () => {
  world = await openWorld();
  for (const name of ['Ana', 'Bo', 'Cy']) people[name] = await hire(world, name);
  const by = { kind: 'operator', name: 'ops' } as const;
  await publishRules(world.ports, TEAM, { text: RULES, note: 'first', by });
});
afterAll(() => world.close());

const oakland = { employees: 50, country: 'US', state: 'CA', city: 'Oakland', zip: '94612' };
const denver = { employees: 50, country: 'US', state: 'CO', city: 'Denver', zip: '80202' };
const route = async (accountId: string) => {
  await routeAccounts(world.ports, TEAM, [{ accountId, key: accountId, at: new Date() }]);
  return stand(accountId);
};
const stand = async (accountId: string) => {
  const { database } = world;
  const { ownerId } = await database.prisma.account.findUniqueOrThrow({ where: { id: accountId } });
  const proposals = await database.prisma.proposal.findMany({ where: { accountId } });
  const owner = Object.entries(people).find(([, rep]) => rep === ownerId)?.[0];
  return { owner, flags: proposals.flatMap(({ flags }) => flags) };
};

describe('a new account that is probably one that somebody has', () => {
  it('waits instead of going to somebody else, and names the other account and its owner', async () => {
    const held = { domain: 'heron.com', facts: oakland, ownerId: people.Cy ?? '' };
    await enter(world, 'Blue Heron Freight Inc', held);
    const copy = await enter(world, 'BLUE HERON FREIGHT', { domain: 'heron.com', facts: oakland });
    const flag = {
      ...{ kind: 'duplicate', account: 'Blue Heron Freight Inc' },
      owner: 'cy@registry.example',
    };
    expect((await tryAccount(world.ports, TEAM, copy)).flags).toEqual([flag]);
    expect(await route(copy)).toEqual({ owner: undefined, flags: [flag] });
  });

  it('takes no turn of a pool meanwhile', async () => {
    const held = { domain: 'wolf.com', facts: denver, ownerId: people.Cy ?? '' };
    await enter(world, 'Grey Wolf Mills', held);
    const copy = await enter(world, 'Grey Wolf Mills LLC', { domain: 'wolf.com', facts: denver });
    expect(await route(copy)).toMatchObject({ owner: undefined, flags: [{ kind: 'duplicate' }] });
    expect(await world.database.prisma.poolTurn.count()).toBe(0);
  });

  it('waits also where both come in one breath: the first one gets its owner, the other no turn of a pool', async () => {
    const given = { domain: 'fox.com', facts: oakland };
    const fox = await enter(world, 'Red Fox Paper', given);
    const copy = await enter(world, 'Red Fox Paper LLC', {
      ...given,
      facts: { ...oakland, employees: 5 },
    });
    const same = await enter(world, 'RED FOX PAPER', given);
    const other = await enter(world, 'Sand Lark Tools', { domain: 'lark.com', facts: denver });
    const arrivals = [fox, copy, same, other].map((accountId) => {
      return { accountId, key: accountId, at: new Date() };
    });
    const before = await world.database.prisma.poolTurn.count();
    await routeAccounts(world.ports, TEAM, arrivals);

    const flag = { kind: 'duplicate', account: 'Red Fox Paper', owner: 'ana@registry.example' };
    expect(await stand(fox)).toEqual({ owner: 'Ana', flags: [] });
    expect(await stand(copy)).toEqual({ owner: undefined, flags: [flag] });
    expect(await stand(same)).toEqual({ owner: 'Ana', flags: [] });
    expect(await stand(other)).toEqual({ owner: 'Bo', flags: [] });
    expect(await world.database.prisma.poolTurn.count()).toBe(before + 1);
  });

  it('goes to the owner of the other one where the rules say so too', async () => {
    const held = { domain: 'fern.com', facts: oakland, ownerId: people.Ana ?? '' };
    await enter(world, 'Fern Hill', held);
    const copy = await enter(world, 'Fern Hill Ltd', { domain: 'fern.com', facts: oakland });
    expect(await route(copy)).toEqual({ owner: 'Ana', flags: [] });
  });

  it('goes its way where it only has a name or a host in common', async () => {
    const abroad = { ...oakland, country: 'Germany', state: '', city: 'Berlin', zip: '10115' };
    const held = { domain: 'otter.de', facts: abroad, ownerId: people.Cy ?? '' };
    await enter(world, 'Otter Foods GmbH', held);
    const other = await enter(world, 'Otter Foods', { domain: 'otter.com', facts: oakland });
    expect(await route(other)).toEqual({ owner: 'Ana', flags: [] });
    const mail = { domain: 'gmail.com', facts: oakland, ownerId: people.Cy ?? '' };
    await enter(world, 'Corner Shop', mail);
    const shop = await enter(world, 'Bakery', { domain: 'gmail.com', facts: oakland });
    expect(await route(shop)).toEqual({ owner: 'Ana', flags: [] });
  });
});
