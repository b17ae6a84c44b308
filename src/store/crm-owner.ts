import { z } from 'zod';
import type { HeardChange } from '../domain/crm-owner.ts';
import { cause, type Owned } from '../domain/ownership.ts';
import { type CrmOwnerTask, crmOwnerTasks, task } from '../domain/task.ts';
import type { Story } from '../domain/write-back.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { maybe, time } from './json.ts';

type Place = {
  table: 'accounts' | 'leads' | 'deals';
  column: 'account_id' | 'lead_id' | 'deal_id';
  /** What the CRM has deleted: of deals not even a row is left. */
  isThere: 's.deleted_at IS NULL' | 'true';
};
const isThere = 's.deleted_at IS NULL';
const places: Record<Owned['kind'], Place> = {
  account: { table: 'accounts', column: 'account_id', isThere },
  lead: { table: 'leads', column: 'lead_id', isThere },
  deal: { table: 'deals', column: 'deal_id', isThere: 'true' },
};

/**
 * Served by tasks_waiting. One that failed has a job of its own; a claim past its lease is a dead worker's. Two who claim at the
 * same moment take turns: skipping what the other is just locking would part two changes of one account, and the later would
 * have to wait for the earlier.
 */
const CLAIM = `
  UPDATE tasks SET status = 'claimed', attempts = attempts + 1, claimed_at = $2
  WHERE id IN (SELECT id FROM tasks
    WHERE workspace_id = $1 AND kind = $5 AND (status = 'due' OR (status = 'claimed' AND claimed_at < $3))
    ORDER BY due_at, id LIMIT $4 FOR UPDATE)
  RETURNING id, payload, attempts AS attempt`;
/** Whoever was given up for dead settles nothing: the claim is another's by then. What goes back waits behind all others. */
const SETTLE = `
  UPDATE tasks SET status = e.status, receipt = coalesce(e.receipt, tasks.receipt), last_error = e.error,
    done_at = CASE WHEN e.status = 'done' THEN $3::timestamptz END,
    due_at = CASE WHEN e.status = 'due' THEN $3::timestamptz ELSE tasks.due_at END
  FROM jsonb_to_recordset(${LINES}) AS e (id uuid, attempt int, status text, receipt jsonb, error text)
  WHERE tasks.id = e.id AND tasks.workspace_id = $1 AND tasks.status = 'claimed' AND tasks.attempts = e.attempt
  RETURNING tasks.id, tasks.status`;
/**
 * Served by ownership_changes_account_id_at_idx, ownership_changes_of_leads, ownership_changes_of_deals and the unique key of tasks. The limits keep it
 * to those indexes: after many changes at once the planner would read both tables whole.
 */
const readHeard = (kind: Owned['kind']) => `
  SELECT c.${places[kind].column} AS id, c.id AS "changeId", c.from_id AS "from", c.to_id AS "to",
    CASE WHEN t.id IS NULL OR t.kind IN ('written', 'already', 'conflict') THEN 'heard'
      WHEN t.status = 'claimed' THEN 'on-its-way' ELSE 'waiting' END AS crm
  FROM unnest($2::uuid[]) AS asked (id)
    CROSS JOIN LATERAL (SELECT * FROM ownership_changes WHERE workspace_id = $1 AND ${places[kind].column} = asked.id
      ORDER BY ${places[kind].column}, at DESC LIMIT 10000) c
    LEFT JOIN LATERAL (SELECT id, status, receipt->>'kind' AS kind FROM tasks
      WHERE workspace_id = $1 AND kind = '${crmOwnerTasks[kind]}' AND key = c.id::text LIMIT 1) t ON true
  ORDER BY c.audit_seq DESC`;
const readIds = ({ table, isThere }: Place) => `
  SELECT a.trace, s.crm_id AS "crmId", e.crm_owner_id AS expected, w.crm_owner_id AS wanted, w.name AS "wantedName"
  FROM jsonb_to_recordset(${LINES}) AS a (trace text, id uuid, expected uuid, wanted uuid)
    JOIN ${table} s ON s.id = a.id AND s.workspace_id = $1
    LEFT JOIN reps e ON e.id = a.expected AND e.workspace_id = $1
    LEFT JOIN reps w ON w.id = a.wanted AND w.workspace_id = $1
  WHERE ${isThere}`;

