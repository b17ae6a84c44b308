import type { Attribute, AttributeType } from '../attribute.ts';
import { parseNumber } from './number-text.ts';
import { isSign, isWord, note, type Reader } from './reader.ts';
import { eitherOf } from './suggestion.ts';
import type { Token } from './tokens.ts';

export const signs = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Sign = (typeof signs)[number];

export const operatorWords = [
  'in',
  'not',
  'between',
  'exists',
  'missing',
  'contains',
  'starts',
  'within',
];

export function startsOperator(token: Token): boolean {
  return (
    isWord(token, ...operatorWords) ||
    signs.some((sign) => isSign(token, sign)) ||
    atLeastOf(token) !== undefined
  );
}

/** The number in 500+, which says more than a number. */
export function atLeastOf({ kind, text }: Token): number | undefined {
  if (kind !== 'word' || !text.endsWith('+')) return undefined;
  const read = parseNumber(text);
  return read.kind === 'number' && read.isAtLeast ? read.value : undefined;
}

const textual = ['=', '!=', 'in', 'not in', 'contains', 'starts with', 'exists', 'missing'];
const ordered = [...signs, 'between', 'in', 'not in', 'exists', 'missing'];
export const suited: Record<AttributeType, readonly string[]> = {
  text: textual,
  set: textual,
  rep: textual,
  number: ordered,
  date: [...ordered, 'within'],
  boolean: ['=', '!=', 'exists', 'missing'],
};
export const typeNames: Record<AttributeType, string> = {
  text: 'text',
  set: 'several words',
  rep: 'a person',
  number: 'a number',
  date: 'a day',
  boolean: 'yes or no',
};

/** How people say it elsewhere. */
const habits = new Map([
  ['is', '='],
  ['equals', '='],
  ['equal', '='],
  ['includes', 'contains'],
  ['has', 'contains'],
  ['like', 'contains'],
  ['over', '>'],
  ['above', '>'],
  ['after', '>'],
  ['under', '<'],
  ['below', '<'],
  ['before', '<'],
]);

export function operatorRemedy({ lower }: Token, known: Attribute | undefined): string {
  return `write ${habits.get(lower) ?? eitherOf(suited[known?.type ?? 'text'])}`;
}

export function noteUnsuited(
  reader: Reader,
  known: Attribute | undefined,
  operator: string,
  token: Token,
): void {
  if (!known || suited[known.type].includes(operator)) return;
  const message = `${known.key} is ${typeNames[known.type]}, and ${operator} does not suit that`;
  note(reader, token, message, `write ${eitherOf(suited[known.type])}`);
}

export function noteNoText(reader: Reader, known: Attribute | undefined, token: Token): void {
  if (!known || suited[known.type] === textual) return;
  note(reader, token, `${known.key} is ${typeNames[known.type]}, and lists hold text`);
}
