import type { AttributeType } from './attribute.ts';
import type { Literal } from './condition.ts';
import { fold } from './fold.ts';

export const DAY = 86_400_000;

/** A value of a rule in the form in which facts are compared: NaN where it is none of its attribute's type. */
export function literalOf(value: Literal, type: AttributeType | 'moment' | 'age'): number | string {
  switch (type) {
    case 'text':
    case 'set':
    case 'rep':
      return fold(String(value));
    case 'boolean':
      return yesAndNo.get(fold(String(value))) ?? Number.NaN;
    case 'date':
      return typeof value === 'string' ? dayOf(value) : Number.NaN;
    case 'number':
    case 'moment':
    case 'age':
      return typeof value === 'string' ? numberIn(value) : Number(value);
  }
}

const yesAndNo = new Map([
  ['true', 1],
  ['false', 0],
]);

/** Lists hold their numbers as texts. */
function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** 2026-01-31 as days since 1970, in UTC. */
export function dayOf(date: string): number {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date.trim()) ?? [];
  if (day === undefined) return Number.NaN;
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY;
}
