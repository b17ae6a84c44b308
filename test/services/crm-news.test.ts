import { addMinutes } from 'date-fns/addMinutes';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { receiveNews, resendNews, takeNews } from '../../src/services/crm-news.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { whoOwns } from '../../src/services/lookup.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { publishRules } from '../../src/services/rules.ts';
import { aChange } from '../support/changes.ts';
import {
  aCrm,
  aCrmAccount,
  aCrmLead,
  aCrmOwner,
  type CrmDouble,
  owned,
  told,
} from '../support/crm.ts';
import { type Mirror, mirror } from '../support/mirror.ts';
import { changed, edit, editedAt, hear, hint } from '../support/news.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let crm: CrmDouble;
let here: Mirror;
/** The ids that the CRM was asked for. */
let looked: string[];
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.setTime('2026-11-20T10:00:00Z');
  crm = aCrm({
    owners: [aCrmOwner('7'), aCrmOwner('8')],
    accounts: [aCrmAccount('1', owned(['7', '2025-01-01'])), aCrmAccount('2'), aCrmAccount('3')],
    leads: [aCrmLead('l1', { accountId: '1', ownerId: '7', email: 'eva@acme.example' })],
  });
  here = mirror(world, crm);
  await here.bringIn();
  looked = [];
  const { account } = crm.get;
  crm.get.account = (ids) => {
    looked.push(...ids);
    return account(ids);
  };
});

const waiting = () =>
  world.database.prisma.inboxEvent.count({ where: { workspaceId: here.id, settledAt: null } });

describe('what the CRM tells of an account', () => {
  it('is read there and taken over: a new one, and a changed one', async () => {
    crm.company.accounts.push(aCrmAccount('4', { ...owned(['8', '2026-11-20']), name: 'Zenith' }));
    edit(crm, '2', { name: 'Quartz', attributes: told({ country: 'DE' }) });

    await hear(here, changed('4'), changed('2'));

    expect((await here.account('4')).ownerId).toBe(await here.rep('8'));
    expect(await here.account('2')).toMatchObject({ name: 'Quartz', attributes: { country: {} } });
    expect(await whoOwns(here.ports, here.id, 'quartz')).toMatchObject({ kind: 'found' });
    expect(await waiting()).toBe(0);
  });

  it('F3 twice and out of order: ends with what stands there now, read once', async () => {
    edit(crm, '2', { name: 'Third name' });
    const second = hint('account', '2', { kind: 'changed' });

    await receiveNews(here.ports, here.id, [second, changed('2'), second]);
    await receiveNews(here.ports, here.id, [second]);
    expect(await waiting()).toBe(2);
    await takeNews(here.ports, here.id);

    expect((await here.account('2')).name).toBe('Third name');
    expect(looked).toEqual(['2']);
  });

  it('F25 older picture: does not put back what a quicker worker has read since', async () => {
    edit(crm, '2', { name: 'Newer' });
    await hear(here, changed('2'));
    const found = crm.company.accounts.find(({ id }) => id === '2');
    if (found) Object.assign(found, { name: 'Older', changedAt: new Date('2026-11-20T09:58:00Z') });

    await hear(here, changed('2'));

    expect((await here.account('2')).name).toBe('Newer');
  });

  it('names who has set the owner there, and does not write it back', async () => {
    crm.edit('2', '8', editedAt);

    await hear(here, hint('account', '2', { kind: 'owner', owner: '8' }));

    const [change] = await here.changesOf('2');
    expect(change).toMatchObject({
      ...{ toId: await here.rep('8'), at: editedAt, cause: { kind: 'crm-edit' } },
      actor: { kind: 'crm-user', name: 'Dana Cole' },
    });
    expect((await here.tasks()).filter(({ kind }) => kind === 'crm-owner')).toEqual([]);
  });

  it('F1 echo: is not even looked at where it is our own write that comes back', async () => {
    const { id: accountId } = await here.account('1');
    const [ana, bo] = [await here.rep('7'), await here.rep('8')];
    await changeOwner(here.ports, here.id, aChange({ accountId, expected: ana, wanted: bo }));
    await writeCrmOwners(here.ports, here.id);

    await hear(here, hint('account', '1', { kind: 'owner', owner: '8' }));

    expect(looked).toEqual([]);
    expect(await here.changesOf('1')).toHaveLength(2);
    expect(crm.asked).toHaveLength(1);
  });

  it('goes back to the owner of before where ours never got there, by nobody’s second edit', async () => {
    crm.edit('2', '8', editedAt);
    await hear(here, hint('account', '2', { kind: 'owner', owner: '8' }));
    const { id: accountId } = await here.account('2');
    const [ana, bo] = [await here.rep('7'), await here.rep('8')];
    await changeOwner(here.ports, here.id, aChange({ accountId, expected: bo, wanted: ana }));
    const { accounts } = crm.company;
    crm.company.accounts = accounts.filter(({ id }) => id !== '2');
    await hear(here, hint('account', '2', { kind: 'deleted' }));
    await writeCrmOwners(here.ports, here.id);

    world.setTime('2026-11-20T10:05:00Z');
    crm.company.accounts = accounts;
    edit(crm, '2', { name: 'Restored' });
    await hear(here, changed('2'));

    expect((await here.account('2')).ownerId).toBe(bo);
    const edits = (await here.changesOf('2')).filter(({ at }) => +at === +editedAt);
    expect(edits).toHaveLength(1);
    expect((await here.changesOf('2')).at(-1)).toMatchObject({
      ...{ toId: bo, cause: { kind: 'crm-edit' } },
      actor: { kind: 'machine', name: 'HubSpot sync' },
    });
  });

  it('brings whoever was hired today', async () => {
    crm.company.owners.push(aCrmOwner('9'));
    crm.edit('2', '9', editedAt);

    await hear(here, hint('account', '2', { kind: 'owner', owner: '9' }));

    expect((await here.account('2')).ownerId).toBe(await here.rep('9'));
  });

  it('moves it into another family, with all below it', async () => {
    edit(crm, '3', { parentId: '2' });
    await hear(here, changed('3'));
    edit(crm, '2', { parentId: '1' });
    await hear(here, changed('2'));

    const [top, mid, low] = [
      await here.account('1'),
      await here.account('2'),
      await here.account('3'),
    ];
    expect([mid.ultimateParentId, low.ultimateParentId]).toEqual([top.id, top.id]);

    edit(crm, '2', { parentId: undefined });
    await hear(here, changed('2'));
    expect([
      (await here.account('2')).ultimateParentId,
      (await here.account('3')).ultimateParentId,
    ]).toEqual([null, mid.id]);
  });
});

