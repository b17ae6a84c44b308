import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rosterFile } from '../../src/domain/roster.ts';
import { refreshOwners } from '../../src/services/owners.ts';
import { showRelatedPolicy } from '../../src/services/related.ts';
import { importPins, importRoster } from '../../src/services/roster.ts';
import { saveAccountNames } from '../../src/store/account-names.ts';
import { readRankings } from '../../src/store/rankings.ts';
import { aCrm, aCrmOwner } from '../support/crm.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const at = (name: string) => `${name}@registry.example`;
const aRoster = (fields: object = {}) =>
  rosterFile.parse({
    opsChannel: 'C0OPS',
    teams: [{ name: 'West', channel: 'C0WEST', manager: at('mo') }],
    reps: [
      {
        email: at('ana'),
        name: 'Ana Ruiz',
        slackUserId: 'U0ANA',
        team: 'West',
        holidayRegion: 'US-CA',
        absences: [{ from: '2026-12-21', until: '2027-01-04', backup: at('bo') }],
      },
      { email: at('bo'), name: 'Bo Lind', team: 'West' },
      { email: at('mo'), name: 'Mo Keller', role: 'manager' },
    ],
    territories: [
      { key: 'ca', name: 'California', parent: 'us', coverage: [{ role: 'AE', email: at('ana') }] },
      { key: 'us', name: 'United States' },
    ],
    ...fields,
  });
const bringIn = (roster = aRoster()) =>
  importRoster(world.ports, { id: TEAM, name: 'Registry Ltd' }, roster, 'ops');
const repAt = (email: string) =>
  world.database.prisma.rep.findFirstOrThrow({ where: { workspaceId: TEAM, email } });

/** All that a roster writes, with ids where they are known outside. */
async function registry() {
  const { prisma } = world.database;
  const [teams, reps, territories] = [
    await prisma.team.findMany({ orderBy: { name: 'asc' } }),
    await prisma.rep.findMany({ orderBy: { email: 'asc' } }),
    await prisma.territory.findMany({ orderBy: { key: 'asc' } }),
  ];
  const absences = await prisma.absence.findMany({ omit: { id: true }, orderBy: { from: 'asc' } });
  const covers = await prisma.cover.findMany({ omit: { id: true } });
  return { teams, reps, territories, absences, covers };
}

describe('a roster file', () => {
  it('brings in teams, people, absences and territories', async () => {
    expect(await bringIn()).toEqual({ gaps: [] });

    const { teams, territories, absences, covers } = await registry();
    const [ana, bo, mo] = [await repAt(at('ana')), await repAt(at('bo')), await repAt(at('mo'))];
    expect(teams).toMatchObject([{ name: 'West', slackChannel: 'C0WEST', managerId: mo.id }]);
    expect(ana).toMatchObject({ name: 'Ana Ruiz', slackUserId: 'U0ANA', teamId: teams[0]?.id });
    expect([ana.holidayRegion, bo.holidayRegion]).toEqual(['US-CA', null]);
    expect(absences).toMatchObject([{ repId: ana.id, backupId: bo.id }]);
    const [california, states] = territories;
    expect(california?.parentId).toBe(states?.id);
    expect(covers).toMatchObject([{ territoryId: california?.id, role: 'AE', repId: ana.id }]);
  });

  it('changes nothing when it is brought in again', async () => {
    const before = await registry();
    await bringIn();
    expect(await registry()).toEqual(before);
  });

  it('replaces an absence that was moved', async () => {
    const [ana, ...others] = aRoster().reps;
    const moved = { ...ana, absences: [{ from: '2026-12-23', until: '2027-01-06' }] };
    await bringIn(aRoster({ reps: [moved, ...others] }));

    const { absences } = await registry();
    expect(absences.map(({ from }) => from)).toEqual([new Date('2026-12-23')]);
  });

  it('leaves people whom it does not name as they are', async () => {
    await hire(world, 'Cy', { crmOwnerId: '9' });
    await bringIn();
    expect(await repAt(at('cy'))).toMatchObject({ name: 'Cy', crmOwnerId: '9' });
  });

  it('says who has left until it says so no more, whatever the CRM says of them', async () => {
    const rep = { email: at('lea'), name: 'Lea Moon' };
    const owner = aCrmOwner('77', { email: rep.email, name: rep.name });
    const crm = aCrm({ owners: [owner] });
    const refresh = () => refreshOwners({ ...world.ports, crm: () => crm });
    const leaves = (leftOn?: string) =>
      bringIn(aRoster({ reps: [{ ...rep, ...(leftOn && { leftOn }) }], territories: [] }));
    const leftAt = async () => (await repAt(rep.email)).leftAt?.toISOString();
    await leaves('2026-11-01');
    await register(world, 'Leaf', { ownerId: (await repAt(rep.email)).id });
    await refresh();
    expect(await leftAt()).toBe('2026-11-01T00:00:00.000Z');
    const { id: repId } = await repAt(rep.email);
    expect(await world.database.prisma.handover.count({ where: { repId } })).toBe(1);

    await leaves();
    expect(await leftAt()).toBeUndefined();

    Object.assign(owner, { archived: true });
    await refresh();
    expect(await leftAt()).toBe('2026-11-20T10:00:00.000Z');
    await leaves();
    expect(await leftAt()).toBe('2026-11-20T10:00:00.000Z');

    Object.assign(owner, { archived: false });
    await refresh();
    expect(await leftAt()).toBeUndefined();
  });

  it('finds people who are known from the CRM alone', async () => {
    const { gaps } = await bringIn(aRoster({ teams: [{ name: 'West', manager: at('cy') }] }));

    expect(gaps).toEqual([]);
    const { teams } = await registry();
    expect(teams[0]?.managerId).toBe((await repAt(at('cy'))).id);
  });

  it('names everything that it refers to and nobody knows', async () => {
    const { gaps } = await bringIn(
      rosterFile.parse({
        teams: [{ name: 'East', manager: at('nobody') }],
        reps: [
          {
            email: at('eve'),
            team: 'North',
            absences: [{ from: '2026-12-21', until: '2026-12-28', backup: at('noone') }],
          },
        ],
        territories: [
          {
            key: 'ny',
            name: 'New York',
            parent: 'moon',
            coverage: [{ role: 'SDR', email: at('x') }],
          },
        ],
        notices: [{ audience: 'finance' }, { audience: 'team', territories: ['ny', 'New York'] }],
      }),
    );

    expect(gaps).toEqual([
      'team East: nobody has its manager’s address nobody@registry.example',
      'eve@registry.example: there is no team North',
      'eve@registry.example, away from 2026-12-21: nobody has the address noone@registry.example',
      'territory ny: there is no territory moon above it',
      'territory ny: nobody has the address x@registry.example of its SDR',
      'notices for finance: they need a channel in "to"',
      'notices for team: no territory has the key New York',
    ]);
    expect(await repAt(at('eve'))).toMatchObject({ teamId: null });
  });
});

