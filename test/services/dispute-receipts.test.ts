import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { answerRefusedWrite } from '../../src/services/refused-verdicts.ts';
import { aCrm } from '../support/crm.ts';
import { openDisputes } from '../support/disputes.ts';
import { register, TEAM } from '../support/world.ts';

const crm = aCrm();
const writeOwners = crm.writeOwners;
const problem = 'Writing: a rule in HubSpot refuses it.';
let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes({ crm });
  const { prisma } = court.world.database;
  for (const [nth, name] of ['Ana', 'Bo'].entries()) {
    const where = { id: String(court.people[name]) };
    await prisma.rep.update({ where, data: { crmOwnerId: String(nth + 1) } });
  }
});
afterAll(() => court.world.close());

const carry = async () => {
  await writeCrmOwners(court.world.ports, TEAM);
  await court.work();
  await court.work();
};
const answer = async (user: string, accountId: string, said: 'retry' | 'undo') => {
  const { refusedWrite } = court.world.database.prisma;
  const { id } = await refusedWrite.findFirstOrThrow({ where: { subjectId: accountId } });
  court.pass();
  await answerRefusedWrite(court.world.ports, court.askerOf(user), id, said);
  await carry();
};
/** Ana’s account, which a verdict gives to Bo, and the CRM does not take it. */
const refused = async (name: string, decide: (id: string) => Promise<unknown>) => {
  const ownerId = String(court.people.Ana);
  const accountId = await register(court.world, name, { ownerId, crmId: name });
  crm.edit(name, '1', new Date('2026-11-01'));
  const id = await court.file('Bo', accountId);
  crm.writeOwners = async (writes) =>
    new Map(writes.map(({ trace }) => [trace, { kind: 'refused', why: 'invalid', problem }]));
  await decide(id);
  await carry();
  crm.writeOwners = writeOwners;
  return { accountId, id };
};
const toBo = () => ({ outcome: { kind: 'transfer', to: court.person('Bo') } }) as const;
const byMia = async (id: string) => {
  await court.passUp('Bo', id);
  await court.rule('Mia', id, toBo());
};
const endOf = async (id: string) => {
  const { dispute, events } = await court.caseOf(id);
  if (dispute.status !== 'closed') throw new Error(dispute.status);
  return { ended: dispute.ended, told: events.slice(-1).map(({ kind }) => kind) };
};

describe('a verdict that the CRM does not take', () => {
  it('is told in its case, and so is that it was taken after all', async () => {
    const { accountId, id } = await refused('Alder', byMia);
    expect(await endOf(id)).toMatchObject({
      ...{ ended: { unwritten: problem }, told: ['write-refused'] },
    });
    await answer('Mia', accountId, 'retry');
    const { ended, told } = await endOf(id);
    expect([ended.unwritten, told, crm.ownerOf('Alder')]).toEqual([
      ...[undefined, ['write-ended'], '2'],
    ]);
    expect(ended.barredUntil.getTime()).toBeGreaterThan(ended.at.getTime());
  });

  it('that a person takes back is none: its pin goes with it, and the same may be claimed again', async () => {
    const { accountId, id } = await refused('Birch', byMia);
    await answer('Mia', accountId, 'undo');
    const { ended, told } = await endOf(id);
    expect([ended.unwritten, told]).toEqual([undefined, ['not-taken']]);
    expect(await court.ownerOf(accountId)).toBe('Ana');
    const { pin } = court.world.database.prisma;
    expect(await pin.count({ where: { accountId, liftedAt: null } })).toBe(0);
    await court.file('Bo', accountId);
  });

  it('is not taken back by one of the sides, though both agreed on it', async () => {
    const { accountId, id } = await refused('Cedar', async (id) => {
      await court.say('Bo', id, { kind: 'offer', ruling: toBo() });
      await court.say('Ana', id, { kind: 'agree', number: 1 });
    });
    await expect(answer('Bo', accountId, 'undo')).rejects.toMatchObject({
      reason: { kind: 'party-decides' },
    });
    expect([await court.ownerOf(accountId), (await endOf(id)).told]).toEqual([
      ...['Bo', ['write-refused']],
    ]);
  });
});
