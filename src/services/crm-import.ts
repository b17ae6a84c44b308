import { subMinutes } from 'date-fns/subMinutes';
import {
  type CrmImport,
  type ExpectedCounts,
  type ImportStep,
  wordPlace,
} from '../domain/crm-import.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Crm, Ports } from '../ports.ts';
import { recountWords } from '../store/account-names.ts';
import { beginWatch } from '../store/crm-watch.ts';
import { inTransaction } from '../store/database.ts';
import { beginImport, findImport, findStanding, keepAlive } from '../store/imports.ts';
import { vacuum } from '../store/upkeep.ts';
import { readWorkspace, saveWorkspace } from '../store/workspaces.ts';
import { moveOn, type Needs, onwards, type Run, tellProblem } from './import-moves.ts';
import { linkFamilies, readAccounts, readDeals, readLeads, readOwners } from './import-reading.ts';
import { routeImported, routeImportedLeads } from './import-routing.ts';

/**
 * Mirrors a CRM into the registry, page by page, and routes what has come. One that broke off goes on where it was; run again,
 * it brings the registry up to date.
 */
export async function importCrm(
  ports: Needs,
  workspace: { id: string; name: string },
  crm: Crm,
  onProgress: (now: CrmImport) => void,
): Promise<CrmImport> {
  const crmAccountUrl = await crm.accountUrl();
  const crmLeadUrl = await crm.leadUrl?.();
  const crmAccountId = await crm.accountId?.();
  await saveWorkspace(ports.database.prisma, {
    ...workspace,
    crmName: crm.name,
    ...(crmAccountId && { crmAccountId }),
    ...(crmAccountUrl && { crmAccountUrl }),
    ...(crmLeadUrl && { crmLeadUrl }),
  });
  const now = await openImport(ports, workspace.id, crm);
  return carryOut({ ports, workspaceId: workspace.id, crm, now, onProgress });
}

async function openImport(ports: Needs, workspaceId: string, crm: Crm): Promise<CrmImport> {
  const { prisma } = ports.database;
  const open = await findImport(prisma, workspaceId);
  if (open) return open;
  // What is touched from this moment on may be missed by the reading: the watch begins here.
  const startedAt = ports.clock.now();
  await beginImport(prisma, workspaceId, await expectedOf(ports, crm), startedAt);
  const begun = await findImport(prisma, workspaceId);
  if (!begun) throw new Refusal({ kind: 'import-elsewhere' });
  return begun;
}

/** A CRM that will not say how many records it has can still be read. */
async function expectedOf({ log }: Needs, { count }: Crm): Promise<ExpectedCounts> {
  if (!count) return {};
  try {
    const [accounts, deals, leads] = [
      await count('account'),
      await count('deal'),
      await count('lead'),
    ];
    return { accounts, deals, leads };
  } catch (error) {
    log.warn({ error: String(error) }, 'the CRM did not say how many records it has');
    return {};
  }
}

const steps: Record<ImportStep, (run: Run) => Promise<void>> = {
  owners: readOwners,
  accounts: readAccounts,
  families: linkFamilies,
  deals: readDeals,
  leads: readLeads,
  statistics: refresh,
  'account-routing': routeImported,
  'lead-routing': routeImportedLeads,
};

const SIGN_OF_LIFE_MS = 20_000;

async function carryOut(run: Run): Promise<CrmImport> {
  const { ports, workspaceId } = run;
  run.onProgress(run.now);
  const sign = () => keepAlive(ports.database.prisma, workspaceId, run.now, ports.clock.now());
  // One that fails is followed by the next one.
  const signs = setInterval(() => sign().catch(() => undefined), SIGN_OF_LIFE_MS);
  try {
    while (run.now.state.status === 'running') await steps[run.now.state.step](run);
    return run.now;
  } catch (error) {
    if (!(error instanceof Refusal)) await tellProblem(run, error);
    throw error;
  } finally {
    clearInterval(signs);
  }
}

/** So many new rows at once: until the night, the look-up would plan for the registry as it was. */
async function refresh(run: Run): Promise<void> {
  const { ports, workspaceId, now } = run;
  // First, for the words are counted by a plan too: in a registry that was believed to be empty it takes minutes.
  await vacuum(ports.database);
  await recountWords(ports.database.prisma, workspaceId);
  await moveOn(run, async (tx) => {
    await beginWatch(tx, workspaceId, now.startedAt);
    return { brought: {}, state: onwards('statistics') };
  });
}

/** Whoever is at an import gives signs of life more often than this. */
const STANDING_MINUTES = 2;

/** An import whose process has died, or whom the CRM did not answer, is gone on with by the bot. */
export async function rouseImports({
  database,
  clock,
  queue,
}: Pick<Ports, 'database' | 'clock' | 'queue'>): Promise<void> {
  const since = subMinutes(clock.now(), STANDING_MINUTES);
  const workspaces = await findStanding(database.prisma, since);
  if (workspaces.length === 0) return;
  await inTransaction(database, async (tx) => {
    for (const workspaceId of workspaces) await queue.rouse(tx, 'crm-import', workspaceId);
  });
}

/** Goes on with what stands still; begins nothing. */
export async function resumeImport(ports: Ports, workspaceId: string): Promise<void> {
  const { prisma } = ports.database;
  const since = subMinutes(ports.clock.now(), STANDING_MINUTES);
  const standing = await findStanding(prisma, since);
  const crm = ports.crm(workspaceId);
  const workspace = await readWorkspace(prisma, workspaceId);
  const now = await findImport(prisma, workspaceId);
  if (!standing.includes(workspaceId) || !crm || !workspace || !now) return;
  ports.log.info({ at: wordPlace(now) }, 'the import goes on');
  try {
    await carryOut({ ports, workspaceId, crm, now, onProgress: () => undefined });
    ports.log.info({}, 'the import is complete');
  } catch (error) {
    // Somebody has started it again in the shell.
    if (!(error instanceof Refusal)) throw error;
  }
}
