import { misread, peek, type Reader, take, takeName, takeSign, takeWord } from './reader.ts';
import type { Token } from './tokens.ts';
import { isDay, noteNoDay } from './value.ts';

/** Several words up to the end of the line or a comma: a name that needs no quotes. */
export function readPhrase(reader: Reader, what: string): Token {
  const first = takeName(reader, `${what} is missing`, 'write it, in quotes if need be');
  if (first.kind === 'text') return first;
  const words = [first.text];
  while (peek(reader).kind === 'word' && !peek(reader).isFirst) words.push(take(reader).text);
  return { ...first, text: words.join(' ') };
}

/** Something, and more of it after commas; or `none`. */
export function readSeveral<Part>(reader: Reader, readPart: () => Part): Part[] {
  if (takeWord(reader, 'none')) return [];
  const parts = [readPart()];
  while (takeSign(reader, ',')) parts.push(readPart());
  return parts;
}

export function readPhrases(reader: Reader, what: string): Token[] {
  return readSeveral(reader, () => readPhrase(reader, what));
}

/** Words that must follow as they are. */
export function expectWords(reader: Reader, ...words: string[]): void {
  for (const word of words) {
    if (!takeWord(reader, word)) throw misread(peek(reader), `${word} is missing`);
  }
}

export function expectEquals(reader: Reader, example: string): void {
  if (!takeSign(reader, '='))
    throw misread(peek(reader), '= is missing', `write it, as in ${example}`);
}

export function readDay(reader: Reader): string {
  const token = takeName(reader, 'a day is missing', 'write it like 2026-01-31');
  if (!isDay(token.text)) noteNoDay(reader, token, 'this is a day');
  return token.text;
}
