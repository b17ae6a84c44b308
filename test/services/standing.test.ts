import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routeAll } from '../../src/services/intake.ts';
import { publishRules } from '../../src/services/rules.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

const tied = (ties: string) => `
rule set "Ties"
ties ${ties}

rule "To Ana"
  in geography, priority 1
  says "Ana may have it."
  when record = account
  then rep ana@registry.example

rule "To Bo"
  in geography, priority 1
  says "Bo may have it."
  when record = account
  then rep bo@registry.example
`;
const by = { kind: 'operator', name: 'ops' } as const;

let world: World;
let ana: string;
let bo: string;
beforeAll(async () => {
  world = await openWorld();
  [ana, bo] = [await hire(world, 'Ana'), await hire(world, 'Bo')];
  for (const name of ['One', 'Two']) await register(world, name, { ownerId: ana });
});
afterAll(() => world.close());

const arrive = async (name: string) => {
  const accountId = await register(world, name);
  await routeAll(world.ports, TEAM, [{ accountId, key: name, at: world.ports.clock.now() }]);
  const { prisma } = world.database;
  const { ownerId } = await prisma.account.findUniqueOrThrow({ where: { id: accountId } });
  return { ownerId, proposal: await prisma.proposal.findFirst({ where: { accountId } }) };
};

describe('two rules that tie', () => {
  it('are settled by who has fewer accounts, where the rules say so', async () => {
    await publishRules(world.ports, TEAM, { text: tied('least loaded'), note: '', by });
    expect((await arrive('Alder')).ownerId).toBe(bo);
  });

  it('are a conflict for a person where nothing settles them, never chance', async () => {
    await publishRules(world.ports, TEAM, { text: tied('oldest'), note: '', by });
    const { ownerId, proposal } = await arrive('Beech');
    expect(ownerId).toBeNull();
    expect(proposal?.flags).toMatchObject([{ kind: 'conflict' }]);
  });
});
