import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/services/audit.ts';
import { deliver } from '../../src/services/delivery.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { aChange } from '../support/changes.ts';
import { aCrm, aCrmAccount, aCrmOwner, type CrmDouble, owned } from '../support/crm.ts';
import { type Mirror, mirror } from '../support/mirror.ts';
import { crmTaskOf } from '../support/task-queue.ts';
import { openWorld, post, type World } from '../support/world.ts';

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

describe('a later import', () => {
  beforeEach(async () => {
    crm.company.accounts.push(
      aCrmAccount('1', { ...owned(['7', '2024-01-01']), domains: ['one.example'] }),
      aCrmAccount('2', { ...owned(['8', '2024-01-01']), parentId: '1' }),
      aCrmAccount('3', owned(['404', '2024-01-01'])),
    );
    await here.bringIn();
  });

  it('changes nothing where the CRM has not changed', async () => {
    const state = async () => [
      await verifyAudit(here.ports, here.id),
      (await here.accounts()).map(({ updatedAt: _, ...kept }) => kept),
      await world.database.prisma.ownershipChange.count({ where: { workspaceId: here.id } }),
      await here.people(),
    ];
    const before = await state();
    await here.bringIn();

    expect(await state()).toEqual(before);
  });

  it('brings in an edit of the CRM as one change by the person who made it', async () => {
    await here.bringIn();
    const account = { workspaceId: here.id, crmId: '1' };
    const { id } = await world.database.prisma.account.findFirstOrThrow({ where: account });
    await post(world, id, here.id);
    crm.edit('1', '8', new Date('2026-10-01T09:00:00Z'));
    await here.bringIn();
    await here.bringIn();

    const changes = await here.changesOf('1');
    expect(changes).toHaveLength(2);
    expect(changes[1]).toMatchObject({
      toId: await here.rep('8'),
      cause: { kind: 'crm-edit' },
      actor: { kind: 'crm-user', name: 'Dana Cole' },
      at: new Date('2026-10-01T09:00:00Z'),
    });
    const tasks = await here.tasks();
    expect(tasks.map(({ kind }) => kind)).toEqual(['redraw-cards']);
  });

  it('knows an account by its new name, and no longer by the old one', async () => {
    crm.company.accounts[0] = aCrmAccount('1', { ...owned(['7', '2024-01-01']), name: 'Zenith' });
    await here.bringIn();

    const { id, name } = await here.account('1');
    expect(name).toBe('Zenith');
    const { rows } = await world.database.pool.query(
      'SELECT name FROM account_names WHERE account_id = $1',
      [id],
    );
    expect(rows).toEqual([{ name: 'Zenith' }]);
  });

  it('does not take back a change that the CRM has not heard of yet', async () => {
    const { id: accountId } = await here.account('1');
    const [ana, bo] = [await here.rep('7'), await here.rep('8')];
    await changeOwner(here.ports, here.id, aChange({ accountId, expected: ana, wanted: bo }));
    await here.bringIn();
    expect((await here.account('1')).ownerId).toBe(bo);

    await deliver(here.ports, (await crmTaskOf(world, accountId)).id);
    world.setTime('2026-11-20T10:05:00Z');
    await here.bringIn();
    expect([(await here.account('1')).ownerId, crm.ownerOf('1')]).toEqual([bo, '8']);

    crm.edit('1', '7', new Date('2026-11-20T10:06:00Z'));
    await here.bringIn();
    expect((await here.account('1')).ownerId).toBe(ana);
  });

  it('does not take back a change that reached the CRM after it was read', async () => {
    const { id: accountId } = await here.account('1');
    const [ana, bo] = [await here.rep('7'), await here.rep('8')];
    const read = structuredClone(crm.company.accounts);
    crm.accounts = async function* () {
      await changeOwner(here.ports, here.id, aChange({ accountId, expected: ana, wanted: bo }));
      await deliver(here.ports, (await crmTaskOf(world, accountId)).id);
      yield { records: read, unread: 0 };
    };
    await here.bringIn();

    expect([(await here.account('1')).ownerId, crm.ownerOf('1')]).toEqual([bo, '8']);
  });
});

describe('an import that broke off', () => {
  it('keeps what it had, and completes when it is run again', async () => {
    const all = Array.from({ length: 5 }, (_, index) =>
      aCrmAccount(String(index), { ...owned(['7', '2024-01-01']), parentId: '4' }),
    );
    crm.company.accounts.push(...all);
    const whole = crm.accounts;
    crm.accounts = async function* () {
      yield { records: all.slice(0, 2), next: '1', unread: 0 };
      throw new Error('HubSpot is down');
    };
    await expect(here.bringIn()).rejects.toThrow('HubSpot is down');
    expect(await here.accounts()).toHaveLength(2);

    crm.accounts = whole;
    await here.bringIn();

    expect((await here.accounts()).map(({ ownerId }) => ownerId)).toEqual(
      Array(5).fill(await here.rep('7')),
    );
    const changes = await world.database.prisma.ownershipChange.findMany({
      where: { workspaceId: here.id },
    });
    expect(changes).toHaveLength(5);
    const children = (await here.accounts()).filter(({ parentId }) => parentId);
    expect(children).toHaveLength(4);
    expect((await verifyAudit(here.ports, here.id)).breaks).toEqual([]);
  });
});
