import type { Dispute } from '../domain/dispute-state.ts';
import type { Actor } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { lockDeeds, readLastChanges } from '../store/ownership.ts';
import { readHasLeft } from '../store/roster.ts';
import { changeOwners } from './ownership.ts';

type Case = { id: string; dispute: Pick<Dispute, 'account' | 'owner' | 'filedAt'> };
type Because = { actor: Actor; reason: string };

/**
 * An edit in the CRM while a case is open wins nobody anything: it goes back to whose it was when the case began. What ops decided
 * meanwhile stands, nobody who has left gets it back, and what is gone is nobody’s.
 */
export async function restoreOwner(
  tx: Db,
  ports: Pick<Ports, 'database' | 'clock' | 'queue'>,
  workspaceId: string,
  { id, dispute: { account, owner, filedAt } }: Case,
  because: Because,
): Promise<void> {
  const deed = (await lockDeeds(tx, workspaceId, [account.id])).get(account.id);
  const present = deed?.owner?.id;
  if (owner?.id === present || !deed) return;
  const last = (await readLastChanges(tx, workspaceId, 'account', [account.id])).get(account.id);
  if (!last || last.at < filedAt || !['crm-edit', 'crm-copy'].includes(last.cause)) return;
  if (owner && (await readHasLeft(tx, workspaceId, { id: owner.id }, ports.clock.now()))) return;
  const { refused } = await changeOwners(tx, ports, workspaceId, [
    {
      ...{ accountId: account.id, expected: present ?? null, wanted: owner?.id ?? null },
      cause: { kind: 'dispute', disputeId: id, undoes: last.changeId },
      ...because,
    },
  ]);
  const [no] = refused;
  if (no) throw new Refusal(no.reason);
}
