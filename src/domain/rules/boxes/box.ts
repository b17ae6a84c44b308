import type { Slot } from '../vocabulary.ts';
import {
  allKnown,
  commonRange,
  isEverything,
  joinedRange,
  type Range,
  rangeWithout,
} from './range.ts';

/** Accounts by the range of each slot; a slot that is not there may be anything. */
export type Box = ReadonlyMap<Slot, Range>;

export function boxOf(slot: Slot, range: Range): Box {
  return new Map(isEverything(range, slot) ? [] : [[slot, range]]);
}

/** Nothing where the two share no account, as far as that can be told. */
export function commonBox(one: Box, other: Box): Box | undefined {
  if (other.size === 0) return one;
  if (one.size === 0) return other;
  const both = new Map(one);
  for (const [slot, range] of other) {
    const own = one.get(slot);
    const common = own ? commonRange(own, range) : range;
    if (!common) return undefined;
    both.set(slot, common);
  }
  return both;
}

/** What is in one and not in the other, in parts that share nothing. */
export function boxWithout(one: Box, other: Box): Box[] {
  if (!commonBox(one, other)) return [one];
  const parts: Box[] = [];
  const rest = new Map(one);
  for (const [slot, range] of other) {
    const own = rest.get(slot) ?? { mayLack: true, known: allKnown(slot) };
    for (const part of rangeWithout(own, range)) parts.push(new Map(rest).set(slot, part));
    rest.set(slot, commonRange(own, range) ?? own);
  }
  return parts;
}

/** Boxes over the same slot alone become one where that can be said. */
export function joinedBoxes(boxes: readonly Box[]): Box[] {
  const joined: Box[] = [];
  const alone = new Map<Slot, Range>();
  for (const box of boxes) {
    const [[slot, range] = [], other] = box;
    const known = slot && alone.get(slot);
    const both = known && range ? joinedRange(known, range) : range;
    if (!slot || other || !both) joined.push(box);
    else alone.set(slot, both);
  }
  return [...joined, ...[...alone].map(([slot, range]) => boxOf(slot, range))];
}
