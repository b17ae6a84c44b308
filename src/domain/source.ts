import { z } from 'zod';
import type { CrmField, Field } from './field.ts';
import { Refusal } from './refusal.ts';
import { type AttributeType, derivedAttributes, standardCatalogue } from './rules/attribute.ts';
import { fold } from './rules/fold.ts';
import { suggestion } from './rules/text/suggestion.ts';

/** What the registry knows besides, by the words with which people rank it; `rules` is the property that rules read. */
const builtIn = ['rules', 'corrected', 'postal-code', 'contacts', 'family'] as const;
export type BuiltIn = (typeof builtIn)[number];

/** Who says what an attribute of an account is. */
export const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(builtIn) }),
  z.object({
    kind: z.literal('property'),
    property: z.string(),
    /** As people see it in the CRM. */
    label: z.string(),
    /** What has become of it: only a sound one is read. */
    state: z.enum(['sound', 'gone', 'archived']),
  }),
]);
export type Source = z.infer<typeof source>;

/** The sources of one attribute, the best one first. */
export type Ranking = { attribute: string; sources: Source[] };

/** Where nobody has ranked them, nothing is better than what rules read. */
export function usualSources(attribute: string): Source[] {
  return builtIn.filter((kind) => speaksOf(kind, attribute)).map((kind) => ({ kind }));
}

function speaksOf(kind: BuiltIn, attribute: string): boolean {
  return kind !== 'postal-code' || attribute === 'state';
}

export const MOST_SOURCES = 10;

/** The usual attributes and those that a workspace has mapped, without what the registry works out itself. */
export function rankable(mapped: readonly Field[]): Map<string, AttributeType> {
  const usual = [...standardCatalogue.values()].filter(({ key }) => !derivedAttributes.has(key));
  const own = mapped.map(({ attribute, type }) => ({ key: attribute, type }));
  return new Map([...usual, ...own].map(({ key, type }) => [key, type]));
}

/** Refuses an attribute that nobody knows, or that no property says. */
export function rankedAttribute(
  written: string,
  known: ReadonlyMap<string, AttributeType>,
): { attribute: string; type: AttributeType } {
  const attribute = fold(written).replaceAll(/[\s-]+/g, '_');
  const type = known.get(attribute);
  if (type === undefined) {
    const help = suggestion(written, [...known.keys()]) ?? '';
    throw new Refusal({ kind: 'not-rankable', attribute: written, help });
  }
  return { attribute, type };
}

/** What ops have written, one source a line. `present`: what the CRM has; undefined where it cannot be asked. */
export function readSources(
  attribute: string,
  type: AttributeType,
  lines: readonly string[],
  present?: readonly CrmField[],
): { sources: Source[]; problems: string[] } {
  const written = lines.map((line) => line.replace(/^\s*\d+[.)]\s+/, '').trim()).filter(Boolean);
  const read = written.map((word) => readSource(word, attribute, type, present));
  const sources = read.flatMap((one) => (typeof one === 'string' ? [] : [one]));
  const problems = read.filter((one) => typeof one === 'string');
  const names = sources.map(nameOf);
  const twice = new Set(names.filter((name, nth) => names.indexOf(name) !== nth));
  for (const name of twice) problems.push(`“${name}” stands there twice: leave one`);
  const isPlaced = sources.some(({ kind }) => kind === 'rules');
  if (written.length > 0 && !isPlaced) {
    problems.push('“rules” is missing: add that line where the property that rules read belongs');
  }
  if (written.length > MOST_SOURCES) {
    problems.push(`these are ${written.length} sources: leave the best ${MOST_SOURCES}`);
  }
  return { sources, problems };
}

/** How people name it, and find it again when they change the order. */
export function nameOf(one: Source): string {
  return one.kind === 'property' ? one.property : one.kind;
}

/** A source as the CRM has it by now. */
export function nowAs(one: Source, present: readonly CrmField[]): Source {
  if (one.kind !== 'property') return one;
  const found = present.find(({ name }) => name === one.property);
  const state = !found ? 'gone' : found.isArchived ? 'archived' : 'sound';
  return { ...one, label: found?.label ?? one.label, state };
}

/** What rules read already is no other source. */
export function mappedAs(
  attribute: string,
  sources: readonly Source[],
  mapped: readonly Field[],
): string[] {
  const read = mapped.find((one) => one.attribute === attribute)?.property;
  return sources
    .filter((one) => one.kind === 'property' && one.property === read)
    .map(
      (one) => `“${nameOf(one)}” is what rules read of ${attribute}: write “rules” in its place`,
    );
}

function readSource(
  word: string,
  attribute: string,
  type: AttributeType,
  present: readonly CrmField[] | undefined,
): Source | string {
  const kind = builtIn.find((one) => one === fold(word).replaceAll(/[\s_]+/g, '-'));
  if (kind !== undefined) {
    return speaksOf(kind, attribute)
      ? { kind }
      : `“${kind}” says something of a state only, and nothing of ${attribute}: leave it out`;
  }
  if (!present) return { kind: 'property', property: word, label: word, state: 'sound' };
  return propertyCalled(word, attribute, type, present);
}

function propertyCalled(
  word: string,
  attribute: string,
  type: AttributeType,
  present: readonly CrmField[],
): Source | string {
  const named = present.filter(({ name }) => name === word);
  const found =
    named.length > 0 ? named : present.filter(({ label }) => fold(label) === fold(word));
  const [one, other] = found;
  if (!one) {
    const all = present.flatMap(({ name, label }) => [name, label]);
    const help = suggestion(word, [...all, ...builtIn]);
    const near = help?.startsWith('did')
      ? help
      : `choose one there, or one of ${builtIn.join(', ')}`;
    return `the CRM has no property “${word}”: ${near}`;
  }
  if (other) {
    const names = found.map(({ name }) => name).join(', ');
    return `several properties are called “${word}”: name the one you mean as the CRM does inside (${names})`;
  }
  if (one.isArchived) return `“${word}” is archived in the CRM: restore it there, or leave it out`;
  if (!mayBeReadAs(one.type, type)) {
    return `“${word}” holds ${wordType(one.type)}, and ${attribute} is ${wordType(type)}: name another property`;
  }
  return { kind: 'property', property: one.name, label: one.label, state: 'sound' };
}

/** Whatever it is, it can be read as text; and a text may say a number. */
function mayBeReadAs(held: AttributeType, wanted: AttributeType): boolean {
  return held === 'text' || wanted === 'text' || held === wanted;
}

function wordType(type: AttributeType): string {
  switch (type) {
    case 'text':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'yes or no';
    case 'date':
      return 'a day';
    case 'set':
      return 'several words';
    case 'rep':
      return 'a person';
  }
}