describe('a place for notices', () => {
  it('is named by its id, which stays', () => {
    const to = (place: string) => ({ notices: [{ audience: 'finance', to: place }] });
    expect(rosterFile.safeParse(to('C0444555666')).success).toBe(true);
    expect(rosterFile.safeParse(to('#finance')).error?.message).toMatch(/id of a channel/);
  });
});

describe('the pins of a roster file', () => {
  const pins = aRoster({
    pins: [
      { domain: 'acme.example', who: at('mo'), why: 'executive sponsor' },
      { crmId: '5002', who: 'ceo@registry.example', why: 'in legal review', until: '2027-02-01' },
      { domain: 'nowhere.example', who: at('mo'), why: 'nobody knows' },
      { crmId: '404', who: at('mo'), why: 'nobody knows' },
    ],
  });

  it('are set where the account is in the registry, and named where it is not', async () => {
    const acme = await register(world, 'Acme', { crmId: '5001' });
    await saveAccountNames(world.database.prisma, TEAM, [
      { accountId: acme, names: [{ kind: 'name', name: 'Acme' }], domains: ['acme.example'] },
    ]);
    await register(world, 'Brick', { crmId: '5002' });

    const report = await importPins(world.ports, TEAM, pins);

    expect(report).toEqual({ pinned: 2, unknown: ['nowhere.example', '404'] });
    const [first, second] = await world.database.prisma.pin.findMany({ orderBy: { by: 'asc' } });
    expect([first, second]).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ by: { kind: 'operator', name: 'ceo@registry.example' } }),
        expect.objectContaining({ by: expect.objectContaining({ name: 'Mo Keller' }) }),
      ]),
    );
  });

  it('stand as they were set first', async () => {
    const again = await importPins(world.ports, TEAM, pins);

    expect(again.pinned).toBe(0);
    expect(await world.database.prisma.pin.count()).toBe(2);
  });
});

describe('what a roster file says goes with an account', () => {
  it('stands for the causes it names, and where a later file does not speak of it', async () => {
    await hire(world, 'Olga', { slackUserId: 'U0OLGA', role: 'ops' });
    await bringIn(aRoster({ related: { routing: [], 'crm-edit': ['leads'] } }));
    await bringIn();
    const policy = await showRelatedPolicy(world.ports, { workspaceId: TEAM, userId: 'U0OLGA' });
    expect(policy).toMatchObject({ routing: [], 'crm-edit': ['leads'], approval: ['leads'] });
    const asker = { workspaceId: TEAM, userId: 'U0ANA' };
    await expect(showRelatedPolicy(world.ports, asker)).rejects.toThrow();
  });
});

describe('the sources that a roster file ranks', () => {
  const ranked = () => readRankings(world.database.prisma, TEAM);

  it('stand in its order, and end where it names none', async () => {
    const health = { record: 'account', property: 'h', attribute: 'health', type: 'number' };
    const sources = { employees: ['zi_employees', 'rules'], health: ['rules', 'family'] };
    await bringIn(aRoster({ fields: [health], sources }));
    expect(await ranked()).toMatchObject([
      { attribute: 'employees', sources: [{ property: 'zi_employees' }, { kind: 'rules' }] },
      { attribute: 'health', sources: [{ kind: 'rules' }, { kind: 'family' }] },
    ]);
    await bringIn(aRoster({ sources: { health: [] } }));
    expect(await ranked()).toMatchObject([{ attribute: 'employees' }]);
  });

  it('are refused as a whole with what is wrong', async () => {
    const sources = { employees: ['zi', 'postal-code'] };
    await expect(bringIn(aRoster({ sources }))).rejects.toMatchObject({
      reason: {
        kind: 'faulty-ranking',
        problems: [
          expect.stringMatching('sources of employees: “postal-code” says something of a state'),
          expect.stringMatching('sources of employees: “rules” is missing'),
        ],
      },
    });
  });
});
