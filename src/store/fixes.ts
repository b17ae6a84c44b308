import type { Fix } from '../domain/fix.ts';
import type { Actor } from '../domain/ownership.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { newId } from './id.ts';

/**
 * A later question about a value takes the place of an earlier one. What was approved already and waits for the CRM is not
 * asked again.
 */
const PROPOSE = `
  INSERT INTO fixes (id, workspace_id, batch_id, account_id, attribute, previous, proposed, status,
    proposed_by, proposed_at)
  SELECT f.id, $1, $3::uuid, f."accountId", f.attribute, f.previous, f.proposed, 'proposed', $4::jsonb, $5
  FROM jsonb_to_recordset(${LINES}) AS f (
    id uuid, "accountId" uuid, attribute text, previous text, proposed text)
  WHERE NOT EXISTS (SELECT FROM fixes old WHERE old.account_id = f."accountId"
    AND old.attribute = f.attribute AND old.status = 'approved'
    AND old.previous = f.previous AND old.proposed = f.proposed)
  ON CONFLICT (account_id, attribute) WHERE status = 'proposed' DO UPDATE SET
    id = excluded.id, batch_id = excluded.batch_id, previous = excluded.previous,
    proposed = excluded.proposed, proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at`;
/** Served by fixes_batch_id_id_idx. */
const COUNT_BATCH = `
  SELECT attribute, bool_or(status = 'proposed') AS "isOpen", count(*)::int AS count FROM fixes
  WHERE workspace_id = $1 AND batch_id = $2::uuid AND status <> 'superseded'
  GROUP BY 1 ORDER BY 3 DESC, 1`;
const OF_BATCH = `
  SELECT f.id AS "fixId", f.attribute, f.previous, f.proposed, a.id, a.name, a.crm_id AS "crmId"
  FROM fixes f JOIN accounts a ON a.id = f.account_id
  WHERE f.workspace_id = $1 AND f.batch_id = $2::uuid AND f.status <> 'superseded'`;
const READ_SHOWN = `${OF_BATCH} ORDER BY f.id LIMIT $3 OFFSET $4`;
const READ_PAGE = `${OF_BATCH} AND (a.id, f.attribute) > ($3::uuid, $4)
  ORDER BY a.id, f.attribute LIMIT $5`;
/** What the CRM says differently by now is no longer what was agreed to. */
const SUPERSEDE_CHANGED = `
  UPDATE fixes SET status = 'superseded' FROM accounts a
  WHERE fixes.workspace_id = $1 AND fixes.batch_id = $2::uuid AND fixes.status = 'proposed'
    AND a.id = fixes.account_id AND (a.deleted_at IS NOT NULL
      OR coalesce(a.attributes->fixes.attribute->>'value', '') <> fixes.previous)`;
const APPROVE = `
  UPDATE fixes SET status = 'approved', approved_by = $3::jsonb, approved_at = $4
  WHERE workspace_id = $1 AND batch_id = $2::uuid AND status = 'proposed'`;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export type NewFix = { accountId: string; attribute: string; previous: string; proposed: string };
export type Proposal = { batchId: string; by: Actor; at: Date };

export async function saveProposedFixes(
  tx: Db,
  workspaceId: string,
  fixes: readonly NewFix[],
  { batchId, by, at }: Proposal,
): Promise<void> {
  const lines = fixes.map((fix) => ({ id: newId(), ...fix }));
  const actor = JSON.stringify(by);
  await tx.$executeRawUnsafe(PROPOSE, workspaceId, asLines(lines), batchId, actor, at);
}

type Counted = { attribute: string; isOpen: boolean; count: number };

export function countFixes(db: Db, workspaceId: string, batchId: string): Promise<Counted[]> {
  return rows(db, COUNT_BATCH, workspaceId, batchId);
}

type Row = Omit<Fix, 'account'> & Fix['account'];

function fixOfRow({ id, name, crmId, attribute, previous, proposed }: Row): Fix {
  return { account: { id, name, crmId }, attribute, previous, proposed };
}

/** As they were found, a page at a time. */
export async function readShownFixes(
  db: Db,
  workspaceId: string,
  batchId: string,
  { page, size }: { page: number; size: number },
): Promise<Fix[]> {
  const found = await rows<Row>(db, READ_SHOWN, workspaceId, batchId, size, page * size);
  return found.map(fixOfRow);
}

/** By account, so that its fixes come together. */
export async function readFixPage(
  db: Db,
  workspaceId: string,
  batchId: string,
  after: Fix | undefined,
  size: number,
): Promise<Fix[]> {
  const place = [after?.account.id ?? BEFORE_ALL, after?.attribute ?? ''];
  const found = await rows<Row>(db, READ_PAGE, workspaceId, batchId, ...place, size);
  return found.map(fixOfRow);
}

/** How many were approved, and how many the CRM has overtaken meanwhile. */
export async function approveBatch(
  tx: Db,
  workspaceId: string,
  batchId: string,
  by: Actor,
  at: Date,
): Promise<{ approved: number; overtaken: number }> {
  const overtaken = await tx.$executeRawUnsafe(SUPERSEDE_CHANGED, workspaceId, batchId);
  const actor = JSON.stringify(by);
  const approved = await tx.$executeRawUnsafe(APPROVE, workspaceId, batchId, actor, at);
  return { approved, overtaken };
}

const READ_STORED = `
  SELECT coalesce(attributes->$3->>'value', '') AS value FROM accounts WHERE workspace_id = $1 AND id = $2::uuid`;

/** What the CRM said last; empty where it said nothing. */
export async function readStoredValue(
  db: Db,
  workspaceId: string,
  accountId: string,
  attribute: string,
): Promise<string> {
  const [found] = await rows<{ value: string }>(db, READ_STORED, workspaceId, accountId, attribute);
  return found?.value ?? '';
}

/**
 * Served by the index on account and attribute. Only what still stands there as it was found is clean by it, and not what
 * belongs into another attribute: alone it would write over the one place where that stands.
 */
const FIND_CLEAN = `
  SELECT f.previous, f.proposed FROM fixes f JOIN accounts a ON a.id = f.account_id
  WHERE f.workspace_id = $1 AND f.account_id = $2::uuid AND f.attribute = $3 AND f.status IN ('proposed', 'approved')
    AND a.attributes->f.attribute->>'value' IS NOT DISTINCT FROM f.previous
    AND NOT EXISTS (SELECT FROM fixes other WHERE other.account_id = f.account_id AND other.batch_id = f.batch_id
      AND other.attribute <> f.attribute AND other.proposed = f.previous)
  ORDER BY f.proposed_at DESC LIMIT 1`;

/** The clean value that is known for one that is stored. */
export async function findCleanValue(
  db: Db,
  workspaceId: string,
  accountId: string,
  attribute: string,
): Promise<{ previous: string; proposed: string } | undefined> {
  type Row = { previous: string; proposed: string };
  const [found] = await rows<Row>(db, FIND_CLEAN, workspaceId, accountId, attribute);
  return found;
}
