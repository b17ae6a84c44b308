import { disqualifiedBy } from '../domain/lead.ts';
import type { LeadOwnerChange } from '../domain/ownership.ts';
import type { CrmLead } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { type RegisteredLead, saveLeads } from '../store/leads.ts';
import type { Needs } from './arrivals.ts';
import { editOf } from './crm-mirror.ts';
import type { LeadArrival } from './lead-intake.ts';
import { leaveOut } from './left-out.ts';
import { changeLeadOwners } from './ownership.ts';
import { returnTurn } from './pools.ts';
import { standStill } from './refused-writes.ts';

type Known = { crmName: string; since: Date };
type Pair = { entry: RegisteredLead; lead: CrmLead };

/** A page of leads as the CRM has them, into the registry. Returns those that are to be routed. */
export async function mirrorLeads(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  page: CrmLead[],
  known: Known,
): Promise<LeadArrival[]> {
  if (page.length === 0) return [];
  const at = ports.clock.now();
  const registered = await saveLeads(tx, workspaceId, page.map(newLeadOf), at);
  const byCrmId = new Map(registered.map((entry) => [entry.crmId, entry]));
  const pairs = page.flatMap((lead) => {
    const entry = byCrmId.get(lead.id);
    return entry ? [{ entry, lead }] : [];
  });
  // Pools before the log, in which order routing holds them too.
  await returnTurns(tx, ports, workspaceId, pairs);
  await takeOverOwners(tx, ports, workspaceId, pairs, known);
  // One version of a lead is one arrival; one that is disqualified goes to nobody any more.
  return pairs
    .filter(({ entry }) => entry.isChanged)
    .filter(({ lead }) => disqualifiedBy(lead.attributes) === undefined)
    .map(({ entry, lead }) => {
      const again = entry.isRestored ? `:${at.toISOString()}` : '';
      const key = `crm-lead:${lead.id}:${lead.changedAt.toISOString()}${again}`;
      return { leadId: entry.id, key, at };
    });
}

/** Says whose ids these are: the registry has its own. */
function newLeadOf({ id, accountId, ownerId, ownerStep: _, formerIds: __, ...rest }: CrmLead) {
  return { ...rest, crmId: id, accountCrmId: accountId, ownerCrmId: ownerId };
}

/**
 * A new lead came with its owner: nothing has changed. Whoever set another one in the CRM, a person, a workflow or the CRM by
 * itself, is not answered back: that is no reason to look at the lead anew.
 */
async function takeOverOwners(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  pairs: Pair[],
  { crmName, since }: Known,
): Promise<void> {
  const looks = pairs.map(({ entry: { id, crmOwnerId: present }, lead }) => {
    return { id, present, step: lead.ownerStep, changedAt: lead.changedAt };
  });
  const still = await standStill(tx, ports, workspaceId, 'lead', looks);
  const differing = pairs.filter(({ entry }) => entry.ownerId !== entry.crmOwnerId);
  if (differing.length === 0) return;
  // What the CRM says of a lead whose owner we are changing there is older than what we know.
  const ids = differing.map(({ entry }) => entry.id);
  const unheard = await leaveOut(tx, ports, workspaceId, { kind: 'lead', ids, since });
  const changes = differing
    .filter(({ entry }) => !unheard.has(entry.id) && !still.has(entry.id))
    .map(({ entry, lead }) => edited(entry, lead, crmName));
  const { refused } = await changeLeadOwners(tx, ports, workspaceId, changes);
  for (const { change, reason } of refused) {
    ports.log.warn({ leadId: change.leadId, reason: reason.kind }, 'owner not taken over');
  }
}

function edited(
  { id, ownerId, crmOwnerId }: RegisteredLead,
  { changedAt, ownerStep }: CrmLead,
  crmName: string,
): LeadOwnerChange {
  const seen = { leadId: id, expected: ownerId, wanted: crmOwnerId };
  return { ...seen, ...editOf(ownerStep, changedAt, crmName) };
}

/** Whoever was dealt a lead that came to nothing is given their turn back, once. */
async function returnTurns(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  pairs: Pair[],
): Promise<void> {
  for (const { entry, lead } of pairs) {
    const word = disqualifiedBy(lead.attributes);
    if (word === undefined || !entry.isChanged || entry.isNew) continue;
    const subject = { kind: 'lead' as const, id: entry.id };
    await returnTurn(tx, ports, workspaceId, subject, `the lead was disqualified: ${word}`);
  }
}
