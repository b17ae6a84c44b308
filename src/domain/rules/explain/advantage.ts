import type { Decision } from '../decision.ts';
import { fold } from '../fold.ts';
import { matchesIn, turnTo } from '../match.ts';
import { unbeaten } from '../order.ts';
import type { Rule, TieBreaker } from '../rule-set.ts';
import { ruleNumbered } from './finding.ts';

/** By what one rule that matches wins over another. `place` is where it stands in the rule set: they are equal. */
export type Advantage = 'layer' | 'priority' | TieBreaker | 'place';

export function advantageOver(decision: Decision, beaten: number): Advantage {
  const { compiled, winner, standing } = decision;
  const [one, other] = [ruleNumbered(compiled, winner), ruleNumbered(compiled, beaten)];
  if (fold(one.layer) !== fold(other.layer)) return 'layer';
  if (one.priority !== other.priority) return 'priority';
  let left = equalsOf(decision, one);
  for (const breaker of compiled.ruleSet.tieBreakers) {
    left = unbeaten(left, breaker, compiled.order, standing);
    if (!left.includes(beaten)) return breaker;
  }
  return 'place';
}

/** All that match and have the layer and priority of a rule. */
function equalsOf({ compiled, facts, at }: Decision, { layer, priority }: Rule): number[] {
  const isEqual = (rule: Rule) => fold(rule.layer) === fold(layer) && rule.priority === priority;
  turnTo(compiled, facts, at);
  const from = compiled.rules.findIndex(isEqual);
  const to = compiled.rules.findLastIndex(isEqual) + 1;
  return matchesIn(compiled, from, to);
}
