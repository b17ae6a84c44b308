import { NONE } from '../compiled/table.ts';
import type { Decision } from '../decision.ts';
import { isInForce } from '../in-force.ts';
import { changesFor, type Lack, lacksOf } from './change.ts';
import { type Hearing, hearingOf, ruleNumbered } from './finding.ts';

/** One rule that was tried before the winner, and what kept it from the account. */
export type Tried = { rule: number } & (
  | { kind: 'not-in-force' }
  /** It fits as well: what won over it tied with it. */
  | { kind: 'tied' }
  /** The fewest tests that would have to answer otherwise; none where no account is like that. */
  | { kind: 'lacks'; lacking: Lack[] }
);

/** A page of them in the order in which rules win, and how many there are. */
export function triedRules(
  decision: Decision,
  { from, most }: { from: number; most: number },
): { rules: Tried[]; total: number } {
  const { compiled, winner } = decision;
  const total = winner === NONE ? compiled.rules.length : winner;
  const hearing = hearingOf(decision);
  const count = Math.max(0, Math.min(most, total - from));
  return { total, rules: Array.from({ length: count }, (_, nth) => tried(from + nth, hearing)) };
}

function tried(rule: number, hearing: Hearing): Tried {
  const { condition, ...days } = ruleNumbered(hearing.decision.compiled, rule);
  if (!isInForce(days, hearing.decision.at)) return { rule, kind: 'not-in-force' };
  const [change] = changesFor(condition, hearing);
  if (change?.length === 0) return { rule, kind: 'tied' };
  return { rule, kind: 'lacks', lacking: change ? lacksOf(change, hearing) : [] };
}
