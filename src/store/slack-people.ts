import type { SlackPerson } from '../domain/roster.ts';
import { type Db, rows } from './database.ts';
import { HAS_LEFT } from './leaving.ts';

/** Whom Slack has not been asked about for a day, or by whose clock they work; those who answer to no address are not asked about at all. */
const FIND_UNKNOWN_IN_SLACK = `
  SELECT id, email FROM reps
  WHERE workspace_id = $1 AND NOT ${HAS_LEFT('reps', '$4')} AND email LIKE '%@%'
    AND (slack_user_id IS NULL OR coalesce(roster_zone, slack_zone) IS NULL)
    AND (slack_asked_at IS NULL OR slack_asked_at < $2) ORDER BY slack_asked_at NULLS FIRST, id LIMIT $3`;
/** Somebody else may go by that account already: the roster has said so. */
const SAVE_SLACK_USER = `
  UPDATE reps SET slack_asked_at = $3, slack_user_id = CASE WHEN slack_user_id IS NULL AND NOT EXISTS (
    SELECT FROM reps o WHERE o.workspace_id = $1 AND o.slack_user_id = $4) THEN $4 ELSE slack_user_id END
  WHERE workspace_id = $1 AND id = $2::uuid`;
/** What the roster says of it stands. */
const SAVE_ZONE = `
  UPDATE reps SET slack_zone = $3, time_zone = coalesce(roster_zone, $3)
  WHERE workspace_id = $1 AND slack_user_id = $2 AND slack_zone IS DISTINCT FROM $3`;
const UNNAME_ZONE = `
  UPDATE reps SET roster_zone = NULL, time_zone = coalesce(slack_zone, 'UTC')
  WHERE workspace_id = $1 AND email = $2 AND roster_zone IS NOT NULL`;
const READ_ZONE = `
  SELECT coalesce(roster_zone, slack_zone) AS zone FROM reps WHERE workspace_id = $1 AND slack_user_id = $2`;

export function findUnknownInSlack(
  db: Db,
  workspaceId: string,
  { askedBefore, most, at }: { askedBefore: Date; most: number; at: Date },
): Promise<{ id: string; email: string }[]> {
  return rows(db, FIND_UNKNOWN_IN_SLACK, workspaceId, askedBefore, most, at);
}

export async function saveSlackUser(
  db: Db,
  workspaceId: string,
  repId: string,
  found: SlackPerson | undefined,
  at: Date,
): Promise<void> {
  const { slackUserId, timeZone } = found ?? {};
  await db.$executeRawUnsafe(SAVE_SLACK_USER, workspaceId, repId, at, slackUserId ?? null);
  if (slackUserId && timeZone) await saveZone(db, workspaceId, slackUserId, timeZone);
}

/** By which clock somebody works, in Slack's word. */
export async function saveZone(
  db: Db,
  workspaceId: string,
  slackUserId: string,
  timeZone: string,
): Promise<void> {
  await db.$executeRawUnsafe(SAVE_ZONE, workspaceId, slackUserId, timeZone);
}

/** The roster does not say it any more: Slack may. */
export async function unnameZone(db: Db, workspaceId: string, email: string): Promise<void> {
  await db.$executeRawUnsafe(UNNAME_ZONE, workspaceId, email);
}

/** Undefined where neither the roster nor Slack has said it. */
export async function readZone(
  db: Db,
  workspaceId: string,
  slackUserId: string,
): Promise<string | undefined> {
  const [row] = await rows<{ zone: string | null }>(db, READ_ZONE, workspaceId, slackUserId);
  return row?.zone ?? undefined;
}

const NOTE_LEAVING = `
  UPDATE reps SET slack_left_at = CASE WHEN $3 THEN $4::timestamptz END
  WHERE workspace_id = $1 AND slack_user_id = $2 AND (slack_left_at IS NULL) = $3`;

/** Whether that is news of somebody here. */
export async function noteSlackLeaving(
  db: Db,
  workspaceId: string,
  { slackUserId, isGone }: { slackUserId: string; isGone: boolean },
  at: Date,
): Promise<boolean> {
  return (await db.$executeRawUnsafe(NOTE_LEAVING, workspaceId, slackUserId, isGone, at)) > 0;
}
