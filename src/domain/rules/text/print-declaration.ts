import type { Pool } from '../pool.ts';
import type { Region, RuleSet } from '../rule-set.ts';
import { clauseWords, statementWords } from './keywords.ts';
import { filled, fits, listed } from './layout.ts';
import { printNumber } from './number-text.ts';
import type { Piece } from './piece.ts';
import { bareOrQuoted, phrase, quoted } from './quoted.ts';
import { zipRange } from './zip-range.ts';

/** Long ones have a value on each line, without commas: adding one changes one line. */
export function listPiece({ name, values }: RuleSet['lists'][number]): Piece {
  const lines = listed(`list ${quoted(name)} =`, values.map(printEntry), '');
  return { above: { statement: 'list', name }, lines };
}

const keywords = new Set<string>([...statementWords, ...clauseWords]);

/** On a line of its own, several words that begin like a statement would be one. */
function printEntry(value: string): string {
  const [first = '', ...others] = value.split(' ');
  const isLikeLine = others.length > 0 && keywords.has(first.toLowerCase());
  return isLikeLine ? quoted(value) : phrase(value);
}

export function regionPiece({ name, places }: Region): Piece {
  const lead = `region ${quoted(name)} =`;
  const lines = listed(lead, places.map(printPlace), ',');
  return {
    above: { statement: 'region', name },
    lines: lines.length > 1 ? [lead, ...brokenPlaces(places)] : lines,
  };
}

function brokenPlaces(places: Region['places']): string[] {
  return places.flatMap((place, index) => {
    const end = index < places.length - 1 ? ',' : '';
    const line = `  ${printPlace(place)}${end}`;
    if (fits(line)) return [line];
    const narrowed = filled(narrowedTo(place), '    ');
    return [`  ${printCountry(place)} (`, ...narrowed, `  )${end}`];
  });
}

function printPlace(place: Region['places'][number]): string {
  const narrowed = narrowedTo(place);
  const country = printCountry(place);
  return narrowed.length === 0 ? country : `${country} (${narrowed.join(', ')})`;
}

/** At the beginning of a line, `when (` would begin a condition. */
function printCountry({ country }: Region['places'][number]): string {
  return country.toLowerCase() === 'when' ? quoted(country) : bareOrQuoted(country);
}

function narrowedTo({ states, zips }: Region['places'][number]): string[] {
  const [first = 'none', ...others] = zips?.map(printZip) ?? [];
  return [
    ...(states?.length === 0 ? ['none'] : (states ?? []).map(printState)),
    ...(zips ? [`zip ${first}`, ...others] : []),
  ];
}

function printState(state: string): string {
  return state.toLowerCase() === 'zip' ? quoted(state) : bareOrQuoted(state);
}

/** Bare, it would be taken for a range. */
function printZip(zip: string): string {
  return zip.toLowerCase() === 'zip' || zipRange(zip) ? quoted(zip) : bareOrQuoted(zip);
}

export function poolPieces({ name, method, members, requires, overflow }: Pool): Piece[] {
  const above = { statement: 'pool', name };
  const reps = members.map(({ rep, weight }) => {
    return weight === 1 ? bareOrQuoted(rep) : `${bareOrQuoted(rep)} weight ${printNumber(weight)}`;
  });
  const needs = [
    ...needLine('skill', requires.skills),
    ...needLine('language', requires.languages),
    ...needLine('certificate', requires.certificates),
  ];
  const takesOver = overflow === undefined ? [] : [`  overflow ${quoted(overflow)}`];
  return [
    { above, lines: listed(`pool ${quoted(name)} ${printMethod(method)} =`, reps, ',') },
    { above: { ...above, clause: 'requires' }, lines: needs },
    { above: { ...above, clause: 'overflow' }, lines: takesOver },
  ].filter(({ lines }) => lines.length > 0);
}

function needLine(kind: string, wanted: readonly string[]): string[] {
  const word = wanted.length === 1 ? kind : `${kind}s`;
  return wanted.length === 0 ? [] : [`  requires ${word} ${wanted.map(quoted).join(', ')}`];
}

function printMethod(method: Pool['method']): string {
  switch (method.kind) {
    case 'round-robin':
      return 'round robin';
    case 'weighted':
    case 'claim':
      return method.kind;
    case 'least-loaded':
      return `least loaded by ${method.by}`;
    case 'best-fit': {
      const by = method.by.map((each) => each.replaceAll('-', ' ')).join(', ');
      return by === '' ? 'best fit' : `best fit by ${by}`;
    }
  }
}
