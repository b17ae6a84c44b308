import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inThread } from '../../src/jobs/duplicates.ts';
import { findDuplicateAccounts, listDuplicates } from '../../src/services/duplicates.ts';
import { enter } from '../support/accounts.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

let world: World;
let ana: string;
beforeAll(async () => {
  world = await openWorld();
  ana = await hire(world, 'Ana');
});
afterAll(() => world.close());

const oakland = { country: 'US', city: 'Oakland', zip: '94612' };
const search = () => inThread((comparison) => findDuplicateAccounts(world.ports, TEAM, comparison));
const named = async () =>
  (await listDuplicates(world.ports, TEAM, 10)).map(({ members }) =>
    members.map(({ name, owner }) => [name, owner]).toSorted(),
  );

describe('a search for duplicates', () => {
  it('finds accounts that are one company, and says who owns them and why', async () => {
    const first = { domain: 'blueheron.com', ownerId: ana, facts: oakland };
    await enter(world, 'Blue Heron Freight Inc', first);
    await enter(world, 'BLUE HERON FREIGHT', { domain: 'blueheron.com', facts: oakland });
    await enter(world, 'Osprey Mills', { domain: 'osprey.com', facts: oakland });
    expect(await search()).toMatchObject({ groups: 1 });
    expect(await named()).toEqual([
      [
        ['BLUE HERON FREIGHT', undefined],
        ['Blue Heron Freight Inc', 'Ana'],
      ],
    ]);
    const [group] = await listDuplicates(world.ports, TEAM, 1);
    expect(group?.confidence).toBeGreaterThan(0.95);
    const signs = group?.members[0]?.reasons.map(({ sign }) => sign);
    expect(signs).toEqual(['same-name', 'rare-name', 'same-domain', 'same-zip']);
  });

  it('forgets what an earlier search found and is so no more', async () => {
    const data = { name: 'Grey Wolf Robotics', deletedAt: new Date() };
    await world.database.prisma.account.updateMany({ where: { name: 'BLUE HERON FREIGHT' }, data });
    await search();
    expect(await named()).toEqual([]);
  });

  it('leaves the accounts of other workspaces alone', async () => {
    expect(await listDuplicates(world.ports, 'T0OTHER', 10)).toEqual([]);
  });
});
