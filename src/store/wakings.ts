import { z } from 'zod';
import type { GatheredTask } from '../domain/task.ts';
import { hows, type WokenLine } from '../domain/woken.ts';
import { type Db, rows } from './database.ts';
import { WAITING, WAITING_FIELDS, waitingLine } from './waiting.ts';

/** Both are served by tasks_gathering. No worker can claim a task that is locked here before the locker has committed. */
const HOLD_GATHERING = `
  SELECT coalesce(payload->>'place', '') AS place, payload->>'since' AS since FROM tasks
  WHERE workspace_id = $1 AND kind = $2 AND coalesce(payload->>'place', '') = ANY($3::text[])
    AND status = 'due' AND attempts = 0 ORDER BY id FOR SHARE`;
const FIND_LAST = `
  SELECT coalesce(payload->>'place', '') AS place, max(due_at) AS at FROM tasks
  WHERE workspace_id = $1 AND kind = $2 AND coalesce(payload->>'place', '') = ANY($3::text[]) GROUP BY 1`;
const MARK_RUNG = `UPDATE proposals SET rung_at = $2, rung = $3 WHERE id = ANY($1::uuid[])`;

const MOST_LINES = 8;
/** $2: one who is asked; else what is asked of nobody who can be written to. What hangs before them already is not told. */
const WOKEN = `
  p.workspace_id = $1 AND p.status = 'pending' AND p.rung_at >= $3::timestamptz
    AND CASE WHEN $2::uuid IS NOT NULL THEN $2::uuid = ANY(p.asked)
      ELSE NOT EXISTS (SELECT FROM reps r WHERE r.id = ANY(p.asked) AND r.slack_user_id IS NOT NULL) END
    AND (p.rung = 'waits' OR NOT EXISTS (SELECT FROM cards c
      WHERE c.workspace_id = $1 AND c.kind = 'proposal' AND c.subject_id = p.id))`;
const COUNT_WOKEN = `SELECT count(*)::int AS total FROM proposals p WHERE ${WOKEN}`;
const READ_WOKEN = `
  SELECT ${WAITING_FIELDS}, p.rung AS how FROM ${WAITING} WHERE ${WOKEN} ORDER BY p.due_at, p.id LIMIT $4`;

const woken = waitingLine.extend({ how: z.enum(hows) });

/** A message that gathers what is to be told in a place; '' where its kind has but one. */
export type GatheringKind = GatheredTask['kind'];
type Gatherings = { open: Map<string, string>; last: Map<string, Date> };

/**
 * By place: since when the message that nobody has sent yet gathers, held until the transaction ends, so that what is written
 * in it is in the message; and when the last one was due.
 */
export async function holdGatherings(
  tx: Db,
  workspaceId: string,
  kind: GatheringKind,
  places: readonly string[],
): Promise<Gatherings> {
  type Held = { place: string; since: string };
  const held = await rows<Held>(tx, HOLD_GATHERING, workspaceId, kind, places);
  const last = await rows<{ place: string; at: Date }>(tx, FIND_LAST, workspaceId, kind, places);
  return {
    open: new Map(held.map(({ place, since }) => [place, since])),
    last: new Map(last.map(({ place, at }) => [place, at])),
  };
}

export async function markRung(
  tx: Db,
  ids: string[],
  how: WokenLine['how'],
  at: Date,
): Promise<void> {
  await tx.$executeRawUnsafe(MARK_RUNG, ids, at, how);
}

/** What was to be told to somebody since a moment, what is due first at the top. */
export async function readWoken(
  db: Db,
  workspaceId: string,
  { repId, since }: { repId?: string | undefined; since: string },
): Promise<{ lines: WokenLine[]; total: number }> {
  const whose = repId ?? null;
  const [counted] = await rows<{ total: number }>(db, COUNT_WOKEN, workspaceId, whose, since);
  const found = await rows(db, READ_WOKEN, workspaceId, whose, since, MOST_LINES);
  return { total: counted?.total ?? 0, lines: found.map((one) => woken.parse(one)) };
}
