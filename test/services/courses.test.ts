import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { big, openCourt } from '../support/court.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
});
afterAll(() => court.world.close());

const ruleOf = async (accountId: string) =>
  (await court.proposalsOf(accountId)).map(({ course }) => Object(course).rule);

describe('the policy of approvals', () => {
  it('finds a territory by its key and by its name, with all below', async () => {
    const { prisma } = court.world.database;
    const place = { workspaceId: TEAM, key: 'wc', name: 'West Coast' };
    const { id: parentId } = await prisma.territory.create({ data: place });
    const below = { workspaceId: TEAM, key: 'or', name: 'Oregon', parentId };
    const { id: territoryId } = await prisma.territory.create({ data: below });
    const arriveThere = async (name: string) => {
      const id = await court.arrive(name, { country: 'Germany' }, 'Ana');
      await prisma.account.update({ where: { id }, data: { territoryId, attributes: {} } });
      await court.route(id);
      return id;
    };
    for (const [named, account] of [
      ['West Coast', 'Elm'],
      ['WC', 'Fir'],
      ['oregon', 'Oak'],
    ] as const) {
      await court.layDown(`  - { name: There, when: { territories: [${named}] }, ask: [ops] }`);
      expect(await ruleOf(await arriveThere(account))).toEqual(['There']);
    }
    await court.layDown('  - { name: Elsewhere, when: { territories: [or] }, ask: [ops] }');
    expect(await ruleOf(await court.arrive('Yew', big))).toEqual(['the usual way']);
  });
});
