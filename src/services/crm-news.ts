import { subMinutes } from 'date-fns/subMinutes';
import { CrmFault, isOutage } from '../domain/crm-fault.ts';
import type { Crm, CrmKind, Ports } from '../ports.ts';
import {
  findUnheardOf,
  type NewsRead,
  noteFailures,
  readNews,
  type SavedNews,
  saveNews,
  settleNews,
  type Turn,
  type WaitingNews,
} from '../store/crm-news.ts';
import { addFound, readPictures } from '../store/crm-watch.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { linkParents } from '../store/families.ts';
import { findKept } from '../store/import-arrivals.ts';
import { dropLinks } from '../store/import-links.ts';
import { type Needs, type RulesNow, readRulebook } from './arrivals.ts';
import { findEchoes } from './crm-echoes.ts';
import { mergersIn } from './crm-mergers.ts';
import { arrivalsOf, familyArrivals, mirrorAccounts } from './crm-mirror.ts';
import { pausedKinds, pauseReading, resumeReading, tellUnread } from './crm-reading.ts';
import { goneIn, lookAt, type Sight, thereIn } from './crm-sight.ts';
import { mirrorDeals } from './deal-import.ts';
import { accountsTouched, askedByDeals } from './deal-questions.ts';
import { dropDeals, merge, takeLeave } from './departures.ts';
import { type Arrival, routeAccountsWithin } from './intake.ts';
import { mirrorLeads } from './lead-import.ts';
import { type LeadArrival, routeLeadsWithin } from './lead-intake.ts';

/** Kept before it is answered for: what the CRM has told once it does not tell again. */
export async function receiveNews(
  ports: Pick<Ports, 'database' | 'clock' | 'queue'>,
  workspaceId: string,
  news: SavedNews[],
  turn: Turn = 'now',
): Promise<void> {
  if (news.length === 0) return;
  await inTransaction(ports.database, (tx) => keepNews(tx, ports, workspaceId, news, turn));
}

/** The same in the caller's transaction. Returns how many were not known yet. */
export async function keepNews(
  tx: Db,
  { clock, queue }: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  news: SavedNews[],
  turn: Turn = 'now',
): Promise<number> {
  const fresh = await saveNews(tx, workspaceId, news, clock.now(), turn);
  if (fresh > 0) await queue.rouse(tx, 'crm-news', workspaceId);
  return fresh;
}

/** News whose job was lost, or given up while the CRM did not answer. */
export async function resendNews({
  database,
  clock,
  queue,
}: Pick<Ports, 'database' | 'clock' | 'queue'>): Promise<void> {
  const workspaces = await findUnheardOf(database.prisma, subMinutes(clock.now(), 5));
  if (workspaces.length === 0) return;
  await inTransaction(database, async (tx) => {
    for (const workspaceId of workspaces) await queue.rouse(tx, 'crm-news', workspaceId);
  });
}

const KINDS: CrmKind[] = ['account', 'deal', 'lead'];

/** So many at a time that one transaction does not hold the audit for long. */
const AT_ONCE = 200;

/** So many that fail by themselves in a row are the CRM’s fault, not theirs. */
const MOST_FAILURES = 3;

/**
 * Looks after all that the CRM has told: reads what stands there now, and takes that over. What cannot be read of one kind, for
 * want of a scope perhaps, must not hold up the others.
 */
export async function takeNews(ports: Ports, workspaceId: string): Promise<void> {
  const crm = ports.crm(workspaceId);
  if (!crm) return;
  const paused = await pausedKinds(ports, workspaceId);
  const kinds = KINDS.filter((kind) => !paused.has(kind));
  const run: Run = { ports, workspaceId, crm, served: new Set() };
  const failures: unknown[] = [];
  if (!(await takeTogether(run, kinds))) {
    for (const kind of kinds) {
      const { failure, turn } = (await takeKind(run, kind)) ?? {};
      // What is only read anew may have to wait for tomorrow's calls: nothing else does. It is tried again by itself.
      if (failure === undefined || (turn === 'later' && isOutage(failure))) continue;
      const isTheirs = isOutage(failure) && !run.served.has(kind);
      if (isTheirs) await pauseKind(run, kind, failure);
      else failures.push(failure);
    }
  }
  await resumeReading(ports, workspaceId, [...run.served]);
  if (failures.length > 0) throw failures[0];
}

