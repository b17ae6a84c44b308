import type { Condition, Literal, Test } from '../condition.ts';
import { inRegion, listed } from '../evaluate.ts';
import { fold } from '../fold.ts';
import { DAY, literalOf } from '../literal.ts';
import { type Slot, slotsOf, type Vocabulary } from '../vocabulary.ts';

/** What a condition tells apart among the values of one slot. */
export type Marks = {
  /** Numbers from which on it may answer otherwise than just below. */
  cuts: Set<number>;
  /** Whole texts, and how texts begin. */
  texts: Set<string>;
  beginnings: Set<string>;
  /** Whether it looks into texts in another way, so that each text is a case of its own. */
  looksInside: boolean;
};

export function marksOf(condition: Condition, vocabulary: Vocabulary): Map<Slot, Marks> {
  const found = new Map<Slot, Marks>();
  eachTest(condition, vocabulary, (test) => {
    for (const slot of slotsOf(test, vocabulary)) {
      const marks = found.get(slot) ?? noMarks();
      found.set(slot, marks);
      addMarks(marks, test, slot, vocabulary);
    }
  });
  return found;
}

export function noMarks(): Marks {
  return { cuts: new Set(), texts: new Set(), beginnings: new Set(), looksInside: false };
}

/** Every test, regions spelled out. */
function eachTest(condition: Condition, vocabulary: Vocabulary, visit: (test: Test) => void): void {
  switch (condition.kind) {
    case 'all':
    case 'any':
      for (const each of condition.of) eachTest(each, vocabulary, visit);
      return;
    case 'not':
      eachTest(condition.of, vocabulary, visit);
      return;
    case 'in-region':
    case 'not-in-region':
      eachTest(inRegion(condition.region, vocabulary), vocabulary, visit);
      return;
    default:
      visit(condition);
  }
}

function addMarks(marks: Marks, test: Test, { type }: Slot, vocabulary: Vocabulary): void {
  switch (type) {
    case 'text':
    case 'rep':
    case 'set':
      addTextMarks(marks, test, vocabulary);
      return;
    case 'number':
    case 'boolean':
    case 'date':
    case 'age':
    case 'moment':
      for (const cut of cutsOf(test, type, vocabulary)) if (!Number.isNaN(cut)) marks.cuts.add(cut);
  }
}

function addTextMarks(marks: Marks, test: Test, vocabulary: Vocabulary): void {
  switch (test.kind) {
    case 'starts-with':
      marks.beginnings.add(fold(test.text));
      return;
    case 'exists':
    case 'missing':
    case 'within':
      return;
    default: {
      const texts = textsOf(test, vocabulary);
      for (const text of texts ?? []) marks.texts.add(text);
      marks.looksInside ||= texts === undefined;
    }
  }
}

/** The texts with which a test compares whole, if that is all it does. */
export function textsOf(test: Test, vocabulary: Vocabulary): string[] | undefined {
  switch (test.kind) {
    case 'compare':
      return test.op === '=' || test.op === '!=' ? [fold(String(test.value))] : undefined;
    case 'in':
    case 'not-in':
      return test.values.map((value) => fold(String(value)));
    case 'in-list':
    case 'not-in-list':
      return listed(test, vocabulary).map(fold);
    default:
      return undefined;
  }
}

function cutsOf(test: Test, type: Slot['type'], vocabulary: Vocabulary): number[] {
  const numberOf = (literal: Literal) => Number(literalOf(literal, type));
  switch (test.kind) {
    case 'compare':
      return [numberOf(test.value), justAbove(numberOf(test.value))];
    case 'between':
      return [numberOf(test.from), justAbove(numberOf(test.to))];
    case 'in':
    case 'not-in':
      return test.values.flatMap((value) => [numberOf(value), justAbove(numberOf(value))]);
    case 'in-list':
    case 'not-in-list':
      return listed(test, vocabulary)
        .map(numberOf)
        .flatMap((value) => [value, justAbove(value)]);
    case 'within':
      return [0, justAbove(test.days * DAY)];
    default:
      return [];
  }
}

/** The least number that is greater. */
export function justAbove(value: number): number {
  if (value === Number.NEGATIVE_INFINITY) return -Number.MAX_VALUE;
  if (!Number.isFinite(value)) return value;
  if (value === 0) return Number.MIN_VALUE;
  const float = new Float64Array([value]);
  const bits = new BigInt64Array(float.buffer);
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? 1n : -1n);
  return float[0] ?? Number.NaN;
}
