import type { Attribute } from '../attribute.ts';
import { findAttribute, suggestAttribute } from './attribute-names.ts';
import { startsOperator } from './operators.ts';
import { cited } from './problem.ts';
import { isWord, misread, peek, type Reader } from './reader.ts';

/** An attribute as it is stored, and its meaning where it has one. */
export type Subject = { attribute: string; known: Attribute | undefined };

/** The longest name that fits: `last activity` before `last`. */
export function readSubject(reader: Reader): Subject {
  const { attributes } = reader;
  const words = wordsAhead(reader, attributes.mostWords);
  for (let length = words.length; length > 0; length -= 1) {
    const known = findAttribute(attributes, words.slice(0, length).join(' '));
    if (!known) continue;
    reader.at += length;
    return { attribute: known.key, known };
  }
  return unknownSubject(reader, words);
}

/** Noted and read past, where a test of it follows. */
function unknownSubject(reader: Reader, words: string[]): Subject {
  const token = peek(reader);
  const written = words.join(' ');
  if (written === '') {
    throw misread(token, 'an attribute is missing', 'write one, as in country = US');
  }
  const remedy = suggestAttribute(reader.attributes, written);
  const problem = misread(token, `unknown attribute ${cited(written)}`, remedy);
  reader.at += words.length;
  if (!startsOperator(peek(reader))) throw problem;
  reader.problems.push(problem.problem);
  return { attribute: written, known: undefined };
}

/** The words that may be one attribute: up to an operator. */
function wordsAhead(reader: Reader, most: number): string[] {
  const first = peek(reader);
  if (first.kind === 'text') return [first.text];
  const words: string[] = [];
  while (words.length < most) {
    const token = peek(reader, words.length);
    if (token.kind !== 'word') break;
    const isLater = words.length > 0;
    if (isLater && (token.isFirst || startsOperator(token) || isWord(token, 'and', 'or'))) break;
    words.push(token.text);
  }
  return words;
}
