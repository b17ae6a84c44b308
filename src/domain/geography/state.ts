import { agreed, initialsOf, partsOf, placeKey } from './place-name.ts';
import { stateRows } from './state-rows.ts';

type States = {
  codes: Map<string, string>;
  names: Map<string, string>;
  /** By code, as it is called there. */
  titles: Map<string, string>;
};

const states = new Map(stateRows.trim().split('\n').map(readRow));

function readRow(row: string): [country: string, states: States] {
  const [country = '', listed = ''] = row.split('|');
  const codes = new Map<string, string>();
  const names = new Map<string, string>();
  const titles = new Map<string, string>();
  const entries = listed.split(';').map((entry) => entry.split('='));
  for (const [code = ''] of entries) codes.set(code, code);
  for (const [code = '', aliases = ''] of entries) {
    titles.set(code, aliases.split(',')[0] ?? code);
    for (const alias of aliases.split(',')) {
      const initials = initialsOf(alias);
      if (initials && !codes.has(initials)) codes.set(initials, code);
      const key = placeKey(alias);
      if (!names.has(key)) names.set(key, code);
    }
  }
  return [country, { codes, names, titles }];
}

/** As people call them; several countries may have one of a name. */
export const stateNames: readonly string[] = stateRows
  .trim()
  .split('\n')
  .flatMap((row) => row.split('|')[1]?.split(';') ?? [])
  .map((entry) => entry.split('=')[1]?.split(',')[0] ?? '');

/** Whether a state of any country has this code. */
export function isStateCode(text: string): boolean {
  return [...states.values()].some(({ codes }) => codes.get(text) === text);
}

/** The codes of a country's states; none where they are not listed. */
export function statesOf(country: string): string[] {
  return [...new Set(states.get(country)?.names.values() ?? [])];
}

/** What a state is called; its code where its country's states are not listed. */
export function stateName(code: string, country: string): string {
  return states.get(country)?.titles.get(code) ?? code;
}

/** Where every name that is listed is the state's own: elsewhere it may be that of a county or a city in it. */
const countriesOfOwnNames = new Set(['US', 'CA', 'DE']);

/** Whether a text that means a state says no more than that: "Calif", and not "Kent" for England. */
export function isStateAlone(text: string, code: string, country: string): boolean {
  if (countriesOfOwnNames.has(country)) return true;
  const bare = withoutCountry(text.trim(), country);
  return initialsOf(bare) === code || placeKey(bare) === placeKey(stateName(code, country));
}

/**
 * The code of a state inside its country. Where a country's states are not listed here, what was typed stands. Where the
 * country is not known, only what means one and the same state everywhere is read.
 */
export function stateOf(text: string, country?: string): string | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  if (country === undefined) return stateAnywhere(typed);
  const own = states.get(country);
  return own ? read(withoutCountry(typed, country), own) : typed;
}

function stateAnywhere(typed: string): string | undefined {
  const initials = initialsOf(typed) ?? '';
  const all = [...states.values()];
  const isCode = all.some(({ codes }) => codes.get(initials) === initials);
  return isCode ? initials : agreed(all.map((own) => named(typed, own)));
}

function read(typed: string, own: States): string | undefined {
  const code = own.codes.get(initialsOf(typed) ?? '');
  return code ?? named(typed, own) ?? agreed(partsOf(typed).map((part) => partly(part, own)));
}

function named(text: string, { names }: States): string | undefined {
  return names.get(placeKey(text)) ?? names.get(placeKey(text.replaceAll(kind, ' ')));
}

/** Beside other words only capitals are a code: the "in" of "in Kansas" is none. */
function partly(text: string, own: States): string | undefined {
  const isCode = text === text.toUpperCase();
  return (isCode ? own.codes.get(initialsOf(text) ?? '') : undefined) ?? named(text, own);
}

/** "US-CA" → "CA". */
function withoutCountry(text: string, country: string): string {
  return text.startsWith(`${country}-`) ? text.slice(country.length + 1) : text;
}

/** What kind of state it is, in words that are no part of its name. */
const kind =
  /\b(?:state|province|territory|region|district|county|co|canton|kanton|land|prefecture|ken|fu|to|emirate|voivodeship|województwo|woj|kraj|regione|región|région|provincia)\b\.?|[都府県省市]$/giu;
