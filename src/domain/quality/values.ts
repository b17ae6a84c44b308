import { countryOf } from '../geography/country.ts';
import { zipOf } from '../geography/postal-code.ts';
import { isStateAlone, stateOf } from '../geography/state.ts';
import type { Flaw, impossibilities } from '../quality.ts';
import type { Attributes, Reading } from '../reading/attributes.ts';
import { textIn, valueAs } from '../reading/value.ts';
import type { HouseStyle } from './house-style.ts';

type Stored = Attributes[string];
type Why = (typeof impossibilities)[number];

/** What is wrong with the values of one record, by the readers that rules go by. */
export function valueFlaws(
  attributes: Attributes,
  { facts, unreadable }: Pick<Reading, 'facts' | 'unreadable'>,
  style: HouseStyle,
): Flaw[] {
  const country = textIn(facts.country);
  const lost = new Set(unreadable.map(({ attribute }) => attribute));
  const impossible = unreadable.flatMap((one): Flaw[] => {
    const { attribute, value } = one;
    const why = whyOf(attribute, attributes[attribute]?.value, country);
    const flaw = { kind: 'impossible' as const, ...one, why };
    // Where the state makes no sense, the postal code may know it.
    const state = attribute === 'state' && country ? textIn(facts.state) : undefined;
    if (!state || !country) return [flaw];
    const cities = cityBeside(attributes.city, value, state, country);
    if (cities.kind === 'unsafe') return [flaw];
    if (cities.kind === 'swapped') lost.add('city');
    const proposed = style.state(state, country);
    return [{ ...flaw, proposed }, ...(cities.kind === 'swapped' ? [cities.flaw] : [])];
  });
  const inconsistent = Object.entries(attributes).flatMap(([attribute, stored]): Flaw[] => {
    if (lost.has(attribute) || facts[attribute] === undefined) return [];
    const clean = cleanValue(attribute, stored, country, style);
    return clean.kind === 'clean' ? [] : [inconsistency(attribute, stored, clean)];
  });
  return [...impossible, ...inconsistent];
}

type Beside = { kind: 'stands' } | { kind: 'unsafe' } | { kind: 'swapped'; flaw: Flaw };

/**
 * A city that was typed where the state belongs may stand nowhere else: it is not written over before it has its place.
 * "New York" beside a borough is a city for all that, so only a code is taken for a state.
 */
function cityBeside(
  city: Stored | undefined,
  misplaced: string,
  state: string,
  country: string,
): Beside {
  const text = textIn(city?.value);
  if (!city || !text) return { kind: 'unsafe' };
  const found = stateOf(text, country);
  if (!found || !isStateAlone(text, found, country)) return { kind: 'stands' };
  if (text.toUpperCase() !== found || found !== state) return { kind: 'unsafe' };
  const flaw: Flaw = {
    ...{ kind: 'impossible', attribute: 'city', value: String(city.value), source: city.source },
    ...{ why: 'is-a-state', proposed: textIn(misplaced) ?? misplaced },
  };
  return { kind: 'swapped', flaw };
}

function whyOf(attribute: string, value: unknown, country: string | undefined): Why {
  switch (attribute) {
    case 'country':
      return 'unknown-country';
    case 'state':
      return country ? 'no-such-state' : 'unreadable';
    case 'zip':
      return country ? 'zip-does-not-fit' : 'unreadable';
    case 'employees':
    case 'revenue':
      return /^\s*(?:-\s*\d|0)|^[^\d]*-\d/.test(String(value)) ? 'too-small' : 'unreadable';
    default:
      return 'unreadable';
  }
}

type Clean = { kind: 'clean' } | { kind: 'other'; proposed?: string };
const clean: Clean = { kind: 'clean' };

function inconsistency(attribute: string, { value, source }: Stored, found: Clean): Flaw {
  const proposed = found.kind === 'other' ? found.proposed : undefined;
  const held = { value: String(value), source, ...(proposed !== undefined && { proposed }) };
  return { kind: 'inconsistent', attribute, ...held };
}

/** Only what says the same is proposed: neither the lower end of a range nor the country that a county lies in. */
function cleanValue(
  attribute: string,
  { value }: Stored,
  country: string | undefined,
  style: HouseStyle,
): Clean {
  if (typeof value !== 'string') return clean;
  const tidy = textIn(value) ?? '';
  switch (attribute) {
    case 'country':
      return compared(value, style.country(countryOf(tidy) ?? ''));
    case 'state': {
      const state = country && stateOf(tidy, country);
      const isSame = country && state && isStateAlone(tidy, state, country);
      return compared(value, isSame ? style.state(state, country) : tidy);
    }
    case 'zip':
      return compared(value, (country && cleanZip(tidy, country)) || tidy);
    case 'employees':
    case 'revenue':
      return cleanNumber(value);
    default:
      return compared(value, tidy);
  }
}

function compared(value: string, proposed: string): Clean {
  return value === proposed ? clean : { kind: 'other', proposed };
}

/** As good as the bare code: what stands behind the five digits of an American one, and a country's letter in front. */
function cleanZip(text: string, country: string): string | undefined {
  const zip = zipOf(text, country);
  const isPlusFour = country === 'US' && /^\d{5}-\d{4}$/.test(text);
  return isPlusFour || zip === text.replace(/^[A-Z]{1,2}-/, '') ? text : zip;
}

/** "500+" and "50-100" are read as their lower end, which is less than what they say. */
function cleanNumber(text: string): Clean {
  const number = valueAs('number', text);
  if (/[<>≥~≈+–—]|\bto\b|\d\s*[a-z]*\s*-\s*\d/i.test(text)) return { kind: 'other' };
  return compared(text, String(number));
}
