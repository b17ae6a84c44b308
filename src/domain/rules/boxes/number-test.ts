import { justAbove } from '../compiled/marks.ts';
import type { Literal, Test } from '../condition.ts';
import { listed } from '../evaluate.ts';
import { DAY, literalOf } from '../literal.ts';
import type { Slot, Vocabulary } from '../vocabulary.ts';
import type { NumberSet } from './number-set.ts';

const LEAST = Number.NEGATIVE_INFINITY;

/** The numbers that suit a test, its `not` apart. Days and yes or no are whole. */
export function numbersThatSuit(test: Test, type: Slot['type'], vocabulary: Vocabulary): NumberSet {
  const numberOf = (literal: Literal) => Number(literalOf(literal, type));
  const after = (value: number) =>
    type === 'date' || type === 'boolean' ? value + 1 : justAbove(value);
  switch (test.kind) {
    case 'compare':
      return compared(test.op, numberOf(test.value), after);
    case 'between': {
      const [from, to] = [numberOf(test.from), numberOf(test.to)];
      return from <= to ? [from, after(to)] : [];
    }
    case 'in':
    case 'not-in':
      return points(test.values.map(numberOf), after);
    case 'in-list':
    case 'not-in-list':
      return points(listed(test, vocabulary).map(numberOf), after);
    case 'within': {
      const most = test.days * DAY;
      return most >= 0 ? [0, after(most)] : [];
    }
    default:
      return [];
  }
}

type Comparison = Extract<Test, { kind: 'compare' }>['op'];

function compared(op: Comparison, value: number, after: (value: number) => number): NumberSet {
  if (Number.isNaN(value)) return [];
  switch (op) {
    case '=':
    case '!=':
      return [value, after(value)];
    case '<':
      return [LEAST, value];
    case '<=':
      return [LEAST, after(value)];
    case '>':
      return [after(value)];
    case '>=':
      return [value];
  }
}

function points(values: readonly number[], after: (value: number) => number): NumberSet {
  const sorted = [...new Set(values)].filter((value) => !Number.isNaN(value));
  return sorted.sort((a, b) => a - b).flatMap((value) => [value, after(value)]);
}
