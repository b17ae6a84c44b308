import { z } from 'zod';
import type { Reason } from './refusal.ts';
import type { Task } from './task.ts';

/** Why an owner changed. Later causes carry the row that led to them. */
export const cause = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('routing'), ruleSet: z.number(), rule: z.string() }),
  z.object({ kind: z.literal('approval'), proposalId: z.string() }),
  z.object({ kind: z.literal('dispute'), disputeId: z.string() }),
  z.object({ kind: z.literal('realignment'), name: z.string() }),
  z.object({ kind: z.literal('handover'), from: z.string() }),
  z.object({ kind: z.literal('crm-edit') }),
  z.object({ kind: z.literal('import') }),
  z.object({ kind: z.literal('operator') }),
  z.object({ kind: z.literal('undo'), changeId: z.string() }),
]);
export type Cause = z.infer<typeof cause>;

/** Who did it, by the name they are known under where they did it. */
export const actor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rep'), id: z.string(), name: z.string() }),
  z.object({ kind: z.literal('crm-user'), id: z.string(), name: z.string() }),
  z.object({ kind: z.literal('operator'), name: z.string() }),
  z.object({ kind: z.literal('machine'), name: z.string() }),
]);
export type Actor = z.infer<typeof actor>;

export type OwnerChange = {
  accountId: string;
  /** Who the asker believes owns it: a change made on an older picture is refused. */
  expected: string | null;
  wanted: string | null;
  cause: Cause;
  actor: Actor;
  reason: string;
  /** Where the account lies from now on, if the change says so. */
  territory?: { id: string; name: string };
  /** When it happened, where that is not now: the history that a CRM hands over. */
  happenedAt?: Date;
};

type Named = { id: string; name: string; leftAt: Date | null };

/** What the door sees when somebody knocks: the account locked, and both people. */
export type Deed = { account: string; owner: Named | null };

/** Why a change may not happen on the account as it is now; undefined where it may. */
export function refusalOf(
  change: OwnerChange,
  { account, owner }: Deed,
  wanted: Named | null,
  at: Date,
): Reason | undefined {
  const present = owner?.name ?? 'nobody';
  if (change.wanted === (owner?.id ?? null))
    return { kind: 'already-owner', account, owner: present };
  if (change.expected !== (owner?.id ?? null)) {
    return { kind: 'owner-has-changed', account, expected: change.expected ?? 'nobody', present };
  }
  // The CRM may still name somebody who left; a person or a rule may not choose them.
  if (wanted?.leftAt && wanted.leftAt <= at && !cameFromCrm(change.cause)) {
    return { kind: 'owner-has-left', rep: wanted.name };
  }
  return undefined;
}

/** What must happen outside once the change stands. */
export function effectsOf(change: OwnerChange, changeId: string): Task[] {
  const { accountId, wanted, cause: because } = change;
  const redraw: Task = { kind: 'redraw-cards', changeId, accountId };
  if (because.kind === 'import') return [];
  if (cameFromCrm(because)) return [redraw];
  return [{ kind: 'crm-owner', changeId, accountId, wanted }, redraw];
}

function cameFromCrm(because: Cause): boolean {
  return because.kind === 'crm-edit' || because.kind === 'import';
}
