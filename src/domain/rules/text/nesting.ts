import type { Condition } from '../condition.ts';

/** Deeper conditions are read by nobody, and a recursive reader must end somewhere. */
export const DEEPEST = 100;

/** How many parentheses are open at once where a condition is written out; `not (…)` counts once. */
export function nesting(condition: Condition): number {
  switch (condition.kind) {
    case 'not':
      return 1 + nesting(condition.of);
    case 'all':
    case 'any':
      return nestingOfGroup(condition.of);
    default:
      return 0;
  }
}

function nestingOfGroup(of: Condition[]): number {
  const [first] = of;
  if (of.length === 1 && first) return 1 + nesting(first);
  const depths = of.map((part) => nesting(part) + (isLinked(part) ? 1 : 0));
  return depths.reduce((most, depth) => Math.max(most, depth), 0);
}

/** Two or more parts: inside another group they stand in parentheses, though `and` binds before `or`. */
export function isLinked(condition: Condition): boolean {
  return (condition.kind === 'all' || condition.kind === 'any') && condition.of.length > 1;
}
