import { z } from 'zod';
import { hasLeft } from './leaving.ts';
import type { Cause, Change, Named } from './ownership.ts';

/** What hangs on an account and has an owner of its own. */
export const relatedKinds = ['leads', 'open-deals', 'closed-deals'] as const;
export type RelatedKind = (typeof relatedKinds)[number];

/** Why an account changes hands, as far as a workspace may choose what goes with it. */
export const relatedCauses = [
  ...['routing', 'approval', 'dispute', 'realignment', 'handover', 'crm-edit'],
  ...['operator', 'undo'],
] as const;
export type RelatedCause = (typeof relatedCauses)[number];

/** What a workspace has chosen: by cause, what goes with the account. The rest stays with whoever has it. */
export const relatedChoice = z.partialRecord(z.enum(relatedCauses), z.array(z.enum(relatedKinds)));
export type RelatedChoice = z.infer<typeof relatedChoice>;
export type RelatedPolicy = Record<RelatedCause, readonly RelatedKind[]>;

/** Why these: docs/decisions/0015. */
const usual: RelatedPolicy = {
  routing: ['leads'],
  approval: ['leads'],
  dispute: ['leads', 'open-deals'],
  realignment: ['leads'],
  handover: ['leads', 'open-deals'],
  'crm-edit': [],
  operator: ['leads'],
  undo: ['leads', 'open-deals', 'closed-deals'],
};

export function relatedPolicyOf(chosen: RelatedChoice): RelatedPolicy {
  return { ...usual, ...chosen };
}

export type Following = { from: string; to: string; what: readonly RelatedKind[] };

/** `undoes`: the change that a dispute takes back. */
type Way = Pick<Change, 'expected' | 'wanted'> & {
  cause: Pick<Cause, 'kind'> & { undoes?: string | undefined };
};

/** What goes with an account from its former owner to the new one. From nobody and to nobody goes nothing. */
export function followingOf(
  policy: RelatedPolicy,
  { cause, expected: from, wanted: to }: Way,
  former: Named | null,
  at: Date,
): Following | undefined {
  if (from === null || to === null || from === to) return undefined;
  const isFromLeaver = former !== null && hasLeft(former, at);
  const row = cause.undoes ? 'undo' : rowOf(cause.kind, isFromLeaver);
  const what = row === undefined ? [] : policy[row];
  return what.length === 0 ? undefined : { from, to, what };
}

/**
 * What goes with an account that a verdict has given back to the rules, for whoever gets it then: nobody had it between, so it goes
 * from whoever had it before. What the rules then say is the verdict.
 */
export function followingVerdict(
  policy: RelatedPolicy,
  { cause, wanted }: Pick<Way, 'cause' | 'wanted'>,
  former: Named,
  at: Date,
): Following | undefined {
  const isByRules = cause.kind === 'routing' || cause.kind === 'approval';
  const by = isByRules ? ({ kind: 'dispute' } as const) : cause;
  return followingOf(policy, { cause: by, expected: former.id, wanted }, former, at);
}

/** The change that is taken back by one: what went with that comes back, and no more. */
export function undoneBy(cause: Cause): string | undefined {
  if (cause.kind === 'undo') return cause.changeId;
  return cause.kind === 'dispute' ? cause.undoes : undefined;
}

/** Whoever has left holds nothing over: what is decided here on their accounts is a handover. */
function rowOf(kind: Cause['kind'], isFromLeaver: boolean): RelatedCause | undefined {
  switch (kind) {
    case 'routing':
    case 'approval':
    case 'dispute':
    case 'realignment':
    case 'operator':
      return isFromLeaver ? 'handover' : kind;
    case 'handover':
    case 'crm-edit':
    case 'undo':
      return kind;
    // A CRM hands over a past, or has copied by itself: what stands there beside it, stands.
    case 'import':
    case 'crm-copy':
    case 'follow':
      return undefined;
  }
}
