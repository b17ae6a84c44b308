import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askByRules } from '../../src/services/asking-anew.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { routeAccounts } from '../../src/services/intake.ts';
import { routeLeads } from '../../src/services/lead-intake.ts';
import { enter } from '../support/accounts.ts';
import { big, openCourt, RULES } from '../support/court.ts';
import { aCrm, aCrmAccount, aCrmDeal, told } from '../support/crm.ts';
import { hear, hint } from '../support/news.ts';
import { publish } from '../support/publishing.ts';
import { hire, TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
const crm = aCrm();
beforeAll(async () => {
  court = await openCourt({ crm });
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

  it('goes by the deals of now: whatever they make another question of is put anew', async () => {
    const { world } = court;
    const { prisma } = world.database;
    const worth = '  - { name: Worth a lot, when: { valueAtLeast: 1000000 }, ask: [ops] }';
    await court.layDown(`${worth}\n  - { name: Usual, ask: [manager of proposed] }`);
    const id = await court.arrive('Alder', big);
    const other = await enter(world, 'Aspen', { domain: 'aspen.example', facts: big });
    const { id: leadId } = await prisma.lead.create({
      data: { workspaceId: TEAM, crmId: 'l1', name: 'Lee', accountId: id, attributes: {} },
    });
    await routeLeads(world.ports, TEAM, [{ leadId, key: 'l1', at: world.ports.clock.now() }]);
    await court.work();
    const rules = async () => {
      const where = { status: 'pending', OR: [{ accountId: id }, { leadId }] };
      const found = await prisma.proposal.findMany({ where, orderBy: { id: 'asc' } });
      return found.map(({ course }) => Object(course).rule);
    };
    const crmIdOf = async (accountId: string) =>
      (await prisma.account.findUniqueOrThrow({ where: { id: accountId } })).crmId;
    const hearOf = async (...news: Parameters<typeof hint>) => {
      court.pass(60);
      await hear({ ports: { ...world.ports, crm: () => crm }, id: TEAM }, hint(...news));
      await court.work();
    };
    expect(await rules()).toEqual(['Usual', 'Usual']);
    const first = court.posted.at(-1)?.proposal;

    const [accountId, lost] = [await crmIdOf(id), await crmIdOf(other)];
    const amount = 9_000_000;
    crm.company.deals = [
      aCrmDeal('d1', { accountId, amount }),
      aCrmDeal('d2', { accountId: lost, amount }),
    ];
    court.redrawn.length = 0;
    await hearOf('deal', 'd1', { kind: 'changed' });
    expect(await rules()).toEqual(['Worth a lot', 'Worth a lot']);
    expect(court.redrawn.map(({ deals }) => deals.total)).toEqual([amount, amount]);
    const old = { kind: 'approve', reason: '', seen: first?.decisionId ?? '' } as const;
    await expect(court.say('Mia', id, old)).rejects.toMatchObject({
      reason: { kind: 'changed-meanwhile' },
    });
    crm.company.deals.shift();
    await hearOf('deal', 'd1', { kind: 'deleted' });
    expect(await rules()).toEqual(['Usual', 'Usual']);
    // Of another account that becomes this one its deals are this one’s.
    await hearOf('deal', 'd2', { kind: 'changed' });
    crm.company.accounts = [aCrmAccount(accountId, { name: 'Alder', attributes: told(big) })];
    await hearOf('account', accountId, { kind: 'merged', primary: accountId, others: [lost] });
    expect(await rules()).toEqual(['Worth a lot', 'Worth a lot']);
    expect(court.redrawn.at(-1)?.deals.total).toBe(amount);
    // An import that finds what nothing has told.
    crm.company.deals = [aCrmDeal('d2', { accountId, amount: 9_000 })];
    await importCrm(world.ports, { id: TEAM, name: 'Test' }, crm, () => undefined);
    expect(await rules()).toEqual(['Usual', 'Usual']);
  });
});
