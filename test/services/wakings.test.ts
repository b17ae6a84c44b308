import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deliver } from '../../src/services/delivery.ts';
import { enter } from '../support/accounts.ts';
import { big, openCourt } from '../support/court.ts';
import { hire, TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
  // Mia answers to Vic.
  const { world, people } = court;
  people.Vic = await hire(world, 'Vic', { slackUserId: 'U0VIC', role: 'manager' });
  const leads = { workspaceId: TEAM, name: 'Leads', managerId: people.Vic };
  const { id: teamId } = await world.database.prisma.team.create({ data: leads });
  await world.database.prisma.rep.update({ where: { id: people.Mia ?? '' }, data: { teamId } });
});
afterAll(() => court.world.close());
afterEach(async () => {
  const { prisma } = court.world.database;
  const status = 'withdrawn';
  await prisma.proposal.updateMany({ where: { status: 'pending' }, data: { status } });
  await prisma.task.updateMany({ data: { status: 'done' } });
  for (const seen of [court.posted, court.told, court.woken]) seen.length = 0;
});

type Facts = Parameters<typeof court.arrive>[1];
const askTogether = async (name: string, ...facts: Facts[]) => {
  const ids: string[] = [];
  for (const [nth, of] of facts.entries()) {
    const domain = `${name}${nth}.example`.toLowerCase();
    ids.push(await enter(court.world, `${name} ${nth}`, { domain, facts: of }));
  }
  await court.route(...ids);
  return ids;
};
const arriveTogether = async (name: string, ...facts: Facts[]) => {
  const ids = await askTogether(name, ...facts);
  await court.work();
  return ids;
};
const six = Array.from({ length: 6 }, () => big);
const heap = (name: string) => arriveTogether(name, ...six);
const told = () =>
  court.woken.map(({ channel, woken }) => [channel, woken.total, woken.lines[0]?.how]);
describe('decisions that come together', () => {
  it('are a card each where nobody gets many of them', async () => {
    const spain = { country: 'Spain' };
    await arriveTogether('Pile', big, spain, big, spain, big, spain);
    const channels = court.posted.map(({ channel }) => channel).toSorted();
    expect(channels).toEqual([...Array(3).fill('C0OPS'), ...Array(3).fill('U0MIA')]);
  });

  it('are told to ops where who decides takes no message, and given up for all to see where nobody does', async () => {
    const { unreachable, world } = court;
    unreachable.add('U0MIA');
    await heap('Alone');
    expect(told()).toEqual([['C0OPS', 6, 'new']]);
    unreachable.add('C0OPS');
    court.pass(3600);
    await heap('Unheard');
    unreachable.clear();
    const dead = await world.database.prisma.task.findMany({ where: { status: 'dead' } });
    expect(dead.map(({ kind, lastError }) => `${kind}: ${lastError}`).toSorted()).toEqual([
      expect.stringContaining('tell-waiting: Nothing can be posted in C0OPS'),
      expect.stringContaining('wake: Nothing can be posted in U0MIA, C0OPS'),
    ]);
  });

  it('are told once more where more come soon after, and not too often', async () => {
    await heap('Early');
    court.pass(120);
    await heap('Late');
    expect(court.told).toEqual([6, 12]);
    expect(told()).toEqual([
      ['U0MIA', 6, 'new'],
      ['U0MIA', 6, 'new'],
    ]);
    const due = await court.world.database.prisma.task.findMany({
      where: { kind: 'wake', payload: { path: ['place'], equals: 'U0MIA' } },
      orderBy: { dueAt: 'asc' },
    });
    const [former = 0, last = 0] = due.slice(-2).map(({ dueAt }) => dueAt.getTime());
    expect(last - former).toBe(600_000);
  });
});

describe('what was asked in bulk', () => {
  it('is told once, where a worker has died after its post', async () => {
    court.dieAfterPost.add('U0MIA');
    await expect(heap('Cut')).rejects.toThrow('killed');
    const where = { kind: 'wake', status: 'retrying' };
    const { id } = await court.world.database.prisma.task.findFirstOrThrow({ where });
    await deliver(court.world.ports, id);
    expect(told()).toEqual([['U0MIA', 6, 'new']]);
  });

  it('is in the message that gathers, though the clock of whoever began it is ahead', async () => {
    await askTogether('Ahead', ...six);
    court.pass(-60);
    await askTogether('Behind', ...six);
    court.pass(60);
    await court.work();
    expect(told()).toEqual([['U0MIA', 12, 'new']]);
  });

  it('is told in one message where many came at once', async () => {
    await heap('Heap');
    await court.ringAfter(4.1);
    await court.work();
    await court.ringAfter(4.1);
    await court.work();
    expect(court.posted).toEqual([]);
    expect(told()).toEqual([
      ['U0MIA', 6, 'new'],
      ['U0MIA', 6, 'waits'],
      ['U0VIC', 6, 'came-up'],
    ]);
  });

  it('is told of each lot, however soon after another it rings', async () => {
    await heap('Early');
    court.pass(1200);
    await heap('Late');
    court.woken.length = 0;
    for (const hours of [3.7, 0.4, 3.7, 0.4]) {
      await court.ringAfter(hours);
      await court.work();
    }
    expect(told()).toEqual([
      ['U0MIA', 6, 'waits'],
      ['U0MIA', 6, 'waits'],
      ['U0VIC', 6, 'came-up'],
      ['U0VIC', 6, 'came-up'],
    ]);
  });

  it('is told to whoever is next in sequence, though it was asked in bulk', async () => {
    await court.layDown(
      '  - { name: Two, ask: [manager of proposed, { group: desk }], mode: in sequence }',
    );
    const [first = '', second = ''] = await heap('Row');
    await court.approve('Mia', first);
    await court.approve('Mia', second);
    await court.work();
    expect(told()).toEqual([
      ['U0MIA', 6, 'new'],
      ['U0MAX', 2, 'new'],
    ]);
  });
});
