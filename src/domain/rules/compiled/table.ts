/**
 * The bits of the index, and how the first match is found in them. A bit is a term: first the dense terms in the order
 * in which their rules win, then the keyed ones of each key, in that order too. A row has the bits of the terms that
 * hold for one combination of classes, after a summary that has a bit for each word of them that is not empty.
 * Everything that a search reads is an array of integers that threads can share.
 */
export type Table = {
  rows: Int32Array;
  stride: number;
  /** Words in use, others that are kept beside them, and how many there may be of both. */
  used: number;
  beside: number;
  most: number;
  /** Words of the summary. */
  summary: number;
  ruleOfBit: Int32Array;
  /** Which terms ask for numbers. */
  asksNumbers: Uint8Array;
  /** Where each rule's bits begin among the dense ones. */
  denseFrom: Int32Array;
  /** Lists of terms, in the order in which their rules win: list n ends where list n + 1 begins. List 0 is empty. */
  lists: number;
  listStarts: Int32Array;
  listBits: Int32Array;
  /** How far a match of a rule's terms is to be trusted: see `trust`. */
  trust: Uint8Array;
  /** Rules whose match is not the last word: they must be asked, or a tie hangs on the moment. */
  isOpen: Uint8Array;
};

export const NONE = -1;

/** Whether a match of the terms is a match of the rule: always; unless classes are mixed; never without asking. */
export const trust = { always: 0, unlessMixed: 1, never: 2 } as const;

export function shared(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Math.max(1, length) * Int32Array.BYTES_PER_ELEMENT));
}

/** The first rule from `from` on and before `to` of which a dense term is in all three rows. */
export function firstDense(
  { rows, summary, ruleOfBit, denseFrom }: Table,
  a: number,
  b: number,
  c: number,
  from: number,
  to: number,
): number {
  const start = denseFrom[from] ?? 0;
  const bit = firstBit(rows, summary, a, b, c, start, denseFrom[to] ?? 0);
  return bit === NONE ? NONE : (ruleOfBit[bit] ?? NONE);
}

/** The rule of the first term on a list that is in one row. */
export function firstCrossing(
  { rows, summary, ruleOfBit, listStarts, listBits }: Table,
  row: number,
  list: number,
): number {
  const end = listStarts[list + 1] ?? 0;
  for (let at = listStarts[list] ?? 0; at < end; at++) {
    const bit = listBits[at] ?? 0;
    const word = rows[row + summary + (bit >> 5)] ?? 0;
    if (((word >>> (bit & 31)) & 1) === 1) return ruleOfBit[bit] ?? NONE;
  }
  return NONE;
}

/** The same of the terms on a list. */
export function firstListed(
  { rows, summary, ruleOfBit, listStarts, listBits }: Table,
  a: number,
  b: number,
  c: number,
  list: number,
  from: number,
  to: number,
): number {
  const end = listStarts[list + 1] ?? 0;
  for (let at = listStarts[list] ?? 0; at < end; at++) {
    const bit = listBits[at] ?? 0;
    const rule = ruleOfBit[bit] ?? 0;
    if (rule >= to) return NONE;
    const word = summary + (bit >> 5);
    const holds = (rows[a + word] ?? 0) & (rows[b + word] ?? 0) & (rows[c + word] ?? 0);
    if (rule >= from && ((holds >>> (bit & 31)) & 1) === 1) return rule;
  }
  return NONE;
}

/** The first bit of all three rows from `start` on and before `end`. */
export function firstBit(
  rows: Int32Array,
  summary: number,
  a: number,
  b: number,
  c: number,
  start: number,
  end: number,
): number {
  const wordsA = a + summary;
  const wordsB = b + summary;
  const wordsC = c + summary;
  let word = start >> 5;
  if ((start & 31) !== 0) {
    const bits = common(rows, wordsA, wordsB, wordsC, word) & (-1 << (start & 31));
    if (bits !== 0) return within(end, word, bits);
    word += 1;
  }
  const lastGroup = (end - 1) >> 10;
  let words = -1 << (word & 31);
  for (let group = word >> 5; group <= lastGroup; group++) {
    words &= common(rows, a, b, c, group);
    while (words !== 0) {
      const filled = (group << 5) + lowestBit(words);
      const bits = common(rows, wordsA, wordsB, wordsC, filled);
      if (bits !== 0) return within(end, filled, bits);
      words &= words - 1;
    }
    words = -1;
  }
  return NONE;
}

function common(rows: Int32Array, a: number, b: number, c: number, word: number): number {
  return (rows[a + word] ?? 0) & (rows[b + word] ?? 0) & (rows[c + word] ?? 0);
}

function within(end: number, word: number, bits: number): number {
  const bit = (word << 5) + lowestBit(bits);
  return bit < end ? bit : NONE;
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/** The first bit before `end` and not before `start` of a rule from `from` on. */
export function bitOfRule({ ruleOfBit }: Table, from: number, start: number, end: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ruleOfBit[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Room for so many more words among the rows, or nothing where there is none left. */
export function roomFor(table: Table, words: number): number {
  const at = table.used;
  if (at + table.beside + words > table.most) return NONE;
  table.rows = withRoom(table.rows, at + words);
  table.used += words;
  return at;
}

/** The same array, or one that is twice as long. */
export function withRoom(array: Int32Array, length: number): Int32Array {
  if (length <= array.length) return array;
  const longer = shared(Math.max(length, array.length * 2));
  longer.set(array);
  return longer;
}

/** Writes which words of a row are not empty. */
export function summarise({ rows, stride, summary }: Table, at: number): void {
  rows.fill(0, at, at + summary);
  for (let word = 0; word < stride - summary; word++) {
    if (rows[at + summary + word] === 0) continue;
    const group = at + (word >> 5);
    rows[group] = (rows[group] ?? 0) | (1 << (word & 31));
  }
}
