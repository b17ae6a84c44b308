import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { refreshOwners } from '../../src/services/owners.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { aChange } from '../support/changes.ts';
import {
  aCrm,
  aCrmAccount,
  aCrmDeal,
  aCrmLead,
  aCrmOwner,
  type CrmDouble,
  clerk,
  owned,
} from '../support/crm.ts';
import { type Mirror, mirror } from '../support/mirror.ts';
import { changed, editedAt, hear } from '../support/news.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let crm: CrmDouble;
let here: Mirror;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  crm = aCrm({ owners: [aCrmOwner('7'), aCrmOwner('8'), aCrmOwner('9', { archived: true })] });
  here = mirror(world, crm);
});

describe('a first import', () => {
  it('takes over every owner that an account has had, with the CRM’s own dates and authors', async () => {
    crm.company.accounts.push(
      aCrmAccount('1', owned(['7', '2024-01-01'], [undefined, '2024-06-01'], ['8', '2025-01-01'])),
    );
    await here.bringIn();

    const [ana, bo] = [await here.rep('7'), await here.rep('8')];
    expect((await here.account('1')).ownerId).toBe(bo);
    const [first, second, third] = await here.changesOf('1');
    expect(first).toMatchObject({ fromId: null, toId: ana, at: new Date('2024-01-01') });
    expect(second).toMatchObject({ fromId: ana, toId: null, at: new Date('2024-06-01') });
    expect(third).toMatchObject({ fromId: null, toId: bo, at: new Date('2025-01-01') });
    expect(first).toMatchObject({
      cause: { kind: 'import' },
      actor: { kind: 'crm-user', ...clerk },
    });
    expect(await here.tasks()).toEqual([]);
  });

  it('takes over an owner who has left, as the CRM says so', async () => {
    crm.company.accounts.push(aCrmAccount('1', owned(['9', '2024-01-01'])));
    await here.bringIn();

    expect((await here.account('1')).ownerId).toBe(await here.rep('9'));
    const gone = (await here.people()).filter(({ leftAt }) => leftAt);
    expect(gone.map(({ crmOwnerId }) => crmOwnerId)).toEqual(['9']);
  });

  it('keeps leads of unknown accounts, and no deals of them', async () => {
    crm.company.accounts.push(aCrmAccount('1'));
    crm.company.deals.push(
      aCrmDeal('d1', { accountId: '1', amount: 1200.5, ownerId: '7' }),
      aCrmDeal('d2', { accountId: '404' }),
      aCrmDeal('d3'),
    );
    crm.company.leads.push(
      aCrmLead('l1', { accountId: '1', ownerId: '404' }),
      aCrmLead('l2', { accountId: '404' }),
    );
    await here.bringIn();

    const deals = await world.database.prisma.deal.findMany({ where: { workspaceId: here.id } });
    expect(deals.map(({ crmId, ownerId }) => [crmId, ownerId])).toEqual([
      ['d1', await here.rep('7')],
    ]);
    const leads = await world.database.prisma.lead.findMany({
      where: { workspaceId: here.id },
      orderBy: { crmId: 'asc' },
    });
    const { id } = await here.account('1');
    expect(leads.map(({ accountId, ownerId }) => [accountId, ownerId])).toEqual([
      [id, await here.rep('404')],
      [null, null],
    ]);
  });
});

