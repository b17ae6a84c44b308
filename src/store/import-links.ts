import { asLines, type Db, LINES, rows } from './database.ts';

/** Child and parent by the CRM's ids. */
export type KeptLink = { child: string; parent: string | undefined };

/** Of an account without a parent only where the registry believes it has one. */
const SAVE = `
  INSERT INTO import_links (workspace_id, child_crm_id, parent_crm_id)
  SELECT $1, l.child, l.parent FROM jsonb_to_recordset(${LINES}) AS l (child text, parent text)
    JOIN accounts a ON a.workspace_id = $1 AND a.crm_id = l.child
  WHERE l.parent IS NOT NULL OR a.parent_id IS NOT NULL
  ON CONFLICT (workspace_id, child_crm_id) DO UPDATE SET parent_crm_id = excluded.parent_crm_id`;
const COUNT = `SELECT count(*)::int AS count FROM import_links WHERE workspace_id = $1`;
/** Served by the primary key. */
const TAKE = `
  WITH first AS (
    SELECT child_crm_id FROM import_links WHERE workspace_id = $1 ORDER BY child_crm_id LIMIT $2)
  DELETE FROM import_links l USING first
  WHERE l.workspace_id = $1 AND l.child_crm_id = first.child_crm_id
  RETURNING l.child_crm_id AS child, l.parent_crm_id AS parent`;
const DROP = `DELETE FROM import_links WHERE workspace_id = $1 AND child_crm_id = ANY($2::text[])`;

export async function keepLinks(tx: Db, workspaceId: string, links: KeptLink[]): Promise<void> {
  if (links.length === 0) return;
  await tx.$executeRawUnsafe(SAVE, workspaceId, asLines(links));
}

export async function countLinks(tx: Db, workspaceId: string): Promise<number> {
  const [found] = await rows<{ count: number }>(tx, COUNT, workspaceId);
  return found?.count ?? 0;
}

/** Whoever takes them links them in the same transaction. */
export async function takeLinks(tx: Db, workspaceId: string, most: number): Promise<KeptLink[]> {
  type Row = { child: string; parent: string | null };
  const found = await rows<Row>(tx, TAKE, workspaceId, most);
  return found.map(({ child, parent }) => ({ child, parent: parent ?? undefined }));
}

/** Of these a newer word has come. */
export async function dropLinks(tx: Db, workspaceId: string, children: string[]): Promise<void> {
  if (children.length === 0) return;
  await tx.$executeRawUnsafe(DROP, workspaceId, children);
}
