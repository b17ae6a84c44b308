import type { Filter, SearchBody } from './object-bodies.ts';
import type { Portal } from './portal.ts';
import { invalid } from './problem.ts';
import { type Kind, modifiedProperty, type Stamp } from './record.ts';
import type { Sighting } from './shelf.ts';

type Filters = {
  /** Decides by id and time alone; a `no` spares telling the record. */
  stampMayMatch(stamp: Stamp): boolean;
  needsRecord: boolean;
  matches(record: Sighting | undefined): boolean;
};

type Test = (value: string | undefined) => boolean;
type Named = { property: string; test: Test };

const queried: Record<Kind, string[]> = {
  companies: ['name', 'domain', 'phone', 'website'],
  contacts: ['firstname', 'lastname', 'email', 'phone'],
  deals: ['dealname'],
};

export function compileFilters(portal: Portal, kind: Kind, body: SearchBody): Filters {
  const groups = body.filterGroups.map(({ filters }) =>
    filters.map((filter) => ({
      property: filter.propertyName,
      test: compile(portal, kind, filter),
    })),
  );
  const stamped = stampValues(kind);
  const cheap = groups.map((group) => group.filter(({ property }) => property in stamped));
  const words = tokens(body.query ?? '');
  return {
    stampMayMatch: (stamp) =>
      cheap.length === 0 ||
      cheap.some((group) => group.every(({ property, test }) => test(stamped[property]?.(stamp)))),
    needsRecord:
      words.length > 0 || groups.some((group, nth) => group.length > (cheap[nth]?.length ?? 0)),
    matches: (record) =>
      record !== undefined && anyGroup(groups, record) && hasWords(record, queried[kind], words),
  };
}

/** Numbers and times compare as numbers, all else as text without case. */
export function comparable(type: string, text: string): number | string {
  if (type === 'number') return text === '' ? Number.NEGATIVE_INFINITY : Number(text);
  if (type !== 'datetime' && type !== 'date') return text.toLowerCase();
  return /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
}

function stampValues(kind: Kind): Record<string, (stamp: Stamp) => string> {
  return {
    hs_object_id: ({ id }) => String(id),
    [modifiedProperty(kind)]: ({ modifiedAt }) => String(modifiedAt),
  };
}

function anyGroup(groups: Named[][], { properties }: Sighting): boolean {
  if (groups.length === 0) return true;
  return groups.some((group) => group.every(({ property, test }) => test(properties[property])));
}

function hasWords({ properties }: Sighting, names: string[], words: string[]): boolean {
  if (words.length === 0) return true;
  const text = names.map((name) => properties[name]?.toLowerCase() ?? '').join(' ');
  return words.every((word) => text.includes(word));
}

function compile(portal: Portal, kind: Kind, filter: Filter): Test {
  const property = portal.catalogue[kind].properties.get(filter.propertyName);
  if (!property || property.archived)
    throw invalid(`Property "${filter.propertyName}" does not exist`);
  const read = (text: string) => comparable(property.type, text);
  const has =
    (test: (value: string) => boolean): Test =>
    (value) =>
      value !== undefined && value !== '' && test(value);
  const known = has(() => true);
  switch (filter.operator) {
    case 'HAS_PROPERTY':
      return known;
    case 'NOT_HAS_PROPERTY':
      return (value) => !known(value);
    case 'EQ':
      return has(equals(read, needed(filter.value, filter)));
    case 'NEQ':
      return (value) => !has(equals(read, needed(filter.value, filter)))(value);
    case 'IN':
      return has(isIn(needed(filter.values, filter)));
    case 'NOT_IN':
      return (value) => !has(isIn(needed(filter.values, filter)))(value);
    case 'CONTAINS_TOKEN':
      return has(holdsTokens(needed(filter.value, filter)));
    case 'NOT_CONTAINS_TOKEN':
      return (value) => !has(holdsTokens(needed(filter.value, filter)))(value);
    case 'LT':
    case 'LTE':
    case 'GT':
    case 'GTE':
    case 'BETWEEN':
      return has(within(read, filter.operator, filter));
  }
}

function equals(
  read: (text: string) => number | string,
  wanted: string,
): (value: string) => boolean {
  const key = read(wanted);
  return (value) => read(value) === key;
}

/** HubSpot keeps text in lower case for IN: a value with capitals finds nothing. */
function isIn(values: string[]): (value: string) => boolean {
  const wanted = new Set(values);
  return (value) => wanted.has(value.toLowerCase());
}

function within(
  read: (text: string) => number | string,
  operator: 'LT' | 'LTE' | 'GT' | 'GTE' | 'BETWEEN',
  filter: Filter,
): (value: string) => boolean {
  const bound = read(needed(filter.value, filter));
  const high = operator === 'BETWEEN' ? read(needed(filter.highValue, filter)) : bound;
  return (text) => {
    const value = read(text);
    switch (operator) {
      case 'LT':
        return value < bound;
      case 'LTE':
        return value <= bound;
      case 'GT':
        return value > bound;
      case 'GTE':
        return value >= bound;
      case 'BETWEEN':
        return value >= bound && value <= high;
    }
  };
}

function holdsTokens(wanted: string): (value: string) => boolean {
  const patterns = wanted
    .toLowerCase()
    .split(/[^\p{L}\p{N}*]+/u)
    .filter(Boolean)
    .map((token) => new RegExp(`^${token.replaceAll('*', '.*')}$`, 'u'));
  return (value) => {
    const present = tokens(value);
    return patterns.every((pattern) => present.some((token) => pattern.test(token)));
  };
}

function tokens(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

function needed<T>(value: T | undefined, { operator, propertyName }: Filter): T {
  if (value === undefined) throw invalid(`${operator} on ${propertyName} lacks its value`);
  return value;
}
