import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DisputeOutcome, Ruling } from '../../src/domain/dispute-outcome.ts';
import type { Cause } from '../../src/domain/ownership.ts';
import { showDisputeDesk } from '../../src/services/dispute-showing.ts';
import { showAccount } from '../../src/services/lookup.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { decideTwins } from '../../src/services/twins.ts';
import { enter } from '../support/accounts.ts';
import { aCrm } from '../support/crm.ts';
import { openDisputes } from '../support/disputes.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

let nth = 0;
/** An account of Ana’s that Bo disputes, before their manager. */
async function aCase(facts: Record<string, string | number> = { country: 'Italy' }) {
  nth += 1;
  const ownerId = String(court.people.Ana);
  const accountId = await enter(court.world, `Firm ${nth}`, {
    ...{ domain: `f${nth}.example`, ownerId, facts },
  });
  const file = async () => {
    const id = await court.file('Bo', accountId);
    await court.passUp('Bo', id);
    return id;
  };
  return { accountId, file };
}
const inDays = (days: number) =>
  new Date(court.world.ports.clock.now().getTime() + days * 24 * 3_600_000);
const rule = async (id: string, outcome: DisputeOutcome, carried: Omit<Ruling, 'outcome'> = {}) =>
  court.rule('Mia', id, { outcome, ...carried });

const moveToBo = (accountId: string, cause: Cause) =>
  changeOwner(court.world.ports, TEAM, {
    ...{ accountId, cause, reason: 'so it is', actor: { kind: 'operator', name: 'Olga' } },
    ...{ expected: String(court.people.Ana), wanted: String(court.people.Bo) },
  });

