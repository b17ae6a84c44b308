import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CrmFault } from '../../src/domain/crm-fault.ts';
import { receiveNews, takeNews } from '../../src/services/crm-news.ts';
import { compareCrm, foundCounts, watchCrm } from '../../src/services/crm-watch.ts';
import { readAgain } from '../../src/services/fields.ts';
import { aCrm, aCrmAccount, aCrmLead, aCrmOwner, type CrmDouble, owned } from '../support/crm.ts';
import { type Mirror, mirror } from '../support/mirror.ts';
import { changed } from '../support/news.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let crm: CrmDouble;
let here: Mirror;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.database.prisma.crmWatch.deleteMany();
  world.setTime('2026-11-20T10:00:00Z');
  crm = aCrm({
    owners: [aCrmOwner('7'), aCrmOwner('8')],
    accounts: [aCrmAccount('1', owned(['7', '2025-01-01'])), aCrmAccount('2')],
    leads: [aCrmLead('l1', { accountId: '1' })],
  });
  here = mirror(world, crm);
  await here.bringIn();
});

/** Something changes there and nothing tells us. */
const edit = (id: string, at: string, fields: object) => {
  const found = crm.company.accounts.find((one) => one.id === id);
  if (found) Object.assign(found, fields, { changedAt: new Date(at) });
};
const watch = async () => {
  await watchCrm(here.ports);
  await takeNews(here.ports, here.id);
};
const found = async () =>
  Object.fromEntries((await foundCounts(here.ports)).map((one) => [one.kind, one.found]));

describe('asking the CRM what has changed', () => {
  it('F5 lost event: finds what nothing has told, once', async () => {
    edit('2', '2026-11-20T10:02:00Z', { name: 'Quartz' });
    crm.edit('1', '8', new Date('2026-11-20T10:02:30Z'));
    edit('1', '2026-11-20T10:02:30Z', {});
    crm.company.accounts.push(aCrmAccount('3', { changedAt: new Date('2026-11-20T10:03:00Z') }));

    await watch();
    await watch();

    expect((await here.account('2')).name).toBe('Quartz');
    expect((await here.account('1')).ownerId).toBe(await here.rep('8'));
    expect((await here.accounts()).map(({ crmId }) => crmId)).toEqual(['1', '2', '3']);
    expect(await found()).toMatchObject({ account: 3, lead: 0 });
  });

  it('F6 search lag: finds also what the CRM shows some minutes late', async () => {
    edit('2', '2026-11-20T10:05:00Z', { name: 'First' });
    await watch();
    edit('1', '2026-11-20T10:03:00Z', { name: 'Shown late' });

    await watch();

    expect((await here.account('1')).name).toBe('Shown late');
  });

  it('asks nothing of a workspace that was never imported', async () => {
    await world.database.prisma.crmWatch.deleteMany();
    crm.changedSince = () => {
      throw new Error('asked');
    };
    await watch();
  });
});

describe('comparing the whole book with the whole CRM', () => {
  it('F5 lost for good: finds changes, newcomers and those who are gone', async () => {
    edit('2', '2026-11-20T09:00:00Z', { name: 'Changed long ago' });
    crm.company.accounts.push(aCrmAccount('3', { changedAt: new Date('2020-01-01') }));
    crm.company.accounts = crm.company.accounts.filter(({ id }) => id !== '1');
    crm.company.leads.length = 0;

    await compareCrm(here.ports);
    await takeNews(here.ports, here.id);

    const stands = (await here.accounts()).map(({ crmId, name, deletedAt }) => {
      return [crmId, name, deletedAt !== null];
    });
    expect(stands).toEqual([
      ['1', 'Company 1', true],
      ['2', 'Changed long ago', false],
      ['3', 'Company 3', false],
    ]);
    const lead = await world.database.prisma.lead.findFirst({ where: { workspaceId: here.id } });
    expect(lead?.deletedAt).not.toBeNull();
    expect(await found()).toMatchObject({ account: 3, lead: 1 });
  });

  it('finds nothing where nothing is amiss', async () => {
    await compareCrm(here.ports);
    expect(await found()).toMatchObject({ account: 0, lead: 0 });
  });
});

it('a book that is read anew waits behind all that is told meanwhile, and holds none of it up while its calls are used up', async () => {
  const looked: string[][] = [];
  let isUsedUp = false;
  const { account } = crm.get;
  crm.get.account = async (ids, fields) => {
    looked.push(ids);
    return account(ids, fields);
  };
  crm.getInBulk = {
    ...crm.get,
    account: async (ids, fields) => {
      if (isUsedUp) throw new CrmFault('the calls of today are used up', 'all', 0);
      looked.push(['in bulk', ...ids.toSorted()]);
      return account(ids, fields);
    },
  };
  const waiting = () =>
    world.database.prisma.inboxEvent.count({ where: { workspaceId: here.id, settledAt: null } });
  const tell = async (id: string) => {
    crm.company.accounts.push(aCrmAccount(id));
    await receiveNews(here.ports, here.id, [changed(id)]);
    await takeNews(here.ports, here.id);
  };

  await readAgain(here.ports, here.id, { record: 'account', mark: 'one' });
  world.setTime('2026-11-20T10:00:05Z');
  await tell('3');
  expect(looked).toEqual([['3'], ['in bulk', '1', '2']]);

  isUsedUp = true;
  await readAgain(here.ports, here.id, { record: 'account', mark: 'two' });
  await tell('4');
  await tell('5');
  expect(looked.slice(2)).toEqual([['4'], ['5']]);
  expect(await waiting()).toBe(3);

  isUsedUp = false;
  await takeNews(here.ports, here.id);
  expect(await waiting()).toBe(0);
});
