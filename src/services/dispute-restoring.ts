import type { Dispute } from '../domain/dispute-state.ts';
import type { Actor } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { lockDeeds, readLastChanges, readLastOwnChange } from '../store/ownership.ts';
import { readHasLeft } from '../store/roster.ts';
import { changeOwners } from './ownership.ts';

type Case = { id: string; dispute: Pick<Dispute, 'account' | 'owner' | 'filedAt' | 'appeal'> };
type Because = { actor: Actor; reason: string };

/**
 * An edit in the CRM while a case is open wins nobody anything: it goes back to whose it was when the case began, or to whom ops
 * have given it since. Nobody who has left gets it back, and what is gone is nobody’s.
 */
export async function restoreOwner(
  tx: Db,
  ports: Pick<Ports, 'database' | 'clock' | 'queue'>,
  workspaceId: string,
  { id, dispute }: Case,
  because: Because,
): Promise<void> {
  const { account } = dispute;
  const deed = (await lockDeeds(tx, workspaceId, [account.id])).get(account.id);
  if (!deed) return;
  const present = deed.owner?.id ?? null;
  const last = (await readLastChanges(tx, workspaceId, 'account', [account.id])).get(account.id);
  if (!last || last.at < dispute.filedAt) return;
  if (!['crm-edit', 'crm-copy'].includes(last.cause)) return;
  const wanted = await rightfulOwner(tx, workspaceId, dispute);
  if (wanted === present) return;
  if (wanted && (await readHasLeft(tx, workspaceId, { id: wanted }, ports.clock.now()))) return;
  const { refused } = await changeOwners(tx, ports, workspaceId, [
    {
      ...{ accountId: account.id, expected: present, wanted },
      cause: { kind: 'dispute', disputeId: id, undoes: last.changeId },
      ...because,
    },
  ]);
  const [no] = refused;
  if (no) throw new Refusal(no.reason);
}

async function rightfulOwner(
  tx: Db,
  workspaceId: string,
  { account, owner, filedAt, appeal }: Case['dispute'],
): Promise<string | null> {
  const began = appeal?.at ?? filedAt;
  const own = await readLastOwnChange(tx, workspaceId, account.id, began);
  return own?.cause === 'operator' ? own.ownerId : (owner?.id ?? null);
}
