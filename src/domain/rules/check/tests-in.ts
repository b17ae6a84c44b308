import type { Condition, Test } from '../condition.ts';

/** All tests of a condition, wherever they stand in it. */
export function testsIn(condition: Condition): Test[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap(testsIn);
    case 'not':
      return testsIn(condition.of);
    default:
      return [condition];
  }
}
