import { z } from 'zod';
import type { FixOutcome } from '../domain/fix.ts';
import { type Actor, actor } from '../domain/ownership.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { maybe } from './json.ts';

/** Served by fixes_batch_id_id_idx, as all that follow. */
const READ_APPROVED = `
  SELECT f.id, f.attribute, f.previous, f.proposed, f.approved_by AS "approvedBy", a.id AS "accountId", a.name AS account,
    a.crm_id AS "crmId"
  FROM fixes f JOIN accounts a ON a.id = f.account_id
  WHERE f.workspace_id = $1 AND f.batch_id = $2::uuid AND f.status = 'approved' ORDER BY f.id LIMIT $3`;
/** One that another worker has settled meanwhile stays as it is. */
const SETTLE = `
  UPDATE fixes SET status = e.status, problem = e.problem
  FROM jsonb_to_recordset(${LINES}) AS e (id uuid, status text, problem text)
  WHERE fixes.workspace_id = $1 AND fixes.id = e.id AND fixes.status = 'approved' RETURNING fixes.id`;
const COUNT_ENDS = `
  SELECT count(*) FILTER (WHERE status = 'written')::int AS written,
    count(*) FILTER (WHERE status = 'changed')::int AS changed,
    count(*) FILTER (WHERE status = 'refused')::int AS refused
  FROM fixes WHERE workspace_id = $1 AND batch_id = $2::uuid`;
/** Those that were refused first: they want somebody. */
const READ_LEFT = `
  SELECT a.name AS account, f.attribute, f.problem FROM fixes f JOIN accounts a ON a.id = f.account_id
  WHERE f.workspace_id = $1 AND f.batch_id = $2::uuid AND f.status IN ('refused', 'changed')
  ORDER BY f.status DESC, f.id LIMIT $3`;

const approvedRow = z.object({
  ...{ id: z.string(), attribute: z.string(), previous: z.string(), proposed: z.string() },
  ...{ approvedBy: actor, accountId: z.string(), account: z.string(), crmId: z.string() },
});
/** A clean value on its way to the CRM. */
export type ApprovedFix = z.infer<typeof approvedRow> & { approvedBy: Actor };

export async function readApproved(
  db: Db,
  workspaceId: string,
  batchId: string,
  most: number,
): Promise<ApprovedFix[]> {
  return z.array(approvedRow).parse(await rows(db, READ_APPROVED, workspaceId, batchId, most));
}

export type FixEnd = {
  id: string;
  status: 'written' | 'changed' | 'refused';
  problem?: string;
};

/** The ids of those that were still open. */
export async function settleFixes(
  tx: Db,
  workspaceId: string,
  ends: readonly FixEnd[],
): Promise<Set<string>> {
  const found = await rows<{ id: string }>(tx, SETTLE, workspaceId, asLines(ends));
  return new Set(found.map(({ id }) => id));
}

const counts = z.object({ written: z.number(), changed: z.number(), refused: z.number() });
const leftRow = z.object({
  account: z.string(),
  attribute: z.string(),
  problem: maybe(z.string()),
});

export async function readOutcome(
  db: Db,
  workspaceId: string,
  batchId: string,
  most: number,
): Promise<Omit<FixOutcome, 'crm'>> {
  const [counted] = await rows(db, COUNT_ENDS, workspaceId, batchId);
  const left = z.array(leftRow).parse(await rows(db, READ_LEFT, workspaceId, batchId, most));
  return {
    ...{ batchId, ...counts.parse(counted) },
    left: left.map(({ problem, ...one }) => ({ ...one, ...(problem && { problem }) })),
  };
}
