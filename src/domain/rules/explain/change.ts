import { questionOfTest } from '../compiled.ts';
import type { Condition, Test } from '../condition.ts';
import { NO, YES } from '../evaluate.ts';
import { type Finding, findingOf, type Hearing } from './finding.ts';

/** Tests that would have to answer otherwise, all of them. */
export type Change = readonly Test[];

/** Where there are more ways of the same size, these are enough to choose from. */
const MOST_WAYS = 3;

/** The smallest changes that make a condition hold; none where nothing would. */
export function changesFor(condition: Condition, hearing: Hearing): Change[] {
  return smallest(condition, YES, hearing);
}

export function findingsOf(change: Change, hearing: Hearing): Finding[] {
  return change.map((test) => findingOf(test, hearing));
}

function smallest(
  condition: Condition,
  wanted: typeof YES | typeof NO,
  hearing: Hearing,
): Change[] {
  switch (condition.kind) {
    case 'not':
      return smallest(condition.of, wanted === YES ? NO : YES, hearing);
    case 'all':
    case 'any': {
      const needed = condition.of.map((each) => smallest(each, wanted, hearing));
      // What makes all of them hold, or any of them fail, takes every one or the nearest one.
      return (condition.kind === 'all') === (wanted === YES) ? together(needed) : nearest(needed);
    }
    default: {
      const holds = questionOfTest(hearing.decision.compiled, condition)(hearing.sheet) === wanted;
      return holds ? [[]] : [[condition]];
    }
  }
}

function together(needed: readonly Change[][]): Change[] {
  let ways: Change[] = [[]];
  for (const more of needed) {
    ways = ways.flatMap((way) => more.map((each) => [...new Set([...way, ...each])]));
    ways = nearest([ways]);
  }
  return ways;
}

function nearest(needed: readonly Change[][]): Change[] {
  const ways = needed.flat();
  const least = Math.min(...ways.map(({ length }) => length));
  return ways.filter(({ length }) => length === least).slice(0, MOST_WAYS);
}
