import type { DealOwnerChange } from '../domain/ownership.ts';
import type { CrmDeal } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { type NewDeal, type RegisteredDeal, saveDeals } from '../store/registration.ts';
import type { Needs } from './arrivals.ts';
import { editOf, type Known } from './crm-mirror.ts';
import { leaveOut } from './left-out.ts';
import { changeDealOwners } from './ownership.ts';
import { standStill } from './refused-writes.ts';

/** A page of deals as the CRM has them, into the registry. Returns how many were saved. */
export async function mirrorDeals(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  page: CrmDeal[],
  { crmName, since }: Pick<Known, 'crmName' | 'since'>,
): Promise<number> {
  const registered = await saveDeals(tx, workspaceId, page.map(newDealOf));
  const byCrmId = new Map(registered.map((entry) => [entry.crmId, entry]));
  const pairs = page.flatMap((deal) => {
    const entry = byCrmId.get(deal.id);
    return entry ? [{ entry, deal }] : [];
  });
  const looks = pairs.map(({ entry: { id, crmOwnerId: present }, deal }) => {
    return { id, present, step: deal.ownerStep, changedAt: deal.changedAt };
  });
  const still = await standStill(tx, ports, workspaceId, 'deal', looks);
  const differing = pairs.filter(({ entry }) => entry.ownerId !== entry.crmOwnerId);
  if (differing.length === 0) return registered.length;
  // What the CRM says of a deal whose owner we are changing there is older than what we know.
  const ids = differing.map(({ entry }) => entry.id);
  const unheard = await leaveOut(tx, ports, workspaceId, { kind: 'deal', ids, since });
  const changes = differing
    .filter(({ entry }) => !unheard.has(entry.id) && !still.has(entry.id))
    .map(({ entry, deal }) => edited(entry, deal, crmName));
  const { refused } = await changeDealOwners(tx, ports, workspaceId, changes);
  for (const { change, reason } of refused) {
    ports.log.warn({ dealId: change.dealId, reason: reason.kind }, 'owner not taken over');
  }
  return registered.length;
}

/** Says whose ids these are: the registry has its own. */
function newDealOf(deal: CrmDeal): NewDeal {
  const { id, accountId, ownerId, formerIds: _, ownerStep: __, ...rest } = deal;
  return {
    ...{ ...rest, crmId: id },
    ...(accountId && { accountCrmId: accountId }),
    ...(ownerId && { ownerCrmId: ownerId }),
  };
}

function edited(
  { id, ownerId, crmOwnerId }: RegisteredDeal,
  { changedAt, ownerStep }: CrmDeal,
  crmName: string,
): DealOwnerChange {
  const seen = { dealId: id, expected: ownerId, wanted: crmOwnerId };
  return { ...seen, ...editOf(ownerStep, changedAt, crmName) };
}
