import type { Condition } from '../condition.ts';
import type { Slot, Vocabulary } from '../vocabulary.ts';
import type { Limits } from './limits.ts';
import { textsOf } from './marks.ts';
import { type Part, type Term, usesOf } from './term.ts';

/**
 * Names, domains and parents are nearly unique: a rule that names one is found by hashing it. So is every rule that
 * lists whole texts of a slot of which the rules list many.
 */
export type Key = { part: Part; slot: Slot; texts: readonly string[] };

/** Slots beyond have no keys, so that a set of those that are not known fits an integer. */
const MOST_SLOTS = 30;

/** The key of each term, if it has one: the rarest texts. */
export function keysOf(
  terms: readonly Term[],
  vocabulary: Vocabulary,
  limits: Limits,
): (Key | undefined)[] {
  const keys = new Map<Part, Key>();
  const counts = new Map<Slot, Map<string, number>>();
  for (const [part, times] of usesOf(terms)) {
    const key = keyOf(part, vocabulary);
    if (!key) continue;
    keys.set(part, key);
    const count = counts.get(key.slot) ?? new Map<string, number>();
    counts.set(key.slot, count);
    for (const text of key.texts) count.set(text, (count.get(text) ?? 0) + times);
  }
  const near = [...counts].filter(([, { size }]) => size > limits.texts).slice(0, MOST_SLOTS);
  const crowds = crowdsOf([...keys.values()], new Map(near));
  return terms.map((term) => rarest(term, keys, crowds, limits.crowd));
}

/** How many terms a text of each key suits on average. */
function crowdsOf(
  keys: readonly Key[],
  counts: ReadonlyMap<Slot, ReadonlyMap<string, number>>,
): Map<Key, number> {
  const crowds = new Map<Key, number>();
  for (const key of keys) {
    const count = counts.get(key.slot);
    if (!count) continue;
    const sum = key.texts.reduce((total, text) => total + (count.get(text) ?? 0), 0);
    crowds.set(key, sum / Math.max(1, key.texts.length));
  }
  return crowds;
}

function rarest(
  parts: Term,
  keys: ReadonlyMap<Part, Key>,
  crowds: ReadonlyMap<Key, number>,
  most: number,
): Key | undefined {
  let found: Key | undefined;
  let least = most;
  for (const part of parts) {
    const key = keys.get(part);
    const crowd = key && crowds.get(key);
    if (crowd === undefined || crowd > least) continue;
    least = crowd;
    found = key;
  }
  return found;
}

function keyOf(part: Part, vocabulary: Vocabulary): Key | undefined {
  const [slot, ...others] = part.slots;
  if (!slot || others.length > 0 || !['text', 'rep', 'set'].includes(slot.type)) return undefined;
  const texts = wanted(part.condition, vocabulary);
  return texts && { part, slot, texts: [...new Set(texts)] };
}

/** The texts in which alone a condition over one slot holds, if it comes down to that. */
function wanted(condition: Condition, vocabulary: Vocabulary): string[] | undefined {
  switch (condition.kind) {
    case 'any': {
      const branches = condition.of.map((each) => wanted(each, vocabulary));
      const known = branches.filter((texts) => texts !== undefined);
      return known.length === branches.length ? known.flat() : undefined;
    }
    case 'compare':
      return condition.op === '=' ? textsOf(condition, vocabulary) : undefined;
    case 'in':
    case 'in-list':
      return textsOf(condition, vocabulary);
    default:
      return undefined;
  }
}