/** `served`: kinds of which something could be read. */
type Run = { ports: Ports; workspaceId: string; crm: Crm; served: Set<CrmKind> };

type Failed = { failure: unknown; turn: Turn };

/** Whether all of these kinds could be taken over. */
async function takeTogether(run: Run, kinds: CrmKind[]): Promise<boolean> {
  const all = { most: AT_ONCE, kinds, except: [] };
  for (;;) {
    const read = await readNews(run.ports.database.prisma, run.workspaceId, all);
    if (read.news.length === 0) return true;
    if ((await failureOf(run, read)) !== undefined) return false;
  }
}

/**
 * One record that cannot be taken over must not hold up the others: what fails together is halved until it is found. Only
 * while others are served does it cost one of its tries: what the CRM fails at as a whole waits until it does not.
 */
async function takeKind(run: Run, kind: CrmKind): Promise<Failed | undefined> {
  const { ports, workspaceId } = run;
  const { prisma } = ports.database;
  const failures = new Map<string, Failed>();
  let isServed = false;
  let inARow = 0;
  for (let most = AT_ONCE; inARow < MOST_FAILURES; ) {
    const asked = { most, kinds: [kind], except: [...failures.keys()] };
    const read = await readNews(prisma, workspaceId, asked);
    const [first, ...others] = read.news;
    if (!first) break;
    const failure = await failureOf(run, read);
    const failed = { failure, turn: read.turn };
    if (failure instanceof CrmFault && failure.reach === 'all') return failed;
    if (failure === undefined) {
      isServed = true;
      inARow = 0;
      most = Math.min(AT_ONCE, 2 * most);
      continue;
    }
    most = Math.ceil(read.news.length / 2);
    if (others.length > 0) continue;
    failures.set(first.eventId, failed);
    inARow += 1;
  }
  const theirs = [...failures].filter(([, { failure }]) => isServed || !isOutage(failure));
  const noted = theirs.map(([eventId, { failure }]) => ({ eventId, error: sentenceOf(failure) }));
  await noteFailures(prisma, workspaceId, noted);
  return failures.values().next().value;
}

async function failureOf(run: Run, read: NewsRead): Promise<unknown> {
  const { ports, workspaceId, crm } = run;
  const { news } = read;
  try {
    await take(ports, workspaceId, crm, read);
    for (const { kind } of news) run.served.add(kind);
    return undefined;
  } catch (failure) {
    const facts = { error: sentenceOf(failure), news: news.length };
    ports.log.warn(facts, 'the CRM’s news could not be taken over');
    return failure;
  }
}

/** It comes back by itself: its news waits, and no other news of it is read meanwhile. */
async function pauseKind({ ports, workspaceId }: Run, kind: CrmKind, failure: unknown) {
  const unread = await pauseReading(ports, workspaceId, kind, failure);
  await tellUnread(ports, workspaceId, unread ? [unread] : []);
}

function sentenceOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}

async function take(
  ports: Ports,
  workspaceId: string,
  crm: Crm,
  { news, turn }: NewsRead,
): Promise<void> {
  const echoes = await findEchoes(ports, workspaceId, news);
  const worth = news.filter((one) => !echoes.has(one));
  const sight = await lookAt(ports, workspaceId, crm, worth, turn);
  const rules = await readRulebook(ports, workspaceId);
  await inTransaction(ports.database, async (tx) => {
    await countHealed(tx, workspaceId, news, async () => {
      const grown = await applyEndings(tx, ports, workspaceId, crm, worth, sight);
      await applyRecords(tx, ports, workspaceId, sight, { rules, grown });
    });
    const ids = news.map(({ eventId }) => eventId);
    await settleNews(tx, workspaceId, ids, ports.clock.now());
  });
  ports.log.info({ news: news.length, echoes: echoes.size }, 'the CRM’s news taken over');
}