describe('news once rules are published', () => {
  const text = `
rule "Germany"
  in geography
  says "German companies are Ana’s."
  when country = DE
  then rep 7@registry.example`;

  it('F2 spelled otherwise: comes to rest after one round, for what it means is the same', async () => {
    const by = { kind: 'operator', name: 'ops' } as const;
    await publishRules(here.ports, here.id, { text, note: '', by });
    crm.company.accounts.push(aCrmAccount('5', { attributes: told({ country: 'DE' }) }));
    await hear(here, changed('5'));
    await writeCrmOwners(here.ports, here.id);
    const asked = crm.asked.length;

    for (const country of ['Germany', 'Deutschland', 'DE', 'germany']) {
      const one = crm.company.accounts.find(({ id }) => id === '5');
      const changedAt = addMinutes(one?.changedAt ?? editedAt, 1);
      Object.assign(one ?? {}, { attributes: told({ country }), changedAt });
      await hear(here, changed('5'));
      await writeCrmOwners(here.ports, here.id);
    }

    expect(crm.asked).toHaveLength(asked);
    expect(await here.changesOf('5')).toHaveLength(1);
    const { id: accountId } = await here.account('5');
    const decided = await world.database.prisma.decision.findMany({ where: { accountId } });
    expect(new Set(decided.map(({ kind }) => kind))).toEqual(new Set(['assigned', 'stays']));
  });

  it('routes an account as it arrives, once, and has its owner written', async () => {
    const by = { kind: 'operator', name: 'ops' } as const;
    await publishRules(here.ports, here.id, { text, note: '', by });
    crm.company.accounts.push(aCrmAccount('4', { attributes: told({ country: 'DE' }) }));

    await hear(here, changed('4'), hint('account', '4', { kind: 'owner' }));
    await hear(here, changed('4'));

    expect((await here.account('4')).ownerId).toBe(await here.rep('7'));
    expect(await here.changesOf('4')).toHaveLength(1);
    const decided = { workspaceId: here.id };
    expect(await world.database.prisma.decision.count({ where: decided })).toBe(1);
    await writeCrmOwners(here.ports, here.id);
    expect(crm.ownerOf('4')).toBe('7');
  });
});

describe('news that could not be looked after', () => {
  it('of one record that cannot be taken over does not hold up the others', async () => {
    edit(crm, '2', { name: 'Quartz' });
    edit(crm, '3', { name: 'x'.repeat(20_000) });
    const { account } = crm.get;
    crm.get.account = (ids) => {
      if (ids.includes('3')) throw new Error('cannot be read');
      return account(ids);
    };

    await expect(hear(here, changed('2'), changed('3'))).rejects.toThrow('cannot be read');

    expect((await here.account('2')).name).toBe('Quartz');
    const where = { workspaceId: here.id, settledAt: null };
    expect(await world.database.prisma.inboxEvent.findMany({ where })).toMatchObject([
      { attempts: 1, lastError: 'cannot be read' },
    ]);
    for (let tries = 0; tries < 11; tries += 1) {
      await expect(takeNews(here.ports, here.id)).rejects.toThrow('cannot be read');
    }
    // After its last try it stays with its error, and is asked for no more.
    await takeNews(here.ports, here.id);
    expect(await world.database.prisma.inboxEvent.findMany({ where })).toMatchObject([
      { attempts: 12 },
    ]);
  });

  it('of somebody whose company is not known yet brings the company as well', async () => {
    crm.company.accounts.push(aCrmAccount('4', { parentId: '5' }), aCrmAccount('5'));
    crm.company.leads.push(aCrmLead('l9', { accountId: '4' }));

    await hear(here, hint('lead', 'l9', { kind: 'changed' }));

    const { id } = await here.account('4');
    const where = { workspaceId: here.id, crmId: 'l9' };
    expect(await world.database.prisma.lead.findFirst({ where })).toMatchObject({ accountId: id });
  });

  it('F5 waits while the CRM does not answer, and is taken up again', async () => {
    edit(crm, '2', { name: 'Quartz' });
    const { account } = crm.get;
    crm.get.account = async () => {
      throw new Error('HubSpot is down');
    };
    await expect(hear(here, changed('2'))).rejects.toThrow('HubSpot is down');
    expect(await waiting()).toBe(1);
    crm.get.account = account;

    world.setTime('2026-11-20T10:06:00Z');
    await world.database.pool.query(`DELETE FROM pgboss.job WHERE name = 'crm-news'`);
    await resendNews(here.ports);
    await resendNews(here.ports);
    const { rows } = await world.database.pool.query(
      `SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'crm-news' AND data->>'workspaceId' = $1`,
      [here.id],
    );
    expect(rows[0].count).toBe(1);
    await takeNews(here.ports, here.id);
    expect((await here.account('2')).name).toBe('Quartz');
  });
});
