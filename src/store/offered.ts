import { z } from 'zod';
import type { Gifts } from '../domain/fit.ts';
import type { Offered } from '../domain/offered.ts';
import { roles } from '../domain/roster.ts';
import { type Db, plannedRows, rows } from './database.ts';
import { maybe, time } from './json.ts';
import { HAS_LEFT } from './leaving.ts';

/** Few enough in any workspace to be read whole. */
const READ = `
  SELECT r.id, r.name, r.slack_user_id AS "slackUserId", r.email, r.role, r.capacity, t.name AS team,
    r.skills, r.languages, r.certificates,
    coalesce(b.accounts, 0) AS accounts, s.crm_name IS NULL OR r.crm_owner_id IS NOT NULL AS "isOwner",
    (SELECT max(x.until) FROM absences x WHERE x.rep_id = r.id AND x."from" <= $2 AND x.until > $2) AS "awayUntil"
  FROM reps r JOIN workspaces s ON s.id = r.workspace_id LEFT JOIN teams t ON t.id = r.team_id
    LEFT JOIN books b ON b.workspace_id = r.workspace_id AND b.rep_id = r.id
  WHERE r.workspace_id = $1 AND r.role IN ('rep', 'manager') AND NOT ${HAS_LEFT('r', '$2')}`;

const words = z.array(z.string());
const row = z.object({
  id: z.string(),
  name: z.string(),
  slackUserId: maybe(z.string()),
  email: z.string(),
  role: z.enum(roles),
  capacity: maybe(z.number()),
  team: maybe(z.string()),
  accounts: z.number(),
  isOwner: z.boolean(),
  ...{ skills: words, languages: words, certificates: words },
  awayUntil: maybe(time),
});

/** The CRM of a workspace that does not have this person among its owners. */
const NO_OWNER = `
  SELECT s.crm_name AS crm FROM reps r JOIN workspaces s ON s.id = r.workspace_id
  WHERE r.workspace_id = $1 AND r.id = $2::uuid AND r.crm_owner_id IS NULL AND s.crm_name IS NOT NULL`;

/** The name of the CRM in which somebody is no owner; undefined where they are one, or there is no CRM. */
export async function readCrmWithout(
  db: Db,
  workspaceId: string,
  repId: string,
): Promise<string | undefined> {
  return (await rows<{ crm: string }>(db, NO_OWNER, workspaceId, repId))[0]?.crm;
}

/** `isOwner`: the CRM has them among its owners, if there is one. */
type Known = Offered & Gifts & { email: string; isOwner: boolean };

/** Everybody to whom an account can be given. */
export async function readOffered(db: Db, workspaceId: string, at: Date): Promise<Known[]> {
  return (await plannedRows(db, READ, workspaceId, at)).map((found) => row.parse(found));
}
