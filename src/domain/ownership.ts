import { z } from 'zod';
import { hasLeft } from './leaving.ts';
import type { Reason } from './refusal.ts';
import type { CrmOwnerTask, Task } from './task.ts';

/** Why an owner changed. Later causes carry the row that led to them. */
export const cause = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('routing'),
    ruleSet: z.number(),
    rule: z.string(),
    /** The pool from which its new owner claimed it, where the rule leaves it to them. */
    claimedFrom: z.string().optional(),
    /** The dispute for as long as which its new owner works it. */
    interim: z.string().optional(),
  }),
  z.object({
    kind: z.literal('approval'),
    proposalId: z.string(),
    /** In whose place it was approved, since they were away. */
    onBehalfOf: z.string().optional(),
    /** Where nobody had to look: by which rule of which version of the policy. */
    policy: z.object({ number: z.number(), rule: z.string() }).optional(),
  }),
  z.object({
    kind: z.literal('dispute'),
    disputeId: z.string(),
    /** The change from beside the case that it takes back. */
    undoes: z.string().optional(),
  }),
  z.object({ kind: z.literal('realignment'), name: z.string() }),
  z.object({ kind: z.literal('handover'), from: z.string() }),
  z.object({ kind: z.literal('crm-edit') }),
  /** The CRM copied it by itself from a record beside: nobody meant anything by it. */
  z.object({ kind: z.literal('crm-copy') }),
  z.object({ kind: z.literal('import') }),
  z.object({ kind: z.literal('operator') }),
  z.object({ kind: z.literal('undo'), changeId: z.string() }),
  /** A lead or deal goes where its account has gone, by that change of the account. */
  z.object({ kind: z.literal('follow'), account: z.string(), changeId: z.string() }),
]);
export type Cause = z.infer<typeof cause>;
export const causeKinds = cause.options.map(({ shape }) => shape.kind.value);

/** Who did it, by the name they are known under where they did it. */
export const actor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rep'), id: z.string(), name: z.string() }),
  z.object({ kind: z.literal('crm-user'), id: z.string(), name: z.string() }),
  z.object({ kind: z.literal('operator'), name: z.string() }),
  z.object({ kind: z.literal('machine'), name: z.string() }),
]);
export type Actor = z.infer<typeof actor>;

/** What every change of an owner says, whatever changes hands. */
export type Change = {
  /** Who the asker believes owns it: a change made on an older picture is refused. */
  expected: string | null;
  wanted: string | null;
  cause: Cause;
  actor: Actor;
  reason: string;
  /** When it happened, where that is not now: the history that a CRM hands over. */
  happenedAt?: Date;
  /** When it was set in the CRM, where it came to light on the way of a change of ours and counts from now on. */
  setInCrmAt?: Date;
};

export type OwnerChange = Change & {
  accountId: string;
  /** Where the account lies from now on, if the change says so; null for nowhere. */
  territory?: { id: string; name: string } | null;
};
export type LeadOwnerChange = Change & { leadId: string };
/** Nobody decides on deals here: they are mirrored, and follow their account. */
export type DealOwnerChange = Change & { dealId: string };
export type AnyOwnerChange = OwnerChange | LeadOwnerChange | DealOwnerChange;

/** What is decided on. */
export type Subject = { kind: 'account' | 'lead'; id: string };
/** What changes hands. */
export type Owned = Subject | { kind: 'deal'; id: string };

export function ownedIn(change: AnyOwnerChange): Owned {
  if ('leadId' in change) return { kind: 'lead', id: change.leadId };
  if ('dealId' in change) return { kind: 'deal', id: change.dealId };
  return { kind: 'account', id: change.accountId };
}

export type Named = { id: string; name: string; leftAt: Date | null };

/** What the door sees when somebody knocks: the account or lead locked, and both people. `dispute`: it is contested. */
export type Deed = { name: string; owner: Named | null; dispute?: Contested };
export type Contested = { disputeId: string; by: string; status: string };

/** Whom a change names. */
type Meant = { wanted: Named | null; expected?: Named | undefined };

