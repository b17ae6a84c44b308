import type { ImportCounts } from '../domain/crm-import.ts';
import type { CrmDeal, CrmLead, CrmPage, Found } from '../ports.ts';
import { findStrange } from '../store/accounts.ts';
import { findOwnersKnown } from '../store/crm-owner.ts';
import type { Db } from '../store/database.ts';
import { linkParents } from '../store/families.ts';
import {
  type ArrivalKind,
  findKept,
  type KeptArrival,
  keepArrivals,
} from '../store/import-arrivals.ts';
import { countLinks, keepLinks, takeLinks } from '../store/import-links.ts';
import { saveCrmOwners } from '../store/roster.ts';
import { mergeFormer } from './crm-mergers.ts';
import { arrivalsOf, familyArrivals, type Known, mirrorAccounts, readKnown } from './crm-mirror.ts';
import { mirrorDeals } from './deal-import.ts';
import { accountsTouched, askedByDeals } from './deal-questions.ts';
import { moveOn, onwards, type Run } from './import-moves.ts';
import type { Arrival } from './intake.ts';
import { mirrorLeads } from './lead-import.ts';
import type { LeadArrival } from './lead-intake.ts';
import { soundFields } from './sound-fields.ts';
import { meetOwners } from './strange-owners.ts';

/** They are few: read anew where it broke off. */
export async function readOwners(run: Run): Promise<void> {
  const { ports, workspaceId, crm } = run;
  let owners = 0;
  for await (const page of crm.owners()) {
    await saveCrmOwners(ports.database.prisma, workspaceId, page, ports.clock.now());
    owners += page.length;
  }
  await moveOn(run, async () => ({ brought: { owners }, state: onwards('owners') }));
}

export async function readAccounts(run: Run): Promise<void> {
  const { ports, workspaceId, crm } = run;
  const known = await readKnown(ports, workspaceId, crm.name);
  const fields = await soundFields(ports.database.prisma, workspaceId);
  await readPages(
    run,
    'accounts',
    known,
    (after) => crm.accounts(fields, after),
    async (tx, page) => {
      await mergeFormer(tx, { ...ports, crm: () => crm }, workspaceId, {
        kind: 'account',
        page,
        known,
      });
      const registered = await mirrorAccounts(tx, ports, workspaceId, page, known);
      const arrivals = arrivalsOf(registered, page, ports.clock.now());
      await keepArrivals(tx, workspaceId, 'account', arrivals.map(keptAccount));
      // Of an older picture than the one that is kept, neither the name nor the parent is taken.
      const taken = new Set(registered.map(({ crmId }) => crmId));
      const read = page.filter(({ id }) => taken.has(id));
      const links = read.map(({ id, parentId }) => ({ child: id, parent: parentId }));
      await keepLinks(tx, workspaceId, links);
      return { accountArrivals: arrivals.length };
    },
  );
}

export async function readDeals(run: Run): Promise<void> {
  const { ports, workspaceId, crm } = run;
  const known = await readKnown(ports, workspaceId, crm.name);
  await readPages(
    run,
    'deals',
    known,
    (after) => tellingHow(run, 'deal', crm.deals(after), crm.get.deal),
    async (tx, page) => {
      let saved = 0;
      const ids = page.map(({ id }) => id);
      const touched = await accountsTouched(tx, workspaceId, ids, async () => {
        saved = await mirrorDeals(tx, ports, workspaceId, page, known);
      });
      const asked = await askedByDeals(tx, ports, workspaceId, touched);
      const accountArrivals = await keepFresh(tx, run, 'account', asked.accounts.map(keptAccount));
      const leadArrivals = await keepFresh(tx, run, 'lead', asked.leads.map(keptLead));
      return { strayDeals: page.length - saved, accountArrivals, leadArrivals };
    },
  );
}

export async function readLeads(run: Run): Promise<void> {
  const { ports, workspaceId, crm } = run;
  const known = await readKnown(ports, workspaceId, crm.name);
  const fields = await soundFields(ports.database.prisma, workspaceId);
  await readPages(
    run,
    'leads',
    known,
    (after) =>
      tellingHow(run, 'lead', crm.leads(fields, after), (ids) => crm.get.lead(ids, fields)),
    async (tx, page) => {
      await mergeFormer(tx, { ...ports, crm: () => crm }, workspaceId, {
        kind: 'lead',
        page,
        known,
      });
      const arrivals = await mirrorLeads(tx, ports, workspaceId, page, known);
      await keepArrivals(tx, workspaceId, 'lead', arrivals.map(keptLead));
      return { leadArrivals: arrivals.length };
    },
  );
}

