import { afterAll, beforeAll, expect, it } from 'vitest';
import { listBook, openBook } from '../../src/services/book.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { enter } from '../support/accounts.ts';
import { aChange } from '../support/changes.ts';
import { big, openCourt } from '../support/court.ts';
import { register, TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
  const { world, people } = court;
  const { prisma } = world.database;
  const ownerId = people.Ana ?? '';
  const where = { id: ownerId };
  await prisma.rep.update({ where, data: { capacity: 40 } });
  const west = await prisma.territory.create({
    data: { workspaceId: TEAM, key: 'west', name: 'West' },
  });
  for (let nth = 1; nth <= 9; nth += 1) {
    const id = await register(world, `Alder ${nth}`, { ownerId });
    await prisma.account.update({ where: { id }, data: { territoryId: west.id } });
    const deal = { name: 'Renewal', stage: 'Talks', status: 'open', amount: nth * 1000 };
    const of = { workspaceId: TEAM, accountId: id, crmId: `d${nth}` };
    if (nth > 5) await prisma.deal.create({ data: { ...of, ...deal } });
  }
});
afterAll(() => court.world.close());

const asks = (user: string, asked: string) =>
  openBook(court.world.ports, { workspaceId: TEAM, userId: user }, asked);

it('is one’s own unless somebody is named, the biggest pipeline first', async () => {
  const mine = await asks('U0ANA', '');
  expect(mine).toMatchObject({
    rep: { person: { name: 'Ana' }, team: 'West', capacity: 40, presence: { kind: 'here' } },
    ...{ accounts: 9, pipeline: { deals: 4, total: 30_000, currency: 'USD' } },
    territories: [{ name: 'West', accounts: 9 }],
    ...{ order: 'biggest', page: 0, pages: 2 },
  });
  expect(mine.lines.map(({ name }) => name).slice(0, 5)).toEqual([
    ...['Alder 9', 'Alder 8', 'Alder 7', 'Alder 6', 'Alder 1'],
  ]);
  for (const named of ['<@U0ANA|ana>', '@ana', 'ANA@registry.example', 'Ana']) {
    expect(await asks('U0BO', named)).toEqual(mine);
  }
});

it('names what came last first, what it lost, what is pinned and what waits', async () => {
  const { world, people, arrive } = court;
  const { prisma } = world.database;
  const accountId = await enter(world, 'Beech', { domain: 'beech.example', ownerId: people.Bo });
  const move = { accountId, expected: people.Bo ?? null, wanted: people.Ana ?? null };
  await changeOwner(world.ports, TEAM, aChange(move));
  const by = { kind: 'operator', name: 'ops' };
  const pinnedAt = new Date('2026-11-01');
  await prisma.pin.create({ data: { workspaceId: TEAM, accountId, by, reason: 'r', pinnedAt } });
  await arrive('Elm', big);

  const listing = await listBook(world.ports, TEAM, people.Ana ?? '', {
    ...{ order: 'newest', page: 0 },
  });
  expect(listing.lines[0]).toMatchObject({ name: 'Beech', isPinned: true });
  expect(listing.lines[0]?.since).toBeInstanceOf(Date);
  expect(listing.moves).toMatchObject([{ moves: [{ account: 'Beech', from: { name: 'Bo' } }] }]);
  expect(listing.waiting).toMatchObject({
    ...{ total: 1, lines: [{ name: 'Elm', proposed: { name: 'Ana' } }] },
  });
  expect((await asks('U0BO', '')).moves).toMatchObject([{ moves: [{ account: 'Beech' }] }]);
  expect(
    await listBook(world.ports, TEAM, people.Ana ?? '', { order: 'newest', page: 9 }),
  ).toMatchObject({ page: 1, pages: 2 });
});

it('says so where nobody is meant, or several may be', async () => {
  await court.world.database.prisma.rep.updateMany({
    where: { name: 'Cy' },
    data: { name: 'Ana Cyrus' },
  });
  await expect(asks('U0BO', 'zed')).rejects.toMatchObject({ reason: { kind: 'unknown-rep' } });
  await expect(asks('U0BO', 'a')).rejects.toMatchObject({
    reason: { kind: 'several-reps', names: expect.arrayContaining(['Ana (ana@registry.example)']) },
  });
  await expect(asks('U0STRANGE', '')).rejects.toMatchObject({ reason: { kind: 'no-book' } });
});
