import { subMinutes } from 'date-fns/subMinutes';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCrm, aCrmAccount, aCrmDeal, aCrmLead, type CrmDouble } from '../support/crm.ts';
import { type Mirror, mirror } from '../support/mirror.ts';
import { hear, hint } from '../support/news.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let crm: CrmDouble;
let here: Mirror;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.setTime('2026-11-20T10:00:00Z');
  crm = aCrm({ accounts: [aCrmAccount('1')] });
  here = mirror(world, crm);
  await here.bringIn();
});

describe('what the CRM tells of leads and deals', () => {
  it('is taken over as well', async () => {
    crm.company.leads.push(aCrmLead('l2', { accountId: '1' }));
    crm.company.deals.push(aCrmDeal('d1', { accountId: '1', amount: 100 }));

    await hear(
      here,
      hint('lead', 'l2', { kind: 'changed' }),
      hint('deal', 'd1', { kind: 'changed' }),
    );

    const { prisma } = world.database;
    const { id } = await here.account('1');
    const where = { workspaceId: here.id };
    expect(await prisma.lead.findFirst({ where: { ...where, crmId: 'l2' } })).toMatchObject({
      accountId: id,
    });
    expect(await prisma.deal.findFirst({ where })).toMatchObject({ accountId: id });

    crm.company.deals.length = 0;
    await hear(here, hint('deal', 'd1', { kind: 'deleted' }));
    expect(await prisma.deal.count({ where })).toBe(0);
  });

  it('is of a deal what was known last, in whatever order it is read', async () => {
    const changedAt = new Date('2026-11-20T09:58:00Z');
    const tell = (fields: object) => {
      crm.company.deals = [aCrmDeal('d1', { accountId: '1', ...fields })];
      return hear(here, hint('deal', 'd1', { kind: 'changed' }));
    };
    const where = { workspaceId: here.id };
    const { prisma } = world.database;

    await tell({ status: 'lost', changedAt });
    await tell({ status: 'open', changedAt: subMinutes(changedAt, 1) });
    expect(await prisma.deal.findFirst({ where })).toMatchObject({ status: 'lost' });
  });

  it('does not leave a deal with a company to which it belongs no more', async () => {
    crm.company.deals = [aCrmDeal('d1', { accountId: '1' })];
    await hear(here, hint('deal', 'd1', { kind: 'changed' }));
    crm.company.deals = [aCrmDeal('d1')];
    await hear(here, hint('deal', 'd1', { kind: 'changed' }));

    expect(await world.database.prisma.deal.count({ where: { workspaceId: here.id } })).toBe(0);
  });
});
