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
    const bit = markOf(text) & (words * 32 - 1);
    sieve[bit >> 5] = (sieve[bit >> 5] ?? 0) | (1 << (bit & 31));
  }
  return sieve;
}

export function mayBeAmong(sieve: Sieve, text: string): boolean {
  const mark = markOf(text);
  if (mark === UNSURE) return true;
  const bit = mark & (sieve.length * 32 - 1);
  return ((sieve[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}

const UNSURE = -1;
/** So many letters from the front tell names apart well enough. */
const FRONT = 14;
const SPACE = 32;
const LAST_PLAIN = 127;
/** The bit by which a small letter differs from its capital. */
const SMALL = 0x20;

/**
 * Of the first letters and the last one, the same in capitals. Folding a plain text changes nothing else, and what it
 * does to accents in the middle moves neither end; where an end itself is not plain there is no mark.
 */
function markOf(text: string): number {
  const end = text.charCodeAt(text.length - 1);
  const front = Math.min(text.length, FRONT);
  if (!(end > SPACE && end <= LAST_PLAIN) || text.charCodeAt(0) <= SPACE) return UNSURE;
  let mark = end | SMALL;
  let all = 0;
  for (let at = 0; at < front; at++) {
    const code = text.charCodeAt(at);
    all |= code;
    mark = Math.imul(mark, 31) + (code | SMALL);
  }
  return all > LAST_PLAIN ? UNSURE : (mark ^ (mark >>> 15)) & 0x7fffffff;
}
