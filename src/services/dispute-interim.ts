import { type Dispute, isOpenDispute } from '../domain/dispute-state.ts';
import { PutOff } from '../domain/put-off.ts';
import type { Ports } from '../ports.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { readDisputedLeads, readInterimLeads } from '../store/dispute-leads.ts';
import { readDispute } from '../store/disputes.ts';
import { lockDeeds } from '../store/ownership.ts';
import { disputePolicyOf } from './dispute-policy.ts';
import { changeLeadOwners } from './ownership.ts';
import type { Interim } from './routing.ts';
import { queueTasks } from './tasks.ts';

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

const OWNERLESS_SECONDS = 120;
type Needs = Pick<Ports, 'database' | 'clock' | 'queue'>;
type Ended = { id: string; dispute: Dispute };

/** A case has ended: what somebody worked meanwhile goes to whoever has the account now, or as soon as somebody has it. */
export async function endInterim(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  ended: Ended,
): Promise<void> {
  if (await handOn(tx, ports, workspaceId, ended)) return;
  const task = { kind: 'end-interim', disputeId: ended.id } as const;
  await queueTasks(tx, ports, workspaceId, [task], OWNERLESS_SECONDS);
}

/** After a case by which the rules decide anew. */
export async function handOnInterim(
  ports: Needs,
  workspaceId: string,
  id: string,
): Promise<{ status: string }> {
  return inTransaction(ports.database, async (tx) => {
    const found = await readDispute(tx, workspaceId, id);
    const isOver = found !== undefined && !isOpenDispute(found.dispute);
    if (!isOver) return { status: 'open again' };
    if (await handOn(tx, ports, workspaceId, { id, dispute: found.dispute }))
      return { status: 'handed on' };
    throw new PutOff(`${found.dispute.account.name} has no owner yet`, OWNERLESS_SECONDS);
  });
}

/** False where nobody has the account. */
async function handOn(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { id, dispute }: Ended,
): Promise<boolean> {
  const { account, filedAt } = dispute;
  const leads = await readInterimLeads(tx, workspaceId, id, filedAt);
  if (leads.length === 0) return true;
  const owner = (await lockDeeds(tx, workspaceId, [account.id])).get(account.id)?.owner;
  if (!owner) return false;
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
  return true;
}
