import type { HeardChange } from '../domain/crm-owner.ts';
import { type Db, rows } from './database.ts';

/** Served by ownership_changes_account_id_at_idx and the unique key of tasks. */
const READ_HEARD = `
  SELECT c.id AS "changeId", c.from_id AS "from", c.to_id AS "to",
    CASE WHEN t.id IS NULL OR t.receipt->>'kind' IN ('written', 'already', 'conflict') THEN 'heard'
      WHEN t.status = 'claimed' THEN 'on-its-way' ELSE 'waiting' END AS crm
  FROM ownership_changes c
    LEFT JOIN tasks t ON t.workspace_id = $1 AND t.kind = 'crm-owner' AND t.key = c.id::text
  WHERE c.workspace_id = $1 AND c.account_id = $2::uuid ORDER BY c.audit_seq DESC`;
const FIND_UNHEARD = `
  SELECT wanted.id FROM unnest($2::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (SELECT c.id FROM ownership_changes c WHERE c.account_id = wanted.id
      ORDER BY c.audit_seq DESC LIMIT 1) latest
    JOIN tasks t ON t.workspace_id = $1 AND t.kind = 'crm-owner' AND t.key = latest.id::text
  WHERE t.status <> 'done' OR t.done_at >= $3`;

/** An account's changes, newest first, with what the CRM knows of each. */
export function readHeardChanges(
  db: Db,
  workspaceId: string,
  accountId: string,
): Promise<HeardChange[]> {
  return rows(db, READ_HEARD, workspaceId, accountId);
}

/** Those of the accounts whose owner the CRM has not heard yet, or may not have had when it was read. */
export async function findUnheard(
  db: Db,
  workspaceId: string,
  accountIds: string[],
  readSince: Date,
): Promise<Set<string>> {
  const found = await rows<{ id: string }>(db, FIND_UNHEARD, workspaceId, accountIds, readSince);
  return new Set(found.map(({ id }) => id));
}
