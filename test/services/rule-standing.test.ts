import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showAccount } from '../../src/services/lookup.ts';
import { enter } from '../support/accounts.ts';
import { publish } from '../support/publishing.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

let world: World;
let ids: Record<'ada' | 'ben' | 'north' | 'south' | 'east', string>;

const rule = (name: string, country: string, then: string, priority: number) => `
rule "${name}"
  in geography, priority ${priority}
  says "${name} rule."
  when country = ${country}
  then ${then}
`;

beforeAll(async () => {
  world = await openWorld();
  const { prisma } = world.database;
  const [ada, ben] = [await hire(world, 'Ada Lind'), await hire(world, 'Ben Okoye')];
  const own = (country: string) => ({ ownerId: ada, facts: { country } });
  const [north, south, east] = [
    await enter(world, 'North', { domain: 'north.example', ...own('SE') }),
    await enter(world, 'South', { domain: 'south.example', ...own('IT') }),
    await enter(world, 'East', { domain: 'east.example', ...own('PL') }),
  ];
  ids = { ada, ben, north, south, east };
  const territory = { workspaceId: TEAM, key: 'nordics', name: 'The Nordics' };
  const { id: territoryId } = await prisma.territory.create({ data: territory });
  const cover = { workspaceId: TEAM, territoryId, role: 'AE', repId: ben };
  await prisma.cover.create({ data: cover });
  await publish(
    world,
    `pool "Desk" round robin = ben.okoye@registry.example
${rule('Nordic', 'SE', 'territory nordics', 1)}${rule('Southern', 'IT', 'pool Desk', 2)}${rule('Family', 'PL', 'owner of family', 3)}`,
  );
});
afterAll(() => world.close());

const rules = async (id: string) => (await showAccount(world.ports, TEAM, id)).rules;

describe('the rules on the card', () => {
  it('name whoever covers another territory than the account’s', async () => {
    expect(await rules(ids.north)).toEqual({
      edition: 1,
      rule: { name: 'Nordic', sentence: 'Nordic rule.' },
      territory: 'The Nordics',
      verdict: {
        kind: 'differs',
        wanted: { kind: 'rep', person: { id: ids.ben, name: 'Ben Okoye' } },
      },
    });
  });

  it('are kept to where the account is in that territory, and its owner covers it', async () => {
    const { prisma } = world.database;
    const { id: territoryId } = await prisma.territory.findFirstOrThrow({
      where: { workspaceId: TEAM },
    });
    await prisma.account.update({
      where: { id: ids.north },
      data: { territoryId, ownerId: ids.ben },
    });
    expect((await rules(ids.north))?.verdict).toEqual({ kind: 'by-rules' });
  });

  it('name a pool, unless the owner is one of it', async () => {
    expect((await rules(ids.south))?.verdict).toMatchObject({
      wanted: { kind: 'pool', pool: 'Desk' },
    });
    const data = { ownerId: ids.ben };
    await world.database.prisma.account.update({ where: { id: ids.south }, data });
    expect((await rules(ids.south))?.verdict).toEqual({ kind: 'by-rules' });
  });

  it('name nobody where whom they look for is not there', async () => {
    expect((await rules(ids.east))?.verdict).toMatchObject({
      kind: 'open',
      flag: { kind: 'no-owner' },
    });
  });
});
