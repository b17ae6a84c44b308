import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readBook } from '../../src/services/book.ts';
import { checkAudits } from '../../src/services/history.ts';
import { openHome } from '../../src/services/home.ts';
import { big, openCourt, RULES } from '../support/court.ts';
import { publish } from '../support/publishing.ts';
import { hire, TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
  await hire(court.world, 'Adi', { slackUserId: 'U0ADI', role: 'admin' });
});
afterAll(() => court.world.close());
beforeEach(() => court.world.database.pool.query('DELETE FROM tasks'));

const open = async (...names: string[]) => {
  for (const name of names) await openHome(court.world.ports, TEAM, `U0${name.toUpperCase()}`);
};
const drawnAgain = async () => {
  const where = { kind: 'redraw-home' };
  const tasks = await court.world.database.prisma.task.findMany({ where });
  const users = tasks.map(({ payload }) => (payload as { slackUserId: string }).slackUserId);
  return users.sort();
};

it('is drawn again for those asked, those concerned and ops when a decision waits or is made', async () => {
  await open('Ana', 'Bo', 'Mia', 'Max', 'Olga', 'Adi');
  const id = await court.arrive('Elm', big, 'Bo');
  expect(await drawnAgain()).toEqual(['U0ADI', 'U0ANA', 'U0BO', 'U0MIA', 'U0OLGA']);

  await court.world.database.pool.query('DELETE FROM tasks');
  await court.say('Mia', id, { kind: 'reject', reason: 'not now' });
  expect(await drawnAgain()).toEqual(['U0ADI', 'U0ANA', 'U0BO', 'U0MIA', 'U0OLGA']);
});

it('is drawn again for whoever was asked before, when others are asked in their place', async () => {
  await open('Mia', 'Max', 'Olga');
  const { world } = court;
  await court.layDown('  - { name: Any, ask: [reviewer], ifNobody: managers }');
  await court.arrive('Gum', big);
  await court.layDown(
    '  - { name: Both, ask: [manager of proposed, { group: desk }], mode: all of }',
  );
  const hay = await court.arrive('Hay', big);
  await court.work();
  await world.database.pool.query('DELETE FROM tasks');
  await court.approve('Mia', hay);
  expect(await drawnAgain()).toEqual(expect.arrayContaining(['U0MAX', 'U0MIA']));
  await world.database.pool.query('DELETE FROM tasks');
  // Both rise: Mia and Max had one before them each, and any manager the other.
  await court.ringAfter(4.1);
  await world.database.pool.query('DELETE FROM tasks');
  await court.ringAfter(4.1);
  expect(await drawnAgain()).toEqual(expect.arrayContaining(['U0MAX', 'U0MIA']));
  const status = 'withdrawn';
  await world.database.prisma.proposal.updateMany({ data: { status } });
  await court.layDown('  - { name: Usual, ask: [manager of proposed] }');
});

it('says what waits of one’s own, and what is past its time', async () => {
  const { world } = court;
  const id = await court.arrive('Fir', big, 'Bo');
  const bo = await readBook(world.ports, TEAM, 'U0BO');
  expect(bo).toMatchObject({
    concerning: { total: 1, lines: [{ name: 'Fir', proposed: { name: 'Ana' } }] },
  });
  expect([bo.waiting, bo.health]).toEqual([undefined, undefined]);
  const dueAt = new Date('2026-11-20T09:00:00Z');
  await world.database.prisma.proposal.updateMany({ where: { accountId: id }, data: { dueAt } });
  expect(await readBook(world.ports, TEAM, 'U0MIA')).toMatchObject({
    overdue: 1,
    waiting: { total: 1, oldest: [{ name: 'Fir', dueAt }] },
  });
});

it('tells ops and admins how the registry is', async () => {
  const { world } = court;
  const { prisma } = world.database;
  const [at, earlier] = [world.ports.clock.now(), new Date('2026-11-20T08:00:00Z')];
  const task = { workspaceId: TEAM, kind: 'tell-waiting', payload: {}, dueAt: earlier };
  for (const [nth, status] of ['due', 'retrying', 'dead', 'done'].entries()) {
    await prisma.task.create({ data: { ...task, key: `health ${nth}`, status } });
  }
  const news = { workspaceId: TEAM, source: 'crm', payload: {}, receivedAt: earlier };
  await prisma.inboxEvent.create({ data: { ...news, externalId: 'one' } });
  await prisma.inboxEvent.create({ data: { ...news, externalId: 'two', attempts: 12 } });
  const found = { kind: 'account', id: '1', content: { kind: 'found' } };
  const later = { ...news, payload: found, receivedAt: at, settledAt: at };
  await prisma.inboxEvent.create({ data: { ...later, externalId: 'three' } });
  await prisma.crmWatch.create({
    data: { workspaceId: TEAM, kind: 'account', seenUntil: earlier, checkedAt: earlier, found: 3 },
  });
  await prisma.crmImport.create({
    data: { workspaceId: TEAM, step: 'deals', startedAt: earlier, aliveAt: at },
  });
  await checkAudits(world.ports);
  for (const user of ['U0OLGA', 'U0ADI']) {
    const { health } = await readBook(world.ports, TEAM, user);
    expect(health).toMatchObject({
      sync: { askedAt: earlier, toldAt: earlier, found: 3, waiting: 1, stuck: 1 },
      tasks: { due: 1, retrying: 1, dead: 1 },
      rules: { number: 1, name: 'Test' },
      import: { step: 'deals', startedAt: earlier },
      audit: { breaks: [] },
    });
  }
  expect((await readBook(world.ports, TEAM, 'U0MIA')).health).toBeUndefined();
});

it('is drawn again for ops when rules are published', async () => {
  await publish(court.world, RULES);
  expect(await drawnAgain()).toEqual(['U0ADI', 'U0OLGA']);
});
