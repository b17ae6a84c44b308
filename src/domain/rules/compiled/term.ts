import type { Condition } from '../condition.ts';
import { type Slot, slotsOf, type Vocabulary } from '../vocabulary.ts';
import { type FamilyName, familyNames, familyOf } from './family-name.ts';
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
  if (condition.kind === 'all') {
    return product(
      condition.of.map((each) => termsOf(each, vocabulary, most)),
      most,
    );
  }
  const slots = slotsIn(condition, vocabulary);
  const [family, ...others] = familiesOf(slots);
  if (family && others.length === 0) {
    return { terms: [[{ condition, family, slots }]], isWhole: true };
  }
  return condition.kind === 'any'
    ? union(condition.of, vocabulary, most)
    : { terms: [[]], isWhole: false };
}

/** The smallest go first, so that one with many branches is what is left out. */
function product(factors: Terms[], most: number): Terms {
  let terms: Term[] = [[]];
  let isWhole = true;
  for (const factor of factors.toSorted((a, b) => a.terms.length - b.terms.length)) {
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
    const [family, ...others] = familiesOf(slotsIn(branch, vocabulary));
    if (!family || others.length > 0) apart.push(branch);
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

function familiesOf(slots: Slot[]): FamilyName[] {
  return familyNames.filter((name) => slots.some((slot) => familyOf(slot) === name));
}