describe('the CRM’s people', () => {
  it('stay who they are when their address changes', async () => {
    await here.bringIn();
    const ana = await here.rep('7');
    crm.company.owners[0] = aCrmOwner('7', { email: 'Ana.Lopez@registry.example' });
    await here.bringIn();

    const renamed = (await here.people()).filter(({ crmOwnerId }) => crmOwnerId === '7');
    expect(renamed).toMatchObject([{ id: ana, email: 'ana.lopez@registry.example' }]);
  });

  it('are present under the new number when they left once and came back', async () => {
    crm.company.owners = [
      aCrmOwner('70', { email: 'ana@registry.example' }),
      aCrmOwner('8'),
      aCrmOwner('7', { email: 'ana@registry.example', archived: true }),
    ];
    crm.company.accounts.push(aCrmAccount('1', owned(['70', '2025-01-01'])));
    await here.bringIn();
    await here.bringIn();

    const people = await here.people();
    const ana = people.find(({ email }) => email === 'ana@registry.example');
    expect(ana).toMatchObject({ crmOwnerId: '70', leftAt: null });
    expect((await here.account('1')).ownerId).toBe(ana?.id);
  });

  it('own what is still theirs by the number of before, and what they give away is no edit of somebody else', async () => {
    crm.company.accounts.push(aCrmAccount('1', owned(['7', '2025-01-01'])));
    crm.company.leads.push(aCrmLead('l1', { ownerId: '7' }));
    await here.bringIn();
    const ana = await here.rep('7');
    crm.company.owners = [
      aCrmOwner('70', { email: '7@registry.example' }),
      aCrmOwner('8'),
      aCrmOwner('7', { archived: true }),
    ];
    await here.bringIn();
    expect([await here.rep('70'), (await here.account('1')).ownerId]).toEqual([ana, ana]);

    const { id: accountId } = await here.account('1');
    const bo = await here.rep('8');
    await changeOwner(here.ports, here.id, aChange({ accountId, expected: ana, wanted: bo }));
    await writeCrmOwners(here.ports, here.id);

    const where = { workspaceId: here.id };
    expect(await world.database.prisma.lead.findMany({ where })).toMatchObject([{ ownerId: ana }]);
    expect(crm.ownerOf('1')).toBe('8');
    expect(await world.database.prisma.proposal.count({ where })).toBe(0);
    expect(await here.changesOf('1')).toHaveLength(2);
  });

  it('are somebody also where the CRM does not list them: nobody else gets what they own', async () => {
    crm.company.accounts.push(aCrmAccount('1', owned(['7', '2024-01-01'], ['99', '2025-01-01'])));
    crm.company.deals.push(aCrmDeal('d1', { accountId: '1', ownerId: '98' }));
    await here.bringIn();
    const gone = { name: 'HubSpot owner 99', leftAt: expect.any(Date) };
    const people = await here.people();
    expect(people.find(({ crmOwnerId }) => crmOwnerId === '99')).toMatchObject(gone);
    expect((await here.changesOf('1')).map(({ toId }) => toId)).toEqual([
      await here.rep('7'),
      await here.rep('99'),
    ]);
    const where = { workspaceId: here.id };
    const deals = await world.database.prisma.deal.findMany({ where });
    expect(deals).toMatchObject([{ ownerId: await here.rep('98') }]);

    crm.edit('1', '97', editedAt);
    await hear(here, changed('1'));
    expect((await here.account('1')).ownerId).toBe(await here.rep('97'));
    crm.company.owners.push(aCrmOwner('97', { name: 'Cy' }));
    await refreshOwners(here.ports);
    expect(
      await world.database.prisma.rep.findMany({ where: { ...where, crmOwnerId: '97' } }),
    ).toMatchObject([{ name: 'Cy', email: '97@registry.example', leftAt: null }]);
  });

  it('are told apart by their number where the CRM has no address', async () => {
    crm.company.owners = [aCrmOwner('7', { email: '' }), aCrmOwner('8', { email: '' })];
    await here.bringIn();

    expect((await here.people()).map(({ crmOwnerId }) => crmOwnerId)).toEqual(['7', '8']);
  });
});

describe('families', () => {
  const heads = async () => {
    const all = await here.accounts();
    const byId = new Map(all.map(({ id, crmId }) => [id, crmId]));
    return all.map(({ crmId, parentId, ultimateParentId }) => [
      crmId,
      parentId && byId.get(parentId),
      ultimateParentId && byId.get(ultimateParentId),
    ]);
  };

  it('are linked wherever the parent stands in the list', async () => {
    crm.company.accounts.push(
      aCrmAccount('1', { parentId: '4' }),
      aCrmAccount('2', { parentId: '404' }),
      aCrmAccount('3', { parentId: '3' }),
      aCrmAccount('4', { parentId: '5' }),
      aCrmAccount('5'),
    );
    await here.bringIn();

    expect(await heads()).toEqual([
      ['1', '4', '5'],
      ['2', null, null],
      ['3', null, null],
      ['4', '5', '5'],
      ['5', null, null],
    ]);
  });

  it('that run in a ring are one family under one head', async () => {
    crm.company.accounts.push(
      aCrmAccount('1', { parentId: '2' }),
      aCrmAccount('2', { parentId: '3' }),
      aCrmAccount('3', { parentId: '1' }),
      aCrmAccount('4', { parentId: '3' }),
    );
    await here.bringIn();

    const ring = await heads();
    const [head, ...others] = new Set(ring.map(([crmId, , ultimate]) => ultimate ?? crmId));
    expect(others).toEqual([]);
    expect(ring.flatMap(([crmId, , ultimate]) => (ultimate ? [] : [crmId]))).toEqual([head]);
  });

  it('are undone when the CRM undoes them', async () => {
    crm.company.accounts.push(aCrmAccount('1', { parentId: '2' }), aCrmAccount('2'));
    await here.bringIn();
    crm.company.accounts[0] = aCrmAccount('1');
    await here.bringIn();

    expect(await heads()).toEqual([
      ['1', null, null],
      ['2', null, null],
    ]);
  });
});
