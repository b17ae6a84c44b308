import { z } from 'zod';
import { type Db, rows } from './database.ts';
import { newId } from './id.ts';
import { maybe, person } from './json.ts';

/** Served by the index of deals on account and status. */
const READ_OPEN_DEALS = `
  SELECT id FROM deals WHERE workspace_id = $1 AND account_id = $2::uuid AND owner_id = $3::uuid AND status = 'open'
  ORDER BY id`;
/** Served by holdovers_bells. */
const FIND_ENDING = `
  SELECT id, workspace_id AS "workspaceId" FROM holdovers WHERE ended_at IS NULL AND until <= $1 ORDER BY until LIMIT $2`;
const PERSON = (alias: string) => `CASE WHEN ${alias}.id IS NOT NULL THEN
  json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'slackUserId', ${alias}.slack_user_id) END`;
/** With the account as it is now, and the change by which it came to its owner: none where it never had one. */
const LOCK = `
  SELECT h.id, h.deal_id AS "dealId", h.dispute_id AS "disputeId", h.fallback, a.name AS account,
    coalesce(d.name, 'A deal') AS deal, ${PERSON('r')} AS rep, ${PERSON('o')} AS owner,
    (SELECT c.id FROM ownership_changes c WHERE c.account_id = a.id ORDER BY c.at DESC, c.audit_seq DESC LIMIT 1) AS "changeId"
  FROM holdovers h JOIN accounts a ON a.id = h.account_id JOIN reps r ON r.id = h.rep_id
    LEFT JOIN reps o ON o.id = a.owner_id LEFT JOIN deals d ON d.id = h.deal_id
  WHERE h.workspace_id = $1 AND h.id = $2::uuid AND h.ended_at IS NULL FOR UPDATE OF h`;

/** Open deals of an account that one person has. */
export async function readOpenDeals(
  db: Db,
  workspaceId: string,
  accountId: string,
  ownerId: string,
): Promise<string[]> {
  const found = await rows<{ id: string }>(db, READ_OPEN_DEALS, workspaceId, accountId, ownerId);
  return found.map(({ id }) => id);
}

export type NewHoldovers = {
  disputeId: string;
  accountId: string;
  repId: string;
  dealIds: readonly string[];
  until: Date;
  fallback: 'follow' | 'stay';
  reason: string;
};

export async function saveHoldovers(
  tx: Db,
  workspaceId: string,
  { dealIds, ...held }: NewHoldovers,
): Promise<void> {
  const data = dealIds.map((dealId) => ({ id: newId(), workspaceId, dealId, ...held }));
  await tx.holdover.createMany({ data });
}

/** Holdovers whose day has come. */
export function findEndingHoldovers(
  db: Db,
  at: Date,
  most: number,
): Promise<{ id: string; workspaceId: string }[]> {
  return rows(db, FIND_ENDING, at, most);
}

const ending = z.object({
  ...{
    id: z.string(),
    dealId: z.string(),
    disputeId: maybe(z.string()),
    changeId: maybe(z.string()),
  },
  ...{ fallback: z.enum(['follow', 'stay']), account: z.string(), deal: z.string() },
  ...{ rep: person, owner: maybe(person) },
});
export type EndingHoldover = z.infer<typeof ending>;

/** Undefined where somebody else has ended it meanwhile. */
export async function lockHoldover(
  tx: Db,
  workspaceId: string,
  id: string,
): Promise<EndingHoldover | undefined> {
  const [found] = await rows(tx, LOCK, workspaceId, id);
  return found === undefined ? undefined : ending.parse(found);
}

/** Nothing is held over by a case any more. */
export async function endHoldoversOf(
  tx: Db,
  workspaceId: string,
  { disputeId, at }: { disputeId: string; at: Date },
): Promise<void> {
  const where = { workspaceId, disputeId, endedAt: null };
  await tx.holdover.updateMany({ where, data: { endedAt: at } });
}

export async function endHoldover(tx: Db, id: string, at: Date): Promise<void> {
  await tx.holdover.update({ where: { id }, data: { endedAt: at } });
}
