import { type Db, rows } from './database.ts';

/** Served by the primary key: the whole book, page by page. */
const READ_PAGE = `
  SELECT id, name, crm_id AS "crmId" FROM accounts
  WHERE workspace_id = $1 AND id > $2::uuid AND deleted_at IS NULL ORDER BY id LIMIT $3`;
export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export type Listed = { id: string; name: string; crmId: string };

export function readAccountPage(
  db: Db,
  workspaceId: string,
  after: string | undefined,
  size: number,
): Promise<Listed[]> {
  return rows(db, READ_PAGE, workspaceId, after ?? BEFORE_ALL, size);
}

/** Served by the primary key. */
const READ_LISTED = `
  SELECT id, name, crm_id AS "crmId" FROM accounts
  WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND deleted_at IS NULL ORDER BY id`;

export function readListed(db: Db, workspaceId: string, ids: readonly string[]): Promise<Listed[]> {
  return rows(db, READ_LISTED, workspaceId, ids);
}

/** Served by the index on workspace and owner. */
const FIND_UNOWNED = `
  SELECT id FROM accounts WHERE workspace_id = $1 AND owner_id IS NULL AND deleted_at IS NULL
  ORDER BY created_at, id`;

export async function findUnowned(db: Db, workspaceId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(db, FIND_UNOWNED, workspaceId);
  return found.map(({ id }) => id);
}

/** Served by the unique key on workspace and CRM id. */
const STRANGE = `
  SELECT asked.id FROM unnest($2::text[]) AS asked (id) WHERE NOT EXISTS (
    SELECT FROM accounts WHERE workspace_id = $1 AND crm_id = asked.id)`;

/** Accounts that others hang on and that have not been heard of yet. */
export async function findStrange(
  db: Db,
  workspaceId: string,
  crmIds: string[],
): Promise<string[]> {
  if (crmIds.length === 0) return [];
  return (await rows<{ id: string }>(db, STRANGE, workspaceId, crmIds)).map(({ id }) => id);
}

/** Served by the primary key. */
const CRM_ID = `
  SELECT crm_id AS "crmId" FROM accounts WHERE workspace_id = $1 AND id = $2::uuid AND deleted_at IS NULL`;

/** Its number in the CRM; undefined where it is gone. */
export async function findCrmId(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<string | undefined> {
  const [found] = await rows<{ crmId: string }>(db, CRM_ID, workspaceId, id);
  return found?.crmId;
}
