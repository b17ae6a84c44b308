import type { Facts } from '../attribute.ts';
import type { Box } from '../boxes/box.ts';
import { hasText, joinedTexts, noTexts, type TextSet } from '../boxes/text-set.ts';
import { fold } from '../fold.ts';
import type { Survey } from './survey.ts';

const insideCountries = new Set(['state', 'city', 'zip']);

/** The countries in which rules ask for a place; undefined where it is no place, or asked for anywhere. */
export function countriesAsked(attribute: string, { holding }: Survey): TextSet | undefined {
  if (!insideCountries.has(attribute)) return undefined;
  let countries = noTexts;
  for (const boxes of holding) {
    // Of a condition that is not looked into nobody knows where it asks.
    if (!boxes) return undefined;
    for (const box of boxes) {
      if (![...box.keys()].some((slot) => slot.attribute === attribute)) continue;
      const named = countriesOf(box);
      if (!named) return undefined;
      if (!includes(countries, named)) countries = joinedTexts(countries, named);
    }
  }
  return countries;
}

function includes(countries: TextSet, { names }: TextSet): boolean {
  return [...names.keys()].every((name) => hasText(countries, name));
}

/** Where a box names its countries. */
function countriesOf(box: Box): TextSet | undefined {
  for (const [{ attribute }, { mayLack, known }] of box) {
    if (attribute !== 'country' || mayLack || known?.kind !== 'texts') continue;
    const { texts, inside } = known.span;
    const isNamed = !texts.others && texts.beginnings.size === 0 && inside.length === 0;
    return isNamed ? texts : undefined;
  }
  return undefined;
}

export function isInCountries({ country }: Facts, countries: TextSet): boolean {
  return typeof country === 'string' && hasText(countries, fold(country));
}