/** Why a change may not happen on the account or lead as it is now; undefined where it may. */
export function refusalOf(
  change: Change,
  { name: account, owner, dispute }: Deed,
  { wanted, expected }: Meant,
  at: Date,
): Reason | undefined {
  const present = owner?.name ?? 'nobody';
  if (dispute && !movesDisputed(change.cause)) return { kind: 'disputed', account, ...dispute };
  if (change.wanted === (owner?.id ?? null))
    return { kind: 'already-owner', account, owner: present };
  if (change.expected !== (owner?.id ?? null)) {
    const before = change.expected === null ? 'nobody' : (expected?.name ?? 'somebody else');
    return { kind: 'owner-has-changed', account, expected: before, present };
  }
  // The CRM may still name somebody who left; a person or a rule may not choose them.
  if (wanted && hasLeft(wanted, at) && !cameFromCrm(change.cause)) {
    return { kind: 'owner-has-left', rep: wanted.name };
  }
  return undefined;
}

export type Allowed<Wish> = { change: Wish; deed: Deed };
export type Refused<Wish> = { change: Wish; reason: Reason };

/** In order: a later change of the same account or lead sees what the earlier one left. */
export function decideChanges<Wish extends AnyOwnerChange>(
  changes: Wish[],
  found: ReadonlyMap<string, Deed>,
  people: ReadonlyMap<string, Named>,
  at: Date,
): { allowed: Allowed<Wish>[]; refused: Refused<Wish>[] } {
  const deeds = new Map(found);
  const allowed: Allowed<Wish>[] = [];
  const refused: Refused<Wish>[] = [];
  for (const change of changes) {
    const { kind, id } = ownedIn(change);
    const deed = deeds.get(id);
    if (!deed) {
      refused.push({ change, reason: { kind: `unknown-${kind}`, asked: id } });
      continue;
    }
    const wanted = change.wanted === null ? null : people.get(change.wanted);
    const reason = reasonAgainst(change, deed, people, at);
    if (reason) {
      refused.push({ change, reason });
      continue;
    }
    allowed.push({ change, deed });
    deeds.set(id, { ...deed, owner: wanted ?? null });
  }
  return { allowed, refused };
}

function reasonAgainst(
  change: Change,
  deed: Deed,
  people: ReadonlyMap<string, Named>,
  at: Date,
): Reason | undefined {
  const wanted = change.wanted === null ? null : people.get(change.wanted);
  if (wanted === undefined) return { kind: 'unknown-rep', asked: change.wanted ?? '' };
  return refusalOf(change, deed, { wanted, expected: people.get(change.expected ?? '') }, at);
}

/** What must happen outside once the change stands. No card and no book shows the owner of a lead or of a deal. */
export function effectsOf(change: AnyOwnerChange, changeId: string): Task[] {
  const owned = ownedIn(change);
  const writes = cameFromCrm(change.cause) ? [] : [ownerTaskOf(owned, changeId, change.wanted)];
  if (owned.kind !== 'account' || change.cause.kind === 'import') return writes;
  return [...writes, { kind: 'redraw-cards', changeId, accountId: owned.id }];
}

/** What writes an owner that was changed by this change. */
export function ownerTaskOf(
  { kind, id }: Owned,
  changeId: string,
  wanted: string | null,
): CrmOwnerTask {
  switch (kind) {
    case 'account':
      return { kind: 'crm-owner', changeId, accountId: id, wanted };
    case 'lead':
      return { kind: 'crm-lead-owner', changeId, leadId: id, wanted };
    case 'deal':
      return { kind: 'crm-deal-owner', changeId, dealId: id, wanted };
  }
}

/** While a case is open: its own verdict, ops with a reason, and what stands in the CRM already. */
export function movesDisputed(because: Cause): boolean {
  return because.kind === 'dispute' || because.kind === 'operator' || cameFromCrm(because);
}

export function cameFromCrm({ kind }: Pick<Cause, 'kind'>): boolean {
  return kind === 'crm-edit' || kind === 'crm-copy' || kind === 'import';
}
