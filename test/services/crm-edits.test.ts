import { addMinutes } from 'date-fns/addMinutes';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { aChange } from '../support/changes.ts';
import { aCrm, aCrmAccount, aCrmOwner, type CrmDouble, owned } from '../support/crm.ts';
import { type Mirror, mirror } from '../support/mirror.ts';
import { editedAt, hear, hint } from '../support/news.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let crm: CrmDouble;
let here: Mirror;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.setTime('2026-11-20T09:50:00Z');
  crm = aCrm({
    owners: [aCrmOwner('7'), aCrmOwner('8')],
    accounts: [aCrmAccount('1', owned(['7', '2025-01-01']))],
  });
  here = mirror(world, crm);
  await here.bringIn();
  world.setTime('2026-11-20T10:00:00Z');
});

describe('owners that people set in the CRM', () => {
  it('names everybody who has set it since, where several did before we looked', async () => {
    const minutes = (more: number) => addMinutes(editedAt, more - 5);
    crm.edit('1', '8', minutes(1));
    crm.edit('1', undefined, minutes(2));
    crm.edit('1', '8', minutes(3));

    await hear(here, hint('account', '1', { kind: 'owner', owner: '8' }));

    const [ana, bo] = [await here.rep('7'), await here.rep('8')];
    const changes = (await here.changesOf('1')).slice(1);
    expect(changes.map(({ fromId, toId, at }) => [fromId, toId, at])).toEqual([
      [ana, bo, minutes(1)],
      [bo, null, minutes(2)],
      [null, bo, minutes(3)],
    ]);
    expect(new Set(changes.map(({ actor }) => (actor as { name: string }).name))).toEqual(
      new Set(['Dana Cole']),
    );
  });

  it('takes no write of our own for somebody else’s, however late it landed', async () => {
    const { id: accountId } = await here.account('1');
    const [ana, bo] = [await here.rep('7'), await here.rep('8')];
    await changeOwner(here.ports, here.id, aChange({ accountId, expected: ana, wanted: bo }));
    await writeCrmOwners(here.ports, here.id);
    const written = crm.company.accounts.find(({ id }) => id === '1')?.ownerHistory.at(-1);
    world.setTime('2026-11-20T10:05:00Z');
    crm.edit('1', '7', addMinutes(written?.at ?? editedAt, 1));

    await hear(here, hint('account', '1', { kind: 'owner', owner: '7' }));

    const changes = (await here.changesOf('1')).slice(1);
    expect(changes.map(({ fromId, toId }) => [fromId, toId])).toEqual([
      [ana, bo],
      [bo, ana],
    ]);
  });
});
