import type { Box } from '../boxes/box.ts';
import type { TextSet } from '../boxes/text-set.ts';
import type { Slot } from '../vocabulary.ts';

/** Boxes that list more texts of a slot are not told apart by them. */
const MOST_KEYS = 64;

/** Of one slot: boxes by a name or a beginning that they have, and those that no few texts tell. */
type Shelf = {
  slot: Slot;
  open: number[];
  names: Map<string, number[]>;
  beginnings: Map<string, number[]>;
  sorted: { names: string[]; beginnings: string[] };
};

/**
 * Finds, from a number on, the boxes that may share an account with one: where both list texts of a slot, some text suits
 * both.
 */
type Neighbours = (box: Box, from: number) => Iterable<number>;

export function neighboursAmong(boxes: readonly Box[]): Neighbours {
  const shelves = slotsOf(boxes).map((slot) => shelfOf(slot, boxes));
  const words = Math.ceil(boxes.length / 32);
  return (box, from) => {
    const left = new Int32Array(words).fill(-1);
    for (const shelf of shelves) {
      const texts = listedTexts(box, shelf.slot);
      if (!texts) continue;
      const marked = new Int32Array(words);
      for (const number of shelf.open) mark(marked, number);
      markMet(marked, texts, shelf);
      for (const [place, word] of marked.entries()) left[place] = (left[place] ?? 0) & word;
    }
    return numbersIn(left, from, boxes.length);
  };
}

function slotsOf(boxes: readonly Box[]): Slot[] {
  const slots = new Set(boxes.flatMap((box) => [...box.keys()]));
  return [...slots].filter(({ type }) => type === 'text' || type === 'rep');
}

function shelfOf(slot: Slot, boxes: readonly Box[]): Shelf {
  const shelf: Shelf = {
    slot,
    open: [],
    names: new Map(),
    beginnings: new Map(),
    sorted: { names: [], beginnings: [] },
  };
  for (const [number, box] of boxes.entries()) {
    const texts = listedTexts(box, slot);
    if (!texts) shelf.open.push(number);
    for (const key of texts?.names.keys() ?? []) put(shelf.names, key, number);
    for (const key of texts?.beginnings.keys() ?? []) put(shelf.beginnings, key, number);
  }
  shelf.sorted.names = [...shelf.names.keys()].sort();
  shelf.sorted.beginnings = [...shelf.beginnings.keys()].sort();
  return shelf;
}

/** The texts of a slot, where there are few and the fact must be known. */
function listedTexts(box: Box, slot: Slot): TextSet | undefined {
  const range = box.get(slot);
  if (!range || range.mayLack || range.known?.kind !== 'texts') return undefined;
  const { texts } = range.known.span;
  return texts.others || texts.names.size + texts.beginnings.size > MOST_KEYS ? undefined : texts;
}

function put(numbers: Map<string, number[]>, key: string, number: number): void {
  const known = numbers.get(key);
  if (known) known.push(number);
  else numbers.set(key, [number]);
}

function markMet(marked: Int32Array, { names, beginnings }: TextSet, shelf: Shelf): void {
  const markAll = (numbers: readonly number[] = []) => {
    for (const number of numbers) mark(marked, number);
  };
  for (const name of names.keys()) markAll(shelf.names.get(name));
  for (const text of [...names.keys(), ...beginnings.keys()]) {
    if (shelf.beginnings.size === 0) break;
    for (let length = text.length; length > 0; length--) {
      markAll(shelf.beginnings.get(text.slice(0, length)));
    }
  }
  for (const text of beginnings.keys()) {
    for (const name of thoseBeginning(text, shelf.sorted.names)) markAll(shelf.names.get(name));
    for (const longer of thoseBeginning(text, shelf.sorted.beginnings)) {
      markAll(shelf.beginnings.get(longer));
    }
  }
}

function thoseBeginning(text: string, sorted: readonly string[]): string[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (sorted[end]?.startsWith(text)) end += 1;
  return sorted.slice(low, end);
}

function mark(marked: Int32Array, number: number): void {
  marked[number >> 5] = (marked[number >> 5] ?? 0) | (1 << (number & 31));
}

function* numbersIn(marked: Int32Array, from: number, end: number): Iterable<number> {
  for (let place = from >> 5; place < marked.length; place++) {
    for (let bits = marked[place] ?? 0; bits !== 0; bits &= bits - 1) {
      const number = place * 32 + 31 - Math.clz32(bits & -bits);
      if (number >= from && number < end) yield number;
    }
  }
}