describe('a verdict', () => {
  it('for a later day is carried out on that day', async () => {
    const { accountId, file } = await aCase();
    const id = await file();
    await rule(id, { kind: 'transfer-at', to: court.person('Bo'), on: inDays(10) });
    await court.ring(9 * 24);
    expect([await court.statusOf(id), await court.ownerOf(accountId)]).toEqual(['decided', 'Ana']);
    await court.ring(2 * 24);
    expect([await court.statusOf(id), await court.ownerOf(accountId)]).toEqual(['closed', 'Bo']);
  });

  it('for a later day keeps what it carries, though the CRM has it before', async () => {
    const { accountId, file } = await aCase();
    const stays = await court.deal(`late ${nth}`, accountId, 'Ana');
    const id = await file();
    const later = { kind: 'transfer-at', to: court.person('Bo'), on: inDays(60) } as const;
    const early = { deals: 'all', until: inDays(10), fallback: 'follow' } as const;
    await expect(rule(id, later, { holdover: early })).rejects.toMatchObject({
      reason: { fault: { kind: 'wrong-day', what: 'holdover', isAfter: true } },
    });
    await rule(id, later, { holdover: { ...early, until: inDays(100) } });
    await moveToBo(accountId, { kind: 'crm-edit' });
    await court.ring(61 * 24);
    expect([await court.statusOf(id), await court.ownerOfDeal(stays)]).toEqual(['closed', 'Ana']);
    await court.ring(40 * 24);
    expect(await court.ownerOfDeal(stays)).toBe('Bo');
  });

  it('for a later day comes back to whoever gave it where ops have decided meanwhile', async () => {
    const { accountId, file } = await aCase();
    const id = await file();
    await rule(id, { kind: 'transfer-at', to: court.person('Cy'), on: inDays(10) });
    court.pass();
    await moveToBo(accountId, { kind: 'operator' });
    await court.ring(11 * 24);
    expect((await court.caseOf(id)).dispute).toMatchObject({
      ...{ status: 'manager', because: { kind: 'impossible' } },
    });
    expect(await court.ownerOf(accountId)).toBe('Bo');
  });

  it('that cannot be carried out on its day comes back to whoever gave it', async () => {
    const { prisma } = court.world.database;
    const { file } = await aCase();
    const id = await file();
    const eve = { workspaceId: TEAM, name: 'Eve', email: 'eve@registry.example' };
    const gifts = { skills: [], languages: [], certificates: [] };
    const { id: eveId } = await prisma.rep.create({ data: { ...eve, ...gifts } });
    await rule(id, { kind: 'transfer-at', to: { id: eveId, name: 'Eve' }, on: inDays(10) });
    await prisma.rep.update({ where: { id: eveId }, data: { leftAt: inDays(5) } });
    await court.ring(11 * 24);
    const { dispute } = await court.caseOf(id);
    expect(dispute).toMatchObject({
      ...{ status: 'manager', because: { kind: 'impossible' } },
      seats: [{ name: 'Mia' }],
    });
    expect(JSON.stringify(dispute)).toMatch(/Eve has left/);
  });

  it('to hold freezes it until the day, then its manager looks again', async () => {
    const { accountId, file } = await aCase();
    const id = await file();
    await rule(id, { kind: 'hold', until: inDays(30) });
    expect(await court.statusOf(id)).toBe('decided');
    await court.ring(31 * 24);
    expect((await court.caseOf(id)).dispute).toMatchObject({ because: { kind: 'hold-over' } });
    await rule(id, { kind: 'keep' });
    expect(await court.ownerOf(accountId)).toBe('Ana');
  });

  it('to keep gives it back to whose it was, whatever was edited in the CRM meanwhile', async () => {
    const { accountId, file } = await aCase();
    const id = await file();
    await moveToBo(accountId, { kind: 'crm-edit' });
    expect(await court.ownerOf(accountId)).toBe('Bo');
    await rule(id, { kind: 'keep' });
    expect(await court.ownerOf(accountId)).toBe('Ana');
  });

  it('to keep undoes nothing that ops have decided meanwhile', async () => {
    const { accountId, file } = await aCase();
    const id = await file();
    await moveToBo(accountId, { kind: 'operator' });
    await rule(id, { kind: 'keep' });
    expect(await court.ownerOf(accountId)).toBe('Bo');
  });

  it('to share it gives it back first, and so does whoever withdraws their case', async () => {
    const half = (name: string) => ({
      ...{ role: 'AE' as const, rep: court.person(name), percent: 50 },
    });
    const shared: DisputeOutcome[] = [
      { kind: 'shared-cover', with: court.person('Bo'), role: 'SDR' },
      { kind: 'split-credit', shares: [half('Ana'), half('Bo')] },
    ];
    for (const outcome of shared) {
      const { accountId, file } = await aCase();
      const id = await file();
      await moveToBo(accountId, { kind: 'crm-edit' });
      await rule(id, outcome);
      expect([outcome.kind, await court.ownerOf(accountId)]).toEqual([outcome.kind, 'Ana']);
    }

    const other = await aCase();
    const withdrawn = await other.file();
    await moveToBo(other.accountId, { kind: 'crm-edit' });
    await court.say('Bo', withdrawn, { kind: 'withdraw', reason: 'Never mind.' });
    expect(await court.statusOf(withdrawn)).toBe('withdrawn');
    expect(await court.ownerOf(other.accountId)).toBe('Ana');
  });

  it('gives it back to the rules, pins nothing, and may leave deals for a while', async () => {
    const { prisma } = court.world.database;
    const { accountId, file } = await aCase({ country: 'France' });
    const pin = { workspaceId: TEAM, accountId, by: { kind: 'operator', name: 'Olga' } };
    await prisma.pin.create({ data: { ...pin, reason: 'wait', pinnedAt: inDays(0) } });
    const deals = [await court.deal(`left ${nth}`, accountId, 'Ana')];
    const holdover = { deals, until: inDays(30), fallback: 'follow' as const };
    await rule(await file(), { kind: 're-route' }, { holdover });
    expect(['Bo', 'Cy']).toContain(await court.ownerOf(accountId));
    expect(await court.ownerOfDeal(String(deals[0]))).toBe('Ana');
    await court.ring(31 * 24);
    expect(await court.ownerOfDeal(String(deals[0]))).toBe(await court.ownerOf(accountId));
    const changes = await prisma.ownershipChange.findMany({
      ...{ where: { accountId }, orderBy: { auditSeq: 'asc' } },
    });
    expect(changes.map(({ cause }) => (cause as { kind: string }).kind)).toEqual([
      ...['dispute', 'routing'],
    ]);
    expect(await prisma.pin.count({ where: { accountId, liftedAt: null } })).toBe(0);
  });

  it('splits credit, later anew, and lets two cover it', async () => {
    const { prisma } = court.world.database;
    const { accountId, file } = await aCase();
    const split = (ana: number): DisputeOutcome => ({
      kind: 'split-credit',
      shares: [
        { role: 'AE', rep: court.person('Ana'), percent: ana },
        { role: 'AE', rep: court.person('Bo'), percent: 100 - ana },
      ],
    });
    const id = await file();
    await rule(id, split(60));
    await court.appeal('Bo', id, 'https://mail.example/3');
    await court.rule('Sue', id, { outcome: split(33.33) });
    const standing = { where: { accountId, endedAt: null } };
    const shares = await prisma.share.findMany({ ...standing, orderBy: { percent: 'asc' } });
    expect(shares.map(({ percent }) => Number(percent))).toEqual([33.33, 66.67]);
    const card = await showAccount(court.world.ports, TEAM, accountId);
    expect(card.shares.map(({ person, percent }) => `${person.name} ${percent}`)).toEqual([
      ...['Bo 66.67', 'Ana 33.33'],
    ]);

    const other = await aCase();
    const cover = { kind: 'shared-cover', with: court.person('Bo'), role: 'SDR' } as const;
    const otherId = await other.file();
    await rule(otherId, cover);
    const where = { accountId: other.accountId, endedAt: null };
    expect(await prisma.share.findMany({ where })).toMatchObject([{ kind: 'cover', role: 'SDR' }]);
    await court.appeal('Ana', otherId, 'https://mail.example/4');
    await court.rule('Sue', otherId, { outcome: { kind: 'keep' } });
    expect(await prisma.share.count({ where })).toBe(1);
  });

  it('that is appealed stands where nobody answers; it is shared no more where that is said', async () => {
    const { prisma } = court.world.database;
    const cover = { kind: 'shared-cover', with: court.person('Bo'), role: 'SDR' } as const;
    const shared = async () => {
      const { accountId, file } = await aCase();
      const id = await file();
      await rule(id, cover);
      await court.appeal('Ana', id, 'https://mail.example/5');
      return { id, where: { accountId, endedAt: null } };
    };
    const unanswered = await shared();
    await court.ring(30);
    await court.ring(30);
    expect((await court.caseOf(unanswered.id)).dispute).toMatchObject({
      ...{ status: 'closed', appeal: { by: { name: 'Ana' } } },
      ended: { decision: { verdict: { kind: 'ruled' }, ruling: { outcome: cover } } },
    });
    expect(await prisma.share.count({ where: unanswered.where })).toBe(1);
    const anew = await shared();
    await court.rule('Sue', anew.id, { outcome: { kind: 'keep-alone' } });
    expect(await prisma.share.count({ where: anew.where })).toBe(0);
  });

  it('that two records are one is a question to ops; a wrong value is approved for the CRM', async () => {
    const { prisma } = court.world.database;
    const [one, other] = [await aCase(), await aCase()];
    await rule(await one.file(), { kind: 'merge', other: { id: other.accountId, name: 'Other' } });
    expect(court.asked.at(-1)).toMatchObject({ channel: 'C0OPS', question: { kind: 'twins' } });
    const otherId = await other.file();
    const spain = { kind: 'fix-data', attribute: 'country', value: 'Spain' } as const;
    await expect(rule(otherId, spain)).rejects.toMatchObject({
      reason: { fault: { kind: 'no-crm' } },
    });
    const facts = async () => {
      const mia = court.askerOf('Mia');
      return (await showDisputeDesk(court.world.ports, mia, otherId, 'verdict')).desk.facts;
    };
    expect(await facts()).toEqual([]);
    court.world.ports.crm = () => aCrm();
    expect(await facts()).toEqual(
      expect.arrayContaining([{ key: 'country', value: 'Italy' }, { key: 'employees' }]),
    );
    await court.speak('Mia', otherId, {
      ...{ kind: 'rule', ruling: { outcome: spain }, code: 'active-work', text: 'They moved.' },
    });
    court.world.ports.crm = () => undefined;
    const fixes = await prisma.fix.findMany({ where: { accountId: other.accountId } });
    expect(fixes).toMatchObject([{ previous: 'Italy', proposed: 'Spain', status: 'approved' }]);
  });

  it('that comes to nothing is told in the case, and may be contested again at once', async () => {
    const { prisma } = court.world.database;
    const [one, other] = [await aCase(), await aCase()];
    const toNothing = async (id: string) => {
      const events = await prisma.disputeEvent.findMany({
        where: { disputeId: id, kind: 'not-taken' },
      });
      const { dispute } = await court.caseOf(id);
      if (dispute.status !== 'closed') throw new Error(dispute.status);
      expect(dispute.ended.barredUntil).toEqual(dispute.ended.at);
      return events.map(({ body }) => (body as { why: string }).why);
    };
    const crm = aCrm();
    const no = { kind: 'refused', why: 'invalid', problem: 'A rule of yours.' } as const;
    crm.writeValues = async (writes) => new Map(writes.map(({ trace }) => [trace, no]));
    const id = await one.file();
    const itself = { kind: 'merge', other: { id: one.accountId, name: 'Itself' } } as const;
    await expect(rule(id, itself)).rejects.toMatchObject({
      reason: { fault: { kind: 'same-record' } },
    });
    court.world.ports.crm = () => crm;
    await rule(id, { kind: 'fix-data', attribute: 'country', value: 'Spain' });
    await court.work();
    court.world.ports.crm = () => undefined;
    expect(await toNothing(id)).toEqual(['HubSpot did not take the value: A rule of yours.']);

    const merging = await one.file();
    await rule(merging, { kind: 'merge', other: { id: other.accountId, name: 'Other' } });
    const pair = { in: [one.accountId, other.accountId] };
    const twins = await prisma.twins.findFirst({ where: { accountId: pair, otherId: pair } });
    const olga = { workspaceId: TEAM, userId: 'U0OLGA' };
    const apart = { kind: 'distinct', reason: 'Two countries.' } as const;
    await decideTwins(court.world.ports, olga, String(twins?.id), apart);
    expect(await toNothing(merging)).toEqual(['Olga has told the two apart: Two countries.']);
    await one.file();
  });
});
