import type { Facts } from './attribute.ts';
import { firstThinkable } from './compiled/sight.ts';
import { NONE } from './compiled/table.ts';
import type { Condition } from './condition.ts';
import type { Decision } from './decision.ts';
import { UNKNOWN } from './evaluate.ts';
import { askRule, turnTo } from './match.ts';

/** A rule that can neither take an account nor leave it, and the facts that it lacks. */
export type Blind = { rule: string; attributes: string[] };

/** Those that come before the winner: had they seen more, they might have won. */
export function blindRules({ compiled, facts, at, winner, possible }: Decision): Blind[] {
  if (possible === NONE) return [];
  const { grid, sight, rules } = compiled;
  turnTo(compiled, facts, at);
  const end = winner === NONE ? rules.length : winner;
  const found: Blind[] = [];
  let place = firstThinkable(grid, sight, 0, end);
  while (place !== NONE) {
    const rule = rules[place];
    if (rule && askRule(compiled, place) === UNKNOWN) {
      const attributes = wanted(rule.condition, facts).filter((key) => !isKnown(facts, key));
      found.push({ rule: rule.name, attributes: [...new Set(attributes)] });
    }
    place = firstThinkable(grid, sight, place + 1, end);
  }
  return found;
}

function isKnown(facts: Facts, key: string): boolean {
  return facts[key] !== null && facts[key] !== undefined;
}

/** What a condition wants to know; whether something is there is known always. */
function wanted(condition: Condition, facts: Facts): string[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap((part) => wanted(part, facts));
    case 'not':
      return wanted(condition.of, facts);
    case 'in-region':
    case 'not-in-region':
      // As long as the country is not known, nothing further in would help.
      return isKnown(facts, 'country') ? ['state', 'zip'] : ['country'];
    case 'exists':
    case 'missing':
      return [];
    case 'compare':
    case 'between':
    case 'in':
    case 'not-in':
    case 'in-list':
    case 'not-in-list':
    case 'contains':
    case 'starts-with':
    case 'within':
      return [condition.attribute];
  }
}
