import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rosterFile } from '../../src/domain/roster.ts';
import { importRoster } from '../../src/services/roster.ts';
import { findSlackPeople, noteSlackPerson } from '../../src/services/slack-people.ts';
import { saveCrmOwners } from '../../src/store/roster.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

const known: Record<string, { slackUserId: string; timeZone?: string }> = {
  'ana@registry.example': { slackUserId: 'U0ANA', timeZone: 'Asia/Tokyo' },
  'cy@registry.example': { slackUserId: 'U0BO', timeZone: 'Europe/Rome' },
};
const asked: string[] = [];
let world: World;
beforeAll(async () => {
  world = await openWorld({
    notifier: {
      findPerson: async (_, email) => {
        asked.push(email);
        return known[email];
      },
    },
  });
  await hire(world, 'Ana');
  await hire(world, 'Bo', { slackUserId: 'U0BO' });
  await hire(world, 'Cy');
  await hire(world, 'Di', { leftAt: new Date('2036-03-01') });
  await hire(world, 'Ed', { leftAt: new Date('2026-01-01') });
});
afterAll(() => world.close());

const accounts = async () => {
  const reps = await world.database.prisma.rep.findMany({ orderBy: { name: 'asc' } });
  return Object.fromEntries(reps.map(({ name, slackUserId }) => [name, slackUserId]));
};
const roster = (...reps: object[]) =>
  importRoster(world.ports, { id: TEAM, name: 'Registry Ltd' }, rosterFile.parse({ reps }), 'Dana');

describe('people whom the CRM brought without an account in Slack', () => {
  it('are found by their addresses; one account is one person', async () => {
    await findSlackPeople(world.ports);
    expect(await accounts()).toEqual({ Ana: 'U0ANA', Bo: 'U0BO', Cy: null, Di: null, Ed: null });
    expect(asked.toSorted()).toEqual([
      'ana@registry.example',
      'bo@registry.example',
      'cy@registry.example',
      'di@registry.example',
    ]);
  });

  it('are not asked about again on the same day', async () => {
    asked.length = 0;
    await findSlackPeople(world.ports);
    expect(asked).toEqual([]);
    world.setTime('2026-11-22T10:00:00Z');
    await findSlackPeople(world.ports);
    // Of Ana and Bo everything is known by now.
    expect(asked.toSorted()).toEqual(['cy@registry.example', 'di@registry.example']);
  });

  it('stay who they are where the roster says nothing of it, and are corrected by it', async () => {
    await roster({ email: 'ana@registry.example' });
    expect((await accounts()).Ana).toBe('U0ANA');
    await roster({ email: 'di@registry.example', slackUserId: 'U0ANA' });
    expect(await accounts()).toMatchObject({ Ana: null, Di: 'U0ANA' });
  });
});

describe('the clock by which somebody works', () => {
  const zones = async () => {
    const reps = await world.database.prisma.rep.findMany({ orderBy: { name: 'asc' } });
    return Object.fromEntries(reps.map(({ name, timeZone }) => [name, timeZone]));
  };
  const moves = (slackUserId: string, timeZone: string) =>
    noteSlackPerson(world.ports, TEAM, { slackUserId, isGone: false, timeZone });

  it('comes from Slack with their account, whoever asked for it', async () => {
    known['fay@registry.example'] = { slackUserId: 'U0FAY', timeZone: 'Asia/Tokyo' };
    await hire(world, 'Fay');
    world.setTime('2026-11-24T10:00:00Z');
    await findSlackPeople(world.ports);
    expect(await zones()).toMatchObject({ Fay: 'Asia/Tokyo', Bo: 'Europe/Rome', Cy: 'UTC' });
  });

  it('goes with them when they move, unless the roster says it', async () => {
    await moves('U0FAY', 'Asia/Seoul');
    expect((await zones()).Fay).toBe('Asia/Seoul');
    await roster({ email: 'fay@registry.example', timeZone: 'UTC' });
    expect((await zones()).Fay).toBe('UTC');
    await moves('U0FAY', 'Asia/Manila');
    expect((await zones()).Fay).toBe('UTC');
    await roster({ email: 'fay@registry.example' });
    expect((await zones()).Fay).toBe('Asia/Manila');
    asked.length = 0;
    world.setTime('2026-11-26T10:00:00Z');
    await findSlackPeople(world.ports);
    expect(asked).not.toContain('fay@registry.example');
  });
});

describe('teams of the CRM', () => {
  const owner = (id: string, name: string, team?: string) => ({
    ...{ id, name, email: `${name.toLowerCase()}@registry.example`, archived: false },
    team,
  });
  const teams = async () => {
    const reps = await world.database.prisma.rep.findMany({ include: { team: true } });
    return Object.fromEntries(reps.map(({ name, team }) => [name, team?.name]));
  };

  it('are the teams of whoever the roster puts in none', async () => {
    const { prisma } = world.database;
    await saveCrmOwners(prisma, TEAM, [owner('1', 'Ana', 'West'), owner('2', 'Bo')], new Date());
    expect(await teams()).toMatchObject({ Ana: 'West', Bo: undefined });
    await importRoster(
      world.ports,
      { id: TEAM, name: 'Registry Ltd' },
      rosterFile.parse({
        teams: [{ name: 'East' }],
        reps: [{ email: 'bo@registry.example', team: 'East' }],
      }),
      'Dana',
    );
    await saveCrmOwners(prisma, TEAM, [owner('2', 'Bo', 'West')], new Date());
    expect(await teams()).toMatchObject({ Ana: 'West', Bo: 'East' });
  });
});
