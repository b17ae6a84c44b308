import {
  type Actor,
  type Cause,
  type Change,
  cameFromCrm,
  type OwnerChange,
} from '../domain/ownership.ts';
import type { Person } from '../domain/roster.ts';
import type { CrmAccount, OwnerHistory, OwnerHow, OwnerStep, Ports } from '../ports.ts';
import { saveAccountNames } from '../store/account-names.ts';
import type { Db } from '../store/database.ts';
import { type Latest, readLastChanges, readToldSince, readToldSteps } from '../store/ownership.ts';
import { type NewAccount, type Registered, saveAccounts } from '../store/registration.ts';
import { readRepsByCrmOwner } from '../store/roster.ts';
import { readTerritoryIds } from '../store/territories.ts';
import { putBackEdits } from './hidden-edits.ts';
import type { Arrival } from './intake.ts';
import { leaveOut } from './left-out.ts';
import { changeOwners } from './ownership.ts';
import { notePassingEdits, type Seen } from './passing-edits.ts';
import { type Look, standStill } from './refused-writes.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'log'>;
/** What a page is read with. `since`: nothing that the CRM hands over is older than this. */
export type Known = {
  crmName: string;
  reps: Map<string, Person>;
  territories: Map<string, string>;
  since: Date;
};

export async function readKnown(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  crmName: string,
): Promise<Known> {
  return {
    crmName,
    since: clock.now(),
    reps: await readRepsByCrmOwner(database.prisma, workspaceId),
    territories: await readTerritoryIds(database.prisma, workspaceId),
  };
}

/**
 * One version of an account is one arrival, however often it is read. What was restored has been decided on as it was, and whoever
 * was to decide has been told that it is gone.
 */
export function arrivalsOf(registered: Registered[], page: CrmAccount[], at: Date): Arrival[] {
  const byCrmId = new Map(registered.map((entry) => [entry.crmId, entry]));
  // In the order in which the CRM lists them: pools deal in turn.
  return page.flatMap(({ id: crmId, changedAt }) => {
    const entry = byCrmId.get(crmId);
    if (!entry?.isChanged) return [];
    const again = entry.isRestored ? `:${at.toISOString()}` : '';
    return [{ accountId: entry.id, key: `crm:${crmId}:${changedAt.toISOString()}${again}`, at }];
  });
}

/** Accounts that came to another family: what rules know of their parents is something else. */
export function familyArrivals(accountIds: string[], arrivals: Arrival[], at: Date): Arrival[] {
  const arriving = new Set(arrivals.map(({ accountId }) => accountId));
  return accountIds
    .filter((accountId) => !arriving.has(accountId))
    .map((accountId) => ({ accountId, key: `family:${accountId}:${at.toISOString()}`, at }));
}

/** A page of accounts as the CRM has them, into the registry; who owns them is brought up to date with it. */
export async function mirrorAccounts(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  page: CrmAccount[],
  known: Known,
): Promise<Registered[]> {
  if (page.length === 0) return [];
  const accounts = page.map((account) => newAccountOf(account, known));
  const registered = await saveAccounts(tx, workspaceId, accounts, ports.clock.now());
  const byCrmId = new Map(page.map((account) => [account.id, account]));
  const pairs = registered.flatMap((entry) => {
    const account = byCrmId.get(entry.crmId);
    return account ? [{ entry, account }] : [];
  });
  const rehoused = await saveAccountNames(
    tx,
    workspaceId,
    pairs.map(({ entry, account }) => namesOf(entry, account)),
  );
  await mirrorOwners(tx, ports, workspaceId, pairs, known);
  return registered.map((entry) => ({
    ...entry,
    isChanged: entry.isChanged || entry.isRestored || rehoused.has(entry.id),
  }));
}

type Pair = { entry: Registered; account: CrmAccount };