/** Of what asking has found, that which was not here as it is there, and of which nothing had told. Our own writes are here. */
async function countHealed(
  tx: Db,
  workspaceId: string,
  news: WaitingNews[],
  apply: () => Promise<void>,
): Promise<void> {
  const told = news.filter(({ content }) => content.kind !== 'found');
  const untold = (kind: CrmKind) => {
    const idsIn = (some: WaitingNews[]) =>
      new Set(some.filter((one) => one.kind === kind).map(({ id }) => id));
    return [...idsIn(news).difference(idsIn(told))];
  };
  const asked = { account: untold('account'), deal: untold('deal'), lead: untold('lead') };
  const before = await readPictures(tx, workspaceId, asked);
  await apply();
  const after = await readPictures(tx, workspaceId, asked);
  for (const kind of KINDS) {
    const healed = asked[kind].filter((id) => before[kind].get(id) !== after[kind].get(id));
    if (healed.length > 0) await addFound(tx, workspaceId, kind, healed.length);
  }
}

/** Mergers before all else: what is read next goes by the new numbers. Returns the accounts that others have become. */
async function applyEndings(
  tx: Db,
  ports: Ports,
  workspaceId: string,
  { name: crmName }: Crm,
  news: WaitingNews[],
  sight: Sight,
): Promise<string[]> {
  const grown: string[] = [];
  for (const kind of ['account', 'lead'] as const) {
    for (const merger of mergersIn(kind, news, sight)) {
      const into = await merge(tx, ports, workspaceId, merger);
      if (kind === 'account' && into) grown.push(into);
    }
  }
  const told = news.filter(({ content }) => content.kind === 'erased').map(({ id }) => id);
  const crmIds = [...new Set([...told, ...sight.erased])];
  const forgotten = { kind: 'lead', crmIds, crmName, why: 'erased' } as const;
  await takeLeave(tx, ports, workspaceId, forgotten);
  for (const kind of ['account', 'lead'] as const) {
    const gone = { kind, crmIds: goneIn(sight[kind]), crmName, why: 'deleted' } as const;
    await takeLeave(tx, ports, workspaceId, gone);
  }
  return grown;
}

/** As an import does, and routed in the same breath. */
async function applyRecords(
  tx: Db,
  ports: Ports,
  workspaceId: string,
  sight: Sight,
  { rules, grown }: { rules: RulesNow; grown: string[] },
): Promise<void> {
  const at = ports.clock.now();
  const accounts = thereIn(sight.account);
  const registered = await mirrorAccounts(tx, ports, workspaceId, accounts, sight.known);
  const taken = new Set(registered.map(({ crmId }) => crmId));
  const links = accounts
    .filter(({ id }) => taken.has(id))
    .map(({ id, parentId }) => ({ child: id, parent: parentId }));
  const regrouped = await linkParents(tx, workspaceId, links);
  // What an import has read of them and not linked yet is older.
  await dropLinks(tx, workspaceId, [...taken]);
  const touched = await accountsTouched(tx, workspaceId, [...sight.deal.keys()], async () => {
    await dropDeals(tx, ports, workspaceId, goneIn(sight.deal));
    await mirrorDeals(tx, ports, workspaceId, thereIn(sight.deal), sight.known);
  });
  const leads = await mirrorLeads(tx, ports, workspaceId, thereIn(sight.lead), sight.known);
  const seen = arrivalsOf(registered, accounts, at);
  const arrivals = [...seen, ...familyArrivals(regrouped, seen, at)];
  const asked = await askedByDeals(tx, ports, workspaceId, [...grown, ...touched]);
  await routeFresh(tx, ports, workspaceId, rules, {
    accounts: [...asked.accounts, ...arrivals],
    leads: [...asked.leads, ...leads],
  });
}

type Arrivals = { accounts: Arrival[]; leads: LeadArrival[] };

/** What an import will route anyway, it routes as it is by then. */
async function routeFresh(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  rules: RulesNow,
  { accounts, leads }: Arrivals,
): Promise<void> {
  const accountIds = accounts.map(({ accountId }) => accountId);
  const leadIds = leads.map(({ leadId }) => leadId);
  const keptAccounts = await findKept(tx, workspaceId, 'account', accountIds);
  const keptLeads = await findKept(tx, workspaceId, 'lead', leadIds);
  const freshAccounts = accounts.filter(({ accountId }) => !keptAccounts.has(accountId));
  const freshLeads = leads.filter(({ leadId }) => !keptLeads.has(leadId));
  await routeAccountsWithin(tx, ports, workspaceId, rules, freshAccounts);
  await routeLeadsWithin(tx, ports, workspaceId, rules, freshLeads);
}
