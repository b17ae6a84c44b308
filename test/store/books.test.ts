import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/store/id.ts';
import { countBooks } from '../../src/store/seats.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

let world: World;
let reps: string[];
beforeAll(async () => {
  world = await openWorld();
  reps = [await hire(world, 'Ana'), await hire(world, 'Bo')];
});
afterAll(() => world.close());

type Deed = { owner: string | null; isDeleted: boolean };
const deed = () => fc.record({ owner: fc.constantFrom(null, ...reps), isDeleted: fc.boolean() });

describe('how many accounts a rep has', () => {
  it('is what counting them says, whatever has happened to them', async () => {
    const { prisma } = world.database;
    const accounts = await Promise.all(
      ['Alder', 'Beech', 'Cedar'].map((name) => register(world, name)),
    );
    const step = fc.record({ accounts: fc.subarray(accounts, { minLength: 1 }), deed: deed() });
    const write = ({
      accounts: ids,
      deed: { owner, isDeleted },
    }: {
      accounts: string[];
      deed: Deed;
    }) =>
      prisma.account.updateMany({
        where: { id: { in: ids } },
        data: { ownerId: owner, deletedAt: isDeleted ? new Date() : null },
      });

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        for (const one of steps) await write(one);

        const counted = await prisma.account.groupBy({
          by: ['ownerId'],
          where: { workspaceId: TEAM, deletedAt: null, ownerId: { not: null } },
          _count: true,
        });
        const kept = [...(await countBooks(prisma, TEAM, reps))].filter(([, load]) => load !== 0);
        expect(new Map(kept)).toEqual(
          new Map(counted.map(({ ownerId, _count }) => [ownerId, _count])),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('counts an account that comes with its owner, and no longer one whose row is gone', async () => {
    const { prisma } = world.database;
    const cy = await hire(world, 'Cy');
    const id = await register(world, 'Dogwood', { ownerId: cy });
    await register(world, 'Elder', { ownerId: cy });
    expect(await countBooks(prisma, TEAM, [cy])).toEqual(new Map([[cy, 2]]));

    await prisma.account.delete({ where: { id } });

    expect(await countBooks(prisma, TEAM, [cy])).toEqual(new Map([[cy, 1]]));
  });
});

describe('a key', () => {
  it('sorts behind those made before, however many are made at once, and is never made twice', () => {
    const made = Array.from({ length: 10_000 }, newId);

    expect(made).toEqual(made.toSorted());
    expect(new Set(made).size).toBe(10_000);
    expect(made[0]).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
