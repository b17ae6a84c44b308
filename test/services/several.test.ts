import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WaitingFilter } from '../../src/domain/book.ts';
import { PutOff } from '../../src/domain/put-off.ts';
import type { Shown } from '../../src/domain/shown.ts';
import type { Notifier } from '../../src/ports.ts';
import { deliver } from '../../src/services/delivery.ts';
import { listApprovable, listWaiting } from '../../src/services/proposals.ts';
import { approveMany, queueSeveral } from '../../src/services/several.ts';
import { big, bigInFrance, openCourt } from '../support/court.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
});
afterAll(() => court.world.close());

it('many are approved at once, with one reason; what changed meanwhile is left out and named', async () => {
  const { ports, database } = court.world;
  const place = (key: string, name: string, parentId?: string) =>
    database.prisma.territory.create({
      data: { workspaceId: TEAM, key, name, ...(parentId && { parentId }) },
    });
  const { id: allId } = await place('all', 'Everywhere');
  const { id: territoryId } = await place('west', 'West', allId);
  const { id: bayId } = await place('bay', 'The Bay', territoryId);
  await place('east', 'East', allId);
  const [elm, fir, oak, ivy] = [
    await court.arrive('Elm', big),
    await court.arrive('Fir', big),
    await court.arrive('Oak', bigInFrance),
    await court.arrive('Ivy', { country: 'Spain' }),
  ];
  await database.prisma.account.update({ where: { id: elm }, data: { territoryId } });
  await database.prisma.account.update({ where: { id: fir }, data: { territoryId: bayId } });
  court.pass(25 * 3600);
  await court.arrive('Yew', big);
  const asker = { workspaceId: TEAM, userId: 'U0OLGA' };
  const named = async (filter: WaitingFilter) =>
    (await listWaiting(ports, asker, { page: 0, ...filter })).lines.map(({ name }) => name);
  expect(await named({ territory: territoryId })).toEqual(['Elm', 'Fir']);
  expect(await named({ territory: allId })).toEqual(['Elm', 'Fir']);
  expect(await named({ territory: bayId })).toEqual(['Fir']);
  expect(await named({ age: 'day', flag: 'high-value' })).toEqual(['Elm', 'Fir', 'Oak']);
  const { byTerritory } = await listWaiting(ports, asker, { page: 0 });
  expect(byTerritory).toEqual([
    { id: allId, name: 'Everywhere', decisions: 2, below: 2 },
    { id: territoryId, name: 'West', decisions: 2, below: 1 },
    { id: bayId, name: 'The Bay', decisions: 1, below: 0 },
  ]);
  const inWest = await listApprovable(ports, asker, { territory: territoryId });
  expect(inWest.map(({ name }) => name)).toEqual(['Elm', 'Fir']);

  const lines = await listApprovable(ports, asker, { age: 'day' });
  expect(lines.map(({ name }) => name)).toEqual(['Elm', 'Fir', 'Oak']);
  await court.approve('Mia', elm);
  await court.route(fir);
  const picks = lines.map(({ proposalId, decisionId = '' }) => ({
    proposalId,
    seen: decisionId,
  }));
  const outcome = await approveMany(ports, asker, {
    ...{ picks, reason: 'all fine' },
  });
  expect(outcome).toMatchObject({
    approved: [{ name: 'Oak', to: expect.stringMatching(/^(Bo|Cy)$/) }],
    left: [
      { name: 'Elm', because: { kind: 'already-decided' } },
      { name: 'Fir', because: { kind: 'changed-meanwhile' } },
    ],
  });
  expect((await court.proposalsOf(oak))[0]?.verdict).toMatchObject({ reason: 'all fine' });
  expect(await court.statesOf(ivy)).toEqual(['pending']);
});

