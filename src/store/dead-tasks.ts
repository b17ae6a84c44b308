import { z } from 'zod';
import type { GivenUp, GivenUpKind, Retried } from '../domain/given-up.ts';
import { type Task, taskKinds } from '../domain/task.ts';
import { type Db, rows } from './database.ts';
import { time } from './json.ts';

/** All are served by tasks_dead. */
const FIND_DEAD = `
  SELECT id, kind, coalesce(last_error, '') AS "lastError" FROM tasks WHERE status = 'dead' ORDER BY due_at`;
const READ_KINDS = `
  SELECT kind, count(*)::int AS count,
    (array_agg(json_build_object('id', id, 'error', coalesce(last_error, ''), 'since', coalesce(claimed_at, due_at))
      ORDER BY coalesce(claimed_at, due_at) DESC, id))[1:$2] AS newest
  FROM tasks WHERE workspace_id = $1 AND status = 'dead' GROUP BY kind ORDER BY 2 DESC, 1`;
/** `$2`: those of a kind, or that one; null is all of them. */
const REVIVE = `
  UPDATE tasks SET status = 'due', due_at = $4, claimed_at = NULL
  WHERE status = 'dead' AND workspace_id = $1 AND ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR id::text = $3)
  RETURNING id`;
const REVIVE_ONE = `
  UPDATE tasks SET status = 'due', due_at = $2, claimed_at = NULL WHERE id::text = $1 AND status = 'dead'
  RETURNING workspace_id AS "workspaceId", kind`;
const DROP = `
  UPDATE tasks SET status = 'done', done_at = $2, receipt = '{"kind": "superseded"}'
  WHERE id = $1::uuid AND status = 'dead'`;

export type DeadTask = { id: string; kind: string; lastError: string };

/** Of all workspaces, for the operator’s shell. */
export function findDead(db: Db): Promise<DeadTask[]> {
  return rows(db, FIND_DEAD);
}

const ofKind = z.object({
  kind: z.enum(taskKinds),
  count: z.number(),
  newest: z.array(z.object({ id: z.string(), error: z.string(), since: time })),
});

export async function readGivenUp(db: Db, workspaceId: string, named: number): Promise<GivenUp> {
  const found = await rows(db, READ_KINDS, workspaceId, named);
  const kinds: GivenUpKind[] = found.map((one) => ofKind.parse(one));
  return { kinds, total: kinds.reduce((sum, { count }) => sum + count, 0) };
}

/** Which tasks are tried again. */
export async function reviveTasks(
  tx: Db,
  workspaceId: string,
  what: Retried,
  dueAt: Date,
): Promise<string[]> {
  const [kind, id] = [
    what.kind === 'of-kind' ? what.of : null,
    what.kind === 'one' ? what.id : null,
  ];
  const revived = await rows<{ id: string }>(tx, REVIVE, workspaceId, kind, id, dueAt);
  return revived.map((one) => one.id);
}

/** Undefined where the task is not dead. */
export async function reviveTask(
  tx: Db,
  id: string,
  dueAt: Date,
): Promise<{ workspaceId: string; kind: Task['kind'] } | undefined> {
  type Revived = { workspaceId: string; kind: Task['kind'] };
  const [revived] = await rows<Revived>(tx, REVIVE_ONE, id, dueAt);
  return revived;
}

/** There is nothing left for it to do. */
export async function dropTask(tx: Db, id: string, at: Date): Promise<void> {
  await tx.$executeRawUnsafe(DROP, id, at);
}
