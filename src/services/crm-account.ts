import { CrmFault } from '../domain/crm-fault.ts';
import type { Crm, Ports, Push } from '../ports.ts';
import { readWorkspace } from '../store/workspaces.ts';

/** Somebody has to put in another token. */
const WAIT_MS = 60_000;

/**
 * Serves only the account that the registry was filled from: by the token of another, all that is kept here would look as if
 * it were gone there, and its owners would be written to strangers.
 */
export function ofItsAccount(
  crm: Crm,
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
): Crm {
  let isKnown = false;
  let ours: string | undefined;
  const readOurs = async () => {
    ours ??= (await readWorkspace(database.prisma, workspaceId))?.crmAccountId;
    return ours;
  };
  const admit = async () => {
    if (isKnown) return;
    const kept = await readOurs();
    if (kept === undefined) return;
    const given = await crm.accountId?.();
    if (given !== kept) throw new CrmFault(sentenceOf(crm, kept, given), 'all', WAIT_MS);
    isKnown = true;
  };
  const { hear } = crm;
  return {
    ...guarded(crm, admit),
    // What it tells is kept also while it does not answer: events of other accounts are known by their number.
    ...(hear && { hear: async (push: Push) => hear(push, await readOurs()) }),
  };
}

function sentenceOf({ name }: Crm, kept: string, given: string | undefined): string {
  const found = given === undefined ? `${name} is set up` : `the token is of account ${given}`;
  return `The registry was filled from HubSpot account ${kept}, and ${found}: nothing is read or written. Put a token of ${kept} into HUBSPOT_TOKEN (or HUBSPOT_REFRESH_TOKEN); another account needs a database of its own.`;
}

function guarded(crm: Crm, admit: () => Promise<void>): Crm {
  const asked = <Said extends unknown[], Answer>(ask: (...said: Said) => Promise<Answer>) => {
    return async (...said: Said): Promise<Answer> => {
      await admit();
      return ask(...said);
    };
  };
  const listed = <Said extends unknown[], Page>(list: (...said: Said) => AsyncIterable<Page>) => {
    return async function* (...said: Said): AsyncGenerator<Page> {
      await admit();
      yield* list(...said);
    };
  };
  const gotBy = ({ account, lead, deal }: Crm['get']): Crm['get'] => {
    return { account: asked(account), lead: asked(lead), deal: asked(deal) };
  };
  const { count, leadUrl, restorableLeads, activities, journal, get, getInBulk } = crm;
  return {
    ...crm,
    owners: listed(crm.owners),
    accounts: listed(crm.accounts),
    deals: listed(crm.deals),
    leads: listed(crm.leads),
    get: gotBy(get),
    ...(getInBulk && { getInBulk: gotBy(getInBulk) }),
    mergeAccounts: asked(crm.mergeAccounts),
    fields: asked(crm.fields),
    makeFields: asked(crm.makeFields),
    changedSince: listed(crm.changedSince),
    all: listed(crm.all),
    accountUrl: asked(crm.accountUrl),
    writeOwners: asked(crm.writeOwners),
    writeValues: asked(crm.writeValues),
    ...(leadUrl && { leadUrl: asked(leadUrl) }),
    ...(count && { count: asked(count) }),
    ...(restorableLeads && { restorableLeads: asked(restorableLeads) }),
    ...(activities && { activities: asked(activities) }),
    ...(journal && { journal: listed(journal) }),
  };
}
