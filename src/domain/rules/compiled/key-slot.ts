import type { Slot } from '../vocabulary.ts';
import { addList } from './list.ts';
import type { PlannedTerm } from './plan.ts';
import { type Sieve, sieveOf } from './sieve.ts';
import type { Table } from './table.ts';

/** A slot by whose texts terms are found, with the lists of those terms; and where all of its terms' bits are. */
export type KeySlot = {
  slot: Slot;
  lists: ReadonlyMap<string, number>;
  sieve: Sieve;
  start: number;
  end: number;
};

export function keySlots(keyed: readonly PlannedTerm[], start: number, table: Table): KeySlot[] {
  const bySlot = new Map<Slot, Entry[]>();
  for (const [place, { key }] of keyed.entries()) {
    if (!key) continue;
    const entries = bySlot.get(key.slot) ?? [];
    bySlot.set(key.slot, entries);
    entries.push({ texts: key.texts, bit: start + place });
  }
  return [...bySlot].map(([slot, entries]): KeySlot => {
    const lists = listsOf(entries, table);
    const [first] = entries;
    const begin = first?.bit ?? 0;
    return { slot, lists, sieve: sieveOf(lists.keys()), start: begin, end: begin + entries.length };
  });
}

type Entry = { texts: readonly string[]; bit: number };

/** The list of each text. Texts that suit the same terms share one. */
function listsOf(entries: readonly Entry[], table: Table): Map<string, number> {
  const bitsOf = new Map<string, number[]>();
  for (const { texts, bit } of entries) {
    for (const text of texts) {
      const known = bitsOf.get(text);
      if (known) known.push(bit);
      else bitsOf.set(text, [bit]);
    }
  }
  const byBits = new Map<string, number>();
  const lists = new Map<string, number>();
  for (const [text, bits] of bitsOf) {
    const key = bits.join();
    const list = byBits.get(key) ?? addList(table, bits);
    byBits.set(key, list);
    lists.set(text, list);
  }
  return lists;
}
