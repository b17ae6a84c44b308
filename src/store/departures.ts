import type { Subject } from '../domain/ownership.ts';
import { type Db, rows } from './database.ts';
import { ENDED } from './disputes.ts';

const tables = { account: 'accounts', lead: 'leads' } as const;
/** In the order of ids, so that two of them cannot wait for each other. */
const lock = (kind: Subject['kind']) => `
  SELECT id, crm_id AS "crmId", name, owner_id AS "ownerId", deleted_at IS NOT NULL AS "isGone",
    ${kind === 'account' ? 'merged_into_id' : 'NULL'} AS "mergedInto",
    coalesce((SELECT jsonb_object_agg(key, held->'value') FROM jsonb_each(attributes) AS e (key, held)), '{}') AS values
  FROM ${tables[kind]}
  WHERE workspace_id = $1 AND crm_id = ANY($2::text[]) ORDER BY id FOR UPDATE`;
const remove = (kind: Subject['kind']) => `
  UPDATE ${tables[kind]} SET deleted_at = $2 WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL`;
const WITHDRAW = `
  UPDATE proposals SET status = 'withdrawn'
  WHERE status = 'pending' AND (account_id = ANY($1::uuid[]) OR lead_id = ANY($1::uuid[])) RETURNING id`;
/** The look-up finds nobody who is gone. */
const FORGET_NAMES = 'DELETE FROM account_names WHERE account_id = ANY($1::uuid[])';
const FORGET_DOMAINS = 'DELETE FROM account_domains WHERE account_id = ANY($1::uuid[])';
const ERASE_LEADS = `
  UPDATE leads SET name = 'An erased contact', email = NULL, attributes = '{}'
  WHERE id = ANY($1::uuid[])`;
/** Of people who are gone since before a moment something is left. */
const FIND_LONG_GONE = `
  SELECT id FROM leads WHERE deleted_at < $1
    AND (name <> 'An erased contact' OR email IS NOT NULL OR attributes <> '{}')
  ORDER BY id LIMIT $2`;
/** Served by decisions_lead_id_at_idx. */
const ERASE_FACTS = `UPDATE decisions SET facts = '{}' WHERE lead_id = ANY($1::uuid[])`;
const REMOVE_DEALS =
  'DELETE FROM deals WHERE workspace_id = $1 AND crm_id = ANY($2::text[]) RETURNING id';
const renumber = (kind: Subject['kind']) =>
  `UPDATE ${tables[kind]} SET crm_id = $2 WHERE id = $1::uuid`;
const POINT_AT = 'UPDATE accounts SET merged_into_id = $2::uuid WHERE id = ANY($1::uuid[])';
const HEAD = '(SELECT coalesce(ultimate_parent_id, id) FROM accounts WHERE id = $2::uuid)';
/** What hung on those that are gone hangs on the one they became. */
const HAND_ON = [
  'UPDATE deals SET account_id = $2::uuid WHERE account_id = ANY($1::uuid[])',
  'UPDATE leads SET account_id = $2::uuid WHERE account_id = ANY($1::uuid[])',
  'UPDATE pins SET account_id = $2::uuid WHERE account_id = ANY($1::uuid[]) AND lifted_at IS NULL',
  'UPDATE holdovers SET account_id = $2::uuid WHERE account_id = ANY($1::uuid[]) AND ended_at IS NULL',
  'UPDATE lead_matches SET account_id = $2::uuid WHERE account_id = ANY($1::uuid[])',
  // In each role the shares of one verdict: those of the one that goes on stand.
  `UPDATE shares s SET account_id = $2::uuid WHERE account_id = ANY($1::uuid[]) AND ended_at IS NULL AND NOT EXISTS (
    SELECT FROM shares o WHERE o.kind = s.kind AND o.role = s.role AND o.ended_at IS NULL
      AND (o.account_id = $2::uuid OR (o.account_id = ANY($1::uuid[]) AND o.account_id < s.account_id)))`,
  'UPDATE accounts SET parent_id = $2::uuid WHERE parent_id = ANY($1::uuid[]) AND id <> $2::uuid',
  'UPDATE accounts SET ultimate_parent_id = $2::uuid WHERE ultimate_parent_id = ANY($1::uuid[]) AND id <> $2::uuid',
  // What was decided of them is known of what they have become, and bars the same claim while nothing else is known.
  `UPDATE disputes SET family_id = ${HEAD} WHERE (family_id = ANY($1::uuid[]) OR account_id = ANY($1::uuid[])) AND status IN ${ENDED}`,
  `UPDATE disputes SET family_id = ${HEAD} WHERE family_id = ANY($1::uuid[]) AND account_id <> ALL($1::uuid[]) AND status NOT IN ${ENDED}`,
];

export type Departing = {
  id: string;
  crmId: string;
  name: string;
  ownerId: string | null;
  isGone: boolean;
  /** Of accounts, the one that it became. */
  mergedInto: string | null;
  /** By attribute. */
  values: Record<string, unknown>;
};

/** Locked until the transaction ends; those that are gone already are among them. */
export function lockByCrmId(
  tx: Db,
  workspaceId: string,
  kind: Subject['kind'],
  crmIds: string[],
): Promise<Departing[]> {
  return rows(tx, lock(kind), workspaceId, crmIds);
}

/** They stay as rows, since the history names them; what they waited for is withdrawn, and its ids come back. */
export async function markGone(
  tx: Db,
  kind: Subject['kind'],
  ids: string[],
  at: Date,
): Promise<string[]> {
  await tx.$executeRawUnsafe(remove(kind), ids, at);
  const withdrawn = await rows<{ id: string }>(tx, WITHDRAW, ids);
  if (kind === 'account') {
    await tx.$executeRawUnsafe(FORGET_NAMES, ids);
    await tx.$executeRawUnsafe(FORGET_DOMAINS, ids);
  }
  return withdrawn.map(({ id }) => id);
}

/** Whoever asked to be forgotten. */
export async function eraseLeads(tx: Db, ids: string[]): Promise<void> {
  await tx.$executeRawUnsafe(ERASE_LEADS, ids);
  await tx.$executeRawUnsafe(ERASE_FACTS, ids);
}

/** In all workspaces. */
export async function findLongGone(db: Db, before: Date, most: number): Promise<string[]> {
  return (await rows<{ id: string }>(db, FIND_LONG_GONE, before, most)).map(({ id }) => id);
}

/** Which of our deals these were. */
export async function removeDeals(
  tx: Db,
  workspaceId: string,
  crmIds: string[],
): Promise<string[]> {
  const removed = await rows<{ id: string }>(tx, REMOVE_DEALS, workspaceId, crmIds);
  return removed.map(({ id }) => id);
}

export async function renumberInCrm(
  tx: Db,
  kind: Subject['kind'],
  id: string,
  crmId: string,
): Promise<void> {
  await tx.$executeRawUnsafe(renumber(kind), id, crmId);
}

/** Accounts that have become another one. */
export async function handOn(tx: Db, ids: string[], into: string): Promise<void> {
  await tx.$executeRawUnsafe(POINT_AT, ids, into);
  for (const sql of HAND_ON) await tx.$executeRawUnsafe(sql, ids, into);
}