/** Who owns them there, and who did for a while. */
async function mirrorOwners(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  pairs: Pair[],
  known: Known,
): Promise<void> {
  const looks = pairs.map((pair) => lookAt(pair, known.reps));
  const still = await standStill(tx, ports, workspaceId, 'account', looks);
  const mayMove = pairs.filter(
    ({ entry, account }) =>
      !still.has(entry.id) &&
      (isMoved(entry, account, known.reps) || mayHideEdit(entry, account.ownerHistory, known.reps)),
  );
  const ids = mayMove.flatMap(({ entry }) => (entry.isNew ? [] : [entry.id]));
  // What the CRM says of an account whose owner we are changing there is older than what we know.
  const asked = { kind: 'account', ids, since: known.since } as const;
  const unheard = await leaveOut(tx, ports, workspaceId, asked);
  const newer = await readToldSince(tx, workspaceId, 'account', ids, known.since);
  const isHeard = ({ entry, account }: Pair) =>
    !unheard.has(entry.id) && !isOlder(account.ownerHistory, newer.get(entry.id));
  const moved = mayMove.filter(isHeard);
  const movedIds = moved.flatMap(({ entry }) => (entry.isNew ? [] : [entry.id]));
  const lastChanges = await readLastChanges(tx, workspaceId, 'account', movedIds);
  const past = pairs.filter(
    (pair) => !pair.entry.isNew && pair.account.ownerHistory.length > 1 && isHeard(pair),
  );
  const pastIds = past.map(({ entry }) => entry.id);
  const toldOf = [...new Set([...movedIds, ...pastIds])];
  const told = await readToldSteps(tx, workspaceId, 'account', toldOf);
  const changes = moved.flatMap(({ entry, account }) =>
    ownerChanges(entry, account.ownerHistory, known, {
      last: lastChanges.get(entry.id),
      told: told.get(entry.id),
    }).map((change) => ({ accountId: entry.id, ...change })),
  );
  const { changed, refused } = await changeOwners(tx, ports, workspaceId, changes);
  const presentIds = new Map(
    pairs.map(({ entry, account }) => [entry.id, repOf(account.ownerId, known.reps)]),
  );
  await putBackEdits(tx, ports, workspaceId, known.crmName, { changed, presentIds });
  for (const { change, reason } of refused) {
    ports.log.warn({ accountId: change.accountId, reason: reason.kind }, 'owner not taken over');
  }
  const seen = seenOf(past, changes, told);
  await notePassingEdits(tx, ports, workspaceId, { kind: 'account', seen, ...known });
}

function lookAt({ entry: { id }, account }: Pair, reps: Reps): Look {
  const { ownerId, ownerHistory, changedAt } = account;
  return { id, present: repOf(ownerId, reps), step: ownerHistory.at(-1), changedAt };
}

function seenOf(
  past: readonly Pair[],
  changes: readonly OwnerChange[],
  told: ReadonlyMap<string, Set<number>>,
): Seen[] {
  const taken = Map.groupBy(changes, ({ accountId }) => accountId);
  return past.map(({ entry: { id }, account }) => ({
    ...{ id, name: account.name, history: account.ownerHistory, told: told.get(id) ?? new Set() },
    taken: new Set((taken.get(id) ?? []).map(({ happenedAt }) => happenedAt?.getTime() ?? 0)),
  }));
}

