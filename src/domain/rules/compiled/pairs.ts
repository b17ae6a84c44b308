/** Pairs of numbers, numbered 1, 2, 3 … as they come: an open-addressed table of left, right, number. */
export type Pairs = { entries: Int32Array; size: number; most: number };

const WIDTH = 3;

export function noPairs(most: number): Pairs {
  return { entries: new Int32Array(64 * WIDTH), size: 0, most };
}

/** -1 where the pair is new and there is no more room. */
export function numberOfPair(pairs: Pairs, left: number, right: number): number {
  const at = placeOf(pairs.entries, left, right);
  const known = pairs.entries[at + 2] ?? 0;
  if (known !== 0) return known;
  if (pairs.size >= pairs.most) return -1;
  pairs.size += 1;
  put(pairs.entries, at, left, right, pairs.size);
  if (pairs.size * WIDTH * 2 > pairs.entries.length) pairs.entries = grown(pairs.entries);
  return pairs.size;
}

function placeOf(entries: Int32Array, left: number, right: number): number {
  const mask = entries.length / WIDTH - 1;
  const mixed = Math.imul(left, 0x9e3779b1) + Math.imul(right, 0x85ebca6b);
  let place = (mixed ^ (mixed >>> 15)) & mask;
  while (true) {
    const at = place * WIDTH;
    if (entries[at + 2] === 0 || (entries[at] === left && entries[at + 1] === right)) return at;
    place = (place + 1) & mask;
  }
}

function put(entries: Int32Array, at: number, left: number, right: number, number: number): void {
  entries[at] = left;
  entries[at + 1] = right;
  entries[at + 2] = number;
}

function grown(entries: Int32Array): Int32Array {
  const wider = new Int32Array(entries.length * 2);
  for (let at = 0; at < entries.length; at += WIDTH) {
    const [left = 0, right = 0, number = 0] = entries.subarray(at, at + WIDTH);
    if (number !== 0) put(wider, placeOf(wider, left, right), left, right, number);
  }
  return wider;
}
