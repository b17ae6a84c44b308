import type { Role, RoleGrant } from './roster.ts';

/** Somebody, as far as it decides what they may do. */
export type Standing = {
  slackUserId?: string;
  crmTeam?: string;
  /** What the roster file says: that holds, whatever groups give. */
  rosterRole?: Role;
  /** What they are where nothing else is said. */
  baseRole: Role;
};

/** Who is in each user group that a grant names, by the name it has there. */
export type Members = ReadonlyMap<string, readonly string[]>;

const byStrength: Role[] = ['admin', 'ops', 'manager', 'rep', 'viewer'];

/** Which role holds, and what gave it. */
export function roleGiven(
  { slackUserId, crmTeam, rosterRole, baseRole }: Standing,
  grants: readonly RoleGrant[],
  members: Members,
): { role: Role; by?: RoleGrant } {
  if (rosterRole) return { role: rosterRole };
  const given = grants.filter((grant) =>
    'group' in grant
      ? slackUserId !== undefined && members.get(grant.group)?.includes(slackUserId)
      : crmTeam !== undefined && sameName(grant.crmTeam, crmTeam),
  );
  const strongest = given.toSorted((a, b) => strengthOf(a.role) - strengthOf(b.role))[0];
  if (!strongest || strengthOf(strongest.role) >= strengthOf(baseRole)) return { role: baseRole };
  return { role: strongest.role, by: strongest };
}

function strengthOf(role: Role): number {
  return byStrength.indexOf(role);
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** What gave somebody a role, for the log. */
export function wordGrant(grant: RoleGrant | undefined): string {
  if (!grant) return 'no group gives another role any more';
  return 'group' in grant
    ? `in the user group ${grant.group}`
    : `in the CRM’s team ${grant.crmTeam}`;
}
