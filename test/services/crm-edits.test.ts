import { addMinutes } from 'date-fns/addMinutes';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import {
  changeDealOwners,
  changeLeadOwners,
  changeOwner,
  changeOwners,
} from '../../src/services/ownership.ts';
import { publishRules } from '../../src/services/rules.ts';
import { inTransaction } from '../../src/store/database.ts';
import { aChange } from '../support/changes.ts';
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
import { changed, edit, editedAt, hear, hint } from '../support/news.ts';
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

it('stands where the CRM refuses our owner, until somebody sets yet another one there: of leads and deals too', async () => {
  const kinds = ['account', 'lead', 'deal'] as const;
  const there = aCrm({
    owners: ['7', '8', '9'].map((id) => aCrmOwner(id)),
    accounts: ['1', '2'].map((id) => aCrmAccount(id, owned(['7', '2025-01-01']))),
    leads: ['1', '2'].map((id) => aCrmLead(id, { ownerId: '7' })),
    deals: ['1', '2'].map((id) => aCrmDeal(id, { accountId: '1', ownerId: '7' })),
  });
  const { bringIn, ports, id: workspaceId, ...read } = mirror(world, there);
  await bringIn();
  const [ana, bo, cy] = [await read.rep('7'), await read.rep('8'), await read.rep('9')];
  const { prisma } = world.database;
  const asked = { where: { workspaceId }, orderBy: { crmId: 'asc' } } as const;
  const all = async () => [
    ...(await read.accounts()),
    ...(await prisma.lead.findMany(asked)),
    ...(await prisma.deal.findMany(asked)),
  ];
  const [a1, a2, l1, l2, d1, d2] = (await all()).map(({ id }) => id);
  const { accountId: _, ...change } = aChange({ accountId: '', expected: ana, wanted: bo });
  await inTransaction(ports.database, async (tx) => {
    const accounts = [a1, a2].map((accountId = '') => ({ ...change, accountId }));
    await changeOwners(tx, ports, workspaceId, accounts);
    const leads = [l1, l2].map((leadId = '') => ({ ...change, leadId }));
    await changeLeadOwners(tx, ports, workspaceId, leads);
    const deals = [d1, d2].map((dealId = '') => ({ ...change, dealId }));
    await changeDealOwners(tx, ports, workspaceId, deals);
  });
  const refused = { kind: 'refused', why: 'invalid', problem: 'fill in Region' } as const;
  there.writeOwners = async (writes) => new Map(writes.map(({ trace }) => [trace, refused]));
  await writeCrmOwners(ports, workspaceId);

  there.edit('2', '9', editedAt);
  there.editLead('1', '7');
  there.editLead('2', '9');
  there.editDeal('1', '7');
  there.editDeal('2', '9');
  const touched = kinds.flatMap((kind) =>
    ['1', '2'].map((id) => hint(kind, id, { kind: 'changed' })),
  );
  await hear({ ports, id: workspaceId }, ...touched);

  expect((await all()).map(({ ownerId }) => ownerId)).toEqual([bo, cy, bo, cy, bo, cy]);
  const questions = await prisma.refusedWrite.findMany({ where: { workspaceId } });
  const open = questions.filter(({ status }) => status === 'open');
  expect([open.length, questions.length]).toEqual([3, 6]);
});

it.each([
  ['the owner who was set there', '9'],
  ['yet another one', '7'],
  ['the owner we wanted', '8'],
])('is asked until somebody answers, also where rules lead to %s', async (_, led) => {
  crm.company.owners.push(aCrmOwner('9'));
  here = mirror(world, crm);
  await here.bringIn();
  const text = `rule "All"\n  in catch-all\n  when record = account\n  then rep ${led}@registry.example\n`;
  const by = { kind: 'operator', name: 'ops' } as const;
  await publishRules(here.ports, here.id, { text, note: '', by });
  const { id: accountId } = await here.account('1');
  const [ana, bo, cy] = [await here.rep('7'), await here.rep('8'), await here.rep('9')];
  await changeOwner(here.ports, here.id, aChange({ accountId, expected: ana, wanted: bo }));
  crm.edit('1', '9', editedAt);
  await writeCrmOwners(here.ports, here.id);

  world.setTime('2026-11-20T10:05:00Z');
  edit(crm, '1', { attributes: told({ city: 'Jena' }) });
  await hear(here, changed('1'));

  const where = { accountId };
  expect(await world.database.prisma.decision.count({ where })).toBe(1);
  expect(await world.database.prisma.proposal.findMany({ where })).toMatchObject([
    {
      ...{ status: 'pending', cause: 'crm-edit', flags: [{ kind: 'crm-edit' }] },
      ...{ presentOwnerId: cy, proposedOwnerId: bo },
    },
  ]);
});
