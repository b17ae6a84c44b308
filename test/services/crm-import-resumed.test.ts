import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CrmImport } from '../../src/domain/crm-import.ts';
import type { Crm, CrmPage } from '../../src/ports.ts';
import { verifyAudit } from '../../src/services/audit.ts';
import { importCrm, resumeImport, rouseImports } from '../../src/services/crm-import.ts';
import { receiveNews, takeNews } from '../../src/services/crm-news.ts';
import { watchCrm } from '../../src/services/crm-watch.ts';
import { publishRules } from '../../src/services/rules.ts';
import {
  aCrm,
  aCrmAccount,
  aCrmDeal,
  aCrmLead,
  aCrmOwner,
  type CrmDouble,
  owned,
  told,
} from '../support/crm.ts';
import { type Mirror, mirror } from '../support/mirror.ts';
import { openWorld, type World } from '../support/world.ts';

const RULES = `
pool "Desk" round robin = 7@registry.example, 8@registry.example

rule "Germany"
  in geography, priority 1
  says "Germany belongs to the desk, in turn."
  when country = DE
  then pool "Desk"
`;
const by = { kind: 'operator', name: 'ops' } as const;
const german = { attributes: told({ country: 'Germany' }) };
const START = '2026-11-20T10:00:00Z';

let world: World;
let crm: CrmDouble;
let here: Mirror;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.setTime(START);
  crm = aCrm({ owners: ['7', '8'].map((id) => aCrmOwner(id)) });
  here = mirror(world, crm);
  await here.bringIn();
  await publishRules(here.ports, here.id, { text: RULES, note: 'first', by });
  crm.company.accounts.push(
    // Children come before their parents, and family ties reach from page to page.
    ...['1', '2', '3', '4', '5', '6', '7'].map((id) =>
      aCrmAccount(id, { ...german, ...(id !== '7' && { parentId: String(Number(id) + 1) }) }),
    ),
    aCrmAccount('8', owned(['7', '2024-01-01'], ['8', '2025-01-01'])),
  );
  crm.company.deals.push(
    ...['1', '2', '3', '404'].map((accountId) => aCrmDeal(`d${accountId}`, { accountId })),
  );
  crm.company.leads.push(
    ...['1', '2', '3'].map((id) => aCrmLead(`l${id}`, { ...german, accountId: id })),
  );
});

type Listed = 'accounts' | 'deals' | 'leads';

/** The same CRM, which answers for so many pages and no more. */
function failingAfter(what: Listed, pages: number): Crm {
  const failing = { ...crm };
  const all = crm[what] as (...asked: unknown[]) => AsyncIterable<CrmPage<never>>;
  const some = async function* (...asked: unknown[]) {
    let left = pages;
    for await (const page of all(...asked)) {
      if (left === 0) throw new Error('HubSpot is down');
      left -= 1;
      yield page;
    }
  };
  return Object.assign(failing, { [what]: some });
}

const workspace = () => ({ id: here.id, name: 'Registry Ltd' });
const breakOff = (what: Listed, pages: number) =>
  expect(
    importCrm(here.ports, workspace(), failingAfter(what, pages), () => undefined),
  ).rejects.toThrow('HubSpot is down');

/** All that the registry says, by the CRM's ids. */
async function picture() {
  const { prisma } = world.database;
  const scope = { where: { workspaceId: here.id } };
  const people = new Map((await here.people()).map(({ id, crmOwnerId }) => [id, crmOwnerId]));
  const accounts = await here.accounts();
  const names = new Map(accounts.map(({ id, crmId }) => [id, crmId]));
  const leads = await prisma.lead.findMany({ ...scope, orderBy: { crmId: 'asc' } });
  const decisions = await prisma.decision.findMany(scope);
  const deals = await prisma.deal.findMany({ ...scope, orderBy: { crmId: 'asc' } });
  return {
    accounts: accounts.map(({ crmId, name, ownerId, parentId, ultimateParentId }) => ({
      ...{ crmId, name, owner: people.get(ownerId ?? ''), parent: names.get(parentId ?? '') },
      head: names.get(ultimateParentId ?? ''),
    })),
    leads: leads.map(({ crmId, ownerId, accountId }) => {
      return { crmId, owner: people.get(ownerId ?? ''), account: names.get(accountId ?? '') };
    }),
    deals: deals.map(({ crmId, accountId }) => [crmId, names.get(accountId)]),
    decided: decisions.map(({ arrival }) => arrival).sort(),
    tasks: (await here.tasks()).map(({ kind }) => kind).sort(),
    changes: await prisma.ownershipChange.count(scope),
    breaks: (await verifyAudit(here.ports, here.id)).breaks,
    left: await Promise.all([prisma.importArrival.count(scope), prisma.importLink.count(scope)]),
  };
}

async function uninterrupted() {
  const broken = here;
  here = mirror(world, crm);
  const { accounts, deals, leads } = crm.company;
  Object.assign(crm.company, { accounts: [], deals: [], leads: [] });
  await here.bringIn();
  await publishRules(here.ports, here.id, { text: RULES, note: 'first', by });
  Object.assign(crm.company, { accounts, deals, leads });
  await here.bringIn();
  const whole = await picture();
  here = broken;
  return whole;
}

