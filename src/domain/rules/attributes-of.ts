import type { Condition } from './condition.ts';

/** Which attributes a condition asks about, each once, in the order in which it does. */
export function attributesOf(condition: Condition): string[] {
  return [...new Set(asked(condition))];
}

function asked(condition: Condition): string[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap(asked);
    case 'not':
      return asked(condition.of);
    case 'in-region':
    case 'not-in-region':
      return ['country', 'state', 'zip'];
    default:
      return [condition.attribute];
  }
}
