import { NONE } from '../compiled/table.ts';
import type { Decision } from '../decision.ts';
import { isInForce } from '../in-force.ts';
import { matchesIn, turnTo } from '../match.ts';
import type { Outcome } from '../outcome.ts';
import { changesFor, findingsOf } from './change.ts';
import { type Finding, hearingOf } from './finding.ts';

/** What would have to differ for a rule to win. */
export type Way = {
  rule: number;
  /** Tests that would have to answer otherwise: one of these sets. One empty set where the rule matches already. */
  changes: Finding[][];
  /** Rules that match and win over it, the first ones: none of them might match. */
  ahead: number[];
  /** How many there are. */
  aheadCount: number;
};

const MOST_WAYS = 3;
const MOST_AHEAD = 10;

/** The rules with a wanted outcome that are nearest to winning: those for which the least would have to change. */
export function whatIf(
  decision: Decision,
  isWanted: (outcome: Outcome) => boolean,
  most = MOST_WAYS,
): Way[] {
  const { compiled, at } = decision;
  const hearing = hearingOf(decision);
  const candidates = [...compiled.rules.entries()].flatMap(([rule, each]) => {
    if (rule === decision.winner || !isWanted(each.outcome) || !isInForce(each, at)) return [];
    const changes = changesFor(each.condition, hearing);
    return changes[0] ? [{ rule, changes, size: changes[0].length }] : [];
  });
  const nearest = candidates.sort((a, b) => a.size - b.size || a.rule - b.rule).slice(0, most);
  return nearest.map(({ rule, changes }) => ({
    rule,
    changes: changes.map((change) => findingsOf(change, hearing)),
    ...aheadOf(rule, decision),
  }));
}

/** A tie that only the moment settles may be won from behind. */
function aheadOf(rule: number, { compiled, facts, at, winner }: Decision) {
  turnTo(compiled, facts, at);
  const before = matchesIn(compiled, 0, rule);
  const all = winner !== NONE && winner > rule && isTie(rule) ? [...before, winner] : before;
  return { ahead: all.slice(0, MOST_AHEAD), aheadCount: all.length };

  function isTie(one: number): boolean {
    return compiled.order.tieEnds[one] === compiled.order.tieEnds[winner];
  }
}
