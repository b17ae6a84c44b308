import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../../src/domain/shown.ts';
import type { Source } from '../../src/domain/source.ts';
import type { Crm } from '../../src/ports.ts';
import { takeNews } from '../../src/services/crm-news.ts';
import { hearDispute } from '../../src/services/dispute-triage.ts';
import { endPins } from '../../src/services/pin-ends.ts';
import { readEvidence } from '../../src/store/dispute-evidence.ts';
import { saveProposedFixes } from '../../src/store/fixes.ts';
import { saveRanking } from '../../src/store/rankings.ts';
import { saveAccounts } from '../../src/store/registration.ts';
import { enter } from '../support/accounts.ts';
import { aCrm, aCrmAccount } from '../support/crm.ts';
import { openDisputes } from '../support/disputes.ts';
import { publish } from '../support/publishing.ts';
import { TEAM } from '../support/world.ts';

/** In Sweden large companies are Ana’s and small ones Bo’s; the line is at 100 employees. */
const SWEDEN = `
rule set "Sweden"

rule "Large"
  in size, priority 1
  says "From 100 employees on it is Ana’s."
  when country = SE and employees >= 100
  owner max@registry.example
  then rep ana@registry.example

rule "Small"
  in size, priority 2
  says "Below 100 employees it is Bo’s."
  when country = SE and employees < 100
  then rep bo@registry.example
`;

let court: Awaited<ReturnType<typeof openDisputes>>;
const sent: (Shown & { place: string })[] = [];
beforeAll(async () => {
  court = await openDisputes();
  await publish(court.world, SWEDEN);
  const { notifier } = court.world.ports;
  const { post } = notifier;
  notifier.post = (workspaceId, place, shown, thread) => {
    sent.push({ ...shown, place });
    return post(workspaceId, place, shown, thread);
  };
});
afterAll(() => court.world.close());

let nth = 0;
const inSweden = (owner: string, employees: number, crmId?: string) => {
  nth += 1;
  const facts = { country: 'Sweden', employees };
  const entry = { domain: `s${nth}.example`, ownerId: String(court.people[owner]), facts };
  return enter(court.world, crmId ?? `Firm ${nth}`, entry);
};
/** As long as a CRM is there that can do no more than this. */
async function withCrm<Result>(crm: Partial<Crm>, work: () => Promise<Result>): Promise<Result> {
  const { ports } = court.world;
  const before = ports.crm;
  ports.crm = () => ({ name: 'HubSpot', ...crm }) as Crm;
  try {
    return await work();
  } finally {
    ports.crm = before;
  }
}

describe('a claim', () => {
  it('that asks for the owner there is already says so, and files nothing', async () => {
    const accountId = await inSweden('Ana', 300);
    await expect(court.file('Ana', accountId)).rejects.toMatchObject({
      reason: { kind: 'theirs-already', owner: 'Ana' },
    });
    expect(await court.world.database.prisma.dispute.count({ where: { accountId } })).toBe(0);
  });
});

