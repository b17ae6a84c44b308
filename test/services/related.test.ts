import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OwnerChange } from '../../src/domain/ownership.ts';
import type { RelatedChoice } from '../../src/domain/related-policy.ts';
import { verifyAudit } from '../../src/services/audit.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { deliver } from '../../src/services/delivery.ts';
import { changeOwner, changeOwners } from '../../src/services/ownership.ts';
import { inTransaction } from '../../src/store/database.ts';
import { saveRelatedChoice } from '../../src/store/workspaces.ts';
import { aChange } from '../support/changes.ts';
import { aCrm, aCrmAccount, aCrmDeal, aCrmLead, owned } from '../support/crm.ts';
import { hear, hint } from '../support/news.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

const crm = aCrm();
let world: World;
let [ana, bo, cy, gil] = ['', '', '', ''];
beforeAll(async () => {
  world = await openWorld({ crm });
  ana = await hire(world, 'Ana', { crmOwnerId: '7' });
  bo = await hire(world, 'Bo', { crmOwnerId: '8' });
  cy = await hire(world, 'Cy', { crmOwnerId: '9' });
  gil = await hire(world, 'Gil', { crmOwnerId: '6', leftAt: new Date('2026-01-01') });
});
afterAll(() => world.close());

let account: string;
/** Each test has an account of Ana's of its own. */
beforeEach(async () => {
  await choose({});
  account = await place(ana);
});

const numbers = new Map<string, string>();
const crmIdOf = (rep: string) =>
  ({ [ana]: '7', [bo]: '8', [cy]: '9', [gil]: '6' })[rep] ?? 'nobody';
const choose = (chosen: RelatedChoice) => saveRelatedChoice(world.database.prisma, TEAM, chosen);

async function place(ownerId: string): Promise<string> {
  const crmId = randomUUID();
  crm.company.accounts.push(aCrmAccount(crmId, owned([crmIdOf(ownerId), '2026-01-01'])));
  const id = await register(world, 'Alder', { crmId, ownerId });
  numbers.set(id, crmId);
  return id;
}

async function addLead(ownerId: string, accountId = account): Promise<string> {
  const crmId = randomUUID();
  crm.company.leads.push(aCrmLead(crmId, { ownerId: crmIdOf(ownerId) }));
  const data = { workspaceId: TEAM, crmId, name: 'Eva Roth', accountId, ownerId };
  const { id } = await world.database.prisma.lead.create({ data });
  numbers.set(id, crmId);
  return id;
}

async function addDeal(ownerId: string, status: 'open' | 'won' = 'open'): Promise<string> {
  const [crmId, accountId] = [randomUUID(), account];
  const told = { name: 'Renewal', stage: 'Talks', status, currency: 'USD' };
  const there = { id: crmId, accountId: numbers.get(accountId) ?? '', ownerId: crmIdOf(ownerId) };
  crm.company.deals.push(aCrmDeal(crmId, { ...told, ...there }));
  const data = { workspaceId: TEAM, crmId, ...told, accountId, ownerId };
  const { id } = await world.database.prisma.deal.create({ data });
  numbers.set(id, crmId);
  return id;
}

const move = (fields: Partial<OwnerChange> = {}) =>
  changeOwner(
    world.ports,
    TEAM,
    aChange({ accountId: account, expected: ana, wanted: bo, ...fields }),
  );
const ownerOf = async (id: string) => {
  const { prisma } = world.database;
  const found =
    (await prisma.lead.findUnique({ where: { id } })) ??
    (await prisma.deal.findUnique({ where: { id } }));
  return { [ana]: 'Ana', [bo]: 'Bo', [cy]: 'Cy', [gil]: 'Gil' }[found?.ownerId ?? ''];
};
const following = () =>
  world.database.prisma.task.findMany({
    where: { kind: 'follow', payload: { path: ['accountId'], equals: account } },
    orderBy: { id: 'asc' },
  });
async function followNow() {
  for (const { id } of await following()) await deliver(world.ports, id);
}
const changesOf = (id: string) =>
  world.database.prisma.ownershipChange.findMany({
    where: { OR: [{ leadId: id }, { dealId: id }] },
    orderBy: { auditSeq: 'asc' },
  });

