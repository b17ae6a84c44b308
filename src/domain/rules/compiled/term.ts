import type { Condition } from '../condition.ts';
import { type Slot, slotsOf, type Vocabulary } from '../vocabulary.ts';
import { type FamilyName, familyOf } from './family-name.ts';
import { normalForm } from './normal-form.ts';

/** A condition over facts of one family: what the index can answer by itself. */
export type Part = { condition: Condition; family: FamilyName; slots: Slot[] };

/** Parts that must all hold. A rule matches where one of its terms does. */
export type Term = Part[];

/**
 * A condition as terms. Where it would be too many, some of it is left out: the terms then hold in every case where the
 * condition does, and in others.
 */
export type Terms = { terms: Term[]; isWhole: boolean };

export function termsOf(condition: Condition, vocabulary: Vocabulary, most: number): Terms {
  const part = partOf(condition, vocabulary);
  if (part) return { terms: [[part]], isWhole: true };
  switch (condition.kind) {
    case 'all':
      return product(condition.of, vocabulary, most);
    case 'any':
      return union(condition.of, vocabulary, most);
    default:
      // It asks for facts of several families.
      return { terms: [[]], isWhole: false };
  }
}

/** A condition over one family as one part; but never several that must all hold: alone they are more often alike. */
function partOf(condition: Condition, vocabulary: Vocabulary): Part | undefined {
  if (condition.kind === 'all') return undefined;
  const slots = slotsIn(condition, vocabulary);
  const family = soleFamily(slots);
  return family && { condition, family, slots };
}

/** The smallest factors go first, so that one with many branches is what is left out. */
function product(conditions: readonly Condition[], vocabulary: Vocabulary, most: number): Terms {
  const factors: Terms[] = [];
  const shared: Part[] = [];
  for (const condition of conditions) {
    const part = partOf(condition, vocabulary);
    if (part) shared.push(part);
    else factors.push(termsOf(condition, vocabulary, most));
  }
  let terms: Term[] = [shared];
  let isWhole = true;
  for (const factor of factors.sort((a, b) => a.terms.length - b.terms.length)) {
    isWhole &&= factor.isWhole;
    if (terms.length * factor.terms.length > most) isWhole = false;
    else terms = terms.flatMap((term) => factor.terms.map((other) => [...term, ...other]));
  }
  return { terms, isWhole };
}

/** Branches over one family stay together as one part. */
function union(branches: Condition[], vocabulary: Vocabulary, most: number): Terms {
  const together = new Map<FamilyName, Condition[]>();
  const apart: Condition[] = [];
  for (const branch of branches) {
    const family = soleFamily(slotsIn(branch, vocabulary));
    if (!family) apart.push(branch);
    else together.set(family, [...(together.get(family) ?? []), branch]);
  }
  const parts = [...together.values()].map((of) => normalForm({ kind: 'any', of }));
  const summands = [...parts, ...apart].map((each) => termsOf(each, vocabulary, most));
  const terms = summands.flatMap((summand) => summand.terms);
  if (terms.length > most) return { terms: [[]], isWhole: false };
  return { terms, isWhole: summands.every(({ isWhole }) => isWhole) };
}

function slotsIn(condition: Condition, vocabulary: Vocabulary): Slot[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return [...new Set(condition.of.flatMap((each) => slotsIn(each, vocabulary)))];
    case 'not':
      return slotsIn(condition.of, vocabulary);
    default:
      return slotsOf(condition, vocabulary);
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
