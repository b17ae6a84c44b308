import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { pictureDeals } from '../store/deals.ts';
import { newId } from '../store/id.ts';
import { findAskedAbout } from '../store/proposals.ts';
import type { Arrival } from './intake.ts';
import type { LeadArrival } from './lead-intake.ts';

/** Which accounts have other deals than before it was done to these. */
export async function accountsTouched(
  tx: Db,
  workspaceId: string,
  crmIds: string[],
  doIt: () => Promise<void>,
): Promise<string[]> {
  const before = await pictureDeals(tx, workspaceId, crmIds);
  await doIt();
  const after = await pictureDeals(tx, workspaceId, crmIds);
  const touched = crmIds.flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    return was?.picture === is?.picture ? [] : [was?.accountId, is?.accountId];
  });
  return [...new Set(touched)].filter((id) => id !== undefined);
}

/** What the rules have asked of an account or its leads was asked by its deals as they were: nobody may answer it as it was. */
export async function askedByDeals(
  tx: Db,
  { clock }: Pick<Ports, 'clock'>,
  workspaceId: string,
  accountIds: string[],
): Promise<{ accounts: Arrival[]; leads: LeadArrival[] }> {
  const asked = await findAskedAbout(tx, workspaceId, accountIds);
  const arriving = () => ({ key: `deals:${newId()}`, at: clock.now() });
  return {
    accounts: asked.flatMap(({ kind, id }) =>
      kind === 'account' ? [{ accountId: id, ...arriving() }] : [],
    ),
    leads: asked.flatMap(({ kind, id }) =>
      kind === 'lead' ? [{ leadId: id, ...arriving() }] : [],
    ),
  };
}
