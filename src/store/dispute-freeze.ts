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

/** Nothing else of the family: no verdict of the case moves it. Served by disputes_one_open. */
const READ_FROZEN = `
  SELECT d.account_id AS "accountId", d.id AS "disputeId", d.status, d.raised_at AS since, r.name AS by
  FROM disputes d JOIN reps r ON r.id = d.raised_by_id
  WHERE d.workspace_id = $1 AND d.account_id = ANY($2::uuid[]) AND d.status NOT IN ${ENDED}`;
const frozen = z.object({
  ...{ accountId: z.string(), disputeId: z.string(), status: z.string(), since: time },
  by: z.string(),
});
export type Frozen = Omit<z.infer<typeof frozen>, 'accountId'>;

/** Accounts whose owner stays as it is while a case is open. */
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