function newAccountOf(account: CrmAccount, { territories }: Known): NewAccount {
  const { id, name, territory, attributes, others, changedAt } = account;
  const territoryId = territory ? territories.get(territory) : undefined;
  const placed = territoryId && { territoryId, crmTerritory: territory };
  return { crmId: id, name, ...placed, ...(others && { others }), attributes, changedAt };
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

type Reps = Known['reps'];

export function repOf(crmOwnerId: string | undefined, reps: Reps): string | null {
  return (crmOwnerId && reps.get(crmOwnerId)?.id) || null;
}

/** Whether somebody else owns it there than here, or it has a past to be taken over. */
function isMoved({ ownerId, isNew }: Registered, { ownerHistory }: CrmAccount, reps: Reps) {
  const last = ownerHistory.at(-1);
  return last !== undefined && (isNew || repOf(last.ownerId, reps) !== ownerId);
}

type Step = OwnerHistory[number];
type Stand = Pick<Registered, 'ownerId' | 'isNew'>;

/** Whether somebody else has told since then what this reading does not know yet. */
export function isOlder(ownerHistory: OwnerHistory, told: Date[] = []): boolean {
  const steps = new Set(ownerHistory.map(({ at }) => at.getTime()));
  return told.some((at) => !steps.has(at.getTime()));
}

/** Whether a write of ours may have gone over what somebody had just set there. */
export function mayHideEdit({ ownerId, isNew }: Stand, ownerHistory: OwnerHistory, reps: Reps) {
  const ours = ownerHistory.findIndex((step) => isWriteOf(step, ownerId, reps));
  return !isNew && ownerHistory.slice(0, Math.max(0, ours)).some(({ how }) => how === undefined);
}

function isWriteOf({ how, ownerId: crmOwnerId }: Step, ownerId: string | null, reps: Reps) {
  return how === 'app' && repOf(crmOwnerId, reps) === ownerId;
}

/** `told`: when what the CRM has told before has happened there. */
type Past = {
  last: Pick<Latest, 'cause' | 'at' | 'crmAt'> | undefined;
  told: Set<number> | undefined;
};

/** For what is new, its whole history; for what we know, all that has happened since what we have. */
export function ownerChanges(
  { ownerId, isNew }: Stand,
  ownerHistory: OwnerHistory,
  { reps, crmName }: Pick<Known, 'reps' | 'crmName'>,
  { last, told }: Past,
): Change[] {
  const later = ownerHistory.filter(({ at }) => last && at > (last.crmAt ?? last.at));
  const hidden = hiddenIn(later, ownerId, reps, { last, told });
  // What came before it was ours, our own writes among it, is known.
  const ours = later.findLastIndex((step) => repOf(step.ownerId, reps) === ownerId);
  const unknown = [...hidden, ...later.slice(ours + 1)];
  // The present owner is taken over in any case: clocks may differ.
  const steps = isNew ? ownerHistory : unknown.length > 0 ? unknown : ownerHistory.slice(-1);
  const changes: Change[] = [];
  let expected = ownerId;
  for (const step of steps) {
    const { ownerId: crmOwnerId, at, by, how } = step;
    const wanted = repOf(crmOwnerId, reps);
    if (wanted === expected) continue;
    const change = { expected, wanted, cause: isNew ? imported : causeOf(how) };
    const reason = hidden.includes(step) ? editStands(crmName) : '';
    changes.push(
      !isNew && told?.has(at.getTime())
        ? { ...change, ...goesOn(crmName) }
        : { ...change, actor: actorOf(by, how), reason, happenedAt: at },
    );
    expected = wanted;
  }
  return changes;
}

/** What somebody set there after we had decided, in the moment between our look and our write: whoever set it wins. */
function hiddenIn(later: Step[], ownerId: string | null, reps: Reps, { last, told }: Past): Step[] {
  if (last === undefined || cameFromCrm({ kind: last.cause })) return [];
  const ours = later.findIndex((step) => isWriteOf(step, ownerId, reps));
  return later.slice(0, Math.max(0, ours)).filter(({ how, at, ownerId: crmOwnerId }) => {
    const isOurs = repOf(crmOwnerId, reps) === ownerId;
    return how === undefined && !isOurs && !told?.has(at.getTime());
  });
}

const imported: Cause = { kind: 'import' };

function actorOf(by: OwnerStep['by'], how: OwnerHow | undefined): Actor {
  return how === 'copied' ? { kind: 'machine', name: by.name } : { kind: 'crm-user', ...by };
}

/** Ours never got there, and the owner of before stands: nobody has set it a second time. */
function goesOn(crmName: string): Pick<Change, 'actor' | 'reason'> {
  const actor = { kind: 'machine', name: `${crmName} sync` } as const;
  return { actor, reason: `${crmName} goes on with the owner it had` };
}

/** What the log says of an edit that our own change was just about to go over. */
export function editStands(crmName: string): string {
  return `${crmName} was edited while our change was on its way; the edit stands`;
}

/** Whether somebody set it there, or the CRM by itself. */
export function causeOf(how: OwnerHow | undefined): Cause {
  return { kind: how === 'copied' ? 'crm-copy' : 'crm-edit' };
}
