import type { CrmDeal } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { type NewDeal, type RegisteredDeal, saveDeals } from '../store/registration.ts';
import type { Needs } from './arrivals.ts';
import type { Known } from './crm-mirror.ts';
import { type OwnerSeen, takeOverOwners } from './owner-steps.ts';

/** A page of deals as the CRM has them, into the registry. Returns how many were saved. */
export async function mirrorDeals(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  page: CrmDeal[],
  known: Known,
): Promise<number> {
  const registered = await saveDeals(tx, workspaceId, page.map(newDealOf), ports.clock.now());
  const byCrmId = new Map(registered.map((entry) => [entry.crmId, entry]));
  const seen = page.flatMap((deal) => {
    const entry = byCrmId.get(deal.id);
    return entry ? [seenOf(entry, deal)] : [];
  });
  await takeOverOwners(tx, ports, workspaceId, 'deal', { seen, known });
  return registered.length;
}

/** Says whose ids these are: the registry has its own. */
function newDealOf(deal: CrmDeal): NewDeal {
  const { id, accountId, ownerId, formerIds: _, ownerHistory: __, ...rest } = deal;
  return {
    ...{ ...rest, crmId: id },
    ...(accountId && { accountCrmId: accountId }),
    ...(ownerId && { ownerCrmId: ownerId }),
  };
}

function seenOf(entry: RegisteredDeal, deal: CrmDeal): OwnerSeen {
  const { id, ownerId, crmOwnerId, isNew, since } = entry;
  const { name, ownerHistory: history, changedAt } = deal;
  return { id, name, ownerId, crmOwnerId, isNew, since, history, changedAt };
}
