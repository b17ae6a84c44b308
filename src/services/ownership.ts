import type { AuditLine } from '../domain/audit.ts';
import { type Deed, effectsOf, type OwnerChange, refusalOf } from '../domain/ownership.ts';
import { type Reason, Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { findPosted } from '../store/cards.ts';
import { type Db, inTransaction } from '../store/database.ts';
import {
  lockDeeds,
  type Named,
  newChangeId,
  readPeople,
  type SavedChange,
  saveChanges,
} from '../store/ownership.ts';
import { queueHomes } from './home.ts';
import { queueTasks } from './tasks.ts';

type Door = Pick<Ports, 'database' | 'clock' | 'queue'>;

/** The one door: an account's owner changes here and nowhere else. */
export async function changeOwner(
  ports: Door,
  workspaceId: string,
  change: OwnerChange,
): Promise<{ changeId: string }> {
  return inTransaction(ports.database, async (tx) => {
    const { changed, refused } = await changeOwners(tx, ports, workspaceId, [change]);
    const [refusal] = refused;
    if (refusal) throw new Refusal(refusal.reason);
    return { changeId: changed[0]?.id ?? '' };
  });
}

export type Refused = { change: OwnerChange; reason: Reason };

/** The door for many at once, inside the caller's transaction: what may not happen is handed back. */
export async function changeOwners(
  tx: Db,
  ports: Door,
  workspaceId: string,
  changes: OwnerChange[],
): Promise<{ changed: SavedChange[]; refused: Refused[] }> {
  if (changes.length === 0) return { changed: [], refused: [] };
  const at = ports.clock.now();
  const wanted = new Set(changes.flatMap((change) => change.wanted ?? []));
  const people = await readPeople(tx, workspaceId, [...wanted]);
  const accountIds = new Set(changes.map((change) => change.accountId));
  const deeds = await lockDeeds(tx, workspaceId, [...accountIds]);
  const { allowed, refused } = decideChanges(changes, deeds, people, at);
  if (allowed.length === 0) return { changed: [], refused };

  const lines = allowed.map(({ change, deed }) => auditLineOf(change, deed, people, at));
  const sealed = await appendAudit(tx, workspaceId, lines);
  const changed = allowed.map(({ change }, index) => ({
    ...change,
    id: newChangeId(),
    at: change.happenedAt ?? at,
    auditSeq: sealed[index]?.seq ?? 0,
  }));
  await saveChanges(tx, workspaceId, changed, at);
  // Behind the chain's lock, so that no card is being posted meanwhile.
  const posted = await findPosted(tx, workspaceId, 'owner-card', [...accountIds]);
  const effects = changed.flatMap((change) => effectsOf(change, change.id));
  const wantedEffects = effects.filter(
    (effect) => effect.kind !== 'redraw-cards' || posted.has(effect.accountId),
  );
  await queueTasks(tx, ports, workspaceId, wantedEffects);
  await queueHomes(tx, ports, workspaceId, changed);
  return { changed, refused };
}

type Allowed = { change: OwnerChange; deed: Deed };

/** In order: a later change of the same account sees what the earlier one left. */
function decideChanges(
  changes: OwnerChange[],
  found: Map<string, Deed>,
  people: Map<string, Named>,
  at: Date,
): { allowed: Allowed[]; refused: Refused[] } {
  const deeds = new Map(found);
  const allowed: Allowed[] = [];
  const refused: Refused[] = [];
  for (const change of changes) {
    const deed = deeds.get(change.accountId);
    const wanted = change.wanted === null ? null : people.get(change.wanted);
    const reason =
      refuseUnknown(change, deed, wanted) ?? (deed && refusalOf(change, deed, wanted ?? null, at));
    if (reason || !deed) {
      refused.push({
        change,
        reason: reason ?? { kind: 'unknown-account', asked: change.accountId },
      });
      continue;
    }
    allowed.push({ change, deed });
    deeds.set(change.accountId, { ...deed, owner: wanted ?? null });
  }
  return { allowed, refused };
}

function refuseUnknown(
  change: OwnerChange,
  deed: Deed | undefined,
  wanted: Named | null | undefined,
): Reason | undefined {
  if (!deed) return { kind: 'unknown-account', asked: change.accountId };
  if (wanted === undefined) return { kind: 'unknown-rep', asked: change.wanted ?? '' };
  return undefined;
}

function auditLineOf(
  change: OwnerChange,
  deed: Deed,
  people: Map<string, Named>,
  at: Date,
): AuditLine {
  const wanted = change.wanted === null ? null : people.get(change.wanted);
  return {
    at,
    actor: change.actor,
    action: 'owner-changed',
    subject: { kind: 'account', id: change.accountId },
    reason: change.reason,
    before: deed.owner && { id: deed.owner.id, name: deed.owner.name },
    after: wanted ? { id: wanted.id, name: wanted.name } : null,
    context: {
      account: deed.account,
      cause: change.cause,
      ...(change.territory && { territory: change.territory.name }),
      ...(change.happenedAt && { happenedAt: change.happenedAt.toISOString() }),
    },
  };
}
