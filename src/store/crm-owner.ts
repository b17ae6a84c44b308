import type { HeardChange } from '../domain/crm-owner.ts';
import type { Subject } from '../domain/ownership.ts';
import type { Task } from '../domain/task.ts';
import { type Db, rows } from './database.ts';

type Place = {
  table: 'accounts' | 'leads';
  column: 'account_id' | 'lead_id';
  task: Task['kind'];
};
const places: Record<Subject['kind'], Place> = {
  account: { table: 'accounts', column: 'account_id', task: 'crm-owner' },
  lead: { table: 'leads', column: 'lead_id', task: 'crm-lead-owner' },
};

/** Served by ownership_changes_account_id_at_idx, ownership_changes_of_leads and the unique key of tasks. */
const readHeard = ({ column, task }: Place) => `
  SELECT c.id AS "changeId", c.from_id AS "from", c.to_id AS "to",
    CASE WHEN t.id IS NULL OR t.receipt->>'kind' IN ('written', 'already', 'conflict') THEN 'heard'
      WHEN t.status = 'claimed' THEN 'on-its-way' ELSE 'waiting' END AS crm
  FROM ownership_changes c
    LEFT JOIN tasks t ON t.workspace_id = $1 AND t.kind = '${task}' AND t.key = c.id::text
  WHERE c.workspace_id = $1 AND c.${column} = $2::uuid ORDER BY c.audit_seq DESC`;
const unheardOf = ({ column, task }: Place) => `
  SELECT wanted.id FROM unnest($2::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (SELECT c.id FROM ownership_changes c WHERE c.${column} = wanted.id
      ORDER BY c.audit_seq DESC LIMIT 1) latest
    JOIN tasks t ON t.workspace_id = $1 AND t.kind = '${task}' AND t.key = latest.id::text
  WHERE t.status <> 'done' OR t.done_at >= $3`;
const readIds = ({ table }: Place) => `
  SELECT s.crm_id AS "crmId", e.crm_owner_id AS expected, w.crm_owner_id AS wanted,
    w.name AS "wantedName"
  FROM ${table} s
    LEFT JOIN reps e ON e.id = $3::uuid AND e.workspace_id = $1
    LEFT JOIN reps w ON w.id = $4::uuid AND w.workspace_id = $1
  WHERE s.workspace_id = $1 AND s.id = $2::uuid`;

/** The changes of an account or a lead, newest first, with what the CRM knows of each. */
export function readHeardChanges(
  db: Db,
  workspaceId: string,
  { kind, id }: Subject,
): Promise<HeardChange[]> {
  return rows(db, readHeard(places[kind]), workspaceId, id);
}

/** Those of them whose owner the CRM has not heard yet, or may not have had when it was read. */
export async function findUnheard(
  db: Db,
  workspaceId: string,
  kind: Subject['kind'],
  ids: string[],
  readSince: Date,
): Promise<Set<string>> {
  const sql = unheardOf(places[kind]);
  const found = await rows<{ id: string }>(db, sql, workspaceId, ids, readSince);
  return new Set(found.map(({ id }) => id));
}

export type CrmIds = {
  crmId: string;
  expected: string | null;
  wanted: string | null;
  wantedName: string | null;
};

/** The CRM's own ids of an account or a lead, and of two of our reps. */
export async function readCrmIds(
  db: Db,
  workspaceId: string,
  { kind, id }: Subject,
  expected: string | null,
  wanted: string | null,
): Promise<CrmIds | undefined> {
  const [row] = await rows<CrmIds>(db, readIds(places[kind]), workspaceId, id, expected, wanted);
  return row;
}
