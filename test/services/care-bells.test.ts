import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/services/audit.ts';
import { ringBells } from '../../src/services/bells.ts';
import { askHandovers, decideHandover, showHandoverTo } from '../../src/services/handovers.ts';
import { askTwins, decideTwins } from '../../src/services/twins.ts';
import { enter } from '../support/accounts.ts';
import { openCourt } from '../support/court.ts';
import { hire, TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
  const { world, people } = court;
  const { prisma } = world.database;
  people.Sue = await hire(world, 'Sue', { slackUserId: 'U0SUE', role: 'manager' });
  const heads = { workspaceId: TEAM, name: 'Heads', managerId: people.Sue };
  const { id: teamId } = await prisma.team.create({ data: heads });
  await prisma.rep.update({ where: { id: people.Mia ?? '' }, data: { teamId } });
});
afterAll(() => court.world.close());

/** Cards from then on are looked at. */
let before = 0;
const monday = '2026-11-23T09:00:00Z';
const asker = (user: string) => ({ workspaceId: TEAM, userId: `U0${user.toUpperCase()}` });
const ring = async (hours: number) => {
  await court.ringAfter(hours);
  await court.work();
};

/** These leave on a Monday morning, each with one account. */
async function depart(...names: string[]): Promise<string[]> {
  const { world } = court;
  world.setTime(monday);
  const { id: teamId } = await world.database.prisma.team.findFirstOrThrow({
    where: { name: 'West' },
  });
  const ids: string[] = [];
  for (const name of names) {
    const ownerId = await hire(world, name, { teamId, leftAt: new Date(monday) });
    const facts = { country: 'Germany', revenue: 5_000_000 };
    await enter(world, `Firm ${name}`, { domain: `${name.toLowerCase()}.example`, facts, ownerId });
    ids.push(ownerId);
  }
  before = court.asked.length;
  await askHandovers(world.ports, TEAM);
  await court.work();
  const found = await world.database.prisma.handover.findMany({ where: { repId: { in: ids } } });
  return ids.map((repId) => found.find((one) => one.repId === repId)?.id ?? '');
}

const waiting = (id: string) =>
  court.world.database.prisma.handover.findUniqueOrThrow({ where: { id } });
const places = () => court.asked.slice(before).map(({ channel }) => channel);

