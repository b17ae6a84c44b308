import { disqualifiedBy } from '../domain/lead.ts';
import type { CrmLead } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { type RegisteredLead, saveLeads } from '../store/leads.ts';
import type { Needs } from './arrivals.ts';
import type { Known } from './crm-mirror.ts';
import type { LeadArrival } from './lead-intake.ts';
import { type OwnerSeen, takeOverOwners } from './owner-steps.ts';
import { returnTurn } from './pools.ts';

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
  // Whoever set another owner in the CRM, or the CRM by itself, is not answered back: that is no reason to look at it anew.
  await takeOverOwners(tx, ports, workspaceId, 'lead', { seen: pairs.map(seenOf), known });
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
function newLeadOf({ id, accountId, ownerId, ownerHistory: _, formerIds: __, ...rest }: CrmLead) {
  return { ...rest, crmId: id, accountCrmId: accountId, ownerCrmId: ownerId };
}

function seenOf({ entry, lead }: Pair): OwnerSeen {
  const { id, ownerId, crmOwnerId, isNew, since } = entry;
  const { name, ownerHistory: history, changedAt } = lead;
  return { id, name, ownerId, crmOwnerId, isNew, since, history, changedAt };
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
