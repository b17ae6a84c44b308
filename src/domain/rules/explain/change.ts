import { questionOfTest } from '../compiled.ts';
import type { Condition, Test } from '../condition.ts';
import { NO, YES } from '../evaluate.ts';
import { type Finding, findingOf, type Hearing } from './finding.ts';

/** Tests that would have to answer otherwise, all of them. */
export type Change = readonly Need[];
export type Need = { test: Test; wanted: typeof YES | typeof NO };

/** What would have to hold and does not, and the facts that are in its way. */
export type Lack = Omit<Finding, 'test'> & { needed: Condition };

/** Where there are more ways of the same size, these are enough to choose from. */
const MOST_WAYS = 3;

/** The smallest changes that make a condition hold; none where nothing would. */
export function changesFor(condition: Condition, hearing: Hearing): Change[] {
  return smallest(condition, YES, hearing);
}

export function lacksOf(change: Change, hearing: Hearing): Lack[] {
  return change.map(({ test, wanted }) => {
    const { answer, facts } = findingOf(test, hearing);
    if (wanted === YES) return { needed: test, answer, facts };
    return { needed: opposite(test), answer: answer === 'unknown' ? answer : 'no', facts };
  });
}

/** In the words of a rule, where it has some for it. */
function opposite(test: Test): Condition {
  switch (test.kind) {
    case 'exists':
      return { ...test, kind: 'missing' };
    case 'missing':
      return { ...test, kind: 'exists' };
    case 'in':
      return { ...test, kind: 'not-in' };
    case 'not-in':
      return { ...test, kind: 'in' };
    case 'in-list':
      return { ...test, kind: 'not-in-list' };
    case 'not-in-list':
      return { ...test, kind: 'in-list' };
    case 'in-region':
      return { ...test, kind: 'not-in-region' };
    case 'not-in-region':
      return { ...test, kind: 'in-region' };
    case 'compare':
      if (test.op === '=') return { ...test, op: '!=' };
      return test.op === '!=' ? { ...test, op: '=' } : { kind: 'not', of: test };
    case 'between':
    case 'contains':
    case 'starts-with':
    case 'within':
      return { kind: 'not', of: test };
  }
}

function smallest(condition: Condition, wanted: Need['wanted'], hearing: Hearing): Change[] {
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
      return holds ? [[]] : [[{ test: condition, wanted }]];
    }
  }
}

function together(needed: readonly Change[][]): Change[] {
  let ways: Change[] = [[]];
  for (const more of needed) {
    ways = ways.flatMap((way) => more.map((each) => joined(way, each)));
    ways = nearest([ways]);
  }
  return ways;
}

function joined(way: Change, more: Change): Change {
  const isThere = ({ test, wanted }: Need) =>
    way.some((one) => one.test === test && one.wanted === wanted);
  return [...way, ...more.filter((need) => !isThere(need))];
}

function nearest(needed: readonly Change[][]): Change[] {
  const ways = needed.flat();
  const least = Math.min(...ways.map(({ length }) => length));
  return ways.filter(({ length }) => length === least).slice(0, MOST_WAYS);
}
