import { z } from 'zod';
import { type Actor, actor, type Cause, type Owned } from './ownership.ts';
import { may } from './permission.ts';
import type { Reason } from './refusal.ts';
import type { Person, Role } from './roster.ts';

/** What was said of a new owner that the CRM does not take: write it again, or take it back here. */
export const refusedWriteVerdict = z.object({
  kind: z.enum(['retry', 'undo']),
  by: actor,
  at: z.coerce.date(),
});
export type RefusedWriteVerdict = z.infer<typeof refusedWriteVerdict>;

/** What became of a second writing; `moved`: there was a newer owner by then. */
export type RetryOutcome = 'on-its-way' | 'taken' | 'moved' | 'refused';

/** The CRM has refused a new owner for good: the registry and the CRM differ until a person says how it goes on. */
export type RefusedWrite = {
  id: string;
  changeId: string;
  owned: Owned & { name: string; crmUrl?: string };
  /** The CRM, by its name. */
  crm: string;
  /** Who is to own it, and who did before: nobody where undefined. */
  wanted?: Person;
  former?: Person;
  cause: Cause;
  actor: Actor;
  reason: string;
  since: Date;
  problem: string;
  /** Whoever made the change, where that was a person who is still here. */
  approver?: Person;
  state:
    | { kind: 'open' }
    | { kind: 'decided'; verdict: RefusedWriteVerdict; outcome: RetryOutcome }
    /** It has answered itself: the CRM took it after all; or there is a newer owner, or the record is gone. */
    | { kind: 'taken' | 'withdrawn' };
};

/** What waits of them for one person, the oldest first; of many only some are shown. */
export type RefusedList = { crm: string; total: number; writes: RefusedWrite[] };

/** Why somebody may not answer it: it is for ops, and for whoever made the change. */
export function obstacleToAnswer(
  { approver }: Pick<RefusedWrite, 'approver'>,
  asker: { person: Person; role: Role } | undefined,
): Reason | undefined {
  if (asker && (may(asker.role, 'retry what failed') || asker.person.id === approver?.id)) {
    return undefined;
  }
  return approver
    ? { kind: 'not-your-write', approver: approver.name }
    : { kind: 'not-your-role', deed: 'retry what failed' };
}
