import type { AuditLine } from '../domain/audit.ts';
import { type Members, roleGiven, wordGrant } from '../domain/role-grant.ts';
import type { RoleGrant } from '../domain/roster.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import {
  addMember,
  findUnknownMembers,
  type KnownStanding,
  lockStandings,
  saveRoles,
} from '../store/roles.ts';
import { readRoleGrants } from '../store/workspaces.ts';
import { listWorkspaces } from './workspaces.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'log' | 'notifier'>;

/** So many newcomers are looked at in one round: Slack answers so many in a minute. */
const MOST_AT_ONCE = 40;

/** What groups of Slack and teams of the CRM make of people, as they are now. */
export async function refreshRoles(ports: Needs): Promise<void> {
  for (const { id } of await listWorkspaces(ports)) {
    const grants = await readRoleGrants(ports.database.prisma, id);
    if (grants === undefined) continue;
    try {
      const members = await readMembers(ports, id, grants);
      await addNewcomers(ports, id, members);
      await grantRoles(ports, id, grants, members);
    } catch (error) {
      // What everybody may do stays as it is: nobody gains or loses by a fault of Slack's.
      ports.log.warn(
        { error: String(error) },
        'Slack’s user groups could not be read: does the app have usergroups:read?',
      );
    }
  }
}

async function readMembers(
  { notifier, log }: Needs,
  workspaceId: string,
  grants: readonly RoleGrant[],
): Promise<Members> {
  const named = grants.flatMap((grant) => ('group' in grant ? [grant.group] : []));
  if (named.length === 0) return new Map();
  const members = await notifier.membersOf(workspaceId, [...new Set(named)]);
  const unknown = named.filter((group) => !members.has(group));
  if (unknown.length > 0) log.warn({ groups: unknown }, 'Slack has no such user groups');
  return members;
}

/** Whoever is in such a group may do what it says, also where the roster has never heard of them. */
async function addNewcomers(
  { database: { prisma }, notifier }: Needs,
  workspaceId: string,
  members: Members,
): Promise<void> {
  const everybody = [...new Set([...members.values()].flat())];
  const unknown = await findUnknownMembers(prisma, workspaceId, everybody);
  for (const slackUserId of unknown.slice(0, MOST_AT_ONCE)) {
    const person = await notifier.describePerson(workspaceId, slackUserId);
    if (person) await addMember(prisma, workspaceId, { slackUserId, ...person });
  }
}

async function grantRoles(
  { database, clock, log }: Needs,
  workspaceId: string,
  grants: readonly RoleGrant[],
  members: Members,
): Promise<void> {
  await inTransaction(database, async (tx) => {
    const people = await lockStandings(tx, workspaceId);
    const lines = people.flatMap((one) => changeOf(one, grants, members, clock.now()));
    if (lines.length === 0) return;
    const changed = lines.map(({ id, role }) => ({ id, role }));
    await saveRoles(tx, workspaceId, changed);
    const audit = lines.map(({ line }) => line);
    await appendAudit(tx, workspaceId, audit);
    log.info({ people: changed.length }, 'roles changed by groups');
  });
}

type RoleChange = { id: string; role: KnownStanding['role']; line: AuditLine };

function changeOf(
  person: KnownStanding,
  grants: readonly RoleGrant[],
  members: Members,
  at: Date,
): RoleChange[] {
  const { role, by } = roleGiven(person, grants, members);
  const { id, name, role: before } = person;
  if (role === before) return [];
  const line = {
    ...{ at, action: 'role-changed', subject: { kind: 'rep', id } },
    actor: { kind: 'machine' as const, name: 'Cadastre' },
    ...{ reason: wordGrant(by), before: { role: before }, after: { role } },
    context: { rep: name },
  };
  return [{ id, role, line }];
}
