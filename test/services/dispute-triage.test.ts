import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../../src/domain/shown.ts';
import type { Crm } from '../../src/ports.ts';
import { saveProposedFixes } from '../../src/store/fixes.ts';
import { enter } from '../support/accounts.ts';
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
  then rep ana@registry.example

rule "Small"
  in size, priority 2
  says "Below 100 employees it is Bo’s."
  when country = SE and employees < 100
  then rep bo@registry.example
`;

let court: Awaited<ReturnType<typeof openDisputes>>;
const sent: Shown[] = [];
beforeAll(async () => {
  court = await openDisputes();
  await publish(court.world, SWEDEN);
  const { notifier } = court.world.ports;
  const { post } = notifier;
  notifier.post = (workspaceId, place, shown, thread) => {
    sent.push(shown);
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
});

describe('a rule against which disputes keep going', () => {
  it('is noted to ops with the third case, and not with the fourth', async () => {
    const lose = async () => {
      const id = await court.file('Bo', await inSweden('Ana', 400));
      await court.passUp('Bo', id);
      await court.rule('Mia', id, { outcome: { kind: 'transfer', to: court.person('Bo') } });
    };
    const notes = () => sent.filter(({ kind }) => kind === 'rule-note');
    await lose();
    await lose();
    expect(notes()).toHaveLength(0);
    await lose();
    await court.work();
    await lose();
    await court.work();
    expect(notes()).toMatchObject([
      { note: { rule: 'Large', cases: [{ outcome: 'transfer' }, {}, {}] } },
    ]);
  });
});
