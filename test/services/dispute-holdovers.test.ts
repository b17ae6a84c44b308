import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DisputeOutcome, Ruling } from '../../src/domain/dispute-outcome.ts';
import { showAccount } from '../../src/services/lookup.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { aChange } from '../support/changes.ts';
import { openDisputes } from '../support/disputes.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

let nth = 0;
/** An account of Ana’s that Bo disputes, before their manager. */
async function aCase() {
  nth += 1;
  const accountId = await court.anAccount('Ana');
  const file = async () => {
    const id = await court.file('Bo', accountId);
    await court.passUp('Bo', id);
    return id;
  };
  return { accountId, file };
}
const inDays = (days: number) =>
  new Date(court.world.ports.clock.now().getTime() + days * 24 * 3_600_000);
const rule = (id: string, outcome: DisputeOutcome, carried: Omit<Ruling, 'outcome'> = {}) =>
  court.rule('Mia', id, { outcome, ...carried });
const editToBo = (accountId: string) =>
  changeOwner(
    court.world.ports,
    TEAM,
    aChange({
      ...{ accountId, cause: { kind: 'crm-edit' } },
      ...{ expected: String(court.people.Ana), wanted: String(court.people.Bo) },
    }),
  );

describe('deals of an account that a verdict moves', () => {
  it('may stay with the former owner for a while; then they go where their account is', async () => {
    const { accountId, file } = await aCase();
    const [stays, other] = [
      await court.deal(`big ${nth}`, accountId, 'Ana'),
      await court.deal(`small ${nth}`, accountId, 'Ana'),
    ];
    const until = inDays(30);
    const id = await file();
    const holdover = { deals: [stays], until, fallback: 'follow' as const };
    await rule(id, { kind: 'transfer', to: court.person('Bo') }, { holdover });
    expect(await court.ownerOf(accountId)).toBe('Bo');
    expect([await court.ownerOfDeal(stays), await court.ownerOfDeal(other)]).toEqual(['Ana', 'Bo']);
    await court.ring(29 * 24);
    expect(await court.ownerOfDeal(stays)).toBe('Ana');
    const card = await showAccount(court.world.ports, TEAM, accountId);
    expect(card.holdovers).toMatchObject([{ person: { name: 'Ana' }, until }]);
    await court.ring(2 * 24);
    expect(await court.ownerOfDeal(stays)).toBe('Bo');
  });

  it('are told in the case once their holdover has ended, and where they are then', async () => {
    const { accountId, file } = await aCase();
    const id = await file();
    const endsOf = async () =>
      (await court.caseOf(id)).events.filter(({ kind }) => kind === 'holdover-ended');
    const deals = [await court.deal(`goes ${nth}`, accountId, 'Ana')];
    const holdover = { deals, until: inDays(30), fallback: 'follow' as const };
    await rule(id, { kind: 'transfer', to: court.person('Bo') }, { holdover });
    await court.ring(31 * 24);
    await court.ring(1);
    const end = { deal: `goes ${nth}`, from: { name: 'Ana' }, owner: { name: 'Bo' } };
    expect(await endsOf()).toMatchObject([{ ...end, to: { name: 'Bo' } }]);
    expect(await court.statusOf(id)).toBe('closed');

    const { holdover: held } = court.world.database.prisma;
    const { id: _, ...other } = await held.findFirstOrThrow({ where: { disputeId: id } });
    const dealId = await court.deal(`stays ${nth}`, accountId, 'Ana');
    const stays = { dealId, fallback: 'stay', until: inDays(1), endedAt: null };
    await held.create({ data: { ...other, ...stays } });
    await court.ring(2 * 24);
    expect((await endsOf()).slice(1)).toMatchObject([{ ...end, deal: `stays ${nth}` }]);
    expect(await court.ownerOfDeal(dealId)).toBe('Ana');
    expect((await endsOf())[1]).not.toHaveProperty('to');
  });

  it('go along where none is held over, also where the CRM was faster', async () => {
    for (const isThere of [false, true]) {
      const { accountId, file } = await aCase();
      const deal = await court.deal(`open ${nth}`, accountId, 'Ana');
      const id = await file();
      if (isThere) await editToBo(accountId);
      await rule(id, { kind: 'transfer', to: court.person('Bo') });
      expect(await court.ownerOfDeal(deal)).toBe('Bo');
    }
  });

  it('are not taken from whoever set themselves in the CRM, where they were theirs before', async () => {
    const { accountId, file } = await aCase();
    const deal = await court.deal(`own ${nth}`, accountId, 'Bo');
    const id = await file();
    await editToBo(accountId);
    await rule(id, { kind: 'keep' });
    expect([await court.ownerOf(accountId), await court.ownerOfDeal(deal)]).toEqual(['Ana', 'Bo']);
  });
});
