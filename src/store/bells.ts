import { z } from 'zod';
import type { Bell } from '../domain/approval-course.ts';
import type { WokenLine } from '../domain/woken.ts';
import { type Db, rows } from './database.ts';
import { WAITING, WAITING_FIELDS, waitingLine } from './waiting.ts';

/** Served by proposals_bells. Of several replicas each takes another one; what is decided meanwhile rings no more. */
const LOCK_NEXT = `
  SELECT id, workspace_id AS "workspaceId", bell FROM proposals
  WHERE status = 'pending' AND bell_at <= $1 AND bell <> 'approve' AND id <> ALL($2::uuid[])
  ORDER BY bell_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
/** Whoever carries it out locks its account first. */
const FIND_TO_APPROVE = `
  SELECT id, workspace_id AS "workspaceId" FROM proposals
  WHERE status = 'pending' AND bell_at <= $1 AND bell = 'approve' ORDER BY bell_at LIMIT $2`;
const MARK_RUNG = `UPDATE proposals SET rung_at = $2 WHERE id = $1::uuid`;

const due = z.object({
  id: z.string(),
  workspaceId: z.string(),
  bell: z.enum(['begin', 'remind', 'due']),
});
/** `begin`: nobody has been asked yet. */
export type DueBell = { id: string; workspaceId: string; bell: Bell['kind'] | 'begin' };

/** The one that has been due for longest, locked until the transaction ends; `except` are not looked at again. */
export async function lockNextBell(
  tx: Db,
  at: Date,
  except: string[],
): Promise<DueBell | undefined> {
  const [found] = await rows(tx, LOCK_NEXT, at, except);
  return found === undefined ? undefined : due.parse(found);
}

export function findToApprove(
  db: Db,
  at: Date,
  most: number,
): Promise<{ id: string; workspaceId: string }[]> {
  return rows(db, FIND_TO_APPROVE, at, most);
}

export async function markRung(tx: Db, id: string, at: Date): Promise<void> {
  await tx.$executeRawUnsafe(MARK_RUNG, id, at);
}

const MOST_LINES = 8;
/** $2: one who is asked; else what is asked of nobody who can be written to. What hangs before them already is not told. */
const WOKEN = `
  p.workspace_id = $1 AND p.status = 'pending' AND p.rung_at = $3::timestamptz
    AND CASE WHEN $2::uuid IS NOT NULL THEN $2::uuid = ANY(p.asked)
      ELSE NOT EXISTS (SELECT FROM reps r WHERE r.id = ANY(p.asked) AND r.slack_user_id IS NOT NULL) END
    AND (p.bell = 'due' OR NOT EXISTS (SELECT FROM cards c
      WHERE c.workspace_id = $1 AND c.kind = 'proposal' AND c.subject_id = p.id))`;
const COUNT_WOKEN = `SELECT count(*)::int AS total FROM proposals p WHERE ${WOKEN}`;
const READ_WOKEN = `
  SELECT ${WAITING_FIELDS}, CASE WHEN p.bell = 'due' THEN 'waits' ELSE 'came-up' END AS how
  FROM ${WAITING} WHERE ${WOKEN} ORDER BY p.due_at, p.id LIMIT $4`;

const woken = waitingLine.extend({ how: z.enum(['waits', 'came-up']) });

/** What rang at a moment for somebody, what is due first at the top. */
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
