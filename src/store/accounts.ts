import { type Db, rows } from './database.ts';

const READ_CRM_IDS = `
  SELECT a.name AS account, a.crm_id AS "accountId", e.crm_owner_id AS expected,
    w.crm_owner_id AS wanted, e.name AS "expectedName", w.name AS "wantedName"
  FROM accounts a
    LEFT JOIN reps e ON e.id = $3::uuid AND e.workspace_id = $1
    LEFT JOIN reps w ON w.id = $4::uuid AND w.workspace_id = $1
  WHERE a.workspace_id = $1 AND a.id = $2::uuid`;

/** Served by the primary key: the whole book, page by page. */
const READ_PAGE = `
  SELECT id, name, crm_id AS "crmId" FROM accounts
  WHERE workspace_id = $1 AND id > $2::uuid AND deleted_at IS NULL ORDER BY id LIMIT $3`;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export type Listed = { id: string; name: string; crmId: string };

export function readAccountPage(
  db: Db,
  workspaceId: string,
  after: string | undefined,
  size: number,
): Promise<Listed[]> {
  return rows(db, READ_PAGE, workspaceId, after ?? BEFORE_ALL, size);
}

/** Served by the index on workspace and owner. */
const FIND_UNOWNED = `
  SELECT id FROM accounts WHERE workspace_id = $1 AND owner_id IS NULL AND deleted_at IS NULL
  ORDER BY created_at, id`;

export async function findUnowned(db: Db, workspaceId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(db, FIND_UNOWNED, workspaceId);
  return found.map(({ id }) => id);
}

export type CrmIds = {
  account: string;
  accountId: string;
  expected: string | null;
  wanted: string | null;
  wantedName: string | null;
};

/** The CRM's own ids of an account and of two of our reps. */
export async function readCrmIds(
  db: Db,
  workspaceId: string,
  accountId: string,
  expected: string | null,
  wanted: string | null,
): Promise<CrmIds | undefined> {
  const [row] = await rows<CrmIds>(db, READ_CRM_IDS, workspaceId, accountId, expected, wanted);
  return row;
}
