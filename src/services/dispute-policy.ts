import { type DisputePolicy, disputePolicy } from '../domain/dispute-policy.ts';
import type { Db } from '../store/database.ts';
import { readPolicy, readPolicyNumbered } from '../store/policies.ts';

/** Before any was published the usual one holds: its number is 0. */
const USUAL = 0;

/** The policy under which a new case is heard. */
export async function disputePolicyNow(
  db: Db,
  workspaceId: string,
): Promise<{ number: number; policy: DisputePolicy }> {
  const found = await readPolicy(db, workspaceId, 'disputes');
  return {
    number: found?.number ?? USUAL,
    policy: disputePolicy.parse(found?.body ?? {}),
  };
}

/** The policy under which a case was filed. */
export async function disputePolicyOf(
  db: Db,
  workspaceId: string,
  number: number,
): Promise<DisputePolicy> {
  if (number === USUAL) return disputePolicy.parse({});
  const found = await readPolicyNumbered(db, workspaceId, 'disputes', number);
  return disputePolicy.parse(found?.body ?? {});
}