describe('an import that broke off', () => {
  it.each([
    ['accounts', 0],
    ['accounts', 1],
    ['accounts', 3],
    ['deals', 1],
    ['leads', 1],
  ] as const)('in %s after %i pages ends as one that did not', async (what, pages) => {
    const whole = await uninterrupted();
    await breakOff(what, pages);
    await here.bringIn();

    expect(await picture()).toEqual(whole);
    expect(whole.decided).toHaveLength(11);
    expect(whole.left).toEqual([0, 0]);
  });

  it('reads on where it was, and says where', async () => {
    await breakOff('accounts', 2);
    const asked: (string | undefined)[] = [];
    const listening: Crm = {
      ...crm,
      accounts: (fields, after) => {
        asked.push(after);
        return crm.accounts(fields, after);
      },
    };
    const seen: CrmImport[] = [];
    await importCrm(here.ports, workspace(), listening, (now) => seen.push(now));

    expect(asked).toEqual(['4']);
    expect(seen[0]).toMatchObject({ counts: { accounts: 4 }, state: { step: 'accounts' } });
    expect(seen.at(-1)).toMatchObject({
      counts: { accounts: 8, leads: 3, deals: 4, strayDeals: 1, links: 6, linked: 6 },
      state: { status: 'done' },
    });
  });

  it('hears of all that has changed since it was begun', async () => {
    const startedAt = new Date(START);
    await breakOff('leads', 1);
    world.setTime('2026-11-21T10:00:00Z');
    // Read before the pause, and edited in it.
    Object.assign(crm.company.accounts[0] ?? {}, {
      ...{ name: 'Renamed', changedAt: new Date('2026-11-20T12:00:00Z') },
    });
    await here.bringIn();
    expect((await here.account('1')).name).toBe('Company 1');

    const watch = await world.database.prisma.crmWatch.findFirst({
      where: { workspaceId: here.id, kind: 'account' },
    });
    expect(watch?.seenUntil).toEqual(startedAt);
    await watchCrm(here.ports);
    await takeNews(here.ports, here.id);
    expect((await here.account('1')).name).toBe('Renamed');
  });

  it('is stopped in one process where another goes on with it', async () => {
    const slow: Crm = {
      ...crm,
      deals: async function* () {
        await here.bringIn();
        yield* crm.deals();
      },
    };
    await expect(importCrm(here.ports, workspace(), slow, () => undefined)).rejects.toMatchObject({
      reason: { kind: 'import-elsewhere' },
    });

    const whole = await uninterrupted();
    expect(await picture()).toEqual(whole);
  });
});

describe('news that comes while an import stands still', () => {
  const tell = async (id: string) => {
    const key = `${id} ${world.ports.clock.now().toISOString()}`;
    const news = { kind: 'account' as const, id, content: { kind: 'changed' as const }, key };
    await receiveNews(here.ports, here.id, [news]);
    await takeNews(here.ports, here.id);
  };
  const changeInCrm = (id: string, fields: object) => {
    const account = crm.company.accounts.find((one) => one.id === id);
    Object.assign(account ?? {}, { changedAt: new Date('2026-11-20T12:00:00Z'), ...fields });
  };

  it('leaves routing to the import, which does it once and as things are then', async () => {
    await breakOff('deals', 0);
    changeInCrm('1', { name: 'Renamed' });
    await tell('1');
    const where = { accountId: (await here.account('1')).id };
    expect(await world.database.prisma.decision.count({ where })).toBe(0);

    await here.bringIn();
    expect(await world.database.prisma.decision.count({ where })).toBe(1);
    expect((await here.account('1')).name).toBe('Renamed');
  });

  it('is not undone by a parent that the import has read before', async () => {
    await breakOff('accounts', 2);
    changeInCrm('1', { parentId: '3' });
    await tell('1');
    await here.bringIn();

    expect((await here.account('1')).parentId).toBe((await here.account('3')).id);
  });
});

describe('an import whose process has died', () => {
  const crmJobs = async () => {
    const { rows } = await world.database.pool.query(
      `SELECT data->>'workspaceId' AS id FROM pgboss.job WHERE name = 'crm-import'`,
    );
    return rows.filter(({ id }) => id === here.id);
  };

  it('is gone on with by the bot, once it has stood still for two minutes', async () => {
    await breakOff('accounts', 2);
    world.setTime('2026-11-20T10:01:59Z');
    await rouseImports(here.ports);
    await resumeImport(here.ports, here.id);
    expect([await crmJobs(), await here.accounts()]).toEqual([
      [],
      expect.objectContaining({ length: 4 }),
    ]);

    world.setTime('2026-11-20T10:02:01Z');
    await rouseImports(here.ports);
    expect(await crmJobs()).toHaveLength(1);
    await resumeImport(here.ports, here.id);
    expect(await here.accounts()).toHaveLength(8);
  });

  it('is not begun anew once it is complete', async () => {
    await here.bringIn();
    world.setTime('2026-11-21T10:00:00Z');
    await resumeImport(here.ports, here.id);
    const where = { workspaceId: here.id };
    expect(await world.database.prisma.crmImport.count({ where })).toBe(2);
  });
});
