import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handOverAccount, showForHandover } from '../../src/services/account-handover.ts';
import { showDispute } from '../../src/services/dispute-showing.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { disputeCard } from '../../src/slack/views/dispute-card.ts';
import { disputeReply } from '../../src/slack/views/dispute-reply.ts';
import { enter } from '../support/accounts.ts';
import { aChange } from '../support/changes.ts';
import { openDisputes } from '../support/disputes.ts';
import { TEAM } from '../support/world.ts';

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

  it('goes to whomever a verdict names that comes later', async () => {
    const { accountId, disputeId } = await contested('Bo');
    await giveTo('Cy', 'Olga', accountId);
    await court.passUp('Bo', disputeId);
    await court.rule('Mia', disputeId, { outcome: { kind: 'transfer', to: court.person('Bo') } });
    expect(await court.statusOf(disputeId)).toBe('closed');
    expect(await court.ownerOf(accountId)).toBe('Bo');
  });

  it('is told in the thread where that is a side already, and stays so unless the verdict moves it', async () => {
    const { accountId, disputeId } = await contested('Bo');
    await giveTo('Bo', 'Olga', accountId);
    await court.ring(0);
    await court.ring(0);
    const { dispute, events } = await court.caseOf(disputeId);
    const told = events.filter(({ kind }) => kind === 'changed-hands');
    const how = { kind: 'operator', by: 'Olga', reason: 'The customer asked for somebody now.' };
    expect(told).toMatchObject([{ owner: { name: 'Bo' }, how }]);
    expect(dispute).toMatchObject({ status: 'peers', owner: { name: 'Ana' } });
    expect(dispute.parties.map(({ name }) => name)).toEqual(['Ana', 'Bo']);
    const [event] = told;
    const said =
      event && disputeReply(await showDispute(court.world.ports, TEAM, disputeId), event).text;
    expect(said).toContain('Olga has given the account to <@U0BO>, as ops may');
    expect(said).toContain('Unless the verdict moves it, it stays with <@U0BO>.');
    const card = disputeCard(await showDispute(court.world.ports, TEAM, disputeId));
    expect(JSON.stringify(card)).toContain(
      'was <@U0ANA>’s when it was filed. It is <@U0BO>’s now.',
    );

    await court.say('Ana', disputeId, { kind: 'offer', ruling: { outcome: { kind: 'keep' } } });
    await court.say('Bo', disputeId, { kind: 'agree', number: 1 });
    expect(await court.statusOf(disputeId)).toBe('closed');
    expect(await court.ownerOf(accountId)).toBe('Bo');
  });

  it('goes back where somebody has only set it in the CRM, as the thread says', async () => {
    const { accountId, disputeId } = await contested('Bo');
    await changeOwner(court.world.ports, TEAM, {
      ...aChange({
        ...{ accountId, expected: String(court.people.Ana), wanted: String(court.people.Bo) },
        ...{ cause: { kind: 'crm-edit' }, actor: { kind: 'crm-user', id: '7', name: 'Ken Doe' } },
      }),
    });
    await court.ring(0);
    const { events } = await court.caseOf(disputeId);
    const event = events.find(({ kind }) => kind === 'changed-hands');
    const said =
      event && disputeReply(await showDispute(court.world.ports, TEAM, disputeId), event).text;
    expect(said).toContain('Ken Doe has set <@U0BO> as its owner');
    expect(said).toContain('If the verdict is that it stays, it goes back to whose it was.');
    await court.say('Ana', disputeId, { kind: 'offer', ruling: { outcome: { kind: 'keep' } } });
    await court.say('Bo', disputeId, { kind: 'agree', number: 1 });
    expect(await court.ownerOf(accountId)).toBe('Ana');
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
