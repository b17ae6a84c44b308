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

describe('a claim on another account of the family', () => {
  it('stays about that one: it is frozen, its owner is heard, and it can be contested afterwards', async () => {
    const { ports, database } = court.world;
    const named = (name: string) => String(court.people[name]);
    const germany = { country: 'Germany' };
    const head = await enter(court.world, 'Head', {
      ...{ domain: 'head.example', ownerId: named('Dan'), facts: germany },
    });
    const child = await enter(court.world, 'Child', {
      ...{ domain: 'child.example', ownerId: named('Ana') },
    });
    const under = { parentId: head, ultimateParentId: head };
    await database.prisma.account.update({ where: { id: child }, data: under });
    const id = await court.file('Bo', child);
    expect(await court.file('Cy', head)).toBe(id);

    const { dispute } = await court.caseOf(id);
    expect(dispute.claims.map(({ claim }) => claim.account?.name)).toEqual([undefined, 'Head']);
    expect(dispute.parties.map(({ name }) => name)).toEqual(['Ana', 'Bo', 'Cy', 'Dan']);
    const change = {
      ...aChange({ accountId: head, expected: named('Dan'), wanted: named('Ana') }),
      cause: { kind: 'realignment' as const, name: 'Spring' },
    };
    await expect(changeOwner(ports, TEAM, change)).rejects.toMatchObject({
      reason: { kind: 'disputed', disputeId: id },
    });
    await court.route(head);
    expect(await court.statesOf(head)).toEqual(['pending']);

    await court.passUp('Bo', id);
    for (const user of ['Mia', 'Max']) {
      await court.rule(user, id, { outcome: { kind: 'keep' } });
    }
    expect(await court.statusOf(id)).toBe('closed');
    // What the rules asked about it meanwhile is asked anew, and nothing is barred that was not decided.
    expect((await court.statesOf(head))[0]).toBe('withdrawn');
    expect(await court.file('Cy', head)).not.toBe(id);
  });
});