it('what can be approved is found behind any number of questions for which nobody is proposed', async () => {
  const { ports, database } = court.world;
  const { prisma } = database;
  const asker = { workspaceId: TEAM, userId: 'U0OLGA' };
  const before = await listApprovable(ports, asker, {});
  const crmIds = Array.from({ length: 101 }, (_, nth) => `moor ${nth}`);
  const moors = await prisma.account.createManyAndReturn({
    data: crmIds.map((crmId) => ({ workspaceId: TEAM, crmId, name: crmId })),
  });
  const old = { workspaceId: TEAM, status: 'pending', flags: [], createdAt: new Date(0) };
  await prisma.proposal.createMany({ data: moors.map(({ id }) => ({ ...old, accountId: id })) });
  await court.arrive('Late', big);
  const names = (await listApprovable(ports, asker, {})).map(({ name }) => name);
  expect(names).toEqual([...before.map(({ name }) => name), 'Late']);
  await prisma.proposal.deleteMany({ where: { createdAt: new Date(0) } });
});

it('one that fails by our fault is named, and holds up no other', async () => {
  const { ports } = court.world;
  const picks = [await court.arrive('Bay', big), await court.arrive('Cob', big)].map(async (id) => {
    const [one] = await court.proposalsOf(id);
    return { proposalId: one?.id ?? '', seen: one?.decisionId ?? '' };
  });
  let calls = 0;
  const rouse: typeof ports.queue.rouse = async (...given) => {
    calls += 1;
    if (calls === 1) throw new Error('connection lost');
    return ports.queue.rouse(...given);
  };
  const failing = { ...ports, queue: { ...ports.queue, rouse } };
  const asker = { workspaceId: TEAM, userId: 'U0OLGA' };
  const all = { picks: await Promise.all(picks), reason: 'fine' };
  expect(await approveMany(failing, asker, all)).toMatchObject({
    approved: [{ name: 'Cob', to: 'Ana' }],
    left: [{ name: 'Bay', because: { kind: 'fault' } }],
  });
});

it('goes on where its worker was killed, and tells once what became of all', async () => {
  const { ports } = court.world;
  const ids = [await court.arrive('Dell', big), await court.arrive('Ebb', big)];
  const picks = await Promise.all(
    ids.map(async (id) => {
      const [one] = await court.proposalsOf(id);
      return { proposalId: one?.id ?? '', seen: one?.decisionId ?? '' };
    }),
  );
  const asker = { workspaceId: TEAM, userId: 'U0OLGA' };
  const batch = { batch: 'V1', picks, reason: 'as agreed' };
  await queueSeveral(ports, asker, batch);
  await queueSeveral(ports, asker, batch);
  const where = { kind: 'approve-several' };
  const [task, ...more] = await court.world.database.prisma.task.findMany({ where });
  expect(more).toEqual([]);
  await court.approve('Mia', ids[1] ?? '');
  const told: { place: string; shown: Shown }[] = [];
  const saying = (post: Notifier['post']) => ({ ...ports, notifier: { ...ports.notifier, post } });
  const dying = saying(() => Promise.reject(new Error('killed')));
  await expect(deliver(dying, task?.id ?? '')).rejects.toThrow('killed');

  const busy = saying(() => Promise.reject(new PutOff('others are posting', 1)));
  await court.world.database.prisma.task.updateMany({ where, data: { attempts: 0 } });
  await deliver(busy, task?.id ?? '');
  const living = saying(async (_, place, shown) => {
    told.push({ place, shown });
    return { channel: place, ts: '1' };
  });
  await deliver(living, task?.id ?? '');
  await deliver(living, task?.id ?? '');

  expect(told).toEqual([
    {
      place: 'U0OLGA',
      shown: {
        ...{ kind: 'several', key: 'V1' },
        outcome: {
          ...{ approved: [{ name: 'Dell', to: 'Ana' }], agreed: [] },
          left: [{ name: 'Ebb', because: expect.objectContaining({ kind: 'already-decided' }) }],
        },
      },
    },
  ]);
});
