import { standardRegions } from '../../geography.ts';
import type { Condition, Literal, Test } from '../condition.ts';
import { fold } from '../fold.ts';
import type { Region } from '../rule-set.ts';
import type { Place } from './place.ts';

/** The places that a condition names, or why it is more than a list of places. */
export type Places = { kind: 'places'; places: Place[] } | { kind: 'more'; why: string };

/** More rows than a spreadsheet is read in. */
const MOST_PLACES = 50_000;

export function placesOf(condition: Condition, regions: readonly Region[]): Places {
  switch (condition.kind) {
    case 'all':
      return allOf(condition.of, regions);
    case 'any':
      return anyOf(condition.of, regions);
    case 'not':
      return more('it says where an account is not');
    default:
      return placesOfTest(condition, regions);
  }
}

function more(why: string): Places {
  return { kind: 'more', why };
}

function anyOf(of: readonly Condition[], regions: readonly Region[]): Places {
  const places: Place[] = [];
  for (const part of of) {
    const found = placesOf(part, regions);
    if (found.kind === 'more') return found;
    places.push(...found.places);
  }
  return places.length > MOST_PLACES ? tooMany : { kind: 'places', places };
}

/** Every part narrows the places of those before it. */
function allOf(of: readonly Condition[], regions: readonly Region[]): Places {
  let places: Place[] = [{}];
  for (const part of of) {
    const found = placesOf(part, regions);
    if (found.kind === 'more') return found;
    if (places.length * found.places.length > MOST_PLACES) return tooMany;
    places = places.flatMap((place) => found.places.flatMap((other) => shared(place, other)));
  }
  return { kind: 'places', places };
}

const tooMany: Places = { kind: 'more', why: `it names more than ${MOST_PLACES} places` };

/** What lies in both; nothing where they are apart. */
function shared(a: Place, b: Place): Place[] {
  if (areApart(a.country, b.country) || areApart(a.state, b.state)) return [];
  const [short = '', long = ''] = [a.zip ?? '', b.zip ?? ''].toSorted(
    (x, y) => x.length - y.length,
  );
  if (!long.startsWith(short)) return [];
  return [{ ...a, ...b, ...(long !== '' && { zip: long }) }];
}

function areApart(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

function placesOfTest(test: Test, regions: readonly Region[]): Places {
  switch (test.kind) {
    case 'compare':
      return test.op === '=' ? named(test.attribute, [test.value]) : more(tests(test.attribute));
    case 'in':
      return named(test.attribute, test.values);
    case 'starts-with':
      if (test.attribute !== 'zip') return more(tests(test.attribute));
      return { kind: 'places', places: [{ zip: capitals(test.text) }] };
    case 'in-region':
      return placesOfRegion(test.region, regions);
    case 'not-in-region':
      return more('it says where an account is not');
    default:
      return more(tests(test.attribute));
  }
}

function tests(attribute: string): string {
  const isPlace = attribute === 'country' || attribute === 'state' || attribute === 'zip';
  return isPlace
    ? `it tests ${attribute} in a way that a table cannot say`
    : `it tests ${attribute}`;
}

function named(attribute: string, values: readonly Literal[]): Places {
  const texts = values.map(String).map(capitals);
  switch (attribute) {
    case 'country':
      return { kind: 'places', places: texts.map((country) => ({ country })) };
    case 'state':
      return { kind: 'places', places: texts.map((state) => ({ state })) };
    case 'zip': {
      // Five digits are a whole American code: nothing longer begins with it.
      const areWhole = texts.every((text) => /^\d{5}$/.test(text));
      return areWhole
        ? { kind: 'places', places: texts.map((zip) => ({ zip })) }
        : more(tests('zip'));
    }
    default:
      return more(tests(attribute));
  }
}

/** Codes are compared without regard to case. */
function capitals(code: string): string {
  return code.trim().toUpperCase();
}

function placesOfRegion(name: string, regions: readonly Region[]): Places {
  const found = [...regions, ...standardRegions].find((each) => fold(each.name) === fold(name));
  if (!found) return more(`no region is called ${name}`);
  return { kind: 'places', places: found.places.flatMap(placesIn) };
}

function placesIn({ country, states = [], zips = [] }: Region['places'][number]): Place[] {
  const whole = { country: capitals(country) };
  const narrowed: Place[] = states.map((state) => ({ ...whole, state: capitals(state) }));
  const places = narrowed.length === 0 ? [whole] : narrowed;
  if (zips.length === 0) return places;
  return places.flatMap((place) => zips.map((zip) => ({ ...place, zip: capitals(zip) })));
}
