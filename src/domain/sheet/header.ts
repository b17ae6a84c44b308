import { normalise } from '../matching/normalise.ts';
import { cited, type Problem, problemAt } from '../rules/text/problem.ts';
import { knownColumn, lettersOf, type SheetColumn, type SheetKind } from './column.ts';

/** Which cell of a line says what; `id` is the name of the column of ids. */
export type Header = { places: ReadonlyMap<string, number>; labels: ReadonlyMap<string, string> };

const LONGEST_NAME = 60;

/**
 * Each title means at most one column, and each column has at most one title: the one that is its very name, else the one it
 * went by so far, else the best one that people use for it. What is left is a column of the operator's own.
 */
export function readHeader(
  kind: SheetKind,
  titles: readonly string[],
  present: readonly SheetColumn[],
  problems: Problem[],
): Header {
  const places = new Map<string, number>();
  const open = new Set(titles.keys().filter((place) => titles[place] !== ''));
  const take = (name: string, place: number) => {
    if (places.has(name) || !open.delete(place)) return;
    places.set(name, place);
  };
  const titleAt = (place: number) => titles[place] ?? '';
  for (const place of [...open]) {
    const name = ownName(titleAt(place), place);
    if (isKnown(kind, name) || present.some((column) => column.name === name)) take(name, place);
  }
  for (const place of [...open]) {
    const label = lettersOf(titleAt(place));
    const kept = present.find((column) => lettersOf(column.label) === label);
    if (kept && label !== '') take(kept.name, place);
  }
  const guesses = [...open].flatMap((place) => {
    const known = knownColumn(kind, titleAt(place));
    return known ? [{ ...known, place }] : [];
  });
  for (const { name, place } of guesses.toSorted((a, b) => a.rank - b.rank)) take(name, place);
  for (const place of [...open]) {
    const name = ownName(titleAt(place), place);
    if (places.has(name)) problems.push(second(titleAt(place), place));
    else take(name, place);
  }
  const inOrder = new Map([...places].toSorted(([, a], [, b]) => a - b));
  return { places: inOrder, labels: labelsOf(inOrder, titles) };
}

function isKnown(kind: SheetKind, name: string): boolean {
  return knownColumn(kind, name)?.name === name;
}

/** By it the column is known to whoever maps it as a field. */
function ownName(title: string, place: number): string {
  const name = normalise(title).replaceAll(' ', '_').slice(0, LONGEST_NAME);
  return name === '' ? `column_${place + 1}` : name;
}

function second(title: string, place: number): Problem {
  const message = `a second column ${cited(title)}`;
  return problemAt({ line: 1, column: place + 1 }, message, 'keep one of them, or rename one');
}

function labelsOf(places: ReadonlyMap<string, number>, titles: readonly string[]) {
  return new Map([...places].map(([name, place]) => [name, titles[place] ?? name]));
}
