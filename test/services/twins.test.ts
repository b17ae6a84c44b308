import { addHours } from 'date-fns/addHours';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrmFault } from '../../src/domain/crm-fault.ts';
import { findDuplicates } from '../../src/domain/matching/duplicates.ts';
import { type Profile, profileOf } from '../../src/domain/matching/profile.ts';
import { verifyAudit } from '../../src/services/audit.ts';
import { takeNews } from '../../src/services/crm-news.ts';
import { deliver } from '../../src/services/delivery.ts';
import { findDuplicateAccounts } from '../../src/services/duplicates.ts';
import { askTwins, decideTwins, listTwins, type TwinsSaid } from '../../src/services/twins.ts';
import { enter } from '../support/accounts.ts';
import { openCourt } from '../support/court.ts';
import { aCrm, aCrmAccount } from '../support/crm.ts';
import { TEAM } from '../support/world.ts';

const crm = aCrm();
let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt({ crm });
});
afterAll(() => court.world.close());

const oakland = { country: 'US', city: 'Oakland', zip: '94612' };
const olga = { workspaceId: TEAM, userId: 'U0OLGA' };

/** Two records of one name and domain; the first has an owner. */
async function pair(name: string) {
  const domain = `${name.toLowerCase().replaceAll(' ', '')}.example`;
  const ownerId = court.people.Ana ?? '';
  const one = await enter(court.world, `${name} Inc`, { domain, facts: oakland, ownerId });
  const other = await enter(court.world, name.toUpperCase(), {
    domain,
    facts: { ...oakland, city: 'San Jose' },
  });
  const { prisma } = court.world.database;
  for (const id of [one, other]) {
    const { crmId } = await prisma.account.findUniqueOrThrow({ where: { id } });
    crm.company.accounts.push(aCrmAccount(crmId));
  }
  return { one, other };
}

/** In the thread of the test; test/jobs/duplicates has the one of its own. */
async function search() {
  const { ports } = court.world;
  const book: Profile[] = [];
  await findDuplicateAccounts(ports, TEAM, {
    add: (page) => book.push(...page.map(profileOf)),
    settle: async () => findDuplicates(book),
  });
  await askTwins(ports, TEAM);
  await court.work();
}

const twinsOf = (one: string, other: string) => {
  const [accountId = '', otherId = ''] = [one, other].toSorted();
  return court.world.database.prisma.twins.findFirstOrThrow({ where: { accountId, otherId } });
};
const say = (id: string, said: TwinsSaid) => decideTwins(court.world.ports, olga, id, said);

describe('two records that are surely one company', () => {
  it('are shown to ops with what a merger would change', async () => {
    await pair('Blue Heron Freight');
    await search();
    const { channel, question } = court.asked.at(-1) ?? {};
    expect(channel).toBe('C0OPS');
    expect(question).toMatchObject({
      kind: 'twins',
      twins: {
        state: { kind: 'open' },
        records: [
          { name: 'Blue Heron Freight Inc', owner: { name: 'Ana' } },
          { name: 'BLUE HERON FREIGHT' },
        ],
      },
    });
  });

  it('are asked about once, whatever later searches find', async () => {
    const before = court.asked.length;
    await search();
    expect(court.asked.length).toBe(before);
  });

  it('are merged in the CRM on a word, and the registry follows what the CRM made of them', async () => {
    const { one, other } = await pair('Grey Wolf Robotics');
    await search();
    const { id } = await twinsOf(one, other);
    const stand = () => court.answered.at(-1);
    const merge = crm.mergeAccounts;
    crm.mergeAccounts = async () => {
      throw new CrmFault('the calls of today are used up', 'all', 3_600_000);
    };
    await say(id, { kind: 'merge', keep: one });
    await court.work();
    const task = {
      workspaceId: TEAM,
      kind: 'crm-merge',
      payload: { path: ['twinsId'], equals: id },
    };
    const waiting = await court.world.database.prisma.task.findFirstOrThrow({ where: task });
    const inAnHour = addHours(court.world.ports.clock.now(), 1);
    expect(waiting).toMatchObject({ status: 'due', dueAt: inAnHour });
    expect(stand()).toMatchObject({ twins: { state: { kind: 'decided', crm: 'on-its-way' } } });
    crm.mergeAccounts = merge;
    await deliver(court.world.ports, waiting.id);

    const { prisma } = court.world.database;
    const [kept, lost] = await Promise.all(
      [one, other].map((accountId) =>
        prisma.account.findUniqueOrThrow({ where: { id: accountId } }),
      ),
    );
    expect(crm.merged.get(lost?.crmId ?? '')).toBe(kept?.crmId);
    await takeNews(court.world.ports, TEAM);
    expect(await prisma.account.findUniqueOrThrow({ where: { id: other } })).toMatchObject({
      mergedIntoId: one,
    });
    await court.work();
    expect(stand()).toMatchObject({ twins: { state: { kind: 'decided', crm: 'done' } } });
    const entry = await prisma.auditEntry.findFirst({ where: { action: 'merger-approved' } });
    expect(entry).toMatchObject({ actor: { name: 'Olga' } });
  });

  it('say what the CRM has against it, and stay apart', async () => {
    const { one, other } = await pair('Red Kite Mills');
    await search();
    const { id } = await twinsOf(one, other);
    const merge = crm.mergeAccounts;
    crm.mergeAccounts = async () => ({
      kind: 'refused',
      problem: 'one is the parent of the other',
    });
    await say(id, { kind: 'merge', keep: one });
    await court.work();
    crm.mergeAccounts = merge;
    await court.work();
    expect(court.answered.at(-1)).toMatchObject({
      twins: { state: { verdict: { kind: 'merge', problem: 'one is the parent of the other' } } },
    });
  });

  it('are two from now on where somebody says so: routing does not wait for them any more', async () => {
    const { one, other } = await pair('Tall Pine Paper');
    await court.route(other);
    const flags = async () =>
      (await court.proposalsOf(other)).flatMap(({ flags: all }) => all as { kind: string }[]);
    expect((await flags()).map(({ kind }) => kind)).toContain('duplicate');
    await search();
    const { id } = await twinsOf(one, other);
    await say(id, { kind: 'distinct', reason: 'A licensee of the same name.' });
    await court.world.database.prisma.proposal.deleteMany({ where: { accountId: other } });
    await court.route(other);
    expect((await flags()).map(({ kind }) => kind)).not.toContain('duplicate');
    await expect(say(id, { kind: 'merge', keep: one })).rejects.toMatchObject({
      reason: { kind: 'twins-decided', first: { did: 'distinct', by: expect.any(String) } },
    });
  });

  it('are withdrawn where one of them is gone', async () => {
    const { one, other } = await pair('White Owl Foods');
    await search();
    const data = { deletedAt: new Date() };
    await court.world.database.prisma.account.update({ where: { id: other }, data });
    await askTwins(court.world.ports, TEAM);
    expect(await twinsOf(one, other)).toMatchObject({ status: 'withdrawn' });
  });
});

describe('the list of pairs', () => {
  it('has those that are open, for ops', async () => {
    expect(await listTwins(court.world.ports, olga, 0)).toMatchObject({
      total: 1,
      lines: [{ name: expect.stringMatching(/heron/i) }],
    });
    const mia = { workspaceId: TEAM, userId: 'U0MIA' };
    await expect(listTwins(court.world.ports, mia, 0)).rejects.toMatchObject({
      reason: { kind: 'not-your-role', deed: 'merge duplicates' },
    });
  });
});

it('leaves an audit that verifies', async () => {
  expect(await verifyAudit(court.world.ports, TEAM)).toMatchObject({ breaks: [] });
});
