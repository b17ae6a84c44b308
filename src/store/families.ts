import { familyHeads } from '../domain/family.ts';
import { type Db, rows } from './database.ts';

/** Served by the unique key on workspace and CRM id. */
const LINK_PARENTS = `
  UPDATE accounts SET parent_id = linked.parent_id
  FROM (SELECT child.id, parent.id AS parent_id
    FROM unnest($2::text[], $3::text[]) AS link (child_crm_id, parent_crm_id)
      JOIN accounts child ON child.workspace_id = $1 AND child.crm_id = link.child_crm_id
      LEFT JOIN accounts parent ON parent.workspace_id = $1 AND parent.crm_id = link.parent_crm_id
        AND parent.id <> child.id) linked
  WHERE accounts.id = linked.id AND accounts.parent_id IS DISTINCT FROM linked.parent_id
  RETURNING accounts.id, accounts.ultimate_parent_id AS head, accounts.parent_id AS parent`;
/** Everybody whose ultimate parent may have changed with them: their families as they were, and those they came to. */
const READ_RELATIVES = `
  WITH heads AS (
    SELECT coalesce(ultimate_parent_id, id) AS id FROM accounts WHERE id = ANY($2::uuid[])
    UNION SELECT unnest($2::uuid[]))
  SELECT id AS child, parent_id AS parent FROM accounts WHERE workspace_id = $1 AND id IN (SELECT id FROM heads)
  UNION
  SELECT id, parent_id FROM accounts WHERE workspace_id = $1 AND ultimate_parent_id IN (SELECT id FROM heads)`;
const SAVE_HEADS = `
  UPDATE accounts SET ultimate_parent_id = top.head
  FROM unnest($2::uuid[], $3::uuid[]) AS top (id, head)
  WHERE accounts.workspace_id = $1 AND accounts.id = top.id AND accounts.ultimate_parent_id IS DISTINCT FROM top.head
  RETURNING accounts.id`;
/** Cases count for the family to which their account belongs now. */
const TAKE_CASES = `
  UPDATE disputes d SET family_id = coalesce(a.ultimate_parent_id, a.id) FROM accounts a
  WHERE a.workspace_id = $1 AND a.id = ANY($2::uuid[]) AND d.account_id = a.id
    AND d.family_id <> coalesce(a.ultimate_parent_id, a.id)`;

/**
 * The parents of some accounts, by CRM id, and the families of whoever is related to them. A parent that the registry does not
 * know is left out. No parent: it has none any more. Returns whose parent or ultimate parent is another one now.
 */
export async function linkParents(
  tx: Db,
  workspaceId: string,
  links: { child: string; parent: string | undefined }[],
): Promise<string[]> {
  const children = links.map(({ child }) => child);
  const parents = links.map(({ parent }) => parent ?? null);
  type Moved = { id: string; head: string | null; parent: string | null };
  const moved = await rows<Moved>(tx, LINK_PARENTS, workspaceId, children, parents);
  if (moved.length === 0) return [];
  const touched = moved.flatMap((one) =>
    [one.id, one.head, one.parent].filter((id) => id !== null),
  );
  const relatives = await rows<{ child: string; parent: string | null }>(
    tx,
    READ_RELATIVES,
    workspaceId,
    [...new Set(touched)],
  );
  const known = relatives.flatMap(({ child, parent }) => (parent ? [{ child, parent }] : []));
  const heads = familyHeads(known);
  const ids = relatives.map(({ child }) => child);
  const tops = ids.map((id) => heads.get(id) ?? null);
  const regrouped = await rows<{ id: string }>(tx, SAVE_HEADS, workspaceId, ids, tops);
  const changed = [...new Set([...moved, ...regrouped].map(({ id }) => id))];
  await tx.$executeRawUnsafe(TAKE_CASES, workspaceId, changed);
  return changed;
}
