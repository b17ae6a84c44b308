import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askByRules } from '../../src/services/asking-anew.ts';
import { routeAccounts } from '../../src/services/intake.ts';
import { enter } from '../support/accounts.ts';
import { big, openCourt, RULES } from '../support/court.ts';
import { publish } from '../support/publishing.ts';
import { hire, TEAM } from '../support/world.ts';

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

  it('keeps a handover to its rule, whatever else becomes known of the account', async () => {
    await court.layDown('  - { name: Leavers, when: { causes: [handover] }, ask: [ops] }');
    const { world, people } = court;
    const leftAt = new Date('2026-11-19T08:00:00Z');
    people.Dee = await hire(world, 'Dee', { leftAt });
    const ash = await enter(world, 'Ash', {
      domain: 'ash.example',
      facts: big,
      ownerId: people.Dee,
    });
    const at = world.ports.clock.now();
    await routeAccounts(world.ports, TEAM, [{ accountId: ash, key: `handover:1:${ash}`, at }]);
    expect(await ruleOf(ash)).toEqual(['Leavers']);
    // News of the account, then other rules that give it to somebody else.
    await court.route(ash);
    await publish(world, RULES.replace('rep ana@', 'rep bo@'));
    court.pass(60);
    await askByRules(world.ports, TEAM);
    expect(await court.statesOf(ash)).toEqual(['superseded', 'pending']);
    expect(await ruleOf(ash)).toEqual(['Leavers', 'Leavers']);
  });
});
