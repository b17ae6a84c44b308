import type { Dispute } from '../domain/dispute-state.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { readDisputedLeads, readInterimLeads } from '../store/dispute-leads.ts';
import { lockDeeds } from '../store/ownership.ts';
import { disputePolicyOf } from './dispute-policy.ts';
import { changeLeadOwners } from './ownership.ts';
import type { Interim } from './routing.ts';

/** Who works these leads for as long as their accounts are disputed, where the policy names somebody. */
export async function interimWorkers(
  tx: Db,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<Map<string, Interim>> {
  const workers = new Map<string, Interim>();
  for (const { leadId, policyNumber, ...rest } of await readDisputedLeads(
    tx,
    workspaceId,
    leadIds,
  )) {
    const { interim: email } = await disputePolicyOf(tx, workspaceId, policyNumber);
    if (email) workers.set(leadId, { ...rest, email });
  }
  return workers;
}

/** A case has ended: what somebody worked meanwhile goes to whoever has the account now. */
export async function endInterim(
  tx: Db,
  ports: Pick<Ports, 'database' | 'clock' | 'queue'>,
  workspaceId: string,
  { id, dispute }: { id: string; dispute: Dispute },
): Promise<void> {
  const { account, filedAt } = dispute;
  const leads = await readInterimLeads(tx, workspaceId, id, filedAt);
  if (leads.length === 0) return;
  const owner = (await lockDeeds(tx, workspaceId, [account.id])).get(account.id)?.owner;
  if (!owner) return;
  await changeLeadOwners(
    tx,
    ports,
    workspaceId,
    leads.map(({ id: leadId, ownerId }) => ({
      ...{ leadId, expected: ownerId, wanted: owner.id },
      cause: { kind: 'dispute', disputeId: id },
      actor: { kind: 'machine', name: 'Cadastre' },
      reason: `the dispute of ${account.name} has ended`,
    })),
  );
}
