import type { CrmPause } from '../domain/crm-pause.ts';
import type { Owned } from '../domain/ownership.ts';
import { crmOwnerTasks } from '../domain/task.ts';
import { type Db, rows } from './database.ts';

const COLUMNS = 'kind, since, until, tries, problem';
const READ = `SELECT ${COLUMNS} FROM crm_pauses WHERE workspace_id = $1 AND kind = $2`;
const SAVE = `
  INSERT INTO crm_pauses (workspace_id, ${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (workspace_id, kind) DO UPDATE
  SET until = excluded.until, tries = excluded.tries, problem = excluded.problem`;
const END = `DELETE FROM crm_pauses WHERE workspace_id = $1 AND kind = $2 RETURNING ${COLUMNS}`;
const OVERDUE = 'SELECT DISTINCT workspace_id AS id FROM crm_pauses WHERE until < $1';
/** Tasks are served by tasks_waiting. */
const READ_ALL = `
  SELECT ${COLUMNS}, (SELECT count(*)::int FROM tasks t WHERE t.workspace_id = $1
    AND t.status IN ('due', 'claimed', 'retrying') AND t.kind = $2::jsonb->>p.kind) AS waiting
  FROM crm_pauses p WHERE workspace_id = $1 ORDER BY since, kind`;

/** A task that is to be given up while its kind is paused goes back to those that wait. */
const KEEP = `
  UPDATE tasks t SET status = 'due', due_at = $2, claimed_at = NULL FROM crm_pauses p
  WHERE t.id = $1::uuid AND t.status <> 'done' AND p.workspace_id = t.workspace_id AND t.kind = $3::jsonb->>p.kind`;

/** False where it need not wait, and nothing keeps it from being given up. */
export async function keepPaused(db: Db, taskId: string, at: Date): Promise<boolean> {
  const kinds = JSON.stringify(crmOwnerTasks);
  return (await db.$executeRawUnsafe(KEEP, taskId, at, kinds)) > 0;
}

export async function readPause(
  db: Db,
  workspaceId: string,
  kind: Owned['kind'],
): Promise<CrmPause | undefined> {
  return (await rows<CrmPause>(db, READ, workspaceId, kind))[0];
}

/** Workspaces with a pause that was over before a moment. */
export async function findOverdue(db: Db, before: Date): Promise<string[]> {
  const found = await rows<{ id: string }>(db, OVERDUE, before);
  return found.map(({ id }) => id);
}

/** With how many new owners wait for it. */
export function readPauses(
  db: Db,
  workspaceId: string,
): Promise<(CrmPause & { waiting: number })[]> {
  return rows(db, READ_ALL, workspaceId, JSON.stringify(crmOwnerTasks));
}

export async function savePause(
  tx: Db,
  workspaceId: string,
  { kind, since, until, tries, problem }: CrmPause,
): Promise<void> {
  await tx.$executeRawUnsafe(SAVE, workspaceId, kind, since, until, tries, problem);
}

/** The one that ends; undefined where there is none. */
export async function endPause(
  tx: Db,
  workspaceId: string,
  kind: Owned['kind'],
): Promise<CrmPause | undefined> {
  return (await rows<CrmPause>(tx, END, workspaceId, kind))[0];
}
