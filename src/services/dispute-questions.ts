import { asksRules } from '../domain/dispute-outcome.ts';
import type { Dispute } from '../domain/dispute-state.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { withdrawAsked } from '../store/proposals.ts';
import { queueQuestions } from './questions.ts';
import { queueTasks } from './tasks.ts';

type Ended = { head: { id: string; lastSeq: number }; dispute: Dispute };

/**
 * What the rules asked while a case was open knows nothing of how it ended: nobody may answer it any more. They are asked anew, so
 * that a new question names the verdict and its pin.
 */
export async function endQuestions(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  { head, dispute }: Ended,
): Promise<void> {
  const accountId = dispute.account.id;
  const withdrawn = await withdrawAsked(tx, workspaceId, accountId);
  if (withdrawn.length === 0) return;
  const changed = withdrawn.map(({ id }) => id);
  await queueQuestions(tx, ports, workspaceId, 'proposal', { fresh: [], changed });
  if (!asksAnew(dispute)) return;
  const isHandover = withdrawn.some((one) => one.isHandover);
  const key = `${isHandover ? 'handover:' : ''}dispute:${head.id}:${head.lastSeq}`;
  await queueTasks(tx, ports, workspaceId, [{ kind: 'route-account', accountId, key }]);
}

/** Not before what the rules go by is right, and not where the verdict itself asks them. */
function asksAnew(dispute: Dispute): boolean {
  if (dispute.status !== 'closed') return dispute.status === 'withdrawn';
  return !asksRules(dispute.ended.decision.ruling.outcome);
}
