import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ruling } from '../../src/domain/dispute-outcome.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { openDisputes } from '../support/disputes.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

const anAccount = (owner: string) => court.anAccount(owner);
const keep: Ruling = { outcome: { kind: 'keep' } };
const partyDecides = expect.objectContaining({
  reason: expect.objectContaining({ kind: 'party-decides' }),
});
const nameOf = ({ name }: { name: string }) => name;

describe('whoever has the account meanwhile', () => {
  it('is heard as a side as soon as the clock goes round, and does not decide', async () => {
    const accountId = await anAccount('Ana');
    const id = await court.file('Cy', accountId);
    await court.passUp('Ana', id);
    await changeOwner(court.world.ports, TEAM, {
      ...{ accountId, expected: String(court.people.Ana), wanted: String(court.people.Mia) },
      ...{ cause: { kind: 'operator' }, actor: { kind: 'operator', name: 'Olga' }, reason: 'Now.' },
    });
    await court.ring(0);
    const { dispute } = await court.caseOf(id);
    expect(dispute.parties.map(nameOf)).toEqual(['Ana', 'Cy', 'Mia']);
    await expect(court.rule('Mia', id, keep)).rejects.toEqual(partyDecides);
  });

  it('does not hear the appeal against the verdict that gave it to them', async () => {
    const id = await court.file('Cy', await anAccount('Ana'));
    await court.passUp('Ana', id);
    await court.rule('Mia', id, { outcome: { kind: 'transfer', to: court.person('Sue') } });
    const dispute = await court.appeal('Ana', id, 'https://mail.example/1');
    expect(dispute).toMatchObject({ status: 'ops', owner: { name: 'Sue' } });
    expect(dispute.parties.map(nameOf)).toContain('Sue');
    await expect(court.rule('Sue', id, keep)).rejects.toEqual(partyDecides);
  });
});
