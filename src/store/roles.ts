import { z } from 'zod';
import type { Standing } from '../domain/role-grant.ts';
import { type Role, roles } from '../domain/roster.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { maybe } from './json.ts';

/** Whoever was met in Slack first and owns something by now is a rep. The lock keeps nobody from getting an account. */
const READ_STANDINGS = `
  SELECT id, name, role, slack_user_id AS "slackUserId", crm_team AS "crmTeam", roster_role AS "rosterRole",
    CASE WHEN crm_owner_id IS NOT NULL AND base_role = 'viewer' THEN 'rep' ELSE base_role END AS "baseRole"
  FROM reps WHERE workspace_id = $1 ORDER BY id FOR NO KEY UPDATE`;
const SAVE_ROLES = `
  UPDATE reps SET role = n.role FROM jsonb_to_recordset(${LINES}) AS n (id uuid, role text)
  WHERE reps.workspace_id = $1 AND reps.id = n.id`;
/** Whoever goes by that address is meant, unless they are known in Slack as somebody else. */
const ADD_MEMBER = `
  INSERT INTO reps (workspace_id, email, name, slack_user_id, role, base_role, skills, languages, certificates)
  VALUES ($1, lower($2), $3, $4, 'viewer', 'viewer', '{}'::text[], '{}'::text[], '{}'::text[])
  ON CONFLICT (workspace_id, email) DO UPDATE SET slack_user_id = coalesce(reps.slack_user_id, excluded.slack_user_id)`;
const FIND_KNOWN = `
  SELECT slack_user_id AS id FROM reps WHERE workspace_id = $1 AND slack_user_id = ANY($2::text[])`;
/** The roster does not name a role of theirs any more: groups may. */
const UNNAME_ROLE = `
  UPDATE reps SET role = base_role, roster_role = NULL
  WHERE workspace_id = $1 AND email = $2 AND roster_role IS NOT NULL`;

const standing = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  slackUserId: maybe(z.string()),
  crmTeam: maybe(z.string()),
  rosterRole: maybe(z.enum(roles)),
  baseRole: z.enum(roles),
});
export type KnownStanding = Standing & { id: string; name: string; role: Role };

/** Everybody, locked: a roster that is imported meanwhile waits. */
export async function lockStandings(tx: Db, workspaceId: string): Promise<KnownStanding[]> {
  return (await rows(tx, READ_STANDINGS, workspaceId)).map((row) => standing.parse(row));
}

export async function saveRoles(
  tx: Db,
  workspaceId: string,
  changed: { id: string; role: Role }[],
): Promise<void> {
  if (changed.length > 0) await tx.$executeRawUnsafe(SAVE_ROLES, workspaceId, asLines(changed));
}

/** Those of Slack's people whom the roster does not have. */
export async function findUnknownMembers(
  db: Db,
  workspaceId: string,
  slackUserIds: string[],
): Promise<string[]> {
  const found = await rows<{ id: string }>(db, FIND_KNOWN, workspaceId, slackUserIds);
  const known = new Set(found.map(({ id }) => id));
  return slackUserIds.filter((id) => !known.has(id));
}

/** Somebody who owns nothing, and has a role all the same. */
export async function addMember(
  db: Db,
  workspaceId: string,
  { slackUserId, email, name }: { slackUserId: string; email: string; name: string },
): Promise<void> {
  await db.$executeRawUnsafe(ADD_MEMBER, workspaceId, email, name, slackUserId);
}

export async function unnameRole(db: Db, workspaceId: string, email: string): Promise<void> {
  await db.$executeRawUnsafe(UNNAME_ROLE, workspaceId, email);
}
