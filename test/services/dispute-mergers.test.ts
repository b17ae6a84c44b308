import { addDays } from 'date-fns/addDays';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { merge } from '../../src/services/departures.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { inTransaction } from '../../src/store/database.ts';
import { readEvidence } from '../../src/store/dispute-evidence.ts';
import { linkParents } from '../../src/store/families.ts';
import { aChange } from '../support/changes.ts';
import { openDisputes } from '../support/disputes.ts';
import { register, TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

const anAccount = (owner: string) => court.anAccount(owner);

/** The CRM makes one record of two, as it tells us. */
async function becomes(lostId: string, keptId: string): Promise<void> {
  const { ports, database } = court.world;
  const crmIdOf = async (id: string) =>
    (await database.prisma.account.findUniqueOrThrow({ where: { id } })).crmId;
  const [lost, kept] = [await crmIdOf(lostId), await crmIdOf(keptId)];
  await inTransaction(database, (tx) =>
    merge(tx, ports, TEAM, {
      ...{ kind: 'account', into: kept, primary: kept, others: [lost], crmName: 'HubSpot' },
    }),
  );
  await court.work();
}

/** The CRM says under whom it stands. */
async function comesUnder(childId: string, parentId: string | undefined): Promise<void> {
  const { prisma } = court.world.database;
  const crmIdOf = async (id: string) =>
    (await prisma.account.findUniqueOrThrow({ where: { id } })).crmId;
  const child = await crmIdOf(childId);
  const parent = parentId && (await crmIdOf(parentId));
  await inTransaction(court.world.database, (tx) => linkParents(tx, TEAM, [{ child, parent }]));
}

describe('an account that comes to another family', () => {
  it('takes its case along: who files in the one joins it, who files in the other does not', async () => {
    const [left, sister, joined, child] = [
      await anAccount('Ana'),
      await anAccount('Ana'),
      await anAccount('Ana'),
      await anAccount('Ana'),
    ];
    await comesUnder(sister, left);
    await comesUnder(child, left);
    const id = await court.file('Bo', child);
    await comesUnder(child, joined);
    expect(await court.file('Cy', joined)).toBe(id);
    const other = await court.file('Cy', sister);
    expect(other).not.toBe(id);
    // Both are of one family then, and both go on.
    await comesUnder(left, joined);
    expect([await court.file('Dan', child), await court.file('Dan', sister)]).toEqual([id, other]);
    expect(await court.file('Mia', left)).toBe(id);
  });
});

describe('records that become one in the CRM', () => {
  it('are one for whoever files next as well: they join the case that came along', async () => {
    const [lost, kept] = [await anAccount('Ana'), await anAccount('Cy')];
    const id = await court.file('Bo', lost);
    await becomes(lost, kept);
    const { dispute } = await court.caseOf(id);
    expect(dispute).toMatchObject({ account: { id: kept }, owner: { name: 'Cy' } });
    expect(dispute.parties.map(({ name }) => name).toSorted()).toEqual(['Ana', 'Bo', 'Cy']);
    expect(await court.file('Dan', kept)).toBe(id);
  });

  it('keep their family’s other case apart where both families have one', async () => {
    const { prisma } = court.world.database;
    const [lost, kept, child] = [
      await anAccount('Ana'),
      await anAccount('Cy'),
      await anAccount('Ana'),
    ];
    await prisma.account.update({
      where: { id: child },
      data: { parentId: lost, ultimateParentId: lost },
    });
    const [ofChild, ofKept] = [await court.file('Bo', child), await court.file('Dan', kept)];
    await becomes(lost, kept);
    expect(await court.statusOf(ofChild)).toBe('peers');
    expect(await court.statusOf(ofKept)).toBe('peers');
    expect(await court.file('Mia', child)).toBe(ofChild);
    // Nor does a case of the family take in the one on a record that came to it.
    const [came, headOf, under] = [
      await anAccount('Ana'),
      await anAccount('Cy'),
      await anAccount('Ana'),
    ];
    await comesUnder(under, headOf);
    const [ofCame, ofUnder] = [await court.file('Bo', came), await court.file('Dan', under)];
    await becomes(came, headOf);
    expect((await court.caseOf(ofCame)).dispute).toMatchObject({
      ...{ status: 'peers', account: { id: headOf } },
    });
    expect(await court.statusOf(ofUnder)).toBe('peers');
  });

  it('have what was decided of either of them among what is known', async () => {
    const [lost, kept] = [await anAccount('Ana'), await anAccount('Ana')];
    const id = await court.file('Bo', lost);
    await court.passUp('Bo', id);
    await court.rule('Mia', id, { outcome: { kind: 'keep' } });
    await becomes(lost, kept);
    const later = await court.file('Cy', kept);
    const { lines = [] } = (await readEvidence(court.world.database.prisma, TEAM, later)) ?? {};
    expect(lines.find(({ topic }) => topic === 'earlier-cases')?.text).toMatch(/ended with “keep”/);
  });

  it('become one though the case that goes on has no room for all that was brought', async () => {
    const [lost, kept] = [await anAccount('Ana'), await anAccount('Ana')];
    const [ending, going] = [await court.file('Bo', lost), await court.file('Cy', kept)];
    for (let nth = 1; nth <= 21; nth += 1) {
      await court.speak('Ana', ending, { kind: 'submit', text: `Note ${nth}` });
      await court.speak('Ana', going, { kind: 'submit', text: `Note ${nth}` });
    }
    await becomes(lost, kept);
    expect((await court.caseOf(ending)).events.at(-1)).toMatchObject({ kind: 'merged', left: 2 });
    const { dispute } = await court.caseOf(going);
    expect([dispute.status, dispute.submissions.length]).toEqual(['peers', 40]);
  });

  it('bring what was brought to the case that ends into the one that goes on', async () => {
    const [lost, kept] = [await anAccount('Ana'), await anAccount('Ana')];
    const [ending, going] = [await court.file('Bo', lost), await court.file('Cy', kept)];
    // Who files in both is heard once, and who has let it be is not heard at all.
    await court.file('Cy', lost);
    await court.file('Dan', lost);
    await court.say('Dan', ending, { kind: 'withdraw', reason: 'Never mind.' });
    await court.say('Ana', ending, { kind: 'submit', text: 'My call.', link: 'https://c.example' });
    await becomes(lost, kept);
    expect(await court.statusOf(ending)).toBe('merged');
    const { dispute } = await court.caseOf(going);
    expect(dispute.filers.map(({ name }) => name)).toEqual(['Cy', 'Bo']);
    expect(dispute.submissions).toMatchObject([{ by: { name: 'Ana' }, text: 'My call.' }]);
  });

  it('bring nothing into a case that is decided, and end theirs all the same', async () => {
    const [lost, kept] = [await anAccount('Ana'), await anAccount('Ana')];
    const [ending, decided] = [await court.file('Bo', lost), await court.file('Cy', kept)];
    await court.passUp('Cy', decided);
    const until = new Date(court.world.ports.clock.now().getTime() + 36 * 3_600_000);
    await court.rule('Mia', decided, { outcome: { kind: 'hold', until } });
    await becomes(lost, kept);
    expect(await court.statusOf(ending)).toBe('merged');
    const { dispute } = await court.caseOf(decided);
    expect(dispute).toMatchObject({ status: 'decided', filers: [{ name: 'Cy' }] });
  });

  it('stay nobody’s where the record that goes on was so before the case', async () => {
    const [lost, kept] = [await anAccount('Ana'), await anAccount('Cy')];
    const edit = { cause: { kind: 'crm-edit' }, expected: court.people.Cy } as const;
    await changeOwner(court.world.ports, TEAM, aChange({ accountId: kept, ...edit, wanted: null }));
    const id = await court.file('Bo', lost);
    await becomes(lost, kept);
    await court.passUp('Bo', id);
    await court.rule('Mia', id, { outcome: { kind: 'keep' } });
    expect([await court.statusOf(id), await court.ownerOf(kept)]).toEqual(['closed', undefined]);
  });

  it('bring what is held over, shared and matched along: it goes by the one that goes on', async () => {
    const { ports, database } = court.world;
    const { prisma } = database;
    const heldOver = async (lost: string) => {
      const deal = await court.deal(`held ${lost}`, lost, 'Ana');
      const id = await court.file('Bo', lost);
      await court.passUp('Bo', id);
      const until = addDays(ports.clock.now(), 30);
      const holdover = { deals: [deal], until, fallback: 'follow' as const };
      const outcome = { kind: 'transfer', to: court.person('Bo') } as const;
      await court.rule('Mia', id, { outcome, holdover });
      return { deal, id };
    };
    const [lost, kept] = [await anAccount('Ana'), await anAccount('Dan')];
    const { Dan: dan = '', Cy: cy = '', Ana: ana = '' } = court.people;
    await changeOwner(ports, TEAM, aChange({ accountId: kept, expected: dan, wanted: cy }));
    const { deal, id: disputeId } = await heldOver(lost);
    const share = { workspaceId: TEAM, disputeId, since: ports.clock.now(), repId: ana };
    const data = [
      { ...share, accountId: lost, kind: 'credit', role: 'AE', percent: 100 },
      { ...share, accountId: lost, kind: 'cover', role: 'CSM' },
      { ...share, accountId: kept, kind: 'cover', role: 'CSM', repId: cy },
    ];
    await prisma.share.createMany({ data });
    const lead = await prisma.lead.create({
      data: { workspaceId: TEAM, crmId: lost, name: 'Ida' },
    });
    const match = { leadId: lead.id, workspaceId: TEAM, verdict: 'matched', considered: [] };
    await prisma.leadMatch.create({ data: { ...match, accountId: lost, at: share.since } });
    const [gone, nobodys] = [await anAccount('Ana'), await register(court.world, 'Nobody’s')];
    const other = await heldOver(gone);

    await becomes(lost, kept);
    await becomes(gone, nobodys);
    await court.ring(31 * 24);

    expect([await court.ownerOfDeal(deal), await court.ownerOfDeal(other.deal)]).toEqual([
      ...['Cy', 'Ana'],
    ]);
    expect(await prisma.holdover.count({ where: { endedAt: null } })).toBe(0);
    const shares = await prisma.share.findMany({
      where: { accountId: kept },
      orderBy: { role: 'asc' },
    });
    expect(shares.map(({ role, repId }) => [role, repId])).toEqual([
      ['AE', ana],
      ['CSM', cy],
    ]);
    const matched = await prisma.leadMatch.findUniqueOrThrow({ where: { leadId: lead.id } });
    expect(matched.accountId).toBe(kept);
  });
});
