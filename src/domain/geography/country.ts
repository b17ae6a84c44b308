import { countryAliases, countryCodes } from './country-codes.ts';
import { agreed, initialsOf, partsOf, placeKey } from './place-name.ts';

type Names = Map<string, string>;

/** In which customers and importers name countries; where two disagree, the earlier one is right. */
const languages =
  'de fr es it pt nl sv da nb fi pl cs sk hu ro hr sl lt lv et el uk ru bg tr ja zh ko ar he vi id th'.split(
    ' ',
  );

const alpha2 = new Set(countryCodes.map(([code]) => code));
/** Abbreviations are compared letter by letter: folded, "UAE" would be Ukraine. */
const codes: Names = new Map(
  countryCodes.flatMap(([two, three]) => [
    [two, two],
    [three, two],
  ]),
);
const names: Names = new Map();

for (const [code, aliases] of Object.entries(countryAliases)) {
  for (const alias of aliases.split('|')) {
    const initials = initialsOf(alias);
    if (initials) codes.set(initials, code);
    if (!initials || initials.length > 3) remember(names, alias, code);
  }
}
nameAll(names, 'en');

/** Most records are in English: the other languages are spelt out when first asked for. */
let elsewhere: Names | undefined;

function namesElsewhere(): Names {
  if (elsewhere) return elsewhere;
  elsewhere = new Map();
  for (const language of languages) nameAll(elsewhere, language);
  return elsewhere;
}

function nameAll(held: Names, language: string): void {
  const told = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  for (const [code] of countryCodes) remember(held, told.of(code) ?? '', code);
}

function remember(held: Names, name: string, code: string): void {
  const key = placeKey(name);
  if (key !== '' && !held.has(key)) held.set(key, code);
}

const english = new Intl.DisplayNames(['en'], { type: 'region' });

/** The English name of a country, by its code. */
export function countryName(code: string): string {
  return english.of(code) ?? code;
}

export function isCountry(code: string): boolean {
  return alpha2.has(code);
}

/** The ISO 3166-1 alpha-2 code of what somebody typed as a country. */
export function countryOf(text: string): string | undefined {
  const typed = text.trim();
  const code = codes.get(initialsOf(typed) ?? '');
  if (code) return code;
  const turned = turnedRound(typed);
  const bare = turned.replace(title, '');
  return named(typed) ?? named(turned) ?? named(bare) ?? agreed(partsOf(typed).map(partly));
}

function named(text: string): string | undefined {
  const key = placeKey(text);
  return key === '' ? undefined : (names.get(key) ?? namesElsewhere().get(key));
}

/** Beside other words only capitals are a code: the "de" of "Rio de Janeiro" is none. */
function partly(text: string): string | undefined {
  const isCode = text === text.toUpperCase();
  return (isCode ? codes.get(initialsOf(text) ?? '') : undefined) ?? named(text);
}

/** "Korea, South" → "South Korea". */
function turnedRound(text: string): string {
  return text.replace(/^([^,]+),\s*([^,]+)$/, '$2 $1');
}

const title =
  /^(?:the\s+)?(?:[\p{L}’']+\s+)?(?:republic|kingdom|states?|sultanate|principality|duchy|commonwealth|emirate)\s+of\s+(?:the\s+)?/iu;
