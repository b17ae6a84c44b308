import {
  type AnyOwnerChange,
  type Change,
  type Owned,
  ownedIn,
  type Refused,
} from '../domain/ownership.ts';
import type { OwnerHistory } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { readLastChanges, readToldSince, readToldSteps, type Saved } from '../store/ownership.ts';
import type { Needs } from './arrivals.ts';
import { causeOf, isOlder, type Known, mayHideEdit, ownerChanges } from './crm-mirror.ts';
import { putBackEdits } from './hidden-edits.ts';
import { leaveOut } from './left-out.ts';
import { changeDealOwners, changeLeadOwners } from './ownership.ts';
import { notePassingEdits } from './passing-edits.ts';
import { type Look, standStill } from './refused-writes.ts';

type Kind = Exclude<Owned['kind'], 'account'>;

/**
 * A lead or deal as it was read: whose it is here and whose in the CRM, and who set it there, where the CRM has told. `since`: when
 * it came here, with the owner that it had.
 */
export type OwnerSeen = {
  id: string;
  name: string;
  ownerId: string | null;
  crmOwnerId: string | null;
  isNew: boolean;
  since: Date;
  history: OwnerHistory | undefined;
  changedAt: Date;
};

/**
 * Every owner whom somebody set in the CRM since it came here is told once, with whoever did. What is new came with its owner: nothing
 * has changed.
 */
export async function takeOverOwners(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  kind: Kind,
  { seen, known }: { seen: OwnerSeen[]; known: Known },
): Promise<void> {
  const still = await standStill(tx, ports, workspaceId, kind, seen.map(lookAt));
  const telling = seen.filter((one) => isMoved(one) || (!one.isNew && stepsIn(one).length > 1));
  if (telling.length === 0) return;
  const mayMove = telling
    .filter(({ id }) => !still.has(id))
    .filter((one) => isMoved(one) || mayHideEdit(one, stepsIn(one), known.reps));
  const older = await findOlder(tx, ports, workspaceId, kind, { mayMove, since: known.since });
  const heard = telling.filter(({ id }) => !older.has(id));
  const past = await readPast(tx, workspaceId, kind, heard);
  const moved = mayMove.filter(({ id }) => !older.has(id));
  const changes = moved.flatMap((one) => changesOf(one, past.of(one), known));
  const { changed, refused } = await change(tx, ports, workspaceId, kind, changes);
  const presentIds = new Map(seen.map(({ id, crmOwnerId }) => [id, crmOwnerId]));
  const { crmName } = known;
  await putBackEdits(tx, ports, workspaceId, crmName, {
    ...{ changed, presentIds, followed: past.followed },
  });
  for (const { change, reason } of refused) {
    ports.log.warn({ ...ownedIn(change), reason: reason.kind }, 'owner not taken over');
  }
  const taken = Map.groupBy(changes, ({ id }) => id);
  const passing = heard.map((one) => ({
    ...{ id: one.id, name: one.name, told: past.of(one).told },
    history: stepsIn(one),
    since: one.since,
    taken: new Set((taken.get(one.id) ?? []).map(({ happenedAt }) => happenedAt?.getTime() ?? 0)),
  }));
  await notePassingEdits(tx, ports, workspaceId, { kind, seen: passing, ...known });
}

/** Of whose owner we know something newer than this reading: we are changing it there, or have read it since. */
async function findOlder(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  kind: Kind,
  { mayMove, since }: { mayMove: OwnerSeen[]; since: Date },
): Promise<Set<string>> {
  const ids = mayMove.map(({ id }) => id);
  const unheard = await leaveOut(tx, ports, workspaceId, { kind, ids, since });
  const newer = await readToldSince(tx, workspaceId, kind, ids, since);
  const older = mayMove.filter(({ id, history }) => history && isOlder(history, newer.get(id)));
  return new Set([...unheard, ...older.map(({ id }) => id)]);
}

function lookAt(one: OwnerSeen): Look {
  const { id, crmOwnerId: present, changedAt } = one;
  return { id, present, step: stepsIn(one).at(-1), changedAt };
}

function isMoved({ ownerId, crmOwnerId }: OwnerSeen): boolean {
  return ownerId !== crmOwnerId;
}

function stepsIn({ history }: OwnerSeen): OwnerHistory {
  return history ?? [];
}

/** How each of them came to its owner here: one that never changed hands came with it. */
async function readPast(tx: Db, workspaceId: string, kind: Kind, heard: readonly OwnerSeen[]) {
  const ids = heard.map(({ id }) => id);
  const last = await readLastChanges(tx, workspaceId, kind, ids);
  const told = await readToldSteps(tx, workspaceId, kind, ids);
  const of = ({ id, since }: OwnerSeen) => ({
    last: last.get(id) ?? ({ cause: 'import', at: since, crmAt: null } as const),
    told: told.get(id) ?? new Set<number>(),
  });
  const followed = new Set(
    [...last].flatMap(([id, { cause }]) => (cause === 'follow' ? [id] : [])),
  );
  return { of, followed };
}

type Past = Parameters<typeof ownerChanges>[3];

function changesOf(one: OwnerSeen, past: Past, known: Known): (Change & { id: string })[] {
  const { id, ownerId: expected, crmOwnerId: wanted, changedAt: happenedAt, history } = one;
  if (history) {
    return ownerChanges(one, history, known, past).map((change) => ({ id, ...change }));
  }
  // Where the CRM does not tell who, it stands for them.
  const actor = { kind: 'crm-user', id: known.crmName, name: known.crmName } as const;
  return [{ id, expected, wanted, actor, cause: causeOf(undefined), reason: '', happenedAt }];
}

/** Through the door. */
function change(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  kind: Kind,
  changes: (Change & { id: string })[],
): Promise<{ changed: Saved<AnyOwnerChange>[]; refused: Refused<AnyOwnerChange>[] }> {
  switch (kind) {
    case 'lead': {
      const ofLeads = changes.map(({ id: leadId, ...rest }) => ({ leadId, ...rest }));
      return changeLeadOwners(tx, ports, workspaceId, ofLeads);
    }
    case 'deal': {
      const ofDeals = changes.map(({ id: dealId, ...rest }) => ({ dealId, ...rest }));
      return changeDealOwners(tx, ports, workspaceId, ofDeals);
    }
  }
}
