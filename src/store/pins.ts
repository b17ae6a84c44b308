import type { Actor } from '../domain/ownership.ts';
import { type Db, rows } from './database.ts';

const FIND_PINNED = `
  SELECT id FROM accounts WHERE workspace_id = $1 AND deleted_at IS NULL AND (crm_id = $2 OR id IN (
    SELECT account_id FROM account_domains WHERE workspace_id = $1 AND domain = lower($3)))
  LIMIT 1`;

/** The account that a pin names by CRM id or domain. */
export async function findPinned(
  db: Db,
  workspaceId: string,
  { crmId, domain }: { crmId?: string; domain?: string },
): Promise<string | undefined> {
  const [row] = await rows<{ id: string }>(db, FIND_PINNED, workspaceId, crmId ?? '', domain ?? '');
  return row?.id;
}

export type NewPin = { accountId: string; by: Actor; reason: string; until?: Date };

/** False where somebody has pinned the account already: the earlier pin stands. */
export async function savePin(
  db: Db,
  workspaceId: string,
  { accountId, by, reason, until }: NewPin,
  pinnedAt: Date,
): Promise<boolean> {
  const standing = await db.pin.findFirst({ where: { workspaceId, accountId, liftedAt: null } });
  if (standing) return false;
  await db.pin.create({
    data: { workspaceId, accountId, by, reason, until: until ?? null, pinnedAt },
  });
  return true;
}
