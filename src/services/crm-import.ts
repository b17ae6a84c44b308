import type { Crm, Ports } from '../ports.ts';
import { recountWords } from '../store/account-names.ts';
import { beginWatch } from '../store/crm-watch.ts';
import { inTransaction } from '../store/database.ts';
import { linkFamilies } from '../store/families.ts';
import { saveDeals } from '../store/registration.ts';
import { saveCrmOwners } from '../store/roster.ts';
import { vacuum } from '../store/upkeep.ts';
import { saveWorkspace } from '../store/workspaces.ts';
import { arrivalsOf, dealLine, mirrorAccounts, readKnown } from './crm-mirror.ts';
import { type Arrival, routeAll } from './intake.ts';
import { importLeads } from './lead-import.ts';
import { routeAllLeads } from './lead-intake.ts';
import { soundFields } from './sound-fields.ts';

export type Progress = { what: 'owners' | 'accounts' | 'deals' | 'leads'; count: number };
type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'log'>;

/** Mirrors a CRM into the registry, page by page. Run again, it brings the registry up to date. */
export async function importCrm(
  ports: Needs,
  workspace: { id: string; name: string },
  crm: Crm,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const { database, clock } = ports;
  const startedAt = clock.now();
  const crmAccountUrl = await crm.accountUrl();
  await saveWorkspace(database.prisma, { ...workspace, ...(crmAccountUrl && { crmAccountUrl }) });
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
  await beginWatch(database.prisma, workspace.id, startedAt);
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
  const known = await readKnown(ports, workspaceId);
  const families: { child: string; parent: string }[] = [];
  let count = 0;
  const fields = await soundFields(database.prisma, workspaceId);
  for await (const page of crm.accounts(fields)) {
    const registered = await inTransaction(database, (tx) =>
      mirrorAccounts(tx, ports, workspaceId, page, known),
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

async function importDeals(
  { database }: Needs,
  workspaceId: string,
  crm: Crm,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  let count = 0;
  for await (const page of crm.deals()) {
    await saveDeals(database.prisma, workspaceId, page.map(dealLine));
    count += page.length;
    onProgress({ what: 'deals', count });
  }
}