/** Served by the key of ownership_changes. A lead has no territory of its own. */
const READ_STORIES = `
  SELECT c.id, c.cause, c.reason, c.at, t.name AS territory FROM ownership_changes c
    LEFT JOIN accounts a ON a.id = c.account_id LEFT JOIN territories t ON t.id = a.territory_id
  WHERE c.workspace_id = $1 AND c.id = ANY($2::uuid[])`;

/** Served by the unique key on workspace and CRM id. Of an owner without a number there nothing is known. */
const ownersKnown = ({ table, isThere }: Place) => `
  SELECT s.crm_id AS "crmId", r.crm_owner_id AS owner FROM ${table} s LEFT JOIN reps r ON r.id = s.owner_id
  WHERE s.workspace_id = $1 AND s.crm_id = ANY($2::text[]) AND ${isThere}
    AND (s.owner_id IS NULL OR r.crm_owner_id IS NOT NULL)`;

/** A task in one worker's hands. */
export type Claimed = { id: string; attempt: number; task: CrmOwnerTask };

/** So many of those of a kind that wait, oldest first; no other worker gets them meanwhile. */
export async function claimCrmWrites(
  db: Db,
  workspaceId: string,
  kind: Owned['kind'],
  { at, leaseFrom, most }: { at: Date; leaseFrom: Date; most: number },
): Promise<Claimed[]> {
  type Row = { id: string; payload: unknown; attempt: number };
  const wanted = crmOwnerTasks[kind];
  const found = await rows<Row>(db, CLAIM, workspaceId, at, leaseFrom, most, wanted);
  return found.map(({ payload, ...claim }) => ({
    ...claim,
    task: task.parse(payload) as CrmOwnerTask,
  }));
}

export type Settled = {
  id: string;
  attempt: number;
  status: 'done' | 'due' | 'retrying' | 'dead';
  receipt?: unknown;
  error?: string;
};

/** Which of them were still ours to settle, and how they stand. */
export function settleCrmWrites(
  db: Db,
  workspaceId: string,
  settled: Settled[],
  at: Date,
): Promise<Pick<Settled, 'id' | 'status'>[]> {
  return rows(db, SETTLE, workspaceId, asLines(settled), at);
}

/** The changes of each of these accounts, leads or deals, newest first, with what the CRM knows of each. */
export async function readHeardChanges(
  db: Db,
  workspaceId: string,
  kind: Owned['kind'],
  ids: string[],
): Promise<Map<string, HeardChange[]>> {
  type Row = HeardChange & { id: string };
  const found = await rows<Row>(db, readHeard(kind), workspaceId, ids);
  return Map.groupBy(found, ({ id }) => id);
}

/** Whom the registry has as their owners, by the CRM's numbers of both; null is nobody. */
export async function findOwnersKnown(
  db: Db,
  workspaceId: string,
  kind: Owned['kind'],
  crmIds: string[],
): Promise<Map<string, string | null>> {
  type Row = { crmId: string; owner: string | null };
  const found = await rows<Row>(db, ownersKnown(places[kind]), workspaceId, crmIds);
  return new Map(found.map(({ crmId, owner }) => [crmId, owner]));
}

const story = z.object({
  id: z.string(),
  cause,
  reason: z.string(),
  at: time,
  territory: maybe(z.string()),
});

/** How each of these changes came to be. */
export async function readStories(
  db: Db,
  workspaceId: string,
  changeIds: string[],
): Promise<Map<string, Story>> {
  const found = await rows(db, READ_STORIES, workspaceId, changeIds);
  return new Map(
    found.map((row) => {
      const { id, ...told } = story.parse(row);
      return [id, told];
    }),
  );
}

/** What changes hands, and two of our reps. */
export type AskedIds = {
  trace: string;
  id: string;
  expected: string | null;
  wanted: string | null;
};
export type CrmIds = {
  crmId: string;
  expected: string | null;
  wanted: string | null;
  wantedName: string | null;
};

/** The CRM's own ids of those that are still there, by trace. */
export async function readCrmIds(
  db: Db,
  workspaceId: string,
  kind: Owned['kind'],
  asked: AskedIds[],
): Promise<Map<string, CrmIds>> {
  type Row = CrmIds & { trace: string };
  const found = await rows<Row>(db, readIds(places[kind]), workspaceId, asLines(asked));
  return new Map(found.map(({ trace, ...ids }) => [trace, ids]));
}
