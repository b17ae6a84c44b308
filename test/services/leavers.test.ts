import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askWithoutLeavers } from '../../src/services/leavers.ts';
import { big, openCourt } from '../support/court.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
});
afterAll(() => court.world.close());
afterEach(async () => {
  await court.world.database.prisma.rep.updateMany({ data: { leftAt: null } });
  court.posted.length = 0;
});

const leave = (name: string, leftAt: Date | null = court.world.ports.clock.now()) =>
  court.world.database.prisma.rep.update({
    where: { id: court.people[name] ?? '' },
    data: { leftAt },
  });
const look = async () => {
  court.pass(60);
  await askWithoutLeavers(court.world.ports, TEAM);
  await court.work();
};
const latestOf = async (accountId: string) => (await court.proposalsOf(accountId)).at(-1);

describe('a decision for somebody who leaves', () => {
  it('proposes them no longer, comes to their manager anew, and proposes them when they are back', async () => {
    const elm = await court.arrive('Elm', big);
    await court.work();
    await leave('Ana');
    await look();
    await look();
    expect(await court.statesOf(elm)).toEqual(['superseded', 'pending']);
    expect(court.posted).toMatchObject([
      { channel: 'U0MIA', proposal: { proposed: { name: 'Ana' } } },
      { channel: 'U0MIA', proposal: { rule: { name: 'Germany' } } },
    ]);
    const anew = court.posted.at(-1)?.proposal;
    expect(anew?.proposed).toBeUndefined();
    expect(anew?.flags).toMatchObject([{ kind: 'inactive-owner', name: 'Ana' }, {}]);
    await expect(court.approve('Mia', elm)).rejects.toMatchObject({
      reason: { kind: 'nothing-proposed' },
    });

    await leave('Ana', null);
    await look();
    expect(await latestOf(elm)).toMatchObject({
      ...{ status: 'pending', proposedOwnerId: court.people.Ana },
    });
    await court.approve('Mia', elm);
    expect(await court.ownerOf(elm)).toBe('Ana');
  });

  it('is withdrawn where no rule has asked it', async () => {
    const fig = await court.arrive('Fig', { country: 'Germany' }, 'Bo');
    const { prisma } = court.world.database;
    await prisma.proposal.create({
      data: {
        ...{ workspaceId: TEAM, accountId: fig, status: 'pending', flags: [{ kind: 'crm-edit' }] },
        ...{ presentOwnerId: court.people.Bo ?? null, proposedOwnerId: court.people.Cy ?? null },
        createdAt: court.world.ports.clock.now(),
      },
    });
    await leave('Cy');
    await look();
    expect(await latestOf(fig)).toMatchObject({ status: 'withdrawn' });
  });
});

describe('somebody who has left', () => {
  it('decides nothing any more, and others are asked in their place', async () => {
    const gum = await court.arrive('Gum', big);
    await court.work();
    await leave('Mia');
    await expect(court.approve('Mia', gum)).rejects.toMatchObject({ reason: { kind: 'has-left' } });
    await expect(court.say('Mia', gum, { kind: 'reject', reason: 'No.' })).rejects.toMatchObject({
      reason: { kind: 'has-left' },
    });
    court.pass(3600);
    await look();
    await look();
    const gums = court.posted.filter(({ proposal }) => proposal.subject.name === 'Gum');
    expect(gums.map(({ channel }) => channel)).toEqual(['U0MIA', 'C0OPS']);
    const { prisma } = court.world.database;
    const moves = await prisma.auditEntry.findMany({
      where: { action: 'proposal-moved-up', subject: { equals: { kind: 'account', id: gum } } },
    });
    expect(moves).toMatchObject([{ before: ['Mia'], after: ['ops'] }]);
    await expect(court.approve('Mia', gum)).rejects.toMatchObject({ reason: { kind: 'has-left' } });
    await court.approve('Olga', gum);
    expect(await court.ownerOf(gum)).toBe('Ana');
  });
});
