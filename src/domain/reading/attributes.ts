import { countryOf } from '../geography/country.ts';
import { stateOfZip, zipOf } from '../geography/postal-code.ts';
import { stateOf } from '../geography/state.ts';
import { industryOf } from '../industry.ts';
import type { Catalogue, Facts, Origins, Value } from '../rules/attribute.ts';
import { phoneOf } from './phone.ts';
import { saysNothing, spelledOut, textIn, valueAs, valueAsItIs } from './value.ts';

type Origin = { source: string; at: Date };

/** What is stored of an account or lead, by the key of the attribute. */
export type Attributes = Readonly<Record<string, Origin & { value: unknown }>>;

/** A stored value that says something, and nobody can tell what. */
export type Unreadable = { attribute: string; value: string; source: string };

export type Reading = { facts: Facts; origins: Origins; unreadable: Unreadable[] };

type Draft = {
  facts: Record<string, Value>;
  origins: Record<string, Origin>;
  unreadable: Unreadable[];
};

/**
 * Stored values as facts. An attribute that the catalogue does not have passes as it is. What cannot be read is not known:
 * better a rule that waits for a person than one that decides on a guess.
 */
export function readAttributes(attributes: Attributes, catalogue: Catalogue): Reading {
  const draft: Draft = { facts: {}, origins: {}, unreadable: [] };
  const country = attributes.country;
  if (country) keep(draft, 'country', country, readCountry(country.value));
  const known = textIn(draft.facts.country);
  for (const [key, stored] of Object.entries(attributes)) {
    if (key !== 'country') keep(draft, key, stored, readOne(key, stored.value, known, catalogue));
  }
  if (known && draft.facts.state === undefined) keepStateOfZip(draft, known);
  return draft;
}

function keep(
  { facts, origins, unreadable }: Draft,
  attribute: string,
  { value, source, at }: Attributes[string],
  read: Value | undefined,
): void {
  if (read !== undefined) {
    facts[attribute] = read;
    origins[attribute] = { source, at };
  } else if (!saysNothing(value)) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    unreadable.push({ attribute, value: text.slice(0, LONGEST), source });
  }
}

const LONGEST = 200;

/** A value that is not stored with the others, read as if it were. */
export function readAs(
  attribute: string,
  raw: unknown,
  country: string | undefined,
  catalogue: Catalogue,
): Value | undefined {
  return attribute === 'country' ? readCountry(raw) : readOne(attribute, raw, country, catalogue);
}

function readCountry(raw: unknown): string | undefined {
  return saysNothing(raw) ? undefined : countryOf(textIn(raw) ?? '');
}

function readOne(
  key: string,
  raw: unknown,
  country: string | undefined,
  catalogue: Catalogue,
): Value | undefined {
  if (saysNothing(raw)) return undefined;
  const text = textIn(raw) ?? '';
  switch (key) {
    case 'state':
      return stateOf(text, country);
    case 'zip':
      return zipOf(text, country);
    case 'phone':
      return phoneOf(text, country);
    case 'industry':
      return industryOf(text);
    case 'type':
    case 'source':
    case 'source_detail':
    case 'lead_status':
      return spelledOut(text);
    case 'employees':
      return atLeast(1, valueAs('number', raw));
    case 'revenue':
      return atLeast(0, valueAs('number', raw));
    default: {
      const type = catalogue.get(key)?.type;
      return type ? valueAs(type, raw) : valueAsItIs(raw);
    }
  }
}

/** Nobody works at a company of no people: such a field was filled for its own sake. */
function atLeast(least: number, value: Value | undefined): number | undefined {
  return typeof value === 'number' && value >= least ? value : undefined;
}

/** Where the state is missing or cannot be read, the postal code knows it. */
function keepStateOfZip({ facts, origins }: Draft, country: string): void {
  const state = stateOfZip(textIn(facts.zip) ?? '', country);
  if (state === undefined || !origins.zip) return;
  facts.state = state;
  origins.state = { ...origins.zip, source: `${origins.zip.source}, by postal code` };
}
