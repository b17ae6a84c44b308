import type { ImportState } from '../domain/crm-import.ts';
import type { Db } from '../store/database.ts';
import {
  type ArrivalKind,
  forgetArrivals,
  type KeptArrival,
  takeArrivals,
} from '../store/import-arrivals.ts';
import { readOutcome } from '../store/imports.ts';
import { type RulesNow, readRulebook } from './arrivals.ts';
import { moveOn, onwards, type Run } from './import-moves.ts';
import { routeAccountsWithin } from './intake.ts';
import { routeLeadsWithin } from './lead-intake.ts';

/** So many at a time that the workspace's audit is not held for long. */
const BATCH = 1000;

/** Whoever has waited for the import asks first; what is looked for in the whole book comes after. */
const CALM_SECONDS = 60;

/** The next ones in the order in which they came. */
export async function routeImported(run: Run): Promise<void> {
  const { ports, workspaceId } = run;
  const rules = await readRulebook(ports, workspaceId);
  await moveOn(run, async (tx) => {
    const arrivals = await takeBatch(tx, run, 'account', rules);
    const accounts = arrivals.map(({ subjectId, ...rest }) => ({ accountId: subjectId, ...rest }));
    const routed = await routeAccountsWithin(tx, ports, workspaceId, rules, accounts);
    const state = arrivals.length < BATCH ? onwards('account-routing') : run.now.state;
    return { brought: { ...routed, accountsRouted: arrivals.length }, state };
  });
}

/** After the accounts that they belong to. */
export async function routeImportedLeads(run: Run): Promise<void> {
  const { ports, workspaceId } = run;
  const rules = await readRulebook(ports, workspaceId);
  await moveOn(run, async (tx) => {
    const arrivals = await takeBatch(tx, run, 'lead', rules);
    const leads = arrivals.map(({ subjectId, ...rest }) => ({ leadId: subjectId, ...rest }));
    const routed = await routeLeadsWithin(tx, ports, workspaceId, rules, leads);
    const state = arrivals.length < BATCH ? await theEnd(tx, run, rules) : run.now.state;
    return { brought: { ...routed, leadsRouted: arrivals.length }, state };
  });
}

/** Without rules there is nothing to route by: `cadastre route` does it once there are. */
async function takeBatch(
  tx: Db,
  { workspaceId }: Run,
  kind: ArrivalKind,
  rules: RulesNow,
): Promise<KeptArrival[]> {
  if (rules) return takeArrivals(tx, workspaceId, kind, BATCH);
  await forgetArrivals(tx, workspaceId, kind);
  return [];
}

async function theEnd(tx: Db, { ports, workspaceId }: Run, rules: RulesNow): Promise<ImportState> {
  await ports.queue.rouse(tx, 'new-book', workspaceId, CALM_SECONDS);
  const outcome = await readOutcome(tx, workspaceId, rules ? 'published' : 'none');
  return { status: 'done', at: ports.clock.now(), outcome };
}
