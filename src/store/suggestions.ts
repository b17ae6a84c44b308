import { z } from 'zod';
import { type Db, plannedRows } from './database.ts';
import { maybe, person } from './json.ts';

const DESCRIBE = `
  SELECT a.id, a.name, a.crm_id AS "crmId", concat_ws(', ', nullif(a.attributes->'state'->>'value', ''),
      nullif(a.attributes->'country'->>'value', '')) AS place,
    a.parent_id IS NULL AND EXISTS (
      SELECT FROM accounts c WHERE c.ultimate_parent_id = a.id AND c.deleted_at IS NULL) AS "isHead",
    CASE WHEN r.id IS NOT NULL THEN
      json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) END AS owner
  FROM accounts a LEFT JOIN reps r ON r.id = a.owner_id
  WHERE a.workspace_id = $1 AND a.id = ANY($2::uuid[]) AND a.deleted_at IS NULL`;

const described = z.object({
  id: z.string(),
  name: z.string(),
  crmId: z.string(),
  place: z.string(),
  isHead: z.boolean(),
  owner: maybe(person),
});

export type Description = Omit<z.infer<typeof described>, 'id'>;

/** Enough of each account to tell it from its neighbours in a list. */
export async function describeAccounts(
  db: Db,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, Description>> {
  if (ids.length === 0) return new Map();
  const found = await plannedRows(db, DESCRIBE, workspaceId, ids);
  return new Map(
    found.map((row) => {
      const { id, ...description } = described.parse(row);
      return [id, description];
    }),
  );
}