describe('an account that changes hands', () => {
  it('takes along what its former owner has of it, as the policy says, and nothing of anybody else', async () => {
    const [hers, theirs, elsewhere] = [
      await addLead(ana),
      await addLead(cy),
      await addLead(ana, await place(ana)),
    ];
    const [open, won] = [await addDeal(ana), await addDeal(ana, 'won')];

    await move();
    expect(await ownerOf(hers)).toBe('Ana');
    await followNow();

    expect(await ownerOf(hers)).toBe('Bo');
    for (const stays of [elsewhere, open, won]) expect(await ownerOf(stays)).toBe('Ana');
    expect(await ownerOf(theirs)).toBe('Cy');
  });

  it('takes deals along by a handover, open ones alone, and the CRM is told', async () => {
    const [open, theirs, won] = [await addDeal(ana), await addDeal(cy), await addDeal(ana, 'won')];

    await move({ cause: { kind: 'handover', from: 'Ana' } });
    await followNow();
    await writeCrmOwners(world.ports, TEAM);

    expect([await ownerOf(open), await ownerOf(theirs), await ownerOf(won)]).toEqual([
      ...['Bo', 'Cy', 'Ana'],
    ]);
    const there = (id: string) => crm.dealOwnerOf(numbers.get(id) ?? '');
    expect([there(open), there(theirs), there(won)]).toEqual(['8', '9', '7']);
    expect(crm.askedOfDeals.filter(({ dealId }) => dealId === numbers.get(open))).toHaveLength(1);
  });

  it('leaves nothing open with somebody who has left, whatever moves it', async () => {
    account = await place(gil);
    const deal = await addDeal(gil);
    await move({ expected: gil, cause: { kind: 'routing', ruleSet: 1, rule: 'West' } });
    await followNow();
    expect(await ownerOf(deal)).toBe('Bo');
  });

  it('audits each that follows once, with the account and the change it followed', async () => {
    const lead = await addLead(ana);
    const { changeId } = await move();
    await followNow();
    await followNow();
    const [change, ...more] = await changesOf(lead);
    expect(more).toEqual([]);
    expect(change).toMatchObject({
      ...{ fromId: ana, toId: bo, reason: 'with its account Alder' },
      cause: { kind: 'follow', account: 'Alder', changeId },
    });
    const { prisma } = world.database;
    const entries = await prisma.auditEntry.findMany({
      where: { subject: { path: ['id'], equals: lead } },
    });
    expect(entries).toMatchObject([{ action: 'owner-changed', context: { cause: { changeId } } }]);
    expect((await verifyAudit(world.ports, TEAM)).breaks).toEqual([]);
  });

  it('does not wait for many of them: they are queued with it, and moved behind it', async () => {
    const many = 1200;
    const leads = Array.from({ length: many }, () => ({
      ...{ workspaceId: TEAM, crmId: randomUUID(), name: 'Eva Roth' },
      ...{ accountId: account, ownerId: ana },
    }));
    const { prisma } = world.database;
    await prisma.lead.createMany({ data: leads });

    const { changeId } = await move();
    expect(await following()).toMatchObject([{ key: changeId, status: 'due' }]);
    expect(await prisma.lead.count({ where: { accountId: account, ownerId: ana } })).toBe(many);
    await followNow();
    expect(await following()).toMatchObject([
      { status: 'done', receipt: { leads: many, deals: 0 } },
    ]);
    expect(await prisma.lead.count({ where: { accountId: account, ownerId: bo } })).toBe(many);
  });

  it('is told to the CRM before those that follow another one', async () => {
    const lead = await addLead(ana);
    await move();
    await followNow();
    account = await place(ana);
    const { changeId } = await move();
    const { prisma } = world.database;
    const [change] = await changesOf(lead);
    const dueAt = async (key: string) =>
      (await prisma.task.findFirstOrThrow({ where: { key, kind: { startsWith: 'crm-' } } })).dueAt;
    const [follower, later] = [await dueAt(change?.id ?? ''), await dueAt(changeId)];
    expect(later.getTime()).toBeLessThan(follower.getTime());
    await writeCrmOwners(world.ports, TEAM);
    expect(crm.leadOwnerOf(numbers.get(lead) ?? '')).toBe('8');
  });

  it('has nothing queued where nothing would follow, and nothing where the change is rolled back', async () => {
    await addLead(cy);
    await addDeal(ana);
    await move();
    expect(await following()).toEqual([]);

    account = await place(ana);
    await addLead(ana);
    const failing = inTransaction(world.database, async (tx) => {
      await changeOwners(tx, world.ports, TEAM, [
        aChange({ accountId: account, expected: ana, wanted: bo }),
      ]);
      throw new Error('killed');
    });
    await expect(failing).rejects.toThrow('killed');
    expect(await following()).toEqual([]);
  });

  it('that goes on before all have followed takes them to where it is, in order', async () => {
    const lead = await addLead(ana);
    await move();
    await move({ expected: bo, wanted: cy });
    const [first, second] = await following();
    await expect(deliver(world.ports, second?.id ?? '')).rejects.toThrow(
      'what followed an earlier change of Alder is still on its way',
    );
    await deliver(world.ports, first?.id ?? '');
    await deliver(world.ports, second?.id ?? '');
    expect(await ownerOf(lead)).toBe('Cy');
  });

  it('by several steps at once takes along from the first owner to the last', async () => {
    await choose({ 'crm-edit': ['leads'] });
    const lead = await addLead(ana);
    const cause = { kind: 'crm-edit' } as const;
    const steps = [
      aChange({ accountId: account, expected: ana, wanted: null, cause }),
      aChange({ accountId: account, expected: null, wanted: bo, cause }),
    ];
    await inTransaction(world.database, (tx) => changeOwners(tx, world.ports, TEAM, steps));
    await followNow();
    expect(await ownerOf(lead)).toBe('Bo');
  });

  it('by an undone change gets back what went with that, and no more', async () => {
    const lead = await addLead(ana);
    const { changeId } = await move();
    await followNow();
    const hisOwn = await addLead(bo);
    await move({ expected: bo, wanted: ana, cause: { kind: 'undo', changeId } });
    await followNow();
    expect([await ownerOf(lead), await ownerOf(hisOwn)]).toEqual(['Ana', 'Bo']);
  });

  it('by an edit in the CRM takes nothing along until the workspace says so', async () => {
    const lead = await addLead(ana);
    await move({ cause: { kind: 'crm-edit' } });
    await followNow();
    expect(await ownerOf(lead)).toBe('Ana');

    await choose({ 'crm-edit': ['leads'] });
    await move({ expected: bo, wanted: ana, cause: { kind: 'crm-edit' } });
    await move({ cause: { kind: 'crm-edit' } });
    await followNow();
    expect(await ownerOf(lead)).toBe('Bo');
  });
});

