import type { CrmKind } from '../ports.ts';
import { type Db, rows } from './database.ts';

const tables = { account: 'accounts', lead: 'leads', deal: 'deals' } as const;
const tasks = { account: 'crm-owner', lead: 'crm-lead-owner', deal: 'crm-deal-owner' } as const;
/** Served by the indexes of ownership_changes on each of them, and the unique key of tasks. */
const unheardOf = (kind: CrmKind) => `
  SELECT wanted.id, s.crm_id AS "crmId", t.id AS "taskId",
    CASE WHEN t.status = 'claimed' THEN 'on-its-way' WHEN t.status IN ('due', 'retrying') THEN 'waiting' ELSE 'written' END AS write
  FROM unnest($2::uuid[]) AS wanted (id)
    JOIN ${tables[kind]} s ON s.id = wanted.id
    CROSS JOIN LATERAL (SELECT c.id FROM ownership_changes c WHERE c.${kind}_id = wanted.id
      ORDER BY c.audit_seq DESC LIMIT 1) latest
    JOIN tasks t ON t.workspace_id = $1 AND t.kind = '${tasks[kind]}' AND t.key = latest.id::text
  WHERE t.status IN ('due', 'claimed', 'retrying') OR t.done_at >= $3`;
/** Whoever holds one is just ending it: nothing waits for them here. */
const MARK = `
  UPDATE tasks SET left_out_at = $3 WHERE id IN (SELECT id FROM tasks
    WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND status = 'claimed' FOR NO KEY UPDATE SKIP LOCKED)
  RETURNING id`;
const TAKE = `
  WITH ended AS (UPDATE tasks SET left_out_at = NULL
    WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND left_out_at IS NOT NULL AND status IN ('done', 'dead')
    RETURNING id, payload)
  ${(['account', 'lead', 'deal'] as const)
    .map(
      (kind) => `SELECT ended.id AS "taskId", '${kind}' AS kind, s.crm_id AS "crmId" FROM ended
    JOIN ${tables[kind]} s ON s.id = (ended.payload->>'${kind}Id')::uuid`,
    )
    .join(' UNION ALL ')}`;

/**
 * One whose last change of ours the CRM has not heard yet, or may not have had when it was read. `write`: `waiting` looks at what
 * stands there before it is made.
 */
export type Unheard = {
  id: string;
  crmId: string;
  taskId: string;
  write: 'waiting' | 'on-its-way' | 'written';
};

export function findUnheard(
  db: Db,
  workspaceId: string,
  kind: CrmKind,
  ids: string[],
  readSince: Date,
): Promise<Unheard[]> {
  return rows(db, unheardOf(kind), workspaceId, ids, readSince);
}

/** Returns which of these writes are still on their way, and remember it from now on. */
export async function markLeftOut(
  tx: Db,
  workspaceId: string,
  taskIds: string[],
  at: Date,
): Promise<Set<string>> {
  const found = await rows<{ id: string }>(tx, MARK, workspaceId, taskIds, at);
  return new Set(found.map(({ id }) => id));
}

export type LeftOut = { taskId: string; kind: CrmKind; crmId: string };

/** What was left out for the sake of these writes, once they have ended. */
export function takeLeftOut(tx: Db, workspaceId: string, taskIds: string[]): Promise<LeftOut[]> {
  return rows(tx, TAKE, workspaceId, taskIds);
}
