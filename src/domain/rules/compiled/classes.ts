import { fold } from '../fold.ts';
import type { Known, Slot } from '../vocabulary.ts';
import type { Limits } from './limits.ts';
import type { Marks } from './marks.ts';
import { noPairs, numberOfPair, type Pairs } from './pairs.ts';
import { mayBeAmong, type Sieve, sieveOf } from './sieve.ts';

/**
 * Sorts the values of one slot into classes: all that the rules ask of a value, they answer alike for its whole class.
 * What is not known is class 0.
 */
export type Classes = NumberClasses | TextClasses | SetClasses;

export type NumberClasses = { kind: 'numbers'; cuts: Float64Array };

export type TextClasses = {
  kind: 'texts';
  whole: ReadonlyMap<string, number>;
  /** By length, the longest first. */
  beginnings: { length: number; classes: Map<string, number> }[];
  sieve: Sieve;
  looksInside: boolean;
  limits: Limits;
  /** Classes above are one text each. */
  lastShared: number;
  inner: Map<string, number>;
  /** By the text as it comes, while there are not too many. */
  seen: Map<string, number> | undefined;
};

/** Sets are told apart by the classes of their words. */
type SetClasses = { kind: 'sets'; words: TextClasses; pairs: Pairs };

export const NOT_KNOWN = 0;
const OTHER = 1;
const EMPTY_SET = 2;

export function classesOf({ type }: Slot, marks: Marks, limits: Limits): Classes {
  switch (type) {
    case 'text':
    case 'rep':
      return textClasses(marks, limits);
    case 'set':
      return { kind: 'sets', words: textClasses(marks, limits), pairs: noPairs(limits.inside) };
    case 'number':
    case 'boolean':
    case 'date':
    case 'age':
    case 'moment':
      return { kind: 'numbers', cuts: new Float64Array(marks.cuts).sort() };
  }
}

function textClasses({ texts, beginnings, looksInside }: Marks, limits: Limits): TextClasses {
  let last = OTHER;
  const whole = new Map([...texts].map((text) => [text, ++last]));
  const lengths = [...new Set([...beginnings].map(({ length }) => length))].sort((a, b) => b - a);
  const byLength = lengths.map((length) => {
    const ofLength = [...beginnings].filter((text) => text.length === length);
    return { length, classes: new Map(ofLength.map((text) => [text, ++last])) };
  });
  return {
    kind: 'texts',
    whole,
    beginnings: byLength,
    sieve: sieveOf(whole.keys()),
    looksInside,
    limits,
    lastShared: last,
    inner: new Map(),
    seen: new Map(),
  };
}

/** Whether the class is of values that some rule may yet tell apart. */
export function isMixed(classes: Classes, number: number): boolean {
  switch (classes.kind) {
    case 'numbers':
      return false;
    case 'texts':
      return classes.looksInside && number !== NOT_KNOWN && number <= classes.lastShared;
    case 'sets':
      return number === OTHER;
  }
}

/** How many of the cuts are not above the value, and one more. */
export function classOfNumber({ cuts }: NumberClasses, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** Of a text as it comes. */
export function classOfText(classes: TextClasses, text: string): number {
  const { seen } = classes;
  if (seen === undefined) return classOfRare(classes, text);
  const known = seen.get(text);
  if (known !== undefined) return known;
  const found = classOfFolded(classes, fold(text));
  seen.set(text, found);
  // Where nearly every text is new, remembering them only costs.
  if (seen.size > classes.limits.seen) classes.seen = undefined;
  return found;
}

function classOfRare(classes: TextClasses, text: string): number {
  const isWhole = !classes.looksInside && classes.beginnings.length === 0;
  return isWhole && !mayBeAmong(classes.sieve, text) ? OTHER : classOfFolded(classes, fold(text));
}

function classOfFolded(classes: TextClasses, text: string): number {
  const shared = classes.whole.get(text) ?? classOfBeginning(classes, text);
  if (!classes.looksInside) return shared;
  const own = classes.inner.get(text);
  if (own !== undefined) return own;
  if (classes.inner.size >= classes.limits.inside) return shared;
  const next = classes.lastShared + classes.inner.size + 1;
  classes.inner.set(text, next);
  return next;
}

function classOfBeginning({ beginnings }: TextClasses, text: string): number {
  for (const { length, classes } of beginnings) {
    const found = classes.get(text.slice(0, length));
    if (found !== undefined) return found;
  }
  return OTHER;
}

function classOfSet({ words, pairs }: SetClasses, set: readonly string[]): number {
  const classes = [...new Set(set.map((word) => classOfFolded(words, word)))];
  let node = 0;
  for (const next of classes.sort((a, b) => a - b)) {
    if (isMixed(words, next)) return OTHER;
    node = numberOfPair(pairs, node, next);
    if (node < 0) return OTHER;
  }
  return EMPTY_SET + node;
}

/** Of a fact as it is compared. */
export function classOfKnown(classes: Classes, known: Known | undefined): number {
  if (known === undefined) return NOT_KNOWN;
  if (typeof known === 'number')
    return classes.kind === 'numbers' ? classOfNumber(classes, known) : OTHER;
  if (typeof known === 'string')
    return classes.kind === 'texts' ? classOfFolded(classes, known) : OTHER;
  return classes.kind === 'sets' ? classOfSet(classes, known) : OTHER;
}
