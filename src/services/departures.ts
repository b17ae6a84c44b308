import { subDays } from 'date-fns/subDays';
import type { AuditLine } from '../domain/audit.ts';
import { type Likeness, standsFor } from '../domain/merger.ts';
import type { Subject } from '../domain/ownership.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { type Db, inTransaction } from '../store/database.ts';
import {
  type Departing,
  eraseLeads,
  findLongGone,
  handOn,
  lockByCrmId,
  markGone,
  removeDeals,
  renumberInCrm,
} from '../store/departures.ts';
import { readToldSteps } from '../store/ownership.ts';
import { findMergedTwins } from '../store/twins.ts';
import { followAccounts } from './dispute-mergers.ts';
import { queueHomes } from './home.ts';
import { queueQuestions } from './questions.ts';
import { withdrawRefusedWrites } from './refused-writes.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'crm'>;
/** Whom the CRM has no more: deleted there, or erased because a person asked to be forgotten. */
export type Gone = {
  kind: Subject['kind'];
  crmIds: string[];
  crmName: string;
  why: 'deleted' | 'erased';
};

/** What the CRM has deleted is deleted here too; its history stays. */
export async function takeLeave(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { kind, crmIds, crmName, why }: Gone,
): Promise<void> {
  const found = await lockByCrmId(tx, workspaceId, kind, crmIds);
  if (kind === 'lead' && why === 'erased') await eraseLeads(tx, idsOf(found));
  const going = found.filter(({ isGone }) => !isGone);
  if (going.length === 0) return;
  const at = ports.clock.now();
  const changed = await markGone(tx, kind, idsOf(going), at);
  await queueQuestions(tx, ports, workspaceId, 'proposal', { fresh: [], changed });
  await withdrawRefusedWrites(tx, ports, workspaceId, idsOf(going));
  if (kind === 'account') await followAccounts(tx, ports, workspaceId, idsOf(going));
  const because = { deleted: 'deleted', erased: 'erased on request' }[why];
  const lines = going.map((one) => lineOf(kind, one, `${because} in ${crmName}`, crmName, at));
  await appendAudit(tx, workspaceId, lines);
  await drawBooks(tx, ports, workspaceId, kind, going);
}

/** Nobody restores them any more: CRMs keep what is deleted for ninety days. */
const KEPT_DAYS = 90;
const FORGOTTEN_AT_ONCE = 500;

/** Of people who are long gone nothing personal stays: an erasure may have gone unheard. */
export async function forgetLeads({
  database,
  clock,
}: Pick<Ports, 'database' | 'clock'>): Promise<void> {
  const before = subDays(clock.now(), KEPT_DAYS);
  for (;;) {
    const ids = await findLongGone(database.prisma, before, FORGOTTEN_AT_ONCE);
    if (ids.length === 0) return;
    await inTransaction(database, (tx) => eraseLeads(tx, ids));
  }
}

/** Of deals not even a row is left. */
export async function dropDeals(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  crmIds: string[],
): Promise<void> {
  const removed = await removeDeals(tx, workspaceId, crmIds);
  await withdrawRefusedWrites(tx, ports, workspaceId, removed);
}

export type Merger = {
  kind: Subject['kind'];
  /** The record that they are now, by its number in the CRM. */
  into: string;
  /** Which of them stands for it, where somebody has told. */
  primary?: string;
  /** All of them, or all but that one, in the order in which the CRM lists them. */
  others: string[];
  /** What the CRM says of it now. */
  as?: Likeness;
  crmName: string;
};

/** Several records of the CRM have become one: ours that stands for it goes on under its number, the others lead to it. Returns it if it has grown. */
export async function merge(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { kind, into, primary, others, as, crmName }: Merger,
): Promise<string | undefined> {
  const all = [into, ...(primary ? [primary] : []), ...others];
  const found = await lockByCrmId(tx, workspaceId, kind, all);
  const inOrder = found.toSorted((a, b) => all.indexOf(a.crmId) - all.indexOf(b.crmId));
  const kept =
    found.find(({ crmId }) => crmId === into) ??
    found.find(({ crmId }) => crmId === primary) ??
    standsFor(as, await withPast(tx, workspaceId, kind, inOrder));
  if (!kept) return undefined;
  if (kept.crmId !== into) await renumberInCrm(tx, kind, kept.id, into);
  const lost = found.filter(({ id, mergedInto }) => id !== kept.id && mergedInto !== kept.id);
  if (kind === 'account') await handOn(tx, idsOf(lost), kept.id);
  const going = lost.filter(({ isGone }) => !isGone);
  const grown = lost.length > 0 ? kept.id : undefined;
  if (going.length === 0) return grown;
  const at = ports.clock.now();
  const changed = await markGone(tx, kind, idsOf(going), at);
  await queueQuestions(tx, ports, workspaceId, 'proposal', { fresh: [], changed });
  await withdrawRefusedWrites(tx, ports, workspaceId, idsOf(going));
  if (kind === 'account') {
    await followAccounts(tx, ports, workspaceId, idsOf(going));
    const merged = await findMergedTwins(tx, workspaceId, idsOf(going));
    await queueQuestions(tx, ports, workspaceId, 'twins', { fresh: [], changed: merged });
  }
  const lines = going.map((one) => ({
    ...lineOf(kind, one, `merged with another in ${crmName}`, crmName, at),
    ...{ action: `${kind}-merged`, after: namesOf(kind, kept) },
  }));
  await appendAudit(tx, workspaceId, lines);
  await drawBooks(tx, ports, workspaceId, kind, going);
  return grown;
}

/** Those that may go on, with what the CRM has told of their owners. */
async function withPast(tx: Db, workspaceId: string, kind: Subject['kind'], former: Departing[]) {
  const live = former.filter(({ isGone }) => !isGone);
  const told = await readToldSteps(tx, workspaceId, kind, idsOf(former));
  const candidates = live.length > 0 ? live : former;
  return candidates.map((one) => ({ ...one, owned: told.get(one.id) }));
}

function idsOf(departing: Departing[]): string[] {
  return departing.map(({ id }) => id);
}

function lineOf(
  kind: Subject['kind'],
  one: Departing,
  reason: string,
  crmName: string,
  at: Date,
): AuditLine {
  return {
    ...{ at, action: `${kind}-deleted`, subject: { kind, id: one.id }, reason },
    actor: { kind: 'machine', name: `${crmName} sync` },
    ...{ before: namesOf(kind, one), after: null, context: { crmId: one.crmId } },
  };
}

/** The log is for ever, and a person may ask to be forgotten: leads go by their ids. */
function namesOf(
  kind: Subject['kind'],
  { id, name, ownerId }: Departing,
): Record<string, string | null> {
  return kind === 'lead' ? { id, ownerId } : { id, name, ownerId };
}

async function drawBooks(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  kind: Subject['kind'],
  going: Departing[],
): Promise<void> {
  if (kind === 'lead') return;
  const left = going.map(({ id, ownerId }) => ({ id, expected: ownerId, wanted: null }));
  await queueHomes(tx, ports, workspaceId, left);
}
