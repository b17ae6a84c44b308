import type { Actor } from '../domain/ownership.ts';
import { type Db, rows } from './database.ts';

/** Of several with one domain the head of the family is meant, and of those the oldest. */
const FIND_PINNED = `
  SELECT id FROM accounts WHERE workspace_id = $1 AND deleted_at IS NULL AND (crm_id = $2 OR id IN (
    SELECT account_id FROM account_domains WHERE workspace_id = $1 AND domain = lower($3)))
  ORDER BY crm_id = $2 DESC, parent_id IS NOT NULL, length(crm_id), crm_id LIMIT 1`;

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

const LIFT_PIN = `
  UPDATE pins SET lifted_at = $3 WHERE workspace_id = $1 AND account_id = $2::uuid AND lifted_at IS NULL
    AND (until IS NULL OR until > $3) AND ($4::text IS NULL OR reason = $4)
  RETURNING by, reason`;

/** Nothing is pinned any more, or not for this reason; undefined where nothing was. */
export async function liftPin(
  tx: Db,
  workspaceId: string,
  accountId: string,
  at: Date,
  because?: string,
): Promise<{ by: Actor; reason: string } | undefined> {
  const [lifted] = await rows<{ by: Actor; reason: string }>(
    ...([tx, LIFT_PIN, workspaceId, accountId, at, because ?? null] as const),
  );
  return lifted;
}

/** False where somebody has pinned the account already: the earlier pin stands. */
export async function savePin(
  db: Db,
  workspaceId: string,
  { accountId, by, reason, until }: NewPin,
  pinnedAt: Date,
): Promise<boolean> {
  const isStanding = { OR: [{ until: null }, { until: { gt: pinnedAt } }] };
  const where = { workspaceId, accountId, liftedAt: null, ...isStanding };
  if (await db.pin.findFirst({ where })) return false;
  await db.pin.create({
    data: { workspaceId, accountId, by, reason, until: until ?? null, pinnedAt },
  });
  return true;
}

/** Served by pins_ending. */
const FIND_ENDED = `
  SELECT id, workspace_id AS "workspaceId" FROM pins WHERE lifted_at IS NULL AND until <= $1 ORDER BY until LIMIT $2`;
const END = `
  UPDATE pins SET lifted_at = until WHERE id = $1::uuid AND lifted_at IS NULL RETURNING account_id AS "accountId"`;

/** Pins whose time is over, and nobody has looked at what they kept. */
export function findEndedPins(
  db: Db,
  at: Date,
  most: number,
): Promise<{ id: string; workspaceId: string }[]> {
  return rows(db, FIND_ENDED, at, most);
}

/** Which account is free again; undefined where another worker or a person was first. */
export async function endPin(tx: Db, id: string): Promise<string | undefined> {
  const [ended] = await rows<{ accountId: string }>(tx, END, id);
  return ended?.accountId;
}

const STANDING_PINS = `
  SELECT DISTINCT ON (account_id) account_id AS "accountId", by, reason FROM pins
  WHERE workspace_id = $1 AND account_id = ANY($2::uuid[]) AND lifted_at IS NULL
    AND (until IS NULL OR until > $3)
  ORDER BY account_id, pinned_at DESC`;

/** Which of these accounts are to be left alone, by whose word. */
export async function readPins(
  db: Db,
  workspaceId: string,
  accountIds: string[],
  at: Date,
): Promise<Map<string, { by: Actor; reason: string }>> {
  type Row = { accountId: string; by: Actor; reason: string };
  const found = await rows<Row>(db, STANDING_PINS, workspaceId, accountIds, at);
  return new Map(found.map(({ accountId, by, reason }) => [accountId, { by, reason }]));
}

/** What pinned an account before has to give way: a verdict stands above it. */
export async function replacePin(
  tx: Db,
  workspaceId: string,
  { accountId, by, reason, until }: NewPin,
  at: Date,
): Promise<void> {
  await tx.pin.updateMany({
    where: { workspaceId, accountId, liftedAt: null },
    data: { liftedAt: at },
  });
  await tx.pin.create({
    data: { workspaceId, accountId, by, reason, until: until ?? null, pinnedAt: at },
  });
}
