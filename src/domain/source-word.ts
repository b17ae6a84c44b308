import type { Known } from './facts.ts';
import { stateOfZip } from './geography/postal-code.ts';
import { wordValue } from './past.ts';
import type { HouseStyle } from './quality/house-style.ts';
import { type Attributes, readAs } from './reading/attributes.ts';
import { textIn } from './reading/value.ts';
import type { AttributeType, Catalogue, Value } from './rules/attribute.ts';
import { fold } from './rules/fold.ts';
import type { Source } from './source.ts';

/** What is kept of an account that may say what an attribute of it is. */
export type Sayings = {
  attributes: Attributes;
  /** What the CRM’s other properties say, by their names. */
  others: Attributes;
  /** By attribute, what a person last had written into the CRM. */
  corrected: ReadonlyMap<string, { value: string; by: string; at: Date }>;
  head?: { name: string; attributes: Attributes } | undefined;
  /** By attribute, how many contacts say what. */
  contacts: ReadonlyMap<string, readonly { value: string; count: number }[]>;
};

/** What one source says: as it is written, and what that is read as; nothing where nobody can read it. */
export type SourceWord = {
  source: Source;
  /** Who says it. */
  by: string;
  at: Date;
  raw: unknown;
  value: Value | undefined;
};

type Reading = { known: Known; catalogue: Catalogue; at: Date };

/** What each source says of an attribute, in their order; those that say nothing are left out. */
export function wordsOf(
  attribute: string,
  sources: readonly Source[],
  sayings: Sayings,
  reading: Reading,
): SourceWord[] {
  return sources.flatMap((source) => wordOf(source, attribute, sayings, reading) ?? []);
}

function wordOf(
  source: Source,
  attribute: string,
  sayings: Sayings,
  reading: Reading,
): SourceWord | undefined {
  const { known } = reading;
  switch (source.kind) {
    case 'rules': {
      const stored = sayings.attributes[attribute];
      const value = known.facts[attribute] ?? undefined;
      const origin = known.origins[attribute] ?? stored;
      if (!origin) return undefined;
      return { source, by: origin.source, at: origin.at, raw: stored?.value, value };
    }
    case 'property': {
      if (source.state !== 'sound') return undefined;
      const stored = sayings.others[source.property];
      return readWord(source, `${stored?.source}, ${source.label}`, stored, attribute, reading);
    }
    case 'corrected': {
      const found = sayings.corrected.get(attribute);
      return readWord(source, `corrected by ${found?.by}`, found, attribute, reading);
    }
    case 'postal-code':
      return byPostalCode(source, sayings, reading);
    case 'family':
      return byHead(source, attribute, sayings.head, reading);
    case 'contacts':
      return byContacts(source, attribute, sayings.contacts.get(attribute) ?? [], reading);
  }
}

function readWord(
  source: Source,
  by: string,
  stored: { value: unknown; at: Date } | undefined,
  attribute: string,
  { known, catalogue }: Reading,
): SourceWord | undefined {
  if (!stored) return undefined;
  const { value: raw, at } = stored;
  const value = readAs(attribute, raw, textIn(known.facts.country), catalogue);
  return { source, by, at, raw, value };
}

/** A state is read as one of the country in which the head is. */
function byHead(
  source: Source,
  attribute: string,
  head: Sayings['head'],
  { catalogue }: Reading,
): SourceWord | undefined {
  const stored = head?.attributes[attribute];
  if (!head || !stored) return undefined;
  const country = textIn(readAs('country', head.attributes.country?.value, undefined, catalogue));
  const { value: raw, at } = stored;
  const value = readAs(attribute, raw, country, catalogue);
  return { source, by: `${head.name}, the head of the family`, at, raw, value };
}

function byPostalCode(
  source: Source,
  { attributes: { zip } }: Sayings,
  { known: { facts } }: Reading,
): SourceWord | undefined {
  const country = textIn(facts.country);
  const state = country && stateOfZip(textIn(facts.zip) ?? '', country);
  if (!state || !zip) return undefined;
  return { source, by: `${zip.source}, by postal code`, at: zip.at, raw: state, value: state };
}