describe('what a machine may close it closes', () => {
  it('leaves an account where it is that lies near the line, and says so', async () => {
    const accountId = await inSweden('Bo', 110);
    const id = await court.file('Ana', accountId);
    const { dispute } = await court.caseOf(id);
    expect(dispute).toMatchObject({
      status: 'closed',
      ended: {
        decision: {
          verdict: { kind: 'in-band', attribute: 'employees', value: 110, line: 100, percent: 20 },
        },
      },
    });
    expect(await court.ownerOf(accountId)).toBe('Bo');
  });

  it('closes nothing over the head of whoever joins while it looks', async () => {
    const accountId = await inSweden('Bo', 110);
    const id = await court.file('Ana', accountId, {}, { isKilled: true });
    const joined: string[] = [];
    const activities = async () => {
      if (joined.length === 0) {
        joined.push('Dan');
        await court.file('Dan', accountId, { kind: 'credit' }, { isKilled: true });
      }
      return [];
    };
    await withCrm({ activities }, () => hearDispute(court.world.ports, TEAM, id));
    expect(joined).toEqual(['Dan']);
    expect((await court.caseOf(id)).dispute).toMatchObject({ status: 'peers', claims: [{}, {}] });
    await court.work();
  });

  it('takes one that is far from the line before people', async () => {
    expect(await court.statusOf(await court.file('Ana', await inSweden('Bo', 130)))).toBe('peers');
  });

  it('corrects a value for which a clean one is known, and ends the case', async () => {
    const { prisma } = court.world.database;
    const accountId = await inSweden('Bo', 500);
    const by = { kind: 'machine', name: 'Cadastre' } as const;
    const batchId = '0a8f2b34-0000-4000-8000-000000000002';
    const fix = { accountId, attribute: 'country', previous: 'Sweden', proposed: 'Norway' };
    const at = court.world.ports.clock.now();
    await saveProposedFixes(prisma, TEAM, [fix], { batchId, by, at });
    const wrong = { kind: 'data-wrong', attribute: 'country' } as const;
    const id = await withCrm({}, () => court.file('Ana', accountId, wrong));
    expect((await court.caseOf(id)).dispute).toMatchObject({
      ...{ status: 'data-fix', finding: { was: 'Sweden', is: 'Norway' } },
    });
    const [approved] = await prisma.fix.findMany({ where: { accountId, status: 'approved' } });
    expect(approved?.proposed).toBe('Norway');
    expect(await prisma.task.count({ where: { kind: 'crm-fixes' } })).toBe(1);
    await prisma.task.deleteMany({ where: { kind: 'crm-fixes' } });
    expect(await court.statusOf(await court.file('Ana', accountId))).toBe('peers');
  });

  it('leaves to people a value that would only be written better: the claim means another one', async () => {
    const accountId = await inSweden('Bo', 500);
    const { prisma } = court.world.database;
    const fix = { accountId, attribute: 'country', previous: 'Sweden', proposed: 'SE' };
    await saveProposedFixes(prisma, TEAM, [fix], {
      batchId: '0a8f2b34-0000-4000-8000-000000000004',
      by: { kind: 'machine', name: 'Cadastre' },
      at: court.world.ports.clock.now(),
    });
    const norway = { kind: 'data-wrong', attribute: 'country', wish: 'It is in Norway.' } as const;
    const id = await withCrm({}, () => court.file('Ana', accountId, norway));
    expect(await court.statusOf(id)).toBe('peers');
    expect(await prisma.fix.count({ where: { accountId, status: 'approved' } })).toBe(0);
  });

  it('leaves to people a value that belongs into another attribute: alone it would be lost', async () => {
    const accountId = await inSweden('Bo', 500);
    const stands = (at: string) => ({ value: at, source: 'HubSpot', at: '2026-01-05T00:00:00Z' });
    const { prisma } = court.world.database;
    await prisma.account.update({
      where: { id: accountId },
      data: { attributes: { city: stands('UT'), state: stands('Provo') } },
    });
    const fixes = [
      { accountId, attribute: 'state', previous: 'Provo', proposed: 'UT' },
      { accountId, attribute: 'city', previous: 'UT', proposed: 'Provo' },
    ];
    const by = { kind: 'machine', name: 'Cadastre' } as const;
    const batchId = '0a8f2b34-0000-4000-8000-000000000003';
    await saveProposedFixes(prisma, TEAM, fixes, {
      batchId,
      by,
      at: court.world.ports.clock.now(),
    });
    const wrong = { kind: 'data-wrong', attribute: 'state' } as const;
    const id = await withCrm({}, () => court.file('Ana', accountId, wrong));
    expect(await court.statusOf(id)).toBe('peers');
  });
});

