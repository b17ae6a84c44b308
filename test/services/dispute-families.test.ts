import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeOwner } from '../../src/services/ownership.ts';
import { enter } from '../support/accounts.ts';
import { aChange } from '../support/changes.ts';
import { openDisputes } from '../support/disputes.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

let families = 0;
/** The head is Dan’s, and Ana has what is under it. */
const family = async () => {
  families += 1;
  const anAccount = (name: string, owner: string) =>
    enter(court.world, name, {
      ...{
        domain: `${name.toLowerCase()}${families}.example`,
        ownerId: String(court.people[owner]),
      },
    });
  const head = await anAccount('Head', 'Dan');
  const child = await anAccount('Child', 'Ana');
  const under = { parentId: head, ultimateParentId: head };
  await court.world.database.prisma.account.update({ where: { id: child }, data: under });
  return { head, child };
};
const realign = (accountId: string, from: string, to: string) => {
  const [expected, wanted] = [from, to].map((name) => String(court.people[name]));
  return changeOwner(court.world.ports, TEAM, {
    ...aChange({ accountId, expected: String(expected), wanted: String(wanted) }),
    cause: { kind: 'realignment' as const, name: 'Spring' },
  });
};

describe('a claim on another account of the family', () => {
  it('is heard there and freezes nothing beside, since no verdict of the case moves it', async () => {
    const { head, child } = await family();
    const id = await court.file('Bo', child);
    expect(await court.file('Cy', head)).toBe(id);

    const { dispute } = await court.caseOf(id);
    expect(dispute.claims.map(({ claim }) => claim.account?.name)).toEqual([undefined, 'Head']);
    expect(dispute.parties.map(({ name }) => name)).toEqual(['Ana', 'Bo', 'Cy', 'Dan']);
    await expect(realign(child, 'Ana', 'Bo')).rejects.toMatchObject({
      reason: { kind: 'disputed', disputeId: id },
    });
    await realign(head, 'Dan', 'Ana');
    expect(await court.ownerOf(head)).toBe('Ana');

    await court.passUp('Bo', id);
    for (const user of ['Mia', 'Max']) {
      await court.rule(user, id, { outcome: { kind: 'keep' } });
    }
    expect(await court.statusOf(id)).toBe('closed');
    // Nothing is barred that was not decided.
    expect(await court.file('Cy', head)).not.toBe(id);
  });

  it('takes no appeal on the one beside it; on that very account it does, but for no time', async () => {
    const { head, child } = await family();
    const id = await court.file('Bo', child);
    await court.passUp('Bo', id);
    await court.rule('Mia', id, { outcome: { kind: 'transfer', to: court.person('Bo') } });
    const beside = await court.file('Bo', head);
    await court.appeal('Ana', id, 'https://mail.example/1');
    expect([await court.statusOf(id), await court.statusOf(beside)]).toEqual(['senior', 'peers']);

    const other = await family();
    const first = await court.file('Bo', other.child);
    await court.passUp('Bo', first);
    await court.rule('Mia', first, { outcome: { kind: 'transfer', to: court.person('Bo') } });
    const second = await court.file('Cy', other.child, { kind: 'credit' });
    const isTaken = { reason: { kind: 'no-appeal', because: { kind: 'other-case' } } };
    court.pass(9 * 24);
    await expect(court.appeal('Ana', first, 'https://mail.example/2')).rejects.toMatchObject(
      isTaken,
    );
    await court.say('Cy', second, { kind: 'withdraw', reason: 'Never mind.' });
    await court.appeal('Ana', first, 'https://mail.example/2');
    expect(await court.statusOf(first)).toBe('senior');
  });

  it('leaves with whoever made it, and so does the owner who was heard for it alone', async () => {
    const { head, child } = await family();
    const id = await court.file('Bo', child);
    await court.file('Cy', head);
    await court.say('Cy', id, { kind: 'withdraw', reason: 'Dan may have it.' });
    const { dispute } = await court.caseOf(id);
    expect(dispute.parties.map(({ name }) => name)).toEqual(['Ana', 'Bo']);
    await court.say('Bo', id, { kind: 'withdraw', reason: 'Ana called them first.' });
    await realign(child, 'Ana', 'Bo');
    expect(await court.ownerOf(child)).toBe('Bo');
  });
});
