import { type Task, task, taskKey } from '../domain/task.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { newId } from './id.ts';

const INSERT_TASKS = `
  INSERT INTO tasks (id, workspace_id, kind, key, payload, due_at)
  SELECT t.id, $1, t.kind, t.key, t.payload, $3
  FROM jsonb_to_recordset(${LINES}) AS t (id uuid, kind text, key text, payload jsonb)
  ON CONFLICT (workspace_id, kind, key) DO NOTHING RETURNING id`;
/** A claim older than the lease is a worker that died: its task may be claimed again. */
const CLAIM_TASK = `
  UPDATE tasks SET status = 'claimed', attempts = attempts + 1, claimed_at = $2
  WHERE id = $1::uuid AND (status IN ('due', 'retrying') OR (status = 'claimed' AND claimed_at < $3))
  RETURNING workspace_id AS "workspaceId", payload, attempts`;
const FINISH_TASK = `
  UPDATE tasks SET status = 'done', done_at = $2, receipt = $3::jsonb, last_error = NULL
  WHERE id = $1::uuid`;
/** A worker that was given up for dead may still fail: the claim is another's by then. */
const RETRY_TASK = `
  UPDATE tasks SET status = 'retrying', last_error = $2
  WHERE id = $1::uuid AND status = 'claimed' AND attempts = $3`;
/** It has not been tried: the next claim is the same try. */
const PUT_OFF = `
  UPDATE tasks SET status = 'due', attempts = attempts - 1, claimed_at = NULL, due_at = $3
  WHERE id = $1::uuid AND status = 'claimed' AND attempts = $2 RETURNING id`;
const BURY_TASK = `
  UPDATE tasks SET status = 'dead', last_error = coalesce(last_error, 'its worker died each time')
  WHERE id = $1::uuid AND status <> 'done' RETURNING workspace_id AS "workspaceId", kind`;
/** Served by tasks_waiting. A claim of the CRM's errand is free again once its lease is over: who had it has died. */
const FIND_STRANDED = `
  SELECT id, workspace_id AS "workspaceId",
    kind IN ('crm-owner', 'crm-lead-owner', 'crm-deal-owner') AND status <> 'retrying' AS "isForCrm"
  FROM tasks
  WHERE status IN ('due', 'claimed', 'retrying') AND ((due_at < $1 AND coalesce(claimed_at, due_at) < $1)
    OR (status = 'claimed' AND claimed_at < $2 AND kind IN ('crm-owner', 'crm-lead-owner', 'crm-deal-owner')))
  ORDER BY due_at LIMIT 500`;
const FIND_TASK = `SELECT id FROM tasks WHERE workspace_id = $1 AND kind = $2 AND key = $3`;
const COUNT_TASKS = `SELECT status, count(*)::int AS count FROM tasks GROUP BY status`;

export type Claim =
  | { kind: 'claimed'; workspaceId: string; task: Task; attempt: number }
  /** Another worker has it, and may have died with it: ask again when its lease is over. */
  | { kind: 'busy' }
  | { kind: 'settled' };

/** The new tasks' ids: an effect that is queued already is left out. */
export async function saveTasks(
  tx: Db,
  workspaceId: string,
  tasks: Task[],
  dueAt: Date,
): Promise<string[]> {
  if (tasks.length === 0) return [];
  const lines = tasks.map((wanted) => ({
    id: newId(),
    kind: wanted.kind,
    key: taskKey(wanted),
    payload: wanted,
  }));
  const found = await rows<{ id: string }>(tx, INSERT_TASKS, workspaceId, asLines(lines), dueAt);
  return found.map(({ id }) => id);
}

export async function claimTask(db: Db, id: string, at: Date, leaseFrom: Date): Promise<Claim> {
  type Row = { workspaceId: string; payload: unknown; attempts: number };
  const [row] = await rows<Row>(db, CLAIM_TASK, id, at, leaseFrom);
  if (row) {
    const { workspaceId, payload, attempts: attempt } = row;
    return { kind: 'claimed', workspaceId, task: task.parse(payload), attempt };
  }
  const present = await db.task.findUnique({ where: { id }, select: { status: true } });
  return present?.status === 'claimed' ? { kind: 'busy' } : { kind: 'settled' };
}

export async function finishTask(db: Db, id: string, at: Date, receipt: unknown): Promise<void> {
  await db.$executeRawUnsafe(FINISH_TASK, id, at, JSON.stringify(receipt));
}

export async function retryLater(
  db: Db,
  id: string,
  attempt: number,
  error: string,
): Promise<void> {
  await db.$executeRawUnsafe(RETRY_TASK, id, error, attempt);
}

/** False where the claim is another’s by now. */
export async function putOffTask(
  tx: Db,
  id: string,
  attempt: number,
  dueAt: Date,
): Promise<boolean> {
  return (await rows(tx, PUT_OFF, id, attempt, dueAt)).length === 1;
}

/** Its last error stays on it, for whoever looks. Undefined where it was done after all. */
export async function buryTask(
  tx: Db,
  id: string,
): Promise<{ workspaceId: string; kind: Task['kind'] } | undefined> {
  const [buried] = await rows<{ workspaceId: string; kind: Task['kind'] }>(tx, BURY_TASK, id);
  return buried;
}

/** `isForCrm`: it goes with all others that the CRM is to be told. */
export type Stranded = { id: string; workspaceId: string; isForCrm: boolean };

/** Tasks that nobody has touched since a moment: their job was lost with its worker or queue. */
export function findStranded(db: Db, since: Date, claimedBefore: Date): Promise<Stranded[]> {
  return rows(db, FIND_STRANDED, since, claimedBefore);
}

export function countTasks(db: Db): Promise<{ status: string; count: number }[]> {
  return rows(db, COUNT_TASKS);
}

export async function findTask(
  db: Db,
  workspaceId: string,
  kind: Task['kind'],
  key: string,
): Promise<string> {
  const [found] = await rows<{ id: string }>(db, FIND_TASK, workspaceId, kind, key);
  if (!found) throw new Error(`no ${kind} has the key ${key}`);
  return found.id;
}