describe('a source that is better than what rules read', () => {
  const vendor = { kind: 'property', property: 'zi', label: 'ZoomInfo', state: 'sound' } as const;
  const wrong = { kind: 'data-wrong', attribute: 'employees' } as const;
  const rank = (...sources: Source[]) =>
    saveRanking(
      court.world.database.prisma,
      TEAM,
      { attribute: 'employees', sources },
      court.world.ports.clock.now(),
    );
  /** Bo’s by 50 employees; the vendor says otherwise. */
  const contested = async (said: string) => {
    const id = await inSweden('Bo', 50);
    const { crmId } = await court.world.database.prisma.account.findUniqueOrThrow({
      where: { id },
    });
    const from = { source: 'HubSpot', at: new Date('2026-01-05T00:00:00Z') };
    const attributes = { country: { value: 'Sweden', ...from }, employees: { value: 50, ...from } };
    const others = { zi: { value: said, ...from } };
    const account = { name: `Firm ${nth}`, attributes, others };
    const crm = aCrm({ accounts: [aCrmAccount(crmId, { ...account, changedAt: from.at })] });
    await saveAccounts(
      court.world.database.prisma,
      TEAM,
      [{ ...account, crmId, changedAt: from.at }],
      from.at,
    );
    return { id, crm };
  };
  const lines = async (disputeId: string) => {
    const found = await readEvidence(court.world.database.prisma, TEAM, disputeId);
    return (found?.lines ?? [])
      .filter(({ topic }) => topic === 'data')
      .map(({ text, source }) => `${text} | ${source}`);
  };

  it('corrects it: the CRM gets the value, and the rules decide anew', async () => {
    await rank(vendor, { kind: 'rules' });
    const { id, crm } = await contested('1,250');
    await withCrm(crm, async () => {
      const disputeId = await court.file('Ana', id, wrong);
      expect((await court.caseOf(disputeId)).dispute).toMatchObject({
        status: 'data-fix',
        finding: {
          ...{ was: '50', is: '1250', source: 'HubSpot, ZoomInfo' },
          ranked: { place: 0, over: { source: 'HubSpot', place: 1 } },
        },
      });
      expect((await lines(disputeId)).slice(0, 3)).toEqual([
        'employees: 1250 (ranked first) | HubSpot, ZoomInfo',
        'employees: 50 (ranked second; what rules read) | HubSpot',
        'The sources of employees disagree. | registry',
      ]);
      await court.work();
      expect(crm.company.accounts[0]?.attributes.employees?.value).toBe('1250');
      await takeNews(court.world.ports, TEAM);
    });
    const past = await court.world.database.prisma.attributeChange.findMany({
      where: { accountId: id },
    });
    expect(past).toMatchObject([{ key: 'employees', value: 50 }]);
    expect(await court.ownerOf(id)).toBe('Ana');
    // This CRM knows no owners.
    await court.world.database.prisma.task.deleteMany({ where: { kind: 'crm-owner' } });
  });

  it('leaves to people what is ranked below, says the same, or cannot be read', async () => {
    const statusFor = async (said: string) => {
      const { id, crm } = await contested(said);
      return withCrm(crm, async () => court.statusOf(await court.file('Ana', id, wrong)));
    };
    await rank(vendor, { kind: 'rules' });
    expect(await statusFor('50 employees')).toBe('peers');
    expect(await statusFor('many')).toBe('peers');
    await rank({ kind: 'rules' }, vendor);
    expect(await statusFor('1,250')).toBe('peers');
  });
});

describe('a rule against which disputes keep going', () => {
  const notes = () => sent.filter(({ kind }) => kind === 'rule-note');
  const give = async (owner: string, winner: string) => {
    const by = winner === 'Ana' ? 'Cy' : winner;
    const id = await court.file(by, await inSweden(owner, 400), { kind: 'family' });
    await court.passUp(by, id);
    await court.rule('Mia', id, { outcome: { kind: 'transfer', to: court.person(winner) } });
    await court.work();
  };

  it('is not noted where they went to whom it leads', async () => {
    for (const _ of [1, 2, 3]) await give('Bo', 'Ana');
    expect(notes()).toHaveLength(0);
  });

  it('is noted to whoever answers for it with the third case, and not with the fourth', async () => {
    await give('Ana', 'Bo');
    await give('Ana', 'Bo');
    expect(notes()).toHaveLength(0);
    await give('Ana', 'Bo');
    await give('Bo', 'Ana');
    await give('Ana', 'Bo');
    expect(notes()).toMatchObject([
      {
        place: 'U0MAX',
        note: { rule: 'Large', owner: { name: 'Max' }, cases: [{ outcome: 'transfer' }, {}, {}] },
      },
    ]);
  });

  it('is noted to ops where nobody who is there answers for it', async () => {
    const rep = { where: { id: String(court.people.Max) } };
    await court.world.database.prisma.rep.update({ ...rep, data: { leftAt: new Date(0) } });
    await give('Ana', 'Bo');
    await give('Ana', 'Bo');
    await court.world.database.prisma.rep.update({ ...rep, data: { leftAt: null } });
    expect(notes().map(({ place }) => place)).toEqual(['U0MAX', 'C0OPS']);
  });
});

describe('an account near the line', () => {
  it('stays until the next period, whatever happens to it; then the rules look at it', async () => {
    const accountId = await inSweden('Bo', 110);
    const id = await court.file('Ana', accountId);
    const until = new Date('2027-01-01T00:00:00Z');
    expect((await court.caseOf(id)).dispute).toMatchObject({
      ended: { decision: { ruling: { pinUntil: until } } },
    });
    await court.route(accountId);
    expect(await court.ownerOf(accountId)).toBe('Bo');
    court.at('2027-01-01T08:00:00Z');
    court.pass();
    await Promise.all([1, 2].map(() => endPins(court.world.ports)));
    await court.work();
    expect(await court.ownerOf(accountId)).toBe('Ana');
  });
});
