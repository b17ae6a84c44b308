import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/services/audit.ts';
import { whoOwns } from '../../src/services/lookup.ts';
import { aCrm, aCrmAccount, aCrmLead, aCrmOwner, type CrmDouble, owned } from '../support/crm.ts';
import { type Mirror, mirror } from '../support/mirror.ts';
import { changed, editedAt, hear, hint } from '../support/news.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let crm: CrmDouble;
let here: Mirror;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  crm = aCrm({
    owners: [aCrmOwner('7'), aCrmOwner('8')],
    accounts: [aCrmAccount('1', owned(['7', '2025-01-01'])), aCrmAccount('2')],
    leads: [aCrmLead('l1', { accountId: '1', ownerId: '7', email: 'eva@acme.example' })],
  });
  here = mirror(world, crm);
  await here.bringIn();
});
const auditOf = (action: string) =>
  world.database.prisma.auditEntry.findMany({ where: { workspaceId: here.id, action } });

describe('an account that is gone from the CRM', () => {
  const leave = async (id: string) => {
    crm.company.accounts = crm.company.accounts.filter((one) => one.id !== id);
    await hear(here, hint('account', id, { kind: 'deleted' }));
  };

  it('F10 deleted: is found by nobody any more, and its history stays', async () => {
    const name = (await here.account('1')).name;
    await leave('1');

    expect((await here.account('1')).deletedAt).not.toBeNull();
    expect(await whoOwns(here.ports, here.id, name)).not.toMatchObject({
      card: { account: { name } },
    });
    expect(await here.changesOf('1')).toHaveLength(1);
    expect(await auditOf('account-deleted')).toMatchObject([
      { reason: 'deleted in HubSpot', before: { name } },
    ]);
    expect((await verifyAudit(here.ports, here.id)).breaks).toEqual([]);
  });

  it('F10 restored: comes back with its owner', async () => {
    const before = crm.company.accounts.find(({ id }) => id === '1');
    await leave('1');
    if (before) crm.company.accounts.push({ ...before, changedAt: editedAt });

    await hear(here, changed('1'));

    expect(await here.account('1')).toMatchObject({
      deletedAt: null,
      ownerId: await here.rep('7'),
    });
    expect(await whoOwns(here.ports, here.id, 'Company 1')).toMatchObject({ kind: 'found' });
  });

  it('F10 deleted while a decision waits: withdraws it', async () => {
    const { id: accountId } = await here.account('1');
    const at = new Date();
    const { prisma } = world.database;
    const decision = await prisma.decision.create({
      data: {
        ...{
          workspaceId: here.id,
          accountId,
          arrival: randomUUID(),
          arrivedAt: at,
          kind: 'pending',
        },
        ...{ outcome: {}, facts: {}, factsHash: '', trail: {}, latencyMs: 0, at },
      },
    });
    await prisma.proposal.create({
      data: {
        ...{ workspaceId: here.id, accountId, decisionId: decision.id, status: 'pending' },
        ...{ flags: [], createdAt: at },
      },
    });

    await leave('1');

    expect(await prisma.proposal.findFirst({ where: { accountId } })).toMatchObject({
      status: 'withdrawn',
    });
  });
});

describe('accounts that are merged in the CRM', () => {
  it('F9 merge: ours goes on under the new number, and the others lead to it', async () => {
    const [first, second] = [await here.account('1'), await here.account('2')];
    await world.database.prisma.deal.create({
      data: {
        ...{ workspaceId: here.id, crmId: 'd1', accountId: second.id, name: 'Renewal' },
        ...{ stage: 'Open', status: 'open' },
      },
    });
    crm.company.accounts = [
      aCrmAccount('9', { ...owned(['7', '2025-01-01']), name: 'Both', changedAt: editedAt }),
    ];
    crm.merged.set('1', '9').set('2', '9');

    await hear(
      here,
      hint('account', '9', { kind: 'merged', primary: '1', others: ['2'] }),
      hint('account', '2', { kind: 'changed' }),
    );

    expect(await here.account('9')).toMatchObject({ id: first.id, name: 'Both', deletedAt: null });
    expect(await here.account('2')).toMatchObject({ id: second.id, mergedIntoId: first.id });
    const deal = await world.database.prisma.deal.findFirst({ where: { workspaceId: here.id } });
    expect(deal?.accountId).toBe(first.id);
    expect((await here.changesOf('9')).map(({ toId }) => toId)).toEqual([await here.rep('7')]);
    expect(await here.tasks()).toEqual([]);
    expect(await auditOf('account-merged')).toHaveLength(1);
  });

  it('F9 merge heard of late: is seen when the old number answers with another', async () => {
    const first = await here.account('1');
    crm.company.accounts = [aCrmAccount('9', { name: 'Both', changedAt: editedAt })];
    crm.merged.set('1', '9');

    await hear(here, changed('1'));

    expect(await here.account('9')).toMatchObject({ id: first.id, name: 'Both' });
  });
});

describe('a lead whose person asked to be forgotten', () => {
  const decide = async () => {
    const { prisma } = world.database;
    const where = { workspaceId: here.id };
    const { id: leadId } = await prisma.lead.findFirstOrThrow({ where });
    const at = new Date('2026-11-20T09:00:00Z');
    const facts = { name: 'Lead l1', email_domain: 'acme.example' };
    const decided = { kind: 'assigned', outcome: {}, trail: {}, latencyMs: 1, at, arrivedAt: at };
    const told = { arrival: 'lead l1', facts, factsHash: 'abc' };
    return prisma.decision.create({ data: { ...where, leadId, ...decided, ...told } });
  };

  it('F10 erased: leaves nothing of the person', async () => {
    const { prisma } = world.database;
    const where = { workspaceId: here.id };
    const decision = await decide();
    crm.company.leads.length = 0;

    await hear(here, hint('lead', 'l1', { kind: 'erased' }));

    const lead = await prisma.lead.findFirstOrThrow({ where });
    expect(lead).toMatchObject({ name: 'An erased contact', email: null, attributes: {} });
    expect(await prisma.decision.findFirst({ where })).toEqual({ ...decision, facts: {} });
    const log = await prisma.auditEntry.findMany({ where, omit: { seq: true } });
    expect(log.map(({ action }) => action)).toContain('owner-changed');
    expect(JSON.stringify(log)).not.toMatch(/Lead l1|eva@/);
  });

  it('F10 erased: nothing else of a decision may be amended', async () => {
    const before = await decide();
    const where = { id: before.id };
    const { decision } = world.database.prisma;
    for (const data of [{ facts: { name: 'Other' } }, { facts: {}, rule: 'Other' }]) {
      await expect(decision.update({ where, data })).rejects.toThrow();
    }
    expect(await decision.findUnique({ where })).toEqual(before);
  });
});
