import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showAccount } from '../../src/services/lookup.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { aChange } from '../support/changes.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

let world: World;
let card: Awaited<ReturnType<typeof showAccount>>;
let ids: Record<'ana' | 'bo' | 'mo' | 'acme' | 'health', string>;

beforeAll(async () => {
  world = await openWorld();
  const prisma = world.database.prisma;
  const [ana, bo, mo] = [
    await hire(world, 'Ana'),
    await hire(world, 'Bo'),
    await hire(world, 'Mo'),
  ];
  const team = await prisma.team.create({
    data: { workspaceId: TEAM, name: 'West', managerId: mo },
  });
  await prisma.rep.update({ where: { id: ana }, data: { teamId: team.id, title: 'AE' } });
  const leave = { workspaceId: TEAM, repId: ana, backupId: bo, reason: 'leave' };
  const [from, until] = [new Date('2026-11-01'), new Date('2026-12-01')];
  await prisma.absence.create({ data: { ...leave, from, until } });
  const na = await prisma.territory.create({
    data: { workspaceId: TEAM, key: 'na', name: 'America' },
  });
  const west = await prisma.territory.create({
    data: { workspaceId: TEAM, key: 'west', name: 'West', parentId: na.id },
  });
  await prisma.cover.create({
    data: { workspaceId: TEAM, territoryId: west.id, role: 'SDR', repId: bo },
  });
  const [acme, health] = [await register(world, 'Acme'), await register(world, 'Acme Health')];
  const attributes = { country: { value: 'US', source: 'HubSpot', at: '2026-01-01T00:00:00Z' } };
  await prisma.account.update({ where: { id: acme }, data: { territoryId: west.id, attributes } });
  const under = { parentId: acme, ultimateParentId: acme };
  await prisma.account.update({ where: { id: health }, data: { ...under, ownerId: bo } });
  const deal = { workspaceId: TEAM, accountId: acme, stage: 'Talks', status: 'open' };
  await prisma.deal.createMany({
    data: [
      { ...deal, crmId: 'd1', name: 'Small', amount: 1000 },
      { ...deal, crmId: 'd2', name: 'Large', amount: 250_000.5 },
      { ...deal, crmId: 'd3', name: 'Lost', amount: 9_000_000, status: 'lost' },
    ],
  });
  await changeOwner(world.ports, TEAM, aChange({ accountId: acme, wanted: bo }));
  await changeOwner(world.ports, TEAM, aChange({ accountId: acme, expected: bo, wanted: ana }));
  ids = { ana, bo, mo, acme, health };
  card = await showAccount(world.ports, TEAM, acme);
});
afterAll(() => world.close());

describe('the card of an account', () => {
  it('names the owner, their team and manager, and who stands in', () => {
    expect(card.owner).toMatchObject({
      name: 'Ana',
      title: 'AE',
      team: 'West',
      manager: { name: 'Mo' },
      presence: { kind: 'away', until: new Date('2026-12-01'), backup: { name: 'Bo' } },
    });
  });

  it('gives the last change as the why, and those before as former owners', () => {
    expect(card.why).toMatchObject({ reason: 'because the west moved', from: { name: 'Bo' } });
    expect(card.formerOwners.map(({ person }) => person.name)).toEqual(['Bo']);
  });

  it('tells the way down to the territory and who covers it', () => {
    expect(card.territory).toMatchObject({
      path: ['America', 'West'],
      cover: [{ role: 'SDR', person: { name: 'Bo' } }],
    });
  });

  it('counts open deals only, the largest first', () => {
    expect(card.deals).toMatchObject({ count: 2, total: 251_000.5 });
    expect(card.deals.largest.map(({ name }) => name)).toEqual(['Large', 'Small']);
  });

  it('knows the family from both ends', async () => {
    expect(card.family).toMatchObject({
      ...{ size: 2, holders: 2 },
      members: [{ id: ids.health, owner: { name: 'Bo' } }],
    });
    const below = await showAccount(world.ports, TEAM, ids.health);
    expect(below.family).toMatchObject({
      ...{ size: 2, holders: 2 },
      parent: { name: 'Acme' },
      ultimateParent: { name: 'Acme' },
    });
  });

  it('shows a pin while it holds', async () => {
    const by = { kind: 'rep', id: ids.mo, name: 'Mo' };
    const pin = {
      workspaceId: TEAM,
      accountId: ids.acme,
      by,
      reason: 'renewal',
      pinnedAt: new Date(),
    };
    await world.database.prisma.pin.create({ data: { ...pin, until: new Date('2026-11-25') } });
    expect((await showAccount(world.ports, TEAM, ids.acme)).pin).toMatchObject({
      reason: 'renewal',
    });
    world.setTime('2026-11-26T00:00:00Z');
    expect((await showAccount(world.ports, TEAM, ids.acme)).pin).toBeUndefined();
  });

  it('shows what is pending', async () => {
    const prisma = world.database.prisma;
    const pending = { workspaceId: TEAM, accountId: ids.acme };
    await prisma.proposal.create({
      data: {
        ...pending,
        status: 'pending',
        flags: [],
        proposedOwnerId: ids.bo,
        createdAt: new Date(),
      },
    });
    const at = new Date();
    const claim = { status: 'peers', claim: {}, state: {}, raisedAt: at, movedAt: at };
    await prisma.dispute.create({
      data: { ...pending, ...claim, number: 1, familyId: ids.acme, raisedById: ids.bo },
    });
    expect((await showAccount(world.ports, TEAM, ids.acme)).pending).toMatchObject([
      { kind: 'proposal', proposed: { name: 'Bo' } },
      { kind: 'dispute', status: 'peers', raisedBy: { name: 'Bo' } },
    ]);
  });

  it('is not shown to another workspace', async () => {
    await expect(showAccount(world.ports, 'T0OTHER', ids.acme)).rejects.toMatchObject({
      reason: { kind: 'out-of-date' },
    });
  });
});
