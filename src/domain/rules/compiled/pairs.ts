/** Pairs of numbers, numbered 1, 2, 3 … as they come: an open-addressed table of left, right and number. */
export type Pairs = { entries: Int32Array; mask: number; size: number; most: number };

/** Four integers an entry, of which one is idle: shifting is quicker than multiplying by three. */
const SHIFT = 2;
const FEWEST = 64;

export function noPairs(most: number): Pairs {
  return { entries: new Int32Array(FEWEST << SHIFT), mask: FEWEST - 1, size: 0, most };
}

/** -1 where the pair is new and there is no more room. */
export function numberOfPair(pairs: Pairs, left: number, right: number): number {
  const at = placeOf(pairs, left, right);
  const known = pairs.entries[at + 2] ?? 0;
  return known === 0 ? added(pairs, at, left, right) : known;
}

function placeOf({ entries, mask }: Pairs, left: number, right: number): number {
  const mixed = Math.imul(left, 0x9e3779b1) + Math.imul(right, 0x85ebca6b);
  let place = (mixed ^ (mixed >>> 15)) & mask;
  while (true) {
    const at = place << SHIFT;
    if (entries[at] === left && entries[at + 1] === right) return at;
    if (entries[at + 2] === 0) return at;
    place = (place + 1) & mask;
  }
}

function added(pairs: Pairs, at: number, left: number, right: number): number {
  if (pairs.size >= pairs.most) return -1;
  pairs.size += 1;
  put(pairs.entries, at, left, right, pairs.size);
  if (pairs.size * 2 > pairs.mask) grow(pairs);
  return pairs.size;
}

function put(entries: Int32Array, at: number, left: number, right: number, number: number): void {
  entries[at] = left;
  entries[at + 1] = right;
  entries[at + 2] = number;
}

function grow(pairs: Pairs): void {
  const { entries } = pairs;
  pairs.entries = new Int32Array(entries.length * 2);
  pairs.mask = pairs.mask * 2 + 1;
  for (let at = 0; at < entries.length; at += 1 << SHIFT) {
    const [left = 0, right = 0, number = 0] = entries.subarray(at, at + 3);
    if (number !== 0) put(pairs.entries, placeOf(pairs, left, right), left, right, number);
  }
}
