import { type Question, UNKNOWN, YES } from '../evaluate.ts';
import type { Sheet, Slot } from '../vocabulary.ts';
import { type Classes, isMixed } from './classes.ts';
import type { Pairs } from './pairs.ts';
import { NONE, roomFor, summarise, type Table } from './table.ts';

/** A part with the bits of the terms it belongs to. */
export type BitPart = { question: Question; bits: number[]; looksInside: boolean };

/** One slot as the index sees it: its classes, and for each class seen so far the terms that it lets through. */
export type Axis = {
  slot: Slot;
  classes: Classes;
  /** Whether some classes are of values that the rules may yet tell apart. */
  mayMix: boolean;
  parts: BitPart[];
  words: (Words | undefined)[];
};

/** Terms let through, and terms that would be if what is not known suited them. */
type Words = { sure: Int32Array; thinkable: Int32Array };

/**
 * Axes that go together. Each combination of their classes is a node, reached over a chain of pairs; its row says which
 * terms all of the axes let through. Nodes and rows are made when an account first needs them.
 */
export type Family = {
  axes: Axis[];
  /** Parts that ask several of the axes at once. */
  parts: BitPart[];
  pairs: Pairs;
  /** By node, where its rows are. They are the same where everything is known. */
  sureAt: number[];
  thinkableAt: number[];
  /** Two rows that are written anew whenever there is no room for more. */
  spare: { sure: number; thinkable: number };
};

/** Makes the rows of a node from an account that has come to it. One without a number, or without room, has spare ones. */
export function makeRows(
  family: Family,
  node: number,
  classes: readonly number[],
  sheet: Sheet,
  table: Table,
): { sure: number; thinkable: number } {
  const words = family.axes.map((axis, place) => wordsOf(axis, classes[place] ?? 0, sheet, table));
  const isOneOfMany = family.axes.some((axis, place) => isMixed(axis.classes, classes[place] ?? 0));
  const made = joined(words, table);
  strike(made, family.parts, sheet, isOneOfMany);
  const isKnown = made.sure.every((word, place) => word === made.thinkable[place]);
  const sure = node === NONE ? NONE : roomFor(table, table.stride);
  const thinkable = sure === NONE || isKnown ? sure : roomFor(table, table.stride);
  if (sure === NONE || thinkable === NONE) {
    write(table, family.spare.sure, made.sure);
    write(table, family.spare.thinkable, made.thinkable);
    return isKnown ? { sure: family.spare.sure, thinkable: family.spare.sure } : family.spare;
  }
  write(table, sure, made.sure);
  if (!isKnown) write(table, thinkable, made.thinkable);
  family.sureAt[node] = sure;
  family.thinkableAt[node] = thinkable;
  return { sure, thinkable };
}

/** Values of a class are all alike, so the account at hand may answer for it. */
function wordsOf(axis: Axis, number: number, sheet: Sheet, table: Table): Words {
  const known = axis.words[number];
  if (known) return known;
  const words = allOf(table);
  strike(words, axis.parts, sheet, isMixed(axis.classes, number));
  if (table.used + table.beside + words.sure.length * 2 <= table.most) {
    axis.words[number] = words;
    table.beside += words.sure.length * 2;
  }
  return words;
}

/** Takes out the terms of which a part does not hold. What it says of a mixed class is nothing: those stay. */
function strike(
  { sure, thinkable }: Words,
  parts: readonly BitPart[],
  sheet: Sheet,
  isOneOfMany: boolean,
): void {
  for (const { question, bits, looksInside } of parts) {
    if (isOneOfMany && looksInside) continue;
    const answer = question(sheet);
    if (answer === YES) continue;
    for (const bit of bits) clear(sure, bit);
    if (answer !== UNKNOWN) for (const bit of bits) clear(thinkable, bit);
  }
}

function clear(words: Int32Array, bit: number): void {
  words[bit >> 5] = (words[bit >> 5] ?? 0) & ~(1 << (bit & 31));
}

function allOf({ stride, summary }: Table): Words {
  const width = stride - summary;
  return { sure: new Int32Array(width).fill(-1), thinkable: new Int32Array(width).fill(-1) };
}

function joined(words: readonly Words[], table: Table): Words {
  const made = allOf(table);
  for (const { sure, thinkable } of words) {
    for (let place = 0; place < made.sure.length; place++) {
      made.sure[place] = (made.sure[place] ?? 0) & (sure[place] ?? 0);
      made.thinkable[place] = (made.thinkable[place] ?? 0) & (thinkable[place] ?? 0);
    }
  }
  return made;
}

function write(table: Table, at: number, words: Int32Array): void {
  table.rows.set(words, at + table.summary);
  summarise(table, at);
}