/** Where lists do not say who set an owner, and when, those whose owner is another than ours are asked for by their ids. */
async function* tellingHow<One extends CrmLead | CrmDeal>(
  { ports, workspaceId }: Run,
  kind: 'lead' | 'deal',
  pages: AsyncIterable<CrmPage<One>>,
  get: (ids: string[]) => Promise<Map<string, Found<One>>>,
): AsyncGenerator<CrmPage<One>> {
  const { prisma } = ports.database;
  for await (const page of pages) {
    const untold = page.records.filter(({ ownerHistory }) => ownerHistory === undefined);
    const ids = untold.map(({ id }) => id);
    const known = await findOwnersKnown(prisma, workspaceId, kind, ids);
    const differing = untold.filter(
      ({ id, ownerId = null }) => known.has(id) && known.get(id) !== ownerId,
    );
    const asked = differing.map(({ id }) => id);
    const told = asked.length > 0 ? await get(asked) : new Map<string, Found<One>>();
    const records = page.records.map((one) => {
      const found = told.get(one.id);
      return found?.kind === 'there' ? found.record : one;
    });
    yield { ...page, records };
  }
}

/** Page by page from where it broke off; nothing but the page is held. Whoever owns one of a page is somebody here before it is taken over. */
async function readPages<Record extends { ownerId?: string }>(
  run: Run,
  step: 'accounts' | 'deals' | 'leads',
  known: Known,
  read: (after: string | undefined) => AsyncIterable<CrmPage<Record>>,
  take: (tx: Db, page: Record[]) => Promise<Partial<ImportCounts>>,
): Promise<void> {
  const { state } = run.now;
  const after = state.status === 'running' ? state.place : undefined;
  let isOver = false;
  for await (const { records, next, unread } of read(after)) {
    const { reps } = known;
    known.reps = await meetOwners(run.ports, run.workspaceId, run.crm, { reps, records });
    await moveOn(run, async (tx) => {
      const brought = await take(tx, records);
      return {
        brought: { ...brought, [step]: records.length, unread },
        state: onwards(step, next),
      };
    });
    isOver = next === undefined;
  }
  // Of what it has none of, a CRM may have no page either.
  if (!isOver) await moveOn(run, async () => ({ brought: {}, state: onwards(step) }));
}

/** So many at a time that accounts are not held for long. */
const LINKS_AT_ONCE = 500;

/** The next ones. Parents may come after their children, so families are linked when all are in. */
export async function linkFamilies(run: Run): Promise<void> {
  const { workspaceId } = run;
  await moveOn(run, async (tx) => {
    const { counts, state } = run.now;
    const links = counts.linked === 0 ? await countLinks(tx, workspaceId) : 0;
    const taken = await takeLinks(tx, workspaceId, LINKS_AT_ONCE);
    const regrouped = await linkParents(tx, workspaceId, taken);
    const families = familyArrivals(regrouped, [], run.ports.clock.now()).map(keptAccount);
    const arrivals = await keepFresh(tx, run, 'account', families);
    const parents = [...new Set(taken.flatMap(({ parent }) => parent ?? []))];
    const strayParents = (await findStrange(tx, workspaceId, parents)).length;
    const isLast = taken.length < LINKS_AT_ONCE;
    const brought = { links, linked: taken.length, strayParents, accountArrivals: arrivals };
    return { brought, state: isLast ? onwards('families') : state };
  });
}

/** Those that are not to be routed anyway. Returns how many. */
async function keepFresh(
  tx: Db,
  { workspaceId }: Run,
  kind: ArrivalKind,
  arrivals: KeptArrival[],
): Promise<number> {
  const ids = arrivals.map(({ subjectId }) => subjectId);
  const kept = await findKept(tx, workspaceId, kind, ids);
  const fresh = arrivals.filter(({ subjectId }) => !kept.has(subjectId));
  await keepArrivals(tx, workspaceId, kind, fresh);
  return fresh.length;
}

function keptAccount({ accountId, ...rest }: Arrival): KeptArrival {
  return { subjectId: accountId, ...rest };
}

function keptLead({ leadId, ...rest }: LeadArrival): KeptArrival {
  return { subjectId: leadId, ...rest };
}
