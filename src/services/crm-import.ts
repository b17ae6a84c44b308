import type { OwnerChange } from '../domain/ownership.ts';
import type { Person } from '../domain/roster.ts';
import type { Crm, CrmAccount, CrmDeal, Ports } from '../ports.ts';
import { recountWords, saveAccountNames } from '../store/account-names.ts';
import { findUnheard } from '../store/crm-owner.ts';
import { type Db, inTransaction } from '../store/database.ts';
import {
  linkFamilies,
  type NewAccount,
  type Registered,
  saveAccounts,
  saveDeals,
} from '../store/registration.ts';
import { readRepsByCrmOwner, saveCrmOwners } from '../store/roster.ts';
import { readTerritoryIds } from '../store/territories.ts';
import { vacuum } from '../store/upkeep.ts';
import { saveWorkspace } from '../store/workspaces.ts';
import { type Arrival, routeAll } from './intake.ts';
import { importLeads } from './lead-import.ts';
import { routeAllLeads } from './lead-intake.ts';
import { changeOwners } from './ownership.ts';

export type Progress = { what: 'owners' | 'accounts' | 'deals' | 'leads'; count: number };
type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'log'>;
type Known = { reps: Map<string, Person>; territories: Map<string, string>; since: Date };

/** Mirrors a CRM into the registry, page by page. Run again, it brings the registry up to date. */
export async function importCrm(
  ports: Needs,
  workspace: { id: string; name: string },
  crm: Crm,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const { database, clock } = ports;
  const crmAccountUrl = await crm.accountUrl();
  await saveWorkspace(database.prisma, { ...workspace, crmAccountUrl });
  let owners = 0;
  for await (const page of crm.owners()) {
    await saveCrmOwners(database.prisma, workspace.id, page, clock.now());
    owners += page.length;
    onProgress({ what: 'owners', count: owners });
  }
  const arrivals = await importAccounts(ports, workspace.id, crm, onProgress);
  await importDeals(ports, workspace.id, crm, onProgress);
  const leads = await importLeads(ports, workspace.id, crm, (count) =>
    onProgress({ what: 'leads', count }),
  );
  // So many new rows at once: until the night, the look-up would plan for the registry as it was.
  await recountWords(database.prisma, workspace.id);
  await vacuum(database);
  // Last, when deals and families say what belongs together; leads after the accounts that they belong to.
  await routeAll(ports, workspace.id, arrivals);
  await routeAllLeads(ports, workspace.id, leads);
}

async function importAccounts(
  ports: Needs,
  workspaceId: string,
  crm: Crm,
  onProgress: (progress: Progress) => void,
): Promise<Arrival[]> {
  const { database } = ports;
  const arrivals: Arrival[] = [];
  const known: Known = {
    since: ports.clock.now(),
    reps: await readRepsByCrmOwner(database.prisma, workspaceId),
    territories: await readTerritoryIds(database.prisma, workspaceId),
  };
  const families: { child: string; parent: string }[] = [];
  let count = 0;
  for await (const page of crm.accounts()) {
    const registered = await inTransaction(database, (tx) =>
      registerPage(tx, ports, workspaceId, page, known),
    );
    arrivals.push(...arrivalsOf(registered, page, ports.clock.now()));
    for (const { id, parentId } of page) {
      if (parentId) families.push({ child: id, parent: parentId });
    }
    count += page.length;
    onProgress({ what: 'accounts', count });
  }
  // Parents may come after their children, so families are linked when all are in.
  await inTransaction(database, (tx) => linkFamilies(tx, workspaceId, families));
  return arrivals;
}

/** One version of an account is one arrival, however often it is read. */
function arrivalsOf(registered: Registered[], page: CrmAccount[], at: Date): Arrival[] {
  const versions = new Map(page.map(({ id, changedAt }) => [id, changedAt]));
  return registered.flatMap(({ id, crmId, isChanged }) => {
    const changedAt = versions.get(crmId);
    if (!isChanged || !changedAt) return [];
    return [{ accountId: id, key: `crm:${crmId}:${changedAt.toISOString()}`, at }];
  });
}

async function registerPage(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  page: CrmAccount[],
  known: Known,
): Promise<Registered[]> {
  const accounts = page.map((account) => newAccountOf(account, known));
  const registered = await saveAccounts(tx, workspaceId, accounts, ports.clock.now());
  const byCrmId = new Map(page.map((account) => [account.id, account]));
  const pairs = registered.flatMap((entry) => {
    const account = byCrmId.get(entry.crmId);
    return account ? [{ entry, account }] : [];
  });
  await saveAccountNames(
    tx,
    workspaceId,
    pairs.map(({ entry, account }) => namesOf(entry, account)),
  );
  // What the CRM says of an account whose owner we are changing there is older than what we know.
  const ids = pairs.flatMap(({ entry }) => (entry.isNew ? [] : [entry.id]));
  const unheard = await findUnheard(tx, workspaceId, 'account', ids, known.since);
  const changes = pairs
    .filter(({ entry }) => !unheard.has(entry.id))
    .flatMap(({ entry, account }) => ownerChanges(entry, account, known.reps));
  const { refused } = await changeOwners(tx, ports, workspaceId, changes);
  for (const { change, reason } of refused) {
    ports.log.warn({ accountId: change.accountId, reason: reason.kind }, 'owner not taken over');
  }
  return registered;
}

function newAccountOf(account: CrmAccount, { territories }: Known): NewAccount {
  const { id, name, territory, attributes, changedAt } = account;
  const territoryId = territory ? territories.get(territory) : undefined;
  return { crmId: id, name, ...(territoryId && { territoryId }), attributes, changedAt };
}

function namesOf({ id }: Registered, account: CrmAccount) {
  const { name, aliases, formerNames, shortForms, domains } = account;
  return {
    accountId: id,
    names: [
      { kind: 'name' as const, name },
      ...aliases.map((alias) => ({ kind: 'alias' as const, name: alias })),
      ...formerNames.map((former) => ({ kind: 'former' as const, name: former })),
      ...shortForms.map((short) => ({ kind: 'short' as const, name: short })),
    ],
    domains,
  };
}

/** For a new account, its whole history; for one we know, the difference to what we have. */
function ownerChanges(
  { id: accountId, ownerId, isNew }: Registered,
  account: CrmAccount,
  reps: Map<string, Person>,
): OwnerChange[] {
  const repOf = (crmOwnerId?: string) => (crmOwnerId && reps.get(crmOwnerId)?.id) || null;
  const steps = isNew ? account.ownerHistory : account.ownerHistory.slice(-1);
  const changes: OwnerChange[] = [];
  let expected = ownerId;
  for (const { ownerId: crmOwnerId, at, by } of steps) {
    const wanted = repOf(crmOwnerId);
    if (wanted === expected) continue;
    changes.push({
      accountId,
      expected,
      wanted,
      cause: { kind: isNew ? 'import' : 'crm-edit' },
      actor: { kind: 'crm-user', ...by },
      reason: '',
      happenedAt: at,
    });
    expected = wanted;
  }
  return changes;
}

async function importDeals(
  { database }: Needs,
  workspaceId: string,
  crm: Crm,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  let count = 0;
  for await (const page of crm.deals()) {
    await saveDeals(database.prisma, workspaceId, page.map(byCrmIds));
    count += page.length;
    onProgress({ what: 'deals', count });
  }
}

/** Says whose ids these are: the registry has its own. */
function byCrmIds({ id, accountId, ownerId, ...rest }: CrmDeal) {
  return { ...rest, crmId: id, accountCrmId: accountId, ownerCrmId: ownerId };
}
