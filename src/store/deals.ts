import { type Db, rows } from './database.ts';

/** Served by the unique key on workspace and CRM id. What people and rules see of an account's deals. */
const READ = `
  SELECT crm_id AS id, account_id AS "accountId",
    row(account_id, status, amount, currency, owner_id)::text AS picture
  FROM deals WHERE workspace_id = $1 AND crm_id = ANY($2::text[])`;

/** A deal as it is now, so that two such pictures can be compared. */
type Pictured = { id: string; accountId: string; picture: string };

export async function pictureDeals(
  tx: Db,
  workspaceId: string,
  crmIds: string[],
): Promise<Map<string, Pictured>> {
  const found = await rows<Pictured>(tx, READ, workspaceId, crmIds);
  return new Map(found.map((one) => [one.id, one]));
}
