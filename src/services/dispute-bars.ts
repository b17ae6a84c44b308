import { barOf, type Claim, type Party, restOf } from '../domain/dispute-claim.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { readPrecedents, readWithdrawn } from '../store/dispute-precedents.ts';
import type { Disputable } from '../store/disputes.ts';
import { groundsOf } from './dispute-cases.ts';
import { disputePolicyNow } from './dispute-policy.ts';

type Needs = Pick<Ports, 'clock'>;

/** What was decided already is not heard again, also not in a case that somebody else has opened. */
export async function refuseBarred(
  tx: Db,
  { clock }: Needs,
  workspaceId: string,
  { id, name, familyId }: Disputable,
  claim: Claim,
): Promise<void> {
  const earlier = await readPrecedents(tx, workspaceId, familyId);
  const bar = barOf(earlier, claim, await groundsOf(tx, workspaceId, id), clock.now());
  if (bar) throw new Refusal({ kind: 'barred', account: name, until: bar.until });
}

/** Nor does somebody freeze an account over and over with a case that they let be. */
export async function refuseRested(
  tx: Db,
  { clock }: Needs,
  workspaceId: string,
  { name, familyId }: Disputable,
  { by, claim }: { by: Party; claim: Claim },
): Promise<void> {
  const { policy } = await disputePolicyNow(tx, workspaceId);
  const withdrawn = await readWithdrawn(tx, workspaceId, familyId, by.id);
  const until = restOf(withdrawn, claim, policy, clock.now());
  if (until) throw new Refusal({ kind: 'withdrawn-often', account: name, until });
}
