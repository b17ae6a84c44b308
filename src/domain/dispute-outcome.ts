import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays';
import { max } from 'date-fns/max';
import { z } from 'zod';
import { canonical } from './audit.ts';
import { party } from './dispute-claim.ts';
import type { DisputePolicy } from './dispute-policy.ts';
import type { RulingFault } from './dispute-refusal.ts';

export const creditRole = z.enum(['AE', 'SDR', 'CSM']);
const share = z.object({ role: creditRole, rep: party, percent: z.number().positive().max(100) });
export type Share = z.infer<typeof share>;

/** What becomes of a disputed account. Each of them is carried out, see services/dispute-outcomes. */
export const disputeOutcome = z.discriminatedUnion('kind', [
  /** As it is: what an earlier verdict of the case has shared out goes on. */
  z.object({ kind: z.literal('keep') }),
  /** Nobody has a part in it any more beside its owner. */
  z.object({ kind: z.literal('keep-alone') }),
  z.object({ kind: z.literal('transfer'), to: party }),
  z.object({ kind: z.literal('transfer-at'), to: party, on: z.coerce.date() }),
  /** Frozen until a day, then the same rung looks again. */
  z.object({ kind: z.literal('hold'), until: z.coerce.date() }),
  z.object({ kind: z.literal('split-credit'), shares: z.array(share) }),
  z.object({ kind: z.literal('shared-cover'), with: party, role: creditRole }),
  z.object({ kind: z.literal('family-owner'), to: party }),
  z.object({ kind: z.literal('re-route') }),
  z.object({ kind: z.literal('fix-data'), attribute: z.string(), value: z.string() }),
  z.object({ kind: z.literal('merge'), other: z.object({ id: z.string(), name: z.string() }) }),
]);
export type DisputeOutcome = z.infer<typeof disputeOutcome>;
export const outcomeKinds = disputeOutcome.options.map(({ shape }) => shape.kind.value);
export type OutcomeKind = DisputeOutcome['kind'];

/** Deals that stay with the former owner for a while, and what becomes of them then. */
const heldOver = z.object({
  deals: z.union([z.literal('all'), z.array(z.string()).min(1)]),
  until: z.coerce.date(),
  fallback: z.enum(['follow', 'stay']),
});

/** An outcome with all that it carries. */
export const ruling = z.object({
  outcome: disputeOutcome,
  holdover: heldOver.optional(),
  pinUntil: z.coerce.date().optional(),
});
export type Ruling = z.infer<typeof ruling>;

export function isSameRuling(one: Ruling, other: Ruling): boolean {
  return canonical(one) === canonical(other);
}

/** Who would have more by it than before. */
export function gainersOf({ kind, ...outcome }: DisputeOutcome): string[] {
  const gainers: string[] = [];
  if ('to' in outcome) gainers.push(outcome.to.id);
  if ('with' in outcome) gainers.push(outcome.with.id);
  if ('shares' in outcome) gainers.push(...outcome.shares.map(({ rep }) => rep.id));
  return kind === 'keep' ? [] : gainers;
}

/** When it takes effect; undefined where that is at once. */
export function dueOf({ outcome }: Ruling): Date | undefined {
  switch (outcome.kind) {
    case 'transfer-at':
      return outcome.on;
    case 'hold':
      return outcome.until;
    default:
      return undefined;
  }
}

/** Outcomes by which the account itself gets another owner at once or later: only they leave deals behind. */
export function movesAccount({ kind }: DisputeOutcome): boolean {
  return ['transfer', 'transfer-at', 'family-owner', 're-route'].includes(kind);
}

/** Outcomes after which the rules say whose it is. */
export function asksRules({ kind }: DisputeOutcome): boolean {
  return kind === 're-route' || kind === 'fix-data';
}

/** What is wrong with a ruling under the policy; undefined where it may stand. */
export function faultOf(given: Ruling, policy: DisputePolicy, at: Date): RulingFault | undefined {
  const { outcome, holdover } = given;
  if (holdover && !movesAccount(outcome)) return { kind: 'nothing-to-hold-over' };
  const wrong = spansOf(given, policy, at).find(
    ({ from, until, days }) => until <= from || differenceInCalendarDays(until, from) > days,
  );
  if (wrong) {
    const { what, days } = wrong;
    return { kind: 'wrong-day', what, days, isAfter: wrong.from > at };
  }
  return outcome.kind === 'split-credit' ? faultOfShares(outcome.shares, policy) : undefined;
}

type Span = {
  what: 'holdover' | 'pin' | 'hold' | 'transfer';
  from: Date;
  until: Date;
  days: number;
};

/** What begins with a transfer on a later day is counted from that day. */
function spansOf(
  { outcome, holdover, pinUntil }: Ruling,
  { most }: DisputePolicy,
  at: Date,
): Span[] {
  const from = outcome.kind === 'transfer-at' ? max([at, outcome.on]) : at;
  const spans: Span[] = [];
  if (holdover)
    spans.push({ what: 'holdover', from, until: holdover.until, days: most.holdoverDays });
  if (pinUntil) spans.push({ what: 'pin', from, until: pinUntil, days: most.pinDays });
  if (outcome.kind === 'hold') {
    spans.push({ what: 'hold', from: at, until: outcome.until, days: most.holdDays });
  }
  if (outcome.kind === 'transfer-at') {
    spans.push({ what: 'transfer', from: at, until: outcome.on, days: most.transferDays });
  }
  return spans;
}

function faultOfShares(
  shares: readonly Share[],
  { splits }: DisputePolicy,
): RulingFault | undefined {
  if (splits.length === 0) return { kind: 'no-splits', roles: [] };
  if (shares.length < 2) return { kind: 'one-share' };
  const byRole = Map.groupBy(shares, (one) => one.role);
  for (const [of, some] of byRole) {
    if (!splits.includes(of)) return { kind: 'no-splits', roles: splits };
    const total = totalOf(some);
    if (total !== 100) return { kind: 'not-whole', role: of, total };
    if (new Set(some.map(({ rep }) => rep.id)).size < some.length) return { kind: 'twice-named' };
  }
  return undefined;
}

/** In hundredths of a per cent, so that three times 33.33 and 0.01 are whole. */
function totalOf(shares: readonly Share[]): number {
  return shares.reduce((sum, { percent }) => sum + Math.round(percent * 100), 0) / 100;
}