/** What more than half of those say who say something; it takes two to agree. */
function byContacts(
  source: Source,
  attribute: string,
  said: readonly { value: string; count: number }[],
  { known, catalogue, at }: Reading,
): SourceWord | undefined {
  const country = textIn(known.facts.country);
  const read = said.flatMap(({ value: raw, count }) => {
    const value = readAs(attribute, raw, country, catalogue);
    return value === undefined ? [] : [{ raw, value, count }];
  });
  const all = sum(read);
  const parties = [...Map.groupBy(read, ({ value }) => keyOf(value)).values()];
  const party = parties.find((some) => 2 * sum(some) > all);
  const [most] = party?.toSorted((one, other) => other.count - one.count) ?? [];
  if (!party || !most || sum(party) < 2) return undefined;
  const by = `${sum(party)} of ${all} contacts`;
  return { source, by, at, raw: most.raw, value: most.value };
}

function sum(said: readonly { count: number }[]): number {
  return said.reduce((total, { count }) => total + count, 0);
}

/** The same for what rules take for the same. */
function keyOf(value: Value): string {
  if (typeof value === 'object') return value.map(fold).toSorted().join(';');
  return typeof value === 'string' ? fold(value) : String(value);
}

/** Whether a rule could tell one way of writing it from another. */
export function isNews(
  attribute: string,
  { was, is }: { was: string; is: string },
  { known, catalogue }: Omit<Reading, 'at'>,
): boolean {
  const country = textIn(known.facts.country);
  const [before, after] = [was, is].map((raw) => readAs(attribute, raw, country, catalogue));
  if (after === undefined) return false;
  return before === undefined || keyOf(before) !== keyOf(after);
}

/** `place`: among the sources that say anything, from nought on. */
export function wordRank(place: number): string {
  return `ranked ${ranks[place] ?? 'last'}`;
}

const ranks = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];

/** One sentence for each source, the best one first, and whether they say the same. `isRanked`: somebody has put them in order. */
export function wordSources(
  words: readonly SourceWord[],
  { attribute, isRanked }: { attribute: string; isRanked: boolean },
): { text: string; by?: string; at?: Date }[] {
  const named = attribute.replaceAll('_', ' ');
  const lines = words.map(({ source, by, at, raw, value }, nth) => {
    const said = value === undefined ? `“${String(raw)}”, which nobody can read` : wordValue(value);
    const notes = [
      ...(isRanked ? [wordRank(nth)] : []),
      ...(source.kind === 'rules' ? ['what rules read'] : []),
    ];
    const note = notes.length > 0 ? ` (${notes.join('; ')})` : '';
    return { text: `${named}: ${said}${note}`, by, at };
  });
  const unread = words.some(({ source }) => source.kind === 'rules') ? '' : ', and rules read none';
  return [
    ...lines,
    { text: `The sources of ${named} ${differ(words) ? 'disagree' : 'agree'}${unread}.` },
  ];
}

function differ(words: readonly SourceWord[]): boolean {
  const read = words.flatMap(({ value }) => (value === undefined ? [] : [keyOf(value)]));
  return new Set(read).size > 1;
}

/** The first of the other sources that says something else than what rules read. */
export function contradiction(
  words: readonly SourceWord[],
): { read: SourceWord; other: SourceWord } | undefined {
  const read = words.find(({ source }) => source.kind === 'rules');
  const key = read?.value === undefined ? undefined : keyOf(read.value);
  const other = words.find(({ value }) => value !== undefined && keyOf(value) !== key);
  return read && other && key !== undefined ? { read, other } : undefined;
}

/** The best source that can be read, where it is not what rules read and says something else. */
export function betterWord(words: readonly SourceWord[]): SourceWord | undefined {
  const best = words.find(({ value }) => value !== undefined);
  const read = words.find(({ source }) => source.kind === 'rules');
  if (best?.value === undefined || best.source.kind === 'rules') return undefined;
  return read?.value !== undefined && keyOf(read.value) === keyOf(best.value) ? undefined : best;
}

type Place = {
  attribute: string;
  type: AttributeType | undefined;
  style: HouseStyle;
  country: string | undefined;
};

/** As it goes into the CRM: places as the book writes them, numbers bare, all else as the source has it. */
export function textOf(
  { raw, value }: SourceWord,
  { attribute, type, style, country }: Place,
): string {
  if (type === 'number') return String(value);
  if (attribute === 'country' && typeof value === 'string') return style.country(value);
  if (attribute === 'state' && typeof value === 'string' && country) {
    return style.state(value, country);
  }
  return Array.isArray(raw) ? raw.join(';') : String(raw);
}
