import type { Slot } from '../vocabulary.ts';
import {
  allNumbers,
  commonNumbers,
  joinedNumbers,
  type NumberSet,
  numbersWithout,
} from './number-set.ts';
import { allTexts, isAllTexts, joinedTexts } from './text-set.ts';
import { commonSpan, spanWithout, type TextSpan, textSpan } from './text-span.ts';
import { commonWords, type WordDemand, wordsWithout } from './word-demand.ts';

/** What the fact of a slot may be: not known, or one of these. One of the two at least. */
export type Range = { mayLack: boolean; known: Known | undefined };

export type Known =
  | { kind: 'numbers'; numbers: NumberSet }
  | { kind: 'texts'; span: TextSpan }
  | { kind: 'words'; demand: WordDemand };

const yesAndNo: NumberSet = [0, 2];

export function allKnown({ type }: Slot): Known {
  switch (type) {
    case 'text':
    case 'rep':
      return { kind: 'texts', span: { texts: allTexts, inside: [] } };
    case 'set':
      return { kind: 'words', demand: { some: [], none: [] } };
    case 'boolean':
      return { kind: 'numbers', numbers: yesAndNo };
    case 'number':
    case 'date':
    case 'age':
    case 'moment':
      return { kind: 'numbers', numbers: allNumbers };
  }
}

/** Whether it says nothing of the slot. */
export function isEverything({ mayLack, known }: Range, slot: Slot): boolean {
  if (!mayLack || !known) return false;
  switch (known.kind) {
    case 'numbers':
      return known.numbers.join() === (slot.type === 'boolean' ? yesAndNo : allNumbers).join();
    case 'texts':
      return isAllTexts(known.span.texts) && known.span.inside.length === 0;
    case 'words':
      return known.demand.some.length === 0 && known.demand.none.length === 0;
  }
}

export function commonRange(one: Range, other: Range): Range | undefined {
  const known = one.known && other.known && commonKnown(one.known, other.known);
  const mayLack = one.mayLack && other.mayLack;
  return mayLack || known ? { mayLack, known } : undefined;
}

function commonKnown(one: Known, other: Known): Known | undefined {
  if (one.kind === 'numbers' && other.kind === 'numbers') {
    return knownNumbers(commonNumbers(one.numbers, other.numbers));
  }
  if (one.kind === 'texts' && other.kind === 'texts') {
    return knownTexts(commonSpan(one.span, other.span));
  }
  if (one.kind === 'words' && other.kind === 'words') {
    return knownWords(commonWords(one.demand, other.demand));
  }
  return undefined;
}

/** What is in one and not in the other, in parts that share nothing. */
export function rangeWithout(one: Range, other: Range): Range[] {
  const [first, ...rest] = knownWithout(one.known, other.known);
  const mayLack = one.mayLack && !other.mayLack;
  const parts = mayLack || first ? [{ mayLack, known: first }] : [];
  return [...parts, ...rest.map((known) => ({ mayLack: false, known }))];
}

function knownWithout(one: Known | undefined, other: Known | undefined): Known[] {
  if (!one || !other) return one ? [one] : [];
  if (one.kind === 'numbers' && other.kind === 'numbers') {
    const known = knownNumbers(numbersWithout(one.numbers, other.numbers));
    return known ? [known] : [];
  }
  if (one.kind === 'texts' && other.kind === 'texts') {
    return spanWithout(one.span, other.span).map((span) => ({ kind: 'texts', span }));
  }
  if (one.kind === 'words' && other.kind === 'words') {
    return wordsWithout(one.demand, other.demand).map((demand) => ({ kind: 'words', demand }));
  }
  return [one];
}

/** Both in one, where that can be said. */
export function joinedRange(one: Range, other: Range): Range | undefined {
  const mayLack = one.mayLack || other.mayLack;
  if (!one.known || !other.known) return { mayLack, known: one.known ?? other.known };
  if (one.known.kind === 'numbers' && other.known.kind === 'numbers') {
    return { mayLack, known: knownNumbers(joinedNumbers(one.known.numbers, other.known.numbers)) };
  }
  if (one.known.kind === 'texts' && other.known.kind === 'texts') {
    const spans = [one.known.span, other.known.span] as const;
    if (spans.some(({ inside }) => inside.length > 0)) return undefined;
    return { mayLack, known: knownTexts(textSpan(joinedTexts(spans[0].texts, spans[1].texts))) };
  }
  return undefined;
}

export function knownNumbers(numbers: NumberSet): Known | undefined {
  return numbers.length > 0 ? { kind: 'numbers', numbers } : undefined;
}

export function knownTexts(span: TextSpan | undefined): Known | undefined {
  return span && { kind: 'texts', span };
}

export function knownWords(demand: WordDemand | undefined): Known | undefined {
  return demand && { kind: 'words', demand };
}

/** How many texts have to be looked at to compare the two. */
export function labour(one: Range, other: Range): number {
  if (one.known?.kind !== 'texts' || other.known?.kind !== 'texts') return 0;
  return one.known.span.texts.names.size + other.known.span.texts.names.size;
}
