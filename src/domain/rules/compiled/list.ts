import { type Table, withRoom } from './table.ts';

/** Puts down terms, in the order in which their rules win. */
export function addList(table: Table, bits: readonly number[]): number {
  const list = table.lists;
  const start = table.listStarts[list] ?? 0;
  table.listStarts = withRoom(table.listStarts, list + 2);
  table.listBits = withRoom(table.listBits, start + bits.length);
  table.listBits.set(bits, start);
  table.listStarts[list + 1] = start + bits.length;
  table.lists += 1;
  return list;
}

/** One list in place of several. */
export function joinedList(
  table: Table,
  lists: readonly number[],
  joined: Map<string, number>,
): number {
  const key = lists.join();
  const known = joined.get(key);
  if (known !== undefined) return known;
  const { listStarts, listBits, ruleOfBit } = table;
  const bits = lists.flatMap((list) => [
    ...listBits.subarray(listStarts[list], listStarts[list + 1]),
  ]);
  const ruleOf = (bit: number) => ruleOfBit[bit] ?? 0;
  const list = addList(
    table,
    [...new Set(bits)].sort((a, b) => ruleOf(a) - ruleOf(b)),
  );
  joined.set(key, list);
  return list;
}
