import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rosterFile } from '../../src/domain/roster.ts';
import { verifyAudit } from '../../src/services/audit.ts';
import { permit } from '../../src/services/permission.ts';
import { pinAccount } from '../../src/services/pins.ts';
import { refreshRoles } from '../../src/services/roles.ts';
import { importRoster } from '../../src/services/roster.ts';
import { saveCrmOwners } from '../../src/store/roster.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

/** Slack's side. */
const groups = new Map<string, string[]>();
let isDown = false;
const described: string[] = [];
let world: World;

beforeAll(async () => {
  world = await openWorld({
    notifier: {
      membersOf: async (_, wanted) => {
        if (isDown) throw new Error('missing_scope');
        return new Map([...groups].filter(([group]) => wanted.includes(group)));
      },
      describePerson: async (_, id) => {
        described.push(id);
        return id === 'U0GUEST' ? undefined : { name: 'Olga', email: 'Olga@registry.example' };
      },
    },
  });
  await hire(world, 'Ana', { slackUserId: 'U0ANA', crmOwnerId: '1' });
  await hire(world, 'Bo', { slackUserId: 'U0BO', crmOwnerId: '2' });
  await roster({
    roles: [
      { group: '@sales-ops', role: 'ops' },
      { crmTeam: 'West managers', role: 'manager' },
    ],
  });
});
afterAll(() => world.close());

const roster = (file: object) =>
  importRoster(world.ports, { id: TEAM, name: 'Registry Ltd' }, rosterFile.parse(file), 'Dana');
const owner = (id: string, name: string, team?: string) => ({
  ...{ id, name, email: `${name.toLowerCase()}@registry.example`, archived: false, team },
});
const crmTeam = (id: string, name: string, team?: string) =>
  saveCrmOwners(world.database.prisma, TEAM, [owner(id, name, team)], world.ports.clock.now());
const refresh = async () => {
  await refreshRoles(world.ports);
  const reps = await world.database.prisma.rep.findMany();
  return Object.fromEntries(reps.map(({ name, role }) => [name, role]));
};
const mayDecide = (userId: string) =>
  permit(world.ports, { workspaceId: TEAM, userId }, 'approve clean values').then(
    () => true,
    () => false,
  );

describe('roles', () => {
  it('come from user groups and teams of the CRM, and go with them', async () => {
    groups.set('@sales-ops', ['U0ANA']);
    await crmTeam('2', 'Bo', 'West managers');
    expect(await refresh()).toEqual({ Ana: 'ops', Bo: 'manager' });
    expect([await mayDecide('U0ANA'), await mayDecide('U0BO')]).toEqual([true, false]);

    groups.set('@sales-ops', []);
    await crmTeam('2', 'Bo', 'East');
    expect(await refresh()).toEqual({ Ana: 'rep', Bo: 'rep' });
    expect(await mayDecide('U0ANA')).toBe(false);
  });

  it('are in the log, with what gave them', async () => {
    const { prisma } = world.database;
    const lines = await prisma.auditEntry.findMany({ where: { action: 'role-changed' } });
    const said = lines.map(({ reason, after }) => [reason, after]);
    expect(said).toHaveLength(4);
    expect(said).toEqual(
      expect.arrayContaining([
        ['in the user group @sales-ops', { role: 'ops' }],
        ['in the CRM’s team West managers', { role: 'manager' }],
        ['no group gives another role any more', { role: 'rep' }],
      ]),
    );
    const before = await prisma.auditEntry.count();
    await refresh();
    expect(await prisma.auditEntry.count()).toBe(before);
    expect(await verifyAudit(world.ports, TEAM)).toMatchObject({ breaks: [] });
  });

  it('are those of the roster file where it names one, until it no longer does', async () => {
    groups.set('@sales-ops', ['U0ANA']);
    await roster({ reps: [{ email: 'ana@registry.example', role: 'viewer' }] });
    expect(await refresh()).toMatchObject({ Ana: 'viewer' });
    await roster({ reps: [{ email: 'ana@registry.example' }] });
    expect(await refresh()).toMatchObject({ Ana: 'ops' });
  });

  it('are also of members whom the roster has never heard of, but for guests', async () => {
    groups.set('@sales-ops', ['U0ANA', 'U0OLGA', 'U0GUEST']);
    expect(await refresh()).toEqual({ Ana: 'ops', Bo: 'rep', Olga: 'ops' });
    const accountId = await register(world, 'Acme');
    const asker = { workspaceId: TEAM, userId: 'U0OLGA' };
    await pinAccount(world.ports, asker, accountId, { reason: 'in renewal' });
    const pin = await world.database.prisma.pin.findFirstOrThrow({ where: { accountId } });
    expect(pin.by).toMatchObject({ kind: 'rep', name: 'Olga' });

    groups.set('@sales-ops', ['U0ANA']);
    expect(await refresh()).toMatchObject({ Olga: 'viewer' });
    await crmTeam('3', 'Olga');
    expect(await refresh()).toMatchObject({ Olga: 'rep' });
    expect(described.filter((id) => id === 'U0OLGA')).toHaveLength(1);
  });

  it('stay as they are while Slack does not say who is in a group', async () => {
    isDown = true;
    expect(await refresh()).toMatchObject({ Ana: 'ops' });
    isDown = false;
    await roster({ roles: [] });
    expect(await refresh()).toMatchObject({ Ana: 'rep' });
  });
});