describe('a book that nobody answers for', () => {
  it('is called to mind once at half time, climbs the line when it is due, and rests with ops unanswered', async () => {
    const { world } = court;
    const [id = ''] = await depart('Dee');
    expect(places()).toEqual(['U0MIA']);
    expect(court.asked[0]?.question).toMatchObject({
      handover: { dueAt: new Date('2026-11-23T17:00:00Z') },
    });

    await court.ringAfter(3.9);
    expect(court.reminded).toEqual([]);
    court.pass(600);
    await Promise.all([ringBells(world.ports), ringBells(world.ports)]);
    await court.work();
    await ring(1);
    expect(court.reminded).toMatchObject([{ channel: 'U0MIA', under: '1' }]);

    await ring(4);
    expect(places()).toEqual(['U0MIA', 'U0SUE']);
    await ring(24);
    expect(places()).toEqual(['U0MIA', 'U0SUE', 'C0OPS']);
    await ring(24 * 7);
    await ring(24 * 7);
    expect(places()).toHaveLength(3);
    expect(await waiting(id)).toMatchObject({ status: 'open', verdict: null, bell: null });
    const moves = await world.database.prisma.auditEntry.findMany({
      where: { action: 'handover-moved-up' },
      orderBy: { seq: 'asc' },
    });
    expect(moves).toMatchObject([
      { before: ['Mia'], after: ['Sue'], reason: 'nobody answered in time' },
      { before: ['Sue'], after: ['ops'] },
    ]);
    await decideHandover(world.ports, asker('Mia'), id, { kind: 'by-rules' });
    await court.work();
    expect((await waiting(id)).status).toBe('decided');
  });

  it('comes to whoever stands in, and they decide it whatever their role', async () => {
    const { world, people } = court;
    const absence = {
      ...{ workspaceId: TEAM, repId: people.Mia ?? '', backupId: people.Bo ?? '' },
      ...{ from: new Date('2026-11-23T10:00:00Z'), until: new Date('2026-11-27T17:00:00Z') },
    };
    const [id = ''] = await depart('Eli');
    await world.database.prisma.absence.create({ data: absence });
    const early = showHandoverTo(world.ports, asker('Bo'), id);
    await expect(early).rejects.toMatchObject({ reason: { kind: 'not-your-role' } });
    await ring(5);
    expect(places()).toEqual(['U0MIA', 'U0BO']);
    expect((await waiting(id)).dueAt).toEqual(new Date('2026-11-23T22:00:00Z'));
    await showHandoverTo(world.ports, asker('Bo'), id);
    const late = decideHandover(world.ports, asker('Max'), id, { kind: 'by-rules' });
    await expect(late).rejects.toMatchObject({ reason: { kind: 'not-your-team' } });
    await decideHandover(world.ports, asker('Bo'), id, { kind: 'left', reason: 'Closing.' });
    expect((await waiting(id)).status).toBe('decided');
    await world.database.prisma.absence.deleteMany();
    const told = court.reminded.length;
    await ring(24);
    expect(court.reminded).toHaveLength(told);
  });

  it('has the time that the policy gives it, and its own card however many leave at once', async () => {
    await court.layDown(
      `  - { name: Books, when: { causes: [handover] }, ask: [ops], dueHours: 2 }`,
    );
    const ids = await depart('Fay', 'Gil', 'Hal', 'Ian', 'Jan', 'Kai', 'Lou');
    expect(places()).toEqual(Array(7).fill('U0MIA'));
    for (const id of ids) {
      expect((await waiting(id)).dueAt).toEqual(new Date('2026-11-23T11:00:00Z'));
    }
  });

  it('begins with the next round where it was asked before there were clocks', async () => {
    const { world } = court;
    const [id = ''] = await depart('Nia');
    await world.database.prisma.$executeRawUnsafe(
      `UPDATE handovers SET course = NULL, due_at = NULL, bell = 'begin', bell_at = now() - interval '9 years' WHERE id = $1::uuid`,
      id,
    );
    await ring(0);
    expect(await waiting(id)).toMatchObject({ bell: 'remind', course: { rule: 'a book' } });
    expect(places()).toEqual(['U0MIA']);
  });
});

describe('two records that nobody tells apart', () => {
  it('are called to the mind of ops under their card, and wait as long as it takes', async () => {
    const { world } = court;
    const { prisma } = world.database;
    world.setTime(monday);
    await prisma.handover.deleteMany();
    const [one, other] = [
      await enter(world, 'Blue Heron', { domain: 'heron.example' }),
      await enter(world, 'BlueHeron', { domain: 'blue.example' }),
    ];
    const cluster = { workspaceId: TEAM, confidence: 0.99, size: 2, foundAt: new Date(monday) };
    const { id: clusterId } = await prisma.duplicateCluster.create({
      data: { id: crypto.randomUUID(), ...cluster },
    });
    const like = { workspaceId: TEAM, clusterId, score: 0.99, reasons: [] };
    await prisma.duplicateMember.create({ data: { ...like, accountId: one, likeId: other } });
    before = court.asked.length;
    court.reminded.length = 0;
    await askTwins(world.ports, TEAM);
    await court.work();
    expect(places()).toEqual(['C0OPS']);
    await ring(5);
    await ring(1);
    expect(court.reminded).toMatchObject([{ channel: 'C0OPS', question: { kind: 'twins' } }]);
    await ring(24 * 7);
    const { id } = await prisma.twins.findFirstOrThrow();
    expect(await prisma.twins.findFirst()).toMatchObject({ status: 'open', bell: null });
    await decideTwins(world.ports, asker('Olga'), id, {
      kind: 'distinct',
      reason: 'They are two.',
    });
    expect(await prisma.twins.findFirst()).toMatchObject({ status: 'decided' });
  });
});

it('leaves an audit that verifies', async () => {
  expect(await verifyAudit(court.world.ports, TEAM)).toMatchObject({ breaks: [] });
});
