import type { Condition } from '../condition.ts';
import { type Slot, slotsOf, type Vocabulary } from '../vocabulary.ts';
import { type FamilyName, familyOf } from './family-name.ts';

/** A condition over facts of one family: what the index can answer by itself. */
export type Part = { condition: Condition; family: FamilyName; slots: readonly Slot[] };

/** Parts that must all hold. A rule matches where one of its terms does. */
export type Term = Part[];

/**
 * A condition as terms. Where it would be too many, some of it is left out: the terms then hold in every case where the
 * condition does, and in others.
 */
export type Terms = { terms: Term[]; isWhole: boolean };

/** `slots` are those of conditions that were looked into before: they are asked for again at every level. */
type Frame = { vocabulary: Vocabulary; most: number; slots: Map<Condition, readonly Slot[]> };

export function termsOf(condition: Condition, vocabulary: Vocabulary, most: number): Terms {
  return spread(condition, { vocabulary, most, slots: new Map() });
}

function spread(condition: Condition, frame: Frame): Terms {
  const part = partOf(condition, frame);
  if (part) return { terms: [[part]], isWhole: true };
  switch (condition.kind) {
    case 'all':
      return product(condition.of, frame);
    case 'any':
      return union(condition.of, frame);
    default:
      // It asks for facts of several families.
      return { terms: [[]], isWhole: false };
  }
}

/** A condition over one family as one part; but never several that must all hold: alone they are more often alike. */
function partOf(condition: Condition, frame: Frame): Part | undefined {
  if (condition.kind === 'all') return undefined;
  const slots = slotsIn(condition, frame);
  const family = soleFamily(slots);
  return family && { condition, family, slots };
}

/** The smallest factors go first, so that one with many branches is what is left out. */
function product(conditions: readonly Condition[], frame: Frame): Terms {
  const factors: Terms[] = [];
  const common: Part[] = [];
  for (const condition of conditions) {
    const part = partOf(condition, frame);
    if (part) common.push(part);
    else factors.push(spread(condition, frame));
  }
  let terms: Term[] = [common];
  let isWhole = true;
  for (const factor of factors.sort((a, b) => a.terms.length - b.terms.length)) {
    isWhole &&= factor.isWhole;
    if (terms.length * factor.terms.length > frame.most) isWhole = false;
    else terms = terms.flatMap((term) => factor.terms.map((other) => [...term, ...other]));
  }
  return { terms, isWhole };
}

/** Branches over one family stay together as one part. */
function union(branches: readonly Condition[], frame: Frame): Terms {
  const together = new Map<FamilyName, Condition[]>();
  const summands: Terms[] = [];
  for (const branch of branches) {
    const family = soleFamily(slotsIn(branch, frame));
    const own = family && together.get(family);
    if (own) own.push(branch);
    else if (family) together.set(family, [branch]);
    else summands.push(spread(branch, frame));
  }
  for (const [only, ...others] of together.values()) {
    if (!only) continue;
    const joined: Condition = others.length > 0 ? { kind: 'any', of: [only, ...others] } : only;
    summands.push(spread(joined, frame));
  }
  const terms = summands.flatMap((summand) => summand.terms);
  if (terms.length > frame.most) return { terms: [[]], isWhole: false };
  return { terms, isWhole: summands.every(({ isWhole }) => isWhole) };
}

function slotsIn(condition: Condition, frame: Frame): readonly Slot[] {
  const known = frame.slots.get(condition);
  if (known) return known;
  const found = slotsUnder(condition, frame);
  frame.slots.set(condition, found);
  return found;
}

function slotsUnder(condition: Condition, frame: Frame): readonly Slot[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return [...new Set(condition.of.flatMap((each) => slotsIn(each, frame)))];
    case 'not':
      return slotsIn(condition.of, frame);
    default:
      return slotsOf(condition, frame.vocabulary);
  }
}

function soleFamily([first, ...others]: readonly Slot[]): FamilyName | undefined {
  const family = first && familyOf(first);
  return others.every((slot) => familyOf(slot) === family) ? family : undefined;
}

/** In how many terms each part is. */
export function usesOf(terms: readonly Term[]): Map<Part, number> {
  const uses = new Map<Part, number>();
  for (const term of terms) for (const part of term) uses.set(part, (uses.get(part) ?? 0) + 1);
  return uses;
}
