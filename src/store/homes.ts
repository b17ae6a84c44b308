import { awaitWriters } from './audit.ts';
import { type Db, rows } from './database.ts';

const FIND_HOME = `
  SELECT drawn_at AS "drawnAt" FROM homes WHERE workspace_id = $1 AND slack_user_id = $2`;
const INSERT_HOME = `
  INSERT INTO homes (workspace_id, slack_user_id, drawn_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`;
/** Each mark is later than the one before, even where two replicas' clocks differ. */
const MARK_DRAWN = `
  UPDATE homes SET drawn_at = greatest($4, drawn_at + interval '1 millisecond')
  WHERE workspace_id = $1 AND slack_user_id = $2 AND drawn_at = $3`;
const FORGET_HOME = 'DELETE FROM homes WHERE workspace_id = $1 AND slack_user_id = $2';
const FIND_OPS = `
  SELECT h.slack_user_id AS "slackUserId" FROM homes h
    JOIN reps v ON v.workspace_id = h.workspace_id AND v.slack_user_id = h.slack_user_id
  WHERE h.workspace_id = $1 AND v.role IN ('ops', 'admin') ORDER BY 1`;
/** Whose Home shows what these reps hold: their own, their manager's, and whoever answers for them. */
const FIND_SHOWING = `
  SELECT h.slack_user_id AS "slackUserId" FROM homes h
    JOIN reps v ON v.workspace_id = h.workspace_id AND v.slack_user_id = h.slack_user_id
  WHERE h.workspace_id = $1 AND (v.id = ANY($2::uuid[])
    OR v.id IN (SELECT t.manager_id FROM teams t JOIN reps r ON r.team_id = t.id
      WHERE r.id = ANY($2::uuid[]))
    OR v.id IN (SELECT x.backup_id FROM absences x
      WHERE x.rep_id = ANY($2::uuid[]) AND x."from" <= $3 AND x.until > $3))
  ORDER BY h.slack_user_id`;
/** Who has it in their Home that these decisions wait, or did: those ever asked, those who would gain or lose,
 * and ops; of owners that the CRM does not take ($3), whoever decided them. */
const FIND_WAITING = `
  SELECT DISTINCT h.slack_user_id AS "slackUserId" FROM homes h
    JOIN reps v ON v.workspace_id = h.workspace_id AND v.slack_user_id = h.slack_user_id
  WHERE h.workspace_id = $1 AND (v.role IN ('ops', 'admin') OR EXISTS (SELECT FROM proposals p
    WHERE p.id = ANY($2::uuid[]) AND (v.id::text = ANY(p.shown_to) OR v.id IN (p.present_owner_id, p.proposed_owner_id)
      OR (v.role = 'manager' AND 'managers' = ANY(p.shown_to))))
    OR EXISTS (SELECT FROM refused_writes r JOIN ownership_changes c ON c.id = r.change_id
      WHERE r.id = ANY($3::uuid[]) AND c.actor->>'kind' = 'rep' AND c.actor->>'id' = v.id::text))
  ORDER BY 1`;
/** Who may have it in their Home that a case is open: whoever was ever a side of it, sat on one of its rungs or stands in for them. */
const FIND_DISPUTED = `
  SELECT DISTINCT h.slack_user_id AS "slackUserId" FROM homes h
    JOIN reps v ON v.workspace_id = h.workspace_id AND v.slack_user_id = h.slack_user_id,
    jsonb_build_array(jsonb_build_object('id', v.id::text)) AS one
  WHERE h.workspace_id = $1
    AND EXISTS (SELECT FROM dispute_events e WHERE e.dispute_id = $2::uuid
      AND (e.body->'parties' @> one OR e.body->'seats' @> one OR e.body->'anew'->'seats' @> one
        OR EXISTS (SELECT FROM absences x WHERE x.backup_id = v.id
          AND e.body->'seats' @> jsonb_build_array(jsonb_build_object('id', x.rep_id::text)))))
  ORDER BY 1`;
/** Served by tasks_homes_waiting. A worker cannot claim a locked task before the locker has committed. */
const HOLD_WAITING = `
  SELECT payload->>'slackUserId' AS "slackUserId" FROM tasks
  WHERE workspace_id = $1 AND kind = 'redraw-home' AND status IN ('due', 'retrying')
    AND payload->>'slackUserId' = ANY($2::text[])
  FOR SHARE`;

type Viewer = { slackUserId: string };

/**
 * Remembers that somebody has Home before them. A change under way has looked for Homes already and
 * not seen this one, so it is waited for: the book that is read next has it.
 */
export async function rememberHome(
  tx: Db,
  workspaceId: string,
  slackUserId: string,
  at: Date,
): Promise<void> {
  await awaitWriters(tx, workspaceId);
  await tx.$executeRawUnsafe(INSERT_HOME, workspaceId, slackUserId, at);
}

/** When it was drawn last; undefined for somebody who has never opened it. */
export async function findHome(
  db: Db,
  workspaceId: string,
  slackUserId: string,
): Promise<{ drawnAt: Date } | undefined> {
  const [home] = await rows<{ drawnAt: Date }>(db, FIND_HOME, workspaceId, slackUserId);
  return home;
}

/** False where another has drawn it since `seen`. */
export async function markHomeDrawn(
  db: Db,
  workspaceId: string,
  slackUserId: string,
  seen: Date,
  at: Date,
): Promise<boolean> {
  return (await db.$executeRawUnsafe(MARK_DRAWN, workspaceId, slackUserId, seen, at)) === 1;
}

export async function forgetHome(db: Db, workspaceId: string, slackUserId: string): Promise<void> {
  await db.$executeRawUnsafe(FORGET_HOME, workspaceId, slackUserId);
}

export async function findHomesShowing(
  db: Db,
  workspaceId: string,
  repIds: string[],
  at: Date,
): Promise<string[]> {
  const found = await rows<Viewer>(db, FIND_SHOWING, workspaceId, repIds, at);
  return found.map(({ slackUserId }) => slackUserId);
}

export async function findHomesWaiting(
  db: Db,
  workspaceId: string,
  { proposalIds, refusedIds }: { proposalIds: string[]; refusedIds: string[] },
): Promise<string[]> {
  const found = await rows<Viewer>(db, FIND_WAITING, workspaceId, proposalIds, refusedIds);
  return found.map(({ slackUserId }) => slackUserId);
}

/** Who has the state of the whole registry in their Home. */
export async function findHomesOfOps(db: Db, workspaceId: string): Promise<string[]> {
  const found = await rows<Viewer>(db, FIND_OPS, workspaceId);
  return found.map(({ slackUserId }) => slackUserId);
}

export async function findHomesDisputed(
  db: Db,
  workspaceId: string,
  disputeId: string,
): Promise<string[]> {
  const found = await rows<Viewer>(db, FIND_DISPUTED, workspaceId, disputeId);
  return found.map(({ slackUserId }) => slackUserId);
}

/** Those whose Home will be drawn again anyway, after this transaction. */
export async function holdWaitingHomes(
  tx: Db,
  workspaceId: string,
  slackUserIds: string[],
): Promise<Set<string>> {
  const found = await rows<Viewer>(tx, HOLD_WAITING, workspaceId, slackUserIds);
  return new Set(found.map(({ slackUserId }) => slackUserId));
}
