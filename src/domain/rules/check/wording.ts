import type { Catalogue, Facts, Value } from '../attribute.ts';
import { printNumber } from '../text/number-text.ts';
import { eitherOf } from '../text/suggestion.ts';

const LONGEST_NAME = 80;
const MOST_NAMED = 3;
const MOST_FACTS = 6;

/** Somebody's own words, short enough for a sentence. */
export function named(text: string): string {
  return `“${text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text}”`;
}

/** “A”, “B” or “C”; of many the first ones. */
export function eitherNamed(names: readonly string[]): string {
  return eitherOf(shortened(names.map(named)));
}

/** A, B and C; of many the first ones. */
export function allOf(words: readonly string[]): string {
  const shown = shortened([...words]);
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

function shortened(names: string[]): string[] {
  const more = names.length - MOST_NAMED;
  return more > 1 ? [...names.slice(0, MOST_NAMED), `${more} others`] : names;
}

const figures = new Intl.NumberFormat('en');

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${figures.format(count)} ${count === 1 ? one : many}`;
}

/** Rounded, but nothing only where it is nothing. */
export function shareOf(part: number, whole: number): string {
  const percent = Math.round((part / whole) * 100);
  if (percent === 0 && part > 0) return 'under 1 %';
  return percent === 100 && part < whole ? 'over 99 %' : `${percent} %`;
}

/** An account as people know it: by its name, its domain, or what is known of it. */
export function wordAccount(facts: Facts, catalogue: Catalogue): string {
  const { name, domain } = facts;
  const known = [name, domain].find((fact) => typeof fact === 'string' && fact.trim() !== '');
  return typeof known === 'string'
    ? known.trim().slice(0, LONGEST_NAME)
    : wordFacts(facts, catalogue);
}

function wordFacts(facts: Facts, catalogue: Catalogue): string {
  const known = Object.entries(facts).flatMap(([key, fact]) =>
    fact === null || fact === undefined ? [] : [`${key} ${wordValue(key, fact, catalogue)}`],
  );
  if (known.length === 0) return 'an account of which nothing is known';
  return `one with ${known.slice(0, MOST_FACTS).join(', ')}`;
}

function wordValue(key: string, fact: Value, catalogue: Catalogue): string {
  if (typeof fact === 'boolean') return fact ? 'yes' : 'no';
  if (typeof fact === 'number') {
    return catalogue.get(key)?.type === 'date' ? wordDay(fact) : printNumber(fact);
  }
  const text = typeof fact === 'string' ? fact : fact.join(' and ') || 'none';
  return text.slice(0, LONGEST_NAME);
}

/** As rules write it; a day beyond all calendars as a number. */
function wordDay(time: number): string {
  const day = new Date(time);
  return Number.isNaN(day.getTime()) ? String(time) : day.toISOString().slice(0, 10);
}
