import { type AuditLine, namedInLog } from '../domain/audit.ts';
import {
  type Allowed,
  type AnyOwnerChange,
  type DealOwnerChange,
  type Deed,
  decideChanges,
  effectsOf,
  type LeadOwnerChange,
  movesDisputed,
  type Named,
  type OwnerChange,
  ownedIn,
  type Refused,
} from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { findPosted } from '../store/cards.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { lockDealDeeds, saveDealChanges } from '../store/deal-ownership.ts';
import { readFrozen, rouseDisputes } from '../store/dispute-freeze.ts';
import { newId } from '../store/id.ts';
import { lockLeadDeeds, saveLeadChanges } from '../store/lead-ownership.ts';
import { lockDeeds, readPeople, type Saved, saveChanges } from '../store/ownership.ts';
import { queueHomes } from './home.ts';
import { queueNotices } from './notices.ts';
import { withdrawRefusedWrites } from './refused-writes.ts';
import { queueFollowing } from './related.ts';
import { queueTasks } from './tasks.ts';

type Door = Pick<Ports, 'database' | 'clock' | 'queue'>;
type Outcome<Wish> = { changed: Saved<Wish>[]; refused: Refused<Wish>[] };

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

/** The door for many at once, inside the caller's transaction: what may not happen is handed back. */
export async function changeOwners(
  tx: Db,
  ports: Door,
  workspaceId: string,
  changes: OwnerChange[],
): Promise<Outcome<OwnerChange>> {
  if (changes.length === 0) return { changed: [], refused: [] };
  const accountIds = [...new Set(changes.map((change) => change.accountId))];
  const deeds = await contested(
    tx,
    workspaceId,
    changes,
    await lockDeeds(tx, workspaceId, accountIds),
  );
  const { changed, refused } = await sealChanges(tx, ports, workspaceId, changes, deeds);
  if (changed.length === 0) return { changed, refused };
  await saveChanges(tx, workspaceId, changed, ports.clock.now());
  await rouseDisputes(tx, workspaceId, accountIds, ports.clock.now());
  // Behind the chain's lock, so that no card is being posted meanwhile.
  const posted = await findPosted(tx, workspaceId, 'owner-card', accountIds);
  const effects = changed.flatMap((change) => effectsOf(change, change.id));
  const wantedEffects = effects.filter(
    (effect) => effect.kind !== 'redraw-cards' || posted.has(effect.accountId),
  );
  await queueTasks(tx, ports, workspaceId, wantedEffects);
  await tellEdits(tx, ports, workspaceId, changed);
  await queueFollowing(tx, ports, workspaceId, changed, deeds);
  await queueHomes(tx, ports, workspaceId, changed);
  return { changed, refused };
}

/** Whose owner stays as it is while a case is open, as far as any of these changes would ask. */
async function contested(
  tx: Db,
  workspaceId: string,
  changes: readonly OwnerChange[],
  deeds: Map<string, Deed>,
): Promise<Map<string, Deed>> {
  const asking = changes.filter(({ cause }) => !movesDisputed(cause));
  if (asking.length === 0) return deeds;
  const frozen = await readFrozen(
    tx,
    workspaceId,
    asking.map(({ accountId }) => accountId),
  );
  if (frozen.size === 0) return deeds;
  return new Map(
    [...deeds].map(([id, deed]) => {
      const dispute = frozen.get(id);
      return [id, { ...deed, ...(dispute && { dispute }) }];
    }),
  );
}

/** The same door for leads. */
export async function changeLeadOwners(
  tx: Db,
  ports: Door,
  workspaceId: string,
  changes: LeadOwnerChange[],
): Promise<Outcome<LeadOwnerChange>> {
  if (changes.length === 0) return { changed: [], refused: [] };
  const leadIds = [...new Set(changes.map((change) => change.leadId))];
  const deeds = await lockLeadDeeds(tx, workspaceId, leadIds);
  const { changed, refused } = await sealChanges(tx, ports, workspaceId, changes, deeds);
  if (changed.length === 0) return { changed, refused };
  await saveLeadChanges(tx, workspaceId, changed);
  const effects = changed.flatMap((change) => effectsOf(change, change.id));
  await queueTasks(tx, ports, workspaceId, effects, behindSeconds(changed));
  await tellEdits(tx, ports, workspaceId, changed);
  return { changed, refused };
}

