import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/ownership.ts';
import { verifyAudit } from '../../src/services/audit.ts';
import { readBook } from '../../src/services/book.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { retryTask } from '../../src/services/dead-tasks.ts';
import { bury } from '../../src/services/delivery.ts';
import { takeLeave } from '../../src/services/departures.ts';
import { openHome } from '../../src/services/home.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { listWaiting } from '../../src/services/proposals.ts';
import { answerRefusedWrite } from '../../src/services/refused-verdicts.ts';
import { listRefused } from '../../src/services/refused-writes.ts';
import { inTransaction } from '../../src/store/database.ts';
import { aChange } from '../support/changes.ts';
import { openCourt } from '../support/court.ts';
import { aCrm } from '../support/crm.ts';
import { crmTaskOf, tasksOf } from '../support/task-queue.ts';
import { register, TEAM } from '../support/world.ts';

const crm = aCrm();
const writeOwners = crm.writeOwners;
const problem = 'Writing: a rule in HubSpot refuses it.';
let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt({ crm });
  const { prisma } = court.world.database;
  for (const [nth, name] of ['Ana', 'Bo', 'Cy'].entries()) {
    await prisma.rep.update({
      where: { id: court.people[name] ?? '' },
      data: { crmOwnerId: String(nth + 1) },
    });
  }
});
afterAll(() => court.world.close());
/** How much had been asked before. */
let before = 0;
const asked = () => court.asked.slice(before);
const places = () => asked().map(({ channel }) => channel);
beforeEach(() => {
  before = court.asked.length;
  court.answered.length = 0;
});

/** The CRM takes nothing from now on, or all. */
const refuse = (isRefusing: boolean) => {
  crm.writeOwners = isRefusing
    ? async (writes) =>
        new Map(writes.map(({ trace }) => [trace, { kind: 'refused', why: 'invalid', problem }]))
    : writeOwners;
};
const carry = async () => {
  await writeCrmOwners(court.world.ports, TEAM);
  await court.work();
};
const mia = () => ({ kind: 'rep', id: court.people.Mia ?? '', name: 'Mia' }) as const;
type Place = { id: string; name: string };
const move = (
  accountId: string,
  expected: string | null,
  to: string,
  actor: Actor = mia(),
  territory?: Place,
) => {
  const wanted = court.people[to] ?? '';
  const change = aChange({ accountId, expected, wanted, actor, ...(territory && { territory }) });
  return changeOwner(court.world.ports, TEAM, change);
};
/** An account that Mia gave to Ana, which the CRM does not take. */
const refused = async (name: string, lies: { from?: string; to?: Place } = {}) => {
  const { Bo: ownerId = '' } = court.people;
  const accountId = await register(court.world, name, { ownerId, crmId: name });
  const data = { territoryId: lies.from ?? null };
  await court.world.database.prisma.account.update({ where: { id: accountId }, data });
  crm.edit(name, '2', new Date('2026-11-01'));
  await move(accountId, ownerId, 'Ana', mia(), lies.to);
  refuse(true);
  await carry();
  refuse(false);
  return accountId;
};
const latest = (accountId: string) =>
  court.world.database.prisma.refusedWrite.findFirstOrThrow({
    where: { subjectId: accountId },
    orderBy: { createdAt: 'desc' },
  });
const answer = async (user: string, accountId: string, said: 'retry' | 'undo') => {
  const asker = { workspaceId: TEAM, userId: `U0${user.toUpperCase()}` };
  await answerRefusedWrite(court.world.ports, asker, (await latest(accountId)).id, said);
};
const drawn = () =>
  court.answered.flatMap((one) => (one.kind === 'refused-write' ? [one.write.state] : []));

