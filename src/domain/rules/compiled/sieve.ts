/**
 * Says quickly of most texts, and without folding them, that they are none of a few. Account names and domains are
 * nearly all different, and nearly none of them is named by a rule.
 */
export type Sieve = Int32Array;

const BITS_A_TEXT = 16;

export function sieveOf(folded: Iterable<string>): Sieve {
  const texts = [...folded];
  const words = 2 ** Math.ceil(Math.log2((texts.length * BITS_A_TEXT) / 32 + 1));
  const sieve = new Int32Array(words);
  for (const text of texts) {
    const mark = markOf(text);
    if (mark >= 0) setBit(sieve, mark & (words * 32 - 1));
  }
  return sieve;
}

export function mayBeAmong(sieve: Sieve, text: string): boolean {
  const mark = markOf(text);
  if (mark < 0) return true;
  const bit = mark & (sieve.length * 32 - 1);
  return ((sieve[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}

function setBit(sieve: Sieve, bit: number): void {
  sieve[bit >> 5] = (sieve[bit >> 5] ?? 0) | (1 << (bit & 31));
}

const SPACE = 32;
const LAST_PLAIN = 126;

/** The same for texts that differ in case only; -1 where accents or space around may have to go first. */
function markOf(text: string): number {
  const { length } = text;
  if (length === 0 || text.charCodeAt(0) === SPACE || text.charCodeAt(length - 1) === SPACE) {
    return -1;
  }
  let mark = length;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code < SPACE || code > LAST_PLAIN) return -1;
    mark = Math.imul(mark, 31) + (code | 0x20);
  }
  return (mark ^ (mark >>> 15)) & 0x7fffffff;
}
