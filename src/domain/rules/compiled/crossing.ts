import { noPairs, numberOfPair, type Pairs } from './pairs.ts';
import { NONE, roomFor, type Table } from './table.ts';

/**
 * Summaries of what the rows of a place and of a word have in common. Few rules are about both, so they tell at once
 * where nothing has to be looked for: one word in ten is left.
 */
export type Crossings = { pairs: Pairs; at: number[] };

export function noCrossings(most: number): Crossings {
  return { pairs: noPairs(most), at: [] };
}

/** Where the summary is; of the first row alone, where there is no room for one more. */
export function crossingOf({ pairs, at }: Crossings, a: number, b: number, table: Table): number {
  const number = numberOfPair(pairs, a, b);
  const known = at[number];
  if (known !== undefined) return known;
  const made = number === NONE ? NONE : roomFor(table, table.summary);
  if (made === NONE) return a;
  summariseCommon(table, a, b, made);
  at[number] = made;
  return made;
}

function summariseCommon({ rows, stride, summary }: Table, a: number, b: number, to: number): void {
  rows.fill(0, to, to + summary);
  for (let word = 0; word < stride - summary; word++) {
    const bits = (rows[a + summary + word] ?? 0) & (rows[b + summary + word] ?? 0);
    if (bits === 0) continue;
    const group = to + (word >> 5);
    rows[group] = (rows[group] ?? 0) | (1 << (word & 31));
  }
}
