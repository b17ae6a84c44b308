import type { Dispute } from '../domain/dispute-state.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { findGivenBook } from '../store/handovers.ts';
import { lockDeeds } from '../store/ownership.ts';
import { queueTasks } from './tasks.ts';

/**
 * A case has ended, and its account is still somebody’s who has left and whose book a person gave to another: it goes there too.
 * Says whether that is so.
 */
export async function resumeHandover(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  { id: disputeId, dispute: { account } }: { id: string; dispute: Dispute },
): Promise<boolean> {
  const owner = (await lockDeeds(tx, workspaceId, [account.id])).get(account.id)?.owner;
  const handoverId = owner && (await findGivenBook(tx, workspaceId, owner.id));
  if (!handoverId) return false;
  await queueTasks(tx, ports, workspaceId, [{ kind: 'hand-over', handoverId, disputeId }]);
  return true;
}
