import { z } from 'zod';
import { type Db, rows } from './database.ts';
import { ENDED } from './disputes.ts';
import { time } from './json.ts';

/** Served by disputes_one_open. */
const ROUSE = `
  UPDATE disputes SET bell_at = $3 WHERE workspace_id = $1 AND account_id = ANY($2::uuid[]) AND status NOT IN ${ENDED}`;

/** The owner of their accounts is another one: these cases are looked at with the next bell. */
export async function rouseDisputes(
  tx: Db,
  workspaceId: string,
  accountIds: readonly string[],
  at: Date,
): Promise<void> {
  await tx.$executeRawUnsafe(ROUSE, workspaceId, accountIds, at);
}

/** The account of a case, or another of its family that somebody in it claims. */
const frozenBy = (account: string, more = '') => `
  SELECT ${account} AS "accountId", d.id AS "disputeId", d.status, d.raised_at AS since, r.name AS by
  FROM disputes d JOIN reps r ON r.id = d.raised_by_id ${more}
  WHERE d.workspace_id = $1 AND ${account} = ANY($2::uuid[]) AND d.status NOT IN ${ENDED}`;
const BESIDE = `JOIN dispute_events e ON e.dispute_id = d.id AND e.kind = 'joined'`;
/** What is frozen for itself counts last, and so most. */
const READ_FROZEN = `${frozenBy(`(e.body->'claim'->'account'->>'id')::uuid`, BESIDE)}
  UNION ALL ${frozenBy('d.account_id')}`;
const frozen = z.object({
  ...{ accountId: z.string(), disputeId: z.string(), status: z.string(), since: time },
  by: z.string(),
});
export type Frozen = Omit<z.infer<typeof frozen>, 'accountId'>;

/** Accounts whose owner stays as it is while a case is open. Served by disputes_one_open and disputes_open_family. */
export async function readFrozen(
  db: Db,
  workspaceId: string,
  accountIds: readonly string[],
): Promise<Map<string, Frozen>> {
  const found = await rows(db, READ_FROZEN, workspaceId, accountIds);
  return new Map(
    found.map((one) => {
      const { accountId, ...rest } = frozen.parse(one);
      return [accountId, rest];
    }),
  );
}