describe('a new owner that the CRM refuses for good', () => {
  it('is asked of whoever made it owner and of ops, with what the CRM said', async () => {
    await refused('Alder');

    expect(places()).toEqual(['U0MIA', 'C0OPS']);
    expect(asked()[0]?.question).toMatchObject({
      kind: 'refused-write',
      write: {
        ...{ owned: { name: 'Alder' }, crm: 'HubSpot', problem, actor: { name: 'Mia' } },
        ...{ wanted: { name: 'Ana' }, former: { name: 'Bo' }, state: { kind: 'open' } },
      },
    });
  });

  it('is written again on a word, and both cards say what came of it', async () => {
    const accountId = await refused('Birch');

    await answer('Olga', accountId, 'retry');
    await court.work();
    await court.work();

    expect(crm.ownerOf('Birch')).toBe('1');
    expect(drawn().slice(-2)).toEqual(
      Array(2).fill(expect.objectContaining({ kind: 'decided', outcome: 'taken' })),
    );
    await expect(answer('Mia', accountId, 'undo')).rejects.toMatchObject({
      reason: { kind: 'write-answered', subject: 'Birch', first: { by: 'Olga', did: 'retry' } },
    });
  });

  it('is on its way where ops have tried it again from elsewhere, and closes once it is there', async () => {
    const accountId = await refused('Beech');
    await retryTask(court.world.ports, (await crmTaskOf(court.world, accountId)).id);
    const again = await refused('Bamboo');
    await retryTask(court.world.ports, (await crmTaskOf(court.world, again)).id);

    await answer('Mia', accountId, 'retry');
    await court.work();

    expect([crm.ownerOf('Beech'), crm.ownerOf('Bamboo')]).toEqual(['1', '1']);
    expect([(await latest(accountId)).status, (await latest(again)).status]).toEqual([
      ...['decided', 'taken'],
    ]);
  });

  it('is asked anew where the CRM refuses it again, and the first card says so', async () => {
    const accountId = await refused('Cedar');
    const { id } = await latest(accountId);
    court.world.setTime('2026-11-20T11:00:00Z');

    await answer('Mia', accountId, 'retry');
    refuse(true);
    await court.work();
    refuse(false);
    before = court.asked.length;
    await court.work();

    expect((await latest(accountId)).id).not.toBe(id);
    expect(places()).toEqual(['U0MIA', 'C0OPS']);
    expect(drawn()).toContainEqual(expect.objectContaining({ outcome: 'refused' }));
  });

  it('goes back on a word, by the one door, and nobody is told of what nobody heard of', async () => {
    const accountId = await refused('Dogwood');
    const { prisma } = court.world.database;

    await answer('Mia', accountId, 'undo');
    await carry();

    expect(await court.ownerOf(accountId)).toBe('Bo');
    expect(crm.ownerOf('Dogwood')).toBe('2');
    const where = { accountId, cause: { path: ['kind'], equals: 'undo' } };
    const undone = await prisma.ownershipChange.findFirstOrThrow({ where });
    expect(undone).toMatchObject({ actor: { name: 'Mia' }, toId: court.people.Bo });
    expect(await prisma.notice.count({ where: { change: { accountId } } })).toBe(0);
    const tasks = await tasksOf(court.world, accountId);
    expect(tasks.filter(({ status }) => status !== 'done')).toEqual([]);
  });

  it('does not go back to somebody who has left', async () => {
    const accountId = await refused('Elder');
    const { prisma } = court.world.database;
    const where = { id: court.people.Bo ?? '' };
    await prisma.rep.update({ where, data: { leftAt: new Date('2026-11-01') } });

    await expect(answer('Olga', accountId, 'undo')).rejects.toMatchObject({
      reason: { kind: 'owner-has-left', rep: 'Bo' },
    });
    await prisma.rep.update({ where, data: { leftAt: null } });
    expect(await latest(accountId)).toMatchObject({ status: 'open', verdict: null });
    await answer('Olga', accountId, 'undo');
  });

  it('is nobody else’s to answer', async () => {
    const accountId = await refused('Fir');
    await expect(answer('Max', accountId, 'retry')).rejects.toMatchObject({
      reason: { kind: 'not-your-write', approver: 'Mia' },
    });
  });

  it('answers itself where it moves on, and where it is gone', async () => {
    const [moved, gone] = [await refused('Gorse'), await refused('Hazel')];
    const { ports } = court.world;

    await move(moved, court.people.Ana ?? '', 'Cy');
    await inTransaction(ports.database, (tx) =>
      takeLeave(tx, ports, TEAM, {
        ...{ kind: 'account', crmIds: ['Hazel'], crmName: 'HubSpot', why: 'deleted' },
      }),
    );
    court.answered.length = 0;
    await carry();

    expect([(await latest(moved)).status, (await latest(gone)).status]).toEqual([
      ...['withdrawn', 'withdrawn'],
    ]);
    expect(drawn().map(({ kind }) => kind)).toEqual(Array(4).fill('withdrawn'));
  });

  it('is asked of ops alone where a machine moved it, also when its tries are used up', async () => {
    const accountId = await register(court.world, 'Ivy', { crmId: 'Ivy' });
    await move(accountId, null, 'Ana', { kind: 'machine', name: 'Cadastre' });
    await bury(court.world.ports, (await crmTaskOf(court.world, accountId)).id);
    await court.work();

    expect(places()).toEqual(['C0OPS']);
    expect(asked()[0]?.question).toMatchObject({
      write: { problem: 'its worker died each time' },
    });
  });

  it('is one message to ops and one to whoever decided them where there are many, and a list of them', async () => {
    court.world.setTime('2026-11-20T13:00:00Z');
    court.told.length = 0;
    const { ports } = court.world;
    const mias = { workspaceId: TEAM, userId: 'U0MIA' };
    const earlier = (await listRefused(ports, mias)).total;
    const maxs = await register(court.world, 'Larch', { crmId: 'Larch' });
    const max: Actor = { kind: 'rep', id: court.people.Max ?? '', name: 'Max' };
    await move(maxs, null, 'Ana', max);
    await openHome(ports, TEAM, 'U0MAX');
    for (let nth = 0; nth < 8; nth += 1) {
      const accountId = await register(court.world, `Juniper ${nth}`, { crmId: `Juniper ${nth}` });
      await move(accountId, null, 'Ana');
    }
    refuse(true);
    await carry();
    refuse(false);

    expect([asked().length, court.told.length]).toEqual([0, 1]);
    const byPlace = court.refused.toSorted((one, two) => (one.channel < two.channel ? -1 : 1));
    expect(byPlace).toEqual([
      { channel: 'U0MAX', total: 1 },
      { channel: 'U0MIA', total: earlier + 8 },
    ]);
    const [of] = (await listRefused(ports, { ...mias, userId: 'U0MAX' })).writes;
    expect(of).toMatchObject({ owned: { name: 'Larch' }, crm: 'HubSpot', state: { kind: 'open' } });
    expect(await listRefused(ports, { ...mias, userId: 'U0ANA' })).toMatchObject({ total: 0 });
    expect((await readBook(ports, TEAM, 'U0MIA')).waiting?.refused).toBe(earlier + 8);
    expect((await listWaiting(ports, mias, { page: 0 })).refused).toBe(earlier + 8);
    const homes = { kind: 'redraw-home', payload: { path: ['slackUserId'], equals: 'U0MAX' } };
    const drawings = court.world.database.prisma.task.count({ where: homes });
    expect(await drawings).toBeGreaterThan(0);
  });

  it('goes back to where it lay, unless it has been put elsewhere since', async () => {
    const { territory, account } = court.world.database.prisma;
    const found = (name: string) =>
      territory.create({ data: { workspaceId: TEAM, key: name, name } });
    const [east, west, north] = [await found('East'), await found('West'), await found('North')];
    const backFrom = async (accountId: string) => {
      await answer('Mia', accountId, 'undo');
      return (await account.findUniqueOrThrow({ where: { id: accountId } })).territoryId;
    };
    expect(await backFrom(await refused('Aspen', { from: east.id, to: west }))).toBe(east.id);
    expect(await backFrom(await refused('Balsa', { to: west }))).toBe(null);
    const since = await refused('Cacao', { from: east.id, to: west });
    await account.update({ where: { id: since }, data: { territoryId: north.id } });
    expect(await backFrom(since)).toBe(north.id);
    expect(await backFrom(await refused('Datil', { from: east.id }))).toBe(east.id);
  });
});

it('leaves an audit that verifies', async () => {
  expect(await verifyAudit(court.world.ports, TEAM)).toMatchObject({ breaks: [] });
});
