import type { Condition, Test } from '../condition.ts';

/**
 * The same condition with `not` before tests only, and nothing nested in its own kind. By De Morgan, which holds for
 * three answers too. Nothing is cancelled out: `x and not x` is unknown where x is.
 */
export function normalForm(condition: Condition, isNegated = false): Condition {
  switch (condition.kind) {
    case 'not':
      return normalForm(condition.of, !isNegated);
    case 'all':
    case 'any': {
      const kind = isNegated === (condition.kind === 'all') ? 'any' : 'all';
      const of = condition.of.map((each) => normalForm(each, isNegated));
      const [only, ...others] = of.flatMap((each) => (each.kind === kind ? each.of : [each]));
      return only && others.length === 0 ? only : { kind, of: only ? [only, ...others] : [] };
    }
    default:
      return isNegated ? opposite(condition) : condition;
  }
}

function opposite(test: Test): Condition {
  switch (test.kind) {
    case 'exists':
      return { ...test, kind: 'missing' };
    case 'missing':
      return { ...test, kind: 'exists' };
    default:
      return { kind: 'not', of: test };
  }
}