describe('what follows', () => {
  it('stays with whoever somebody gave it to in the CRM meanwhile, and nobody is asked', async () => {
    const [lead, deal] = [await addLead(ana), await addDeal(ana)];
    crm.editLead(numbers.get(lead) ?? '', '9');
    crm.editDeal(numbers.get(deal) ?? '', '9');
    await move({ cause: { kind: 'handover', from: 'Ana' } });
    await followNow();
    await writeCrmOwners(world.ports, TEAM);
    expect([await ownerOf(lead), await ownerOf(deal)]).toEqual(['Cy', 'Cy']);
    expect(crm.leadOwnerOf(numbers.get(lead) ?? '')).toBe('9');
    expect(crm.dealOwnerOf(numbers.get(deal) ?? '')).toBe('9');
    const asked = { where: { leadId: lead } };
    expect(await world.database.prisma.proposal.count(asked)).toBe(0);
  });

  it('is not given back by what the CRM said of a deal before it heard of the change', async () => {
    const deal = await addDeal(ana);
    await move({ cause: { kind: 'handover', from: 'Ana' } });
    await followNow();
    const here = { ports: world.ports, id: TEAM } as Parameters<typeof hear>[0];
    await hear(here, hint('deal', numbers.get(deal) ?? '', { kind: 'changed' }));
    expect(await ownerOf(deal)).toBe('Bo');

    await writeCrmOwners(world.ports, TEAM);
    world.setTime('2026-11-20T11:00:00Z');
    crm.editDeal(numbers.get(deal) ?? '', '9');
    await hear(here, hint('deal', numbers.get(deal) ?? '', { kind: 'owner', owner: '9' }));
    expect(await ownerOf(deal)).toBe('Cy');
  });
});
