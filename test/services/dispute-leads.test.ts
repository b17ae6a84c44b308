import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enter } from '../support/accounts.ts';
import { bigInFrance } from '../support/court.ts';
import { openDisputes } from '../support/disputes.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

let nth = 0;
const aLead = async (accountId: string, owner: string) => {
  const data = { workspaceId: TEAM, accountId, name: 'Eva Roth', crmId: `${owner} ${accountId}` };
  const ownerId = String(court.people[owner]);
  return (await court.world.database.prisma.lead.create({ data: { ...data, ownerId } })).id;
};
const ownerOfLead = async (id: string) => {
  const { ownerId } = await court.world.database.prisma.lead.findUniqueOrThrow({ where: { id } });
  return Object.entries(court.people).find(([, rep]) => rep === ownerId)?.[0];
};

describe('a verdict that gives an account back to the rules', () => {
  it.each([
    ['at once', 'France', {}],
    ['once a person has approved what they want', 'France', bigInFrance],
  ])('takes leads and open deals of whoever had it along, %s', async (_, country, facts) => {
    const { prisma } = court.world.database;
    nth += 1;
    const accountId = await enter(court.world, `Firm ${nth}`, {
      ...{ domain: `f${nth}.example`, ownerId: String(court.people.Ana) },
      facts: { country, ...facts },
    });
    const anas = await aLead(accountId, 'Ana');
    const cys = await aLead(accountId, 'Cy');
    const deal = await court.deal(`goes ${nth}`, accountId, 'Ana');
    const id = await court.file('Bo', accountId);
    await court.passUp('Bo', id);
    await court.rule('Mia', id, { outcome: { kind: 're-route' } });
    if ('revenue' in facts) {
      expect(await court.ownerOf(accountId)).toBeUndefined();
      expect(await ownerOfLead(anas)).toBe('Ana');
      await court.approve('Mia', accountId);
    }
    await court.work();
    const owner = await court.ownerOf(accountId);
    expect(['Bo', 'Cy']).toContain(owner);
    expect([await ownerOfLead(anas), await ownerOfLead(cys)]).toEqual([owner, 'Cy']);
    expect(await court.ownerOfDeal(deal)).toBe(owner);
    const followed = await prisma.ownershipChange.findFirstOrThrow({ where: { leadId: anas } });
    expect(followed.cause).toMatchObject({ kind: 'follow', account: `Firm ${nth}` });
  });
});
