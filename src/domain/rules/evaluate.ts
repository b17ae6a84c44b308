import type { Condition, Literal, Test } from './condition.ts';
import { fold } from './fold.ts';
import { keptValues } from './kept-value.ts';
import { DAY, literalOf } from './literal.ts';
import type { Region } from './rule-set.ts';
import { ageSlotOf, type Sheet, type Slot, slotOf, type Vocabulary } from './vocabulary.ts';

/** Ordered so that `all` is the least, `any` the greatest, and `not` the mirror. */
export const NO = 0;
export const UNKNOWN = 1;
export const YES = 2;
export type Answer = typeof NO | typeof UNKNOWN | typeof YES;

/** A condition made ready to be asked of many accounts. */
export type Question = (sheet: Sheet) => Answer;

export function ask(condition: Condition, vocabulary: Vocabulary): Question {
  switch (condition.kind) {
    case 'all':
      return least(condition.of.map((each) => ask(each, vocabulary)));
    case 'any':
      return greatest(condition.of.map((each) => ask(each, vocabulary)));
    case 'not':
      return mirror(ask(condition.of, vocabulary));
    default:
      return askTest(condition, vocabulary);
  }
}

function least(questions: Question[]): Question {
  return (sheet) => {
    let answer: Answer = YES;
    for (const question of questions) {
      const next = question(sheet);
      if (next === NO) return NO;
      if (next < answer) answer = next;
    }
    return answer;
  };
}

function greatest(questions: Question[]): Question {
  return (sheet) => {
    let answer: Answer = NO;
    for (const question of questions) {
      const next = question(sheet);
      if (next === YES) return YES;
      if (next > answer) answer = next;
    }
    return answer;
  };
}

function mirror(question: Question): Question {
  return (sheet) => (YES - question(sheet)) as Answer;
}

function askTest(test: Test, vocabulary: Vocabulary): Question {
  switch (test.kind) {
    case 'exists':
      return askPresence(slotOf(test.attribute, vocabulary), YES);
    case 'missing':
      return askPresence(slotOf(test.attribute, vocabulary), NO);
    case 'in-region':
      return ask(inRegion(test.region, vocabulary), vocabulary);
    case 'not-in-region':
      return mirror(ask({ kind: 'in-region', region: test.region }, vocabulary));
    case 'not-in':
      return mirror(askTest({ ...test, kind: 'in' }, vocabulary));
    case 'in-list':
      return askIn(test.attribute, listed(test, vocabulary), vocabulary);
    case 'not-in-list':
      return mirror(askTest({ ...test, kind: 'in-list' }, vocabulary));
    case 'in':
      return askIn(test.attribute, test.values, vocabulary);
    case 'compare':
      return askCompare(test, vocabulary);
    case 'between':
      return askBetween(test, vocabulary);
    case 'contains':
    case 'starts-with':
      return askText(test, vocabulary);
    case 'within':
      return askWithin(ageSlotOf(test.attribute, vocabulary), test.days * DAY);
  }
}

function askPresence({ number }: Slot, present: Answer): Question {
  const absent: Answer = present === YES ? NO : YES;
  return (sheet) => (sheet[number] === undefined ? absent : present);
}

/** Of several words, one has to suit. */
function askOf({ number }: Slot, suits: (fact: string | number) => boolean): Question {
  return (sheet) => {
    const fact = sheet[number];
    if (fact === undefined) return UNKNOWN;
    const holds = typeof fact === 'object' ? fact.some(suits) : suits(fact);
    return holds ? YES : NO;
  };
}

function askIn(attribute: string, values: readonly Literal[], vocabulary: Vocabulary): Question {
  const slot = slotOf(attribute, vocabulary);
  const wanted = new Set(values.map((value) => literalOf(value, slot.type)));
  // A Set would find NaN, the value of what is no number.
  wanted.delete(Number.NaN);
  return askOf(slot, (fact) => wanted.has(fact));
}

function askCompare(test: Extract<Test, { kind: 'compare' }>, vocabulary: Vocabulary): Question {
  const slot = slotOf(test.attribute, vocabulary);
  const value = literalOf(test.value, slot.type);
  switch (test.op) {
    case '=':
      return askOf(slot, (fact) => fact === value);
    case '!=':
      return mirror(askOf(slot, (fact) => fact === value));
    case '<':
      return askOf(slot, (fact) => fact < value);
    case '<=':
      return askOf(slot, (fact) => fact <= value);
    case '>':
      return askOf(slot, (fact) => fact > value);
    case '>=':
      return askOf(slot, (fact) => fact >= value);
  }
}

function askBetween(test: Extract<Test, { kind: 'between' }>, vocabulary: Vocabulary): Question {
  const slot = slotOf(test.attribute, vocabulary);
  const from = literalOf(test.from, slot.type);
  const to = literalOf(test.to, slot.type);
  return askOf(slot, (fact) => fact >= from && fact <= to);
}

function askText(
  test: Extract<Test, { kind: 'contains' | 'starts-with' }>,
  vocabulary: Vocabulary,
): Question {
  const slot = slotOf(test.attribute, vocabulary);
  const text = fold(test.text);
  const suits = (fact: string) =>
    test.kind === 'contains' ? fact.includes(text) : fact.startsWith(text);
  return askOf(slot, (fact) => typeof fact === 'string' && suits(fact));
}

function askWithin(slot: Slot, most: number): Question {
  return askOf(slot, (age) => typeof age === 'number' && age >= 0 && age <= most);
}

/** What a list comes down to for an attribute: a list may say Germany, or Health Care, as people do. */
export function listed(
  { attribute, list }: { attribute: string; list: string },
  { lists, catalogue }: Vocabulary,
): readonly string[] {
  return keptValues(lists.get(fold(list)) ?? [], catalogue.get(attribute));
}

/** What being in a region comes down to. */
export function inRegion(region: string, { regions }: Vocabulary): Condition {
  const places = regions.get(fold(region))?.places ?? [];
  return { kind: 'any', of: places.map(inPlace) };
}

/** A place that names no states or no postal codes is not narrowed to any. */
function inPlace({ country, states = [], zips = [] }: Region['places'][number]): Condition {
  const of: Condition[] = [{ kind: 'compare', attribute: 'country', op: '=', value: country }];
  if (states.length > 0) of.push({ kind: 'in', attribute: 'state', values: states });
  if (zips.length > 0) {
    const begins = zips.map((text) => ({ kind: 'starts-with' as const, attribute: 'zip', text }));
    of.push({ kind: 'any', of: begins });
  }
  return { kind: 'all', of };
}
