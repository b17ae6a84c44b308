import { z } from 'zod';
import { auditLine, chainBreak, type Neighbours, type Sealed } from '../domain/audit.ts';
import type { AuditCheck, Receipt } from '../domain/history.ts';
import type { Owned } from '../domain/ownership.ts';
import { type Db, rows } from './database.ts';
import { maybe, time } from './json.ts';

/** These are served by audit_entries_of_accounts. */
const OF_ACCOUNT = `e.workspace_id = $1 AND e.subject->>'kind' = 'account' AND e.subject->>'id' = $2`;
const COUNT = `SELECT count(*)::int AS total FROM audit_entries e WHERE ${OF_ACCOUNT}`;
/** Its neighbours by the primary key; what the CRM said by the change that the line is about. */
const READ = `
  SELECT e.seq, e.at, e.actor, e.action, e.subject, e.reason, e.before, e.after, e.context, e.previous, e.hash,
    b.hash AS "hashBefore",
    coalesce(n.previous, (SELECT hash FROM audit_heads WHERE workspace_id = $1 AND seq = e.seq)) AS "hashAfter",
    CASE WHEN t.status IN ('due', 'claimed', 'retrying') AND EXISTS (SELECT FROM crm_pauses w
      WHERE w.workspace_id = $1 AND w.kind = 'account') THEN 'paused' ELSE t.status END AS status, t.receipt, t.last_error AS problem
  FROM (SELECT * FROM audit_entries e WHERE ${OF_ACCOUNT} ORDER BY e.seq DESC LIMIT $3 OFFSET $4) e
    LEFT JOIN audit_entries b ON b.workspace_id = $1 AND b.seq = e.seq - 1
    LEFT JOIN audit_entries n ON n.workspace_id = $1 AND n.seq = e.seq + 1
    LEFT JOIN ownership_changes c ON c.account_id = $2::uuid AND c.audit_seq = e.seq
    LEFT JOIN tasks t ON t.workspace_id = $1 AND t.kind = 'crm-owner' AND t.key = c.id::text
  ORDER BY e.seq DESC`;
/** Served by audit_entries_passing. */
const READ_PASSING = `
  SELECT e.subject->>'id' AS id, array_agg((e.context->>'happenedAt')::timestamptz) AS moments FROM audit_entries e
  WHERE e.workspace_id = $1 AND e.subject->>'kind' = $2 AND e.subject->>'id' = ANY($3::text[]) AND e.action = 'owner-passed'
  GROUP BY 1`;
const SAVE_CHECK = `
  INSERT INTO audit_checks (workspace_id, checked_at, lines, breaks) VALUES ($1, $2, $3, $4::jsonb)
  ON CONFLICT (workspace_id) DO UPDATE SET checked_at = excluded.checked_at, lines = excluded.lines,
    breaks = excluded.breaks`;
const READ_CHECK = `
  SELECT checked_at AS at, lines, breaks FROM audit_checks WHERE workspace_id = $1`;

const row = auditLine.extend({
  seq: z.bigint().transform(Number),
  previous: z.string(),
  hash: z.string(),
  hashBefore: maybe(z.string()),
  hashAfter: maybe(z.string()),
  status: maybe(z.enum(['due', 'claimed', 'retrying', 'paused', 'done', 'dead'])),
  receipt: maybe(z.object({ kind: z.string(), at: maybe(time) })),
  problem: maybe(z.string()),
});
type Row = z.infer<typeof row>;
const check = z.object({ at: time, lines: z.number(), breaks: z.array(chainBreak) });

export type KeptLine = { line: Sealed; around: Neighbours; receipt?: Receipt };

/** When owners were set in the CRM that others followed there before it was read, as far as the log has them. */
export async function readPassingEdits(
  db: Db,
  workspaceId: string,
  kind: Owned['kind'],
  ids: readonly string[],
): Promise<Map<string, Set<number>>> {
  type Row = { id: string; moments: Date[] };
  const found = await rows<Row>(db, READ_PASSING, workspaceId, kind, ids);
  return new Map(found.map(({ id, moments }) => [id, new Set(moments.map(Number))]));
}

export async function countHistory(
  db: Db,
  workspaceId: string,
  accountId: string,
): Promise<number> {
  const [counted] = await rows<{ total: number }>(db, COUNT, workspaceId, accountId);
  return counted?.total ?? 0;
}

/** The log's lines about an account, the newest first. */
export async function readHistoryLines(
  db: Db,
  workspaceId: string,
  accountId: string,
  { from, most }: { from: number; most: number },
): Promise<KeptLine[]> {
  const found = await rows(db, READ, workspaceId, accountId, most, from);
  return found.map((one) => {
    const {
      hashBefore: before,
      hashAfter: after,
      status,
      receipt,
      problem,
      ...line
    } = row.parse(one);
    const told = receiptOf({ status, receipt, problem });
    return { line, around: { before, after }, ...(told && { receipt: told }) };
  });
}

function receiptOf({
  status,
  receipt,
  problem = '',
}: Pick<Row, 'status' | 'receipt' | 'problem'>): Receipt | undefined {
  switch (status) {
    case undefined:
      return undefined;
    case 'due':
    case 'claimed':
    case 'retrying':
      return { kind: 'on-its-way' };
    case 'paused':
      return { kind: 'held-up' };
    case 'dead':
      return { kind: 'given-up', problem };
    case 'done':
      return doneReceipt(receipt);
  }
}

function doneReceipt(receipt: Row['receipt']): Receipt | undefined {
  switch (receipt?.kind) {
    case 'written':
    case 'already':
      return receipt.at && { kind: 'written', at: receipt.at };
    case 'no-crm':
    case 'superseded':
    case 'conflict':
      return { kind: receipt.kind };
    default:
      return undefined;
  }
}

export async function saveAuditCheck(
  db: Db,
  workspaceId: string,
  { at, lines, breaks }: AuditCheck,
): Promise<void> {
  await db.$executeRawUnsafe(SAVE_CHECK, workspaceId, at, lines, JSON.stringify(breaks));
}

export async function readAuditCheck(db: Db, workspaceId: string): Promise<AuditCheck | undefined> {
  const [found] = await rows(db, READ_CHECK, workspaceId);
  return found === undefined ? undefined : check.parse(found);
}
