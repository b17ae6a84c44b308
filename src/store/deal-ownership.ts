import type { DealOwnerChange, Deed } from '../domain/ownership.ts';
import { type Db, rows } from './database.ts';
import { deedsOf, insertChanges, type Saved } from './ownership.ts';

/** In the order of ids, for the same reasons as accounts. */
const LOCK_DEALS = `
  SELECT id, name, owner_id AS "ownerId" FROM deals
  WHERE workspace_id = $1 AND id = ANY($2::uuid[]) ORDER BY id FOR UPDATE`;
const MOVE_OWNERS = `
  UPDATE deals SET owner_id = moved.owner_id
  FROM unnest($1::uuid[], $2::uuid[]) AS moved (id, owner_id) WHERE deals.id = moved.id`;

/** Locks the deals until the transaction ends and says who owns them now. */
export async function lockDealDeeds(
  tx: Db,
  workspaceId: string,
  dealIds: string[],
): Promise<Map<string, Deed>> {
  return deedsOf(tx, workspaceId, await rows(tx, LOCK_DEALS, workspaceId, dealIds));
}

export async function saveDealChanges(
  tx: Db,
  workspaceId: string,
  changes: Saved<DealOwnerChange>[],
): Promise<void> {
  await insertChanges(tx, workspaceId, changes);
  // Several changes of one deal in one batch: the last one stands.
  const last = [...new Map(changes.map((change) => [change.dealId, change])).values()];
  await tx.$executeRawUnsafe(
    MOVE_OWNERS,
    last.map(({ dealId }) => dealId),
    last.map(({ wanted }) => wanted),
  );
}