/** What the CRM has already is told at once; what it is still to hear is told when it has. */
async function tellEdits(
  tx: Db,
  ports: Door,
  workspaceId: string,
  changed: Saved<OwnerChange | LeadOwnerChange>[],
): Promise<void> {
  const edits = changed.filter((change) => change.cause.kind === 'crm-edit');
  await queueNotices(
    tx,
    ports,
    workspaceId,
    edits.map(({ id }) => id),
  );
}

/** Accounts that change hands meanwhile are told to the CRM first: 2,000 leads that only follow can wait. */
function behindSeconds(changes: Pick<AnyOwnerChange, 'cause'>[]): number {
  return changes.every(({ cause }) => cause.kind === 'follow') ? 60 : 0;
}

/** The same door for deals. */
export async function changeDealOwners(
  tx: Db,
  ports: Door,
  workspaceId: string,
  changes: DealOwnerChange[],
): Promise<Outcome<DealOwnerChange>> {
  if (changes.length === 0) return { changed: [], refused: [] };
  const dealIds = changes.map((change) => change.dealId);
  const deeds = await lockDealDeeds(tx, workspaceId, dealIds);
  const { changed, refused } = await sealChanges(tx, ports, workspaceId, changes, deeds);
  if (changed.length === 0) return { changed, refused };
  await saveDealChanges(tx, workspaceId, changed);
  const effects = changed.flatMap((change) => effectsOf(change, change.id));
  await queueTasks(tx, ports, workspaceId, effects, behindSeconds(changed));
  return { changed, refused };
}

/** Those that may happen, each with its line in the log. */
async function sealChanges<Wish extends AnyOwnerChange>(
  tx: Db,
  ports: Door,
  workspaceId: string,
  changes: Wish[],
  deeds: Map<string, Deed>,
): Promise<Outcome<Wish>> {
  const at = ports.clock.now();
  const meant = new Set(
    changes.flatMap(({ wanted, expected }) => [wanted ?? [], expected ?? []].flat()),
  );
  const people = await readPeople(tx, workspaceId, [...meant]);
  const { allowed, refused } = decideChanges(changes, deeds, people, at);
  if (allowed.length === 0) return { changed: [], refused };
  const lines = allowed.map((one) => auditLineOf(one, people, at));
  const sealed = await appendAudit(tx, workspaceId, lines);
  const moved = allowed.map(({ change }) => ownedIn(change).id);
  await withdrawRefusedWrites(tx, ports, workspaceId, moved);
  const changed = allowed.map(({ change }, index) => ({
    ...change,
    id: newId(),
    at: change.happenedAt ?? at,
    auditSeq: sealed[index]?.seq ?? 0,
  }));
  return { changed, refused };
}

function auditLineOf(
  { change, deed }: Allowed<AnyOwnerChange>,
  people: Map<string, Named>,
  at: Date,
): AuditLine {
  const subject = ownedIn(change);
  const wanted = change.wanted === null ? null : people.get(change.wanted);
  const happenedAt = change.happenedAt ?? change.setInCrmAt;
  return {
    at,
    actor: change.actor,
    action: 'owner-changed',
    subject,
    reason: change.reason,
    before: deed.owner && { id: deed.owner.id, name: deed.owner.name },
    after: wanted ? { id: wanted.id, name: wanted.name } : null,
    context: {
      ...namedInLog(subject, deed.name),
      cause: change.cause,
      ...('territory' in change && { territory: change.territory?.name ?? null }),
      ...(happenedAt && { happenedAt: happenedAt.toISOString() }),
    },
  };
}
