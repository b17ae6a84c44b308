import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handOverAccount, showForHandover } from '../../src/services/account-handover.ts';
import { enter } from '../support/accounts.ts';
import { openDisputes } from '../support/disputes.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

let nth = 0;
const contested = async (by: string) => {
  nth += 1;
  const entry = { domain: `o${nth}.example`, ownerId: String(court.people.Ana) };
  const accountId = await enter(court.world, `Firm ${nth}`, entry);
  return { accountId, disputeId: await court.file(by, accountId) };
};
const giveTo = async (to: string, user: string, accountId: string) => {
  court.pass();
  await handOverAccount(court.world.ports, court.askerOf(user), {
    ...{ accountId, ownerId: String(court.people.Ana), repId: String(court.people[to]) },
    reason: 'The customer asked for somebody now.',
  });
  await court.work();
};

describe('what is disputed', () => {
  it('is given to somebody by ops with a reason; the case goes on, and they are heard', async () => {
    const { accountId, disputeId } = await contested('Bo');
    const { along } = await showForHandover(court.world.ports, court.askerOf('Olga'), accountId);
    expect(along).toEqual(['leads']);
    await giveTo('Cy', 'Olga', accountId);
    expect(await court.ownerOf(accountId)).toBe('Cy');
    await court.ring(0);
    const { dispute } = await court.caseOf(disputeId);
    expect(dispute.parties.map(({ name }) => name)).toContain('Cy');
    expect(dispute.status).toBe('peers');
    const last = await court.world.database.prisma.ownershipChange.findFirstOrThrow({
      where: { accountId },
      orderBy: { at: 'desc' },
    });
    expect(last).toMatchObject({ cause: { kind: 'operator' }, actor: { name: 'Olga' } });
  });

  it('is given to nobody by managers, nor by ops who are a side, and they read so before a window opens', async () => {
    const { accountId } = await contested('Bo');
    const kept = { reason: { kind: 'disputed' } };
    await expect(giveTo('Cy', 'Mia', accountId)).rejects.toMatchObject(kept);
    await expect(
      showForHandover(court.world.ports, court.askerOf('Mia'), accountId),
    ).rejects.toMatchObject(kept);
    const { accountId: theirs } = await contested('Olga');
    const side = { reason: { kind: 'party-decides' } };
    await expect(giveTo('Cy', 'Olga', theirs)).rejects.toMatchObject(side);
    await expect(
      showForHandover(court.world.ports, court.askerOf('Olga'), theirs),
    ).rejects.toMatchObject(side);
    expect(await court.ownerOf(theirs)).toBe('Ana');
  });
});
