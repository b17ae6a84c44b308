import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ruling } from '../../src/domain/dispute-outcome.ts';
import { verifyAudit } from '../../src/services/audit.ts';
import { readBook } from '../../src/services/book.ts';
import { ringDisputes } from '../../src/services/dispute-bells.ts';
import { listDisputes } from '../../src/services/dispute-ledger.ts';
import { showDisputeTo } from '../../src/services/dispute-showing.ts';
import { raiseDispute } from '../../src/services/disputes.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { enter } from '../support/accounts.ts';
import { openDisputes } from '../support/disputes.ts';
import { hire, TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

let nth = 0;
const anAccount = (
  owner: string,
  facts: Record<string, string | number> = { country: 'Italy' },
) => {
  nth += 1;
  const ownerId = String(court.people[owner]);
  return enter(court.world, `Account ${nth}`, { domain: `a${nth}.example`, ownerId, facts });
};
const keep: Ruling = { outcome: { kind: 'keep' } };
const to = (name: string): Ruling => ({ outcome: { kind: 'transfer', to: court.person(name) } });
const refusal = (kind: string) =>
  expect.objectContaining({ reason: expect.objectContaining({ kind }) });
const move = (accountId: string, from: string, wanted: string, kind: 'operator' | 'realignment') =>
  changeOwner(court.world.ports, TEAM, {
    ...{ accountId, expected: String(court.people[from]), wanted: String(court.people[wanted]) },
    cause: kind === 'operator' ? { kind } : { kind, name: 'Spring' },
    ...{ actor: { kind: 'operator', name: 'Olga' }, reason: 'the customer insists' },
  });

describe('the Home of whoever a case concerns', () => {
  it('shows it as long as it is open, and is drawn again as it goes on', async () => {
    const { ports, database } = court.world;
    const accountId = await anAccount('Ana');
    const homeOf = async (user: string) =>
      (await readBook(ports, TEAM, `U0${user}`)).disputes.map(({ status, account }) => [
        account.id,
        status,
      ]);
    const at = court.world.ports.clock.now();
    for (const slackUserId of ['U0BO', 'U0MIA', 'U0CY']) {
      await database.prisma.home.create({ data: { workspaceId: TEAM, slackUserId, drawnAt: at } });
    }
    const drawn = async () => {
      const tasks = await database.prisma.task.findMany({ where: { kind: 'redraw-home' } });
      return new Set(tasks.map(({ payload }) => Object(payload).slackUserId));
    };

    const id = await court.file('Bo', accountId);
    expect([await homeOf('BO'), await homeOf('ANA')]).toEqual(
      Array(2).fill([[accountId, 'peers']]),
    );
    expect([await homeOf('MIA'), await homeOf('CY')]).toEqual([[], []]);
    await court.passUp('Bo', id);
    expect(await homeOf('MIA')).toEqual([[accountId, 'manager']]);
    await court.rule('Mia', id, keep);
    expect([await homeOf('BO'), await homeOf('MIA')]).toEqual([[], []]);
    expect([...(await drawn())].toSorted()).toEqual(['U0BO', 'U0MIA']);
  });
});

describe('while a case is open', () => {
  it('its account stays with its owner, but for ops with a reason', async () => {
    const accountId = await anAccount('Ana');
    const id = await court.file('Bo', accountId);
    expect(await court.statusOf(id)).toBe('peers');
    const no = await move(accountId, 'Ana', 'Cy', 'realignment').catch((error) => error);
    expect(no).toMatchObject({ reason: { kind: 'disputed', disputeId: id, by: 'Bo' } });
    await move(accountId, 'Ana', 'Cy', 'operator');
    expect(await court.ownerOf(accountId)).toBe('Cy');
  });

  it('the rules wait, and say why', async () => {
    const accountId = await anAccount('Bo', { country: 'Germany' });
    await court.file('Cy', accountId);
    await court.route(accountId);
    const [proposal] = await court.proposalsOf(accountId);
    expect(proposal?.flags).toMatchObject([{ kind: 'disputed', by: 'Cy' }]);
    expect(await court.ownerOf(accountId)).toBe('Bo');
    await expect(court.approve('Mia', accountId)).rejects.toEqual(refusal('disputed'));
  });

  it('whoever comes second joins it, also from another account of the family', async () => {
    const { prisma } = court.world.database;
    const [head, child] = [await anAccount('Ana'), await anAccount('Ana')];
    const under = { parentId: head, ultimateParentId: head };
    await prisma.account.update({ where: { id: child }, data: under });
    const id = await court.file('Bo', child);
    expect(await court.file('Cy', head)).toBe(id);
    const { dispute } = await court.caseOf(id);
    expect(dispute.parties.map(({ name }) => name)).toEqual(['Ana', 'Bo', 'Cy']);
    await expect(court.file('Cy', head)).rejects.toEqual(refusal('joined-already'));
  });

  it('is one, also where two file at the same moment', async () => {
    const accountId = await anAccount('Ana');
    court.pass();
    const filing = {
      kind: 'owner-wrong' as const,
      wish: 'Mine.',
      reason: 'I called.',
      links: [] as string[],
    };
    const raised = await Promise.all(
      ['Bo', 'Cy'].map((user) =>
        raiseDispute(court.world.ports, court.askerOf(user), { ...filing, accountId }),
      ),
    );
    expect(raised.map(({ how }) => how).toSorted()).toEqual(['filed', 'joined']);
    expect(raised[0]?.disputeId).toBe(raised[1]?.disputeId);
  });

  it('is nothing for people who are not in the roster', async () => {
    const accountId = await anAccount('Ana');
    await expect(court.file('Zed', accountId)).rejects.toEqual(refusal('not-your-role'));
  });
});

describe('a case', () => {
  it('ends as the sides agree: the owner changes, the account is pinned, the log tells it', async () => {
    const { prisma } = court.world.database;
    const accountId = await anAccount('Ana');
    const id = await court.file('Bo', accountId);
    await court.say('Bo', id, { kind: 'offer', ruling: to('Bo') });
    await court.say('Ana', id, { kind: 'agree', number: 1 });
    expect(await court.statusOf(id)).toBe('closed');
    expect(await court.ownerOf(accountId)).toBe('Bo');
    const [change] = await prisma.ownershipChange.findMany({ where: { accountId } });
    expect(change).toMatchObject({
      ...{ cause: { kind: 'dispute', disputeId: id }, actor: { name: 'Bo' } },
      reason: 'Ana and Bo agreed on it',
    });
    const [pin] = await prisma.pin.findMany({ where: { accountId } });
    expect(pin?.until?.toISOString().slice(0, 10)).toBe('2027-02-21');
    const lines = await prisma.auditEntry.findMany({
      where: { context: { path: ['disputeId'], equals: id }, action: { startsWith: 'dispute-' } },
      orderBy: { seq: 'asc' },
    });
    expect(lines.map(({ action }) => action)).toEqual(
      ['filed', 'triaged', 'reached', 'offered', 'agreed', 'decided', 'applied', 'closed'].map(
        (kind) => `dispute-${kind}`,
      ),
    );
    expect((await verifyAudit(court.world.ports, TEAM)).breaks).toEqual([]);
  });

  it('keeps a private note out of the log, and out of the case as the sides have it', async () => {
    const { prisma } = court.world.database;
    const id = await court.file('Cy', await anAccount('Ana'));
    await court.passUp('Ana', id);
    const said = {
      kind: 'rule',
      ruling: to('Cy'),
      code: 'active-work',
      text: 'The work.',
    } as const;
    await court.say('Mia', id, { ...said, note: 'Not the first time.' });
    const readBy = (user: string) => showDisputeTo(court.world.ports, court.askerOf(user), id);
    for (const user of ['Ana', 'Cy', 'Bo', 'Max']) {
      expect(JSON.stringify(await readBy(user))).not.toContain('first time');
    }
    for (const user of ['Mia', 'Sue', 'Olga']) {
      expect((await readBy(user)).notes).toMatchObject([
        { by: { name: 'Mia' }, text: 'Not the first time.' },
      ]);
      expect(JSON.stringify((await readBy(user)).shown)).not.toContain('first time');
    }
    const kept = [await prisma.auditEntry.findMany(), await prisma.notice.findMany()];
    const listed = await listDisputes(court.world.ports, TEAM, 0);
    expect(
      JSON.stringify([kept, listed], (_, one) => (typeof one === 'bigint' ? `${one}` : one)),
    ).not.toContain('first time');
  });

  it('is decided once, also where both managers press at the same moment', async () => {
    const accountId = await anAccount('Ana');
    const id = await court.file('Dan', accountId);
    await court.passUp('Ana', id);
    const said = {
      kind: 'rule',
      ruling: to('Dan'),
      code: 'active-work',
      text: 'So it is.',
    } as const;
    await Promise.all(['Mia', 'Max'].map((user) => court.speak(user, id, said)));
    await court.work();
    const { dispute, events } = await court.caseOf(id);
    expect(dispute.status).toBe('closed');
    expect(events.filter(({ kind }) => kind === 'decided')).toHaveLength(1);
    expect(await court.ownerOf(accountId)).toBe('Dan');
    await expect(court.rule('Mia', id, keep)).rejects.toEqual(refusal('not-now'));
  });

  it('climbs by silence to the top, where the present owner keeps it', async () => {
    const accountId = await anAccount('Ana');
    const id = await court.file('Dan', accountId);
    const seen = [await court.statusOf(id)];
    for (const hours of [5, 5, 9, 9, 5, 5, 5, 5]) {
      await court.ring(hours);
      seen.push(await court.statusOf(id));
    }
    expect(seen.filter((status, place) => status !== seen[place - 1])).toEqual([
      ...['peers', 'manager', 'senior', 'ops', 'closed'],
    ]);
    const { dispute, events } = await court.caseOf(id);
    expect(events.filter(({ kind }) => kind === 'reminded')).toHaveLength(4);
    expect(dispute).toMatchObject({
      ended: { decision: { verdict: { kind: 'lapsed' }, ruling: keep } },
    });
    expect(await court.ownerOf(accountId)).toBe('Ana');
  });

  it('is rung once, by however many workers', async () => {
    const id = await court.file('Dan', await anAccount('Ana'));
    court.pass(5);
    await Promise.all([1, 2, 3].map(() => ringDisputes(court.world.ports)));
    const { events } = await court.caseOf(id);
    expect(events.filter(({ kind }) => kind === 'reminded')).toHaveLength(1);
  });

  it('is not heard again on the same claim until something else is known', async () => {
    const { prisma } = court.world.database;
    const accountId = await anAccount('Ana');
    const id = await court.file('Bo', accountId);
    await court.passUp('Bo', id);
    await court.rule('Mia', id, keep);
    await expect(court.file('Bo', accountId)).rejects.toEqual(refusal('barred'));
    const other = await court.file('Bo', accountId, { kind: 'credit' });
    await court.say('Bo', other, { kind: 'withdraw', reason: 'A mistake.' });
    const attributes = { country: { value: 'Spain', source: 'HubSpot', at: '2026-11-24' } };
    await prisma.account.update({ where: { id: accountId }, data: { attributes } });
    expect(await court.statusOf(await court.file('Bo', accountId))).toBe('peers');
  });

  it('is appealed once, and the rung above hears it; withdrawn, what was decided stands', async () => {
    const accountId = await anAccount('Ana');
    const id = await court.file('Bo', accountId);
    await court.passUp('Bo', id);
    await court.rule('Mia', id, keep);
    await court.appeal('Bo', id, 'https://mail.example/1');
    expect(await court.statusOf(id)).toBe('senior');
    await expect(move(accountId, 'Ana', 'Cy', 'realignment')).rejects.toEqual(refusal('disputed'));
    await court.say('Bo', id, { kind: 'withdraw', reason: '' });
    expect(await court.statusOf(id)).toBe('closed');
    await expect(court.appeal('Bo', id, 'https://mail.example/2')).rejects.toEqual(
      refusal('no-appeal'),
    );
  });

  it('goes on in the record into which its account was merged, and ends with one that is gone', async () => {
    const { prisma } = court.world.database;
    const [lost, kept, gone] = [
      await anAccount('Ana'),
      await anAccount('Cy'),
      await anAccount('Ana'),
    ];
    const [followed, ended] = [await court.file('Bo', lost), await court.file('Bo', gone)];
    const deletedAt = new Date('2026-11-23T00:00:00Z');
    await prisma.account.update({ where: { id: lost }, data: { deletedAt, mergedIntoId: kept } });
    await prisma.account.update({ where: { id: gone }, data: { deletedAt } });
    await court.ring(5);
    expect((await court.caseOf(followed)).dispute.account.id).toBe(kept);
    expect(await court.statusOf(ended)).toBe('withdrawn');
  });

  it('becomes part of the other where both accounts that were merged are disputed', async () => {
    const { prisma } = court.world.database;
    const [lost, kept] = [await anAccount('Ana'), await anAccount('Ana')];
    const [one, other] = [await court.file('Bo', lost), await court.file('Cy', kept)];
    const deletedAt = new Date('2026-11-23T00:00:00Z');
    await prisma.account.update({ where: { id: lost }, data: { deletedAt, mergedIntoId: kept } });
    await court.ring(5);
    expect((await court.caseOf(one)).dispute).toMatchObject({ status: 'merged', into: other });
    expect(await court.statusOf(other)).toBe('peers');
  });

  it('goes to the managers where a side leaves the company meanwhile', async () => {
    const { prisma } = court.world.database;
    const west = await prisma.team.findFirstOrThrow({ where: { name: 'West' } });
    court.people.Eve = await hire(court.world, 'Eve', { teamId: west.id });
    const id = await court.file('Bo', await anAccount('Eve'));
    const leftAt = court.world.ports.clock.now();
    await prisma.rep.update({ where: { id: court.people.Eve }, data: { leftAt } });
    await court.ring(5);
    const { dispute } = await court.caseOf(id);
    expect(dispute).toMatchObject({ status: 'manager', because: { kind: 'nobody' } });
    await court.rule('Mia', id, to('Bo'));
    expect(await court.ownerOf(dispute.account.id)).toBe('Bo');
  });
});
