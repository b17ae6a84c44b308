import { withDays } from '../in-force.ts';
import type { Rule } from '../rule-set.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { type Key, keysOf } from './key.ts';
import type { Limits } from './limits.ts';
import { normalForm } from './normal-form.ts';
import { type Part, termsOf } from './term.ts';

/** A term with the rule it belongs to. Where it has a key, it is found by that and not by its bit. */
export type PlannedTerm = { rule: number; parts: Part[]; key?: Key };

/** How the rules of a set become bits of its index. */
export type Plan = {
  dense: PlannedTerm[];
  keyed: PlannedTerm[];
  /** Rules whose terms hold in cases in which the rule may not. */
  isLoose: Uint8Array;
};

export function planOf(rules: readonly Rule[], vocabulary: Vocabulary, limits: Limits): Plan {
  const isLoose = new Uint8Array(rules.length);
  const terms = spread(rules, vocabulary, isLoose, limits);
  const keys = keysOf(
    terms.map(({ parts }) => parts),
    vocabulary,
    limits,
  );
  const keyed: PlannedTerm[] = [];
  const dense: PlannedTerm[] = [];
  for (const [place, term] of terms.entries()) {
    const key = keys[place];
    if (!key) dense.push(term);
    else keyed.push({ ...term, key, parts: term.parts.filter((part) => part !== key.part) });
  }
  return { dense, keyed, isLoose };
}

/** Every rule as terms. Equal parts become one. */
function spread(
  rules: readonly Rule[],
  vocabulary: Vocabulary,
  isLoose: Uint8Array,
  limits: Limits,
): PlannedTerm[] {
  const parts = new Map<string, Part>();
  const theOne = (part: Part): Part => {
    const key = JSON.stringify(part.condition);
    const known = parts.get(key) ?? part;
    parts.set(key, known);
    return known;
  };
  const planned: PlannedTerm[] = [];
  let left = rules.length * limits.averageTerms + limits.terms;
  for (const [number, rule] of rules.entries()) {
    const most = Math.max(1, Math.min(limits.terms, left));
    const { terms, isWhole } = termsOf(normalForm(withDays(rule)), vocabulary, most);
    left -= terms.length;
    if (!isWhole) isLoose[number] = 1;
    for (const term of terms) {
      planned.push({ rule: number, parts: [...new Set(term.map(theOne))] });
    }
  }
  return planned;
}
