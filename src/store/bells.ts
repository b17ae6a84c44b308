import { z } from 'zod';
import type { Bell } from '../domain/approval-course.ts';
import type { CareKind } from '../domain/question.ts';
import { type Db, rows } from './database.ts';

/** Each served by its own index, like proposals_bells. Of several replicas each takes another one; what is decided meanwhile rings no more. */
const LOCK_NEXT = (table: string, status: string) => `
  SELECT id, workspace_id AS "workspaceId", bell FROM ${table}
  WHERE status = '${status}' AND bell_at <= $1 AND bell <> 'approve' AND id <> ALL($2::uuid[])
  ORDER BY bell_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
/** Whoever carries it out locks its account first. */
const FIND_TO_APPROVE = `
  SELECT id, workspace_id AS "workspaceId" FROM proposals
  WHERE status = 'pending' AND bell_at <= $1 AND bell = 'approve' ORDER BY bell_at LIMIT $2`;

const due = z.object({
  id: z.string(),
  workspaceId: z.string(),
  bell: z.enum(['begin', 'remind', 'due']),
});
/** `begin`: nobody has been asked yet. */
export type DueBell = {
  question: 'proposal' | CareKind;
  id: string;
  workspaceId: string;
  bell: Bell['kind'] | 'begin';
};
const lockNext = [
  ['proposal', LOCK_NEXT('proposals', 'pending')],
  ['handover', LOCK_NEXT('handovers', 'open')],
  ['twins', LOCK_NEXT('twins', 'open')],
] as const;

/** Of one kind after the other the one that has been due for longest, locked until the transaction ends; `except` are not looked at again. */
export async function lockNextBell(
  tx: Db,
  at: Date,
  except: string[],
): Promise<DueBell | undefined> {
  for (const [question, lock] of lockNext) {
    const [found] = await rows(tx, lock, at, except);
    if (found !== undefined) return { question, ...due.parse(found) };
  }
  return undefined;
}

export function findToApprove(
  db: Db,
  at: Date,
  most: number,
): Promise<{ id: string; workspaceId: string }[]> {
  return rows(db, FIND_TO_APPROVE, at, most);
}
