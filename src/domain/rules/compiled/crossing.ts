import { addList } from './list.ts';
import { noPairs, numberOfPair, type Pairs } from './pairs.ts';
import { firstBit, NONE, type Table } from './table.ts';

/**
 * Whole books meet the same place and the same words again and again. For each such pair of rows the dense terms that
 * both let through are listed, up to the first that asks for no numbers: it holds for every account that comes so far.
 * Such a list is short, and only the third row is left to be looked at.
 */
export type Crossings = { pairs: Pairs; lists: number[] };

export function noCrossings(most: number): Crossings {
  return { pairs: noPairs(most), lists: [] };
}

/** The list of two rows; nothing where there is no room for one more. */
export function crossingOf(
  { pairs, lists }: Crossings,
  a: number,
  b: number,
  table: Table,
): number {
  const pair = numberOfPair(pairs, a, b);
  if (pair < 0) return NONE;
  const known = lists[pair];
  if (known !== undefined) return known;
  const made = addList(table, commonBits(table, a, b));
  lists[pair] = made;
  return made;
}

function commonBits({ rows, summary, denseFrom, asksNumbers }: Table, a: number, b: number) {
  const end = denseFrom[denseFrom.length - 1] ?? 0;
  const found: number[] = [];
  let bit = firstBit(rows, summary, a, b, a, 0, end);
  while (bit !== NONE) {
    found.push(bit);
    if (asksNumbers[bit] === 0) break;
    bit = firstBit(rows, summary, a, b, a, bit + 1, end);
  }
  return found;
}
