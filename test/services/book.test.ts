import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cause } from '../../src/domain/ownership.ts';
import { readBook } from '../../src/services/book.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { aChange } from '../support/changes.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const prisma = world.database.prisma;
  const ana = await hire(world, 'Ana', { slackUserId: 'U0ANA' });
  const bo = await hire(world, 'Bo', { slackUserId: 'U0BO' });
  const mo = await hire(world, 'Mo', { slackUserId: 'U0MO' });
  await prisma.rep.update({ where: { id: mo }, data: { role: 'manager' } });
  const team = await prisma.team.create({
    data: { workspaceId: TEAM, name: 'West', managerId: mo },
  });
  await prisma.rep.updateMany({ where: { id: { in: [ana, bo] } }, data: { teamId: team.id } });
  const [from, until] = [new Date('2026-11-01'), new Date('2026-12-01')];
  const away = { workspaceId: TEAM, repId: bo, backupId: ana };
  await prisma.absence.create({ data: { ...away, from, until } });
  for (const [name, amount] of [
    ['Alder', 500],
    ['Beech', 900],
  ] as const) {
    const accountId = await register(world, name, { ownerId: ana });
    const deal = { workspaceId: TEAM, accountId, name, stage: 's', status: 'open' };
    await prisma.deal.create({ data: { ...deal, crmId: name, amount } });
  }
  const cherry = await register(world, 'Cherry', { ownerId: ana });
  await changeOwner(world.ports, TEAM, aChange({ accountId: cherry, expected: ana, wanted: bo }));
});
afterAll(() => world.close());

describe('the book', () => {
  it('of a rep holds their accounts, largest pipeline first', async () => {
    const book = await readBook(world.ports, TEAM, 'U0ANA');
    expect(book).toMatchObject({
      accounts: 2,
      pipeline: { deals: 2, total: 1400, currency: 'USD' },
    });
    expect(book.top.map(({ name }) => name)).toEqual(['Beech', 'Alder']);
  });

  it('says for whom they answer, and what went from them', async () => {
    const book = await readBook(world.ports, TEAM, 'U0ANA');
    expect(book.covering).toMatchObject([{ person: { name: 'Bo' }, accounts: 1 }]);
    expect(book.moves).toMatchObject([
      { moves: [{ account: 'Cherry', from: { name: 'Ana' }, to: { name: 'Bo' } }] },
    ]);
  });

  it('of a manager shows the team', async () => {
    const { team } = await readBook(world.ports, TEAM, 'U0MO');
    expect(
      team.map(({ person, accounts, total, presence }) => [
        person.name,
        accounts,
        total,
        presence.kind,
      ]),
    ).toEqual([
      ['Ana', 2, 1400, 'here'],
      ['Bo', 1, 0, 'away'],
    ]);
  });

  it('of somebody who is not on the roster is empty, but for what moved', async () => {
    const book = await readBook(world.ports, TEAM, 'U0MARKETING');
    expect(book).toMatchObject({ accounts: 0, top: [], team: [] });
    expect(book.rep).toBeUndefined();
    expect(book.moves).toHaveLength(1);
  });

  it('tells of accounts that had nobody before, and not of what an import handed over', async () => {
    const bo = await world.database.prisma.rep.findFirstOrThrow({ where: { name: 'Bo' } });
    const give = async (name: string, cause: Cause) => {
      const accountId = await register(world, name);
      const change = aChange({ accountId, expected: null, wanted: bo.id, cause });
      await changeOwner(world.ports, TEAM, change);
    };
    await give('Dogwood', { kind: 'routing', ruleSet: 1, rule: 'West' });
    await give('Elder', { kind: 'import' });
    const { moves } = await readBook(world.ports, TEAM, 'U0BO');
    expect(moves.flatMap((group) => group.moves.map(({ account }) => account))).toEqual([
      'Dogwood',
      'Cherry',
    ]);
  });

  it('of a manager says how many decisions wait, and why; of a rep it does not', async () => {
    const { prisma } = world.database;
    const mo = await prisma.rep.findFirstOrThrow({ where: { slackUserId: 'U0MO' } });
    for (const [name, day] of [
      ['Fir', '02'],
      ['Gum', '01'],
    ] as const) {
      const accountId = await register(world, name);
      const flags = [{ kind: 'no-match' }, { kind: 'open-deal', owner: 'x', value: 1 }];
      const createdAt = new Date(`2026-11-${day}`);
      const data = { workspaceId: TEAM, accountId, status: 'pending', flags, createdAt };
      const asked = [mo.id];
      await prisma.proposal.create({ data: { ...data, asked } });
    }
    const { waiting } = await readBook(world.ports, TEAM, 'U0MO');
    expect(waiting).toMatchObject({ total: 2, oldest: [{ name: 'Gum' }, { name: 'Fir' }] });
    expect(waiting?.byFlag).toEqual([
      { kind: 'no-match', decisions: 2 },
      { kind: 'open-deal', decisions: 2 },
    ]);
    expect((await readBook(world.ports, TEAM, 'U0ANA')).waiting).toBeUndefined();
  });
});
