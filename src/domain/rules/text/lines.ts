import { type Anchored, anchorKey } from './comments.ts';
import { clauseWords, statementWords } from './keywords.ts';
import { cited } from './problem.ts';
import {
  attempt,
  hasTooManyProblems,
  isWord,
  misread,
  note,
  peek,
  type Reader,
  take,
  unexpected,
} from './reader.ts';
import { nearest, suggestion } from './suggestion.ts';
import type { Token } from './tokens.ts';

/** Notes the lines that were just read, for the comments around them. */
export function anchor(reader: Reader, first: Token, above: Anchored): void {
  if (!peek(reader).isFirst) throw unexpected(reader);
  const to = reader.tokens[reader.at - 1]?.line ?? first.line;
  reader.anchors.push({ key: anchorKey(above), from: first.line, to });
}

export function isAtStatement(reader: Reader): boolean {
  const token = peek(reader);
  return token.kind === 'end' || isWord(token, ...statementWords);
}

/** The first word of a line, where it begins none that is known. */
export function mendFirstWord(reader: Reader, words: readonly string[]): void {
  if (!isWord(peek(reader), ...clauseWords, ...statementWords)) mendWord(reader, words);
}

/** A misspelt word is noted and put right, so that the rest of its line is looked at too. */
export function mendWord(reader: Reader, words: readonly string[]): void {
  const token = peek(reader);
  const meant = token.kind === 'word' ? nearest(token.text, words) : undefined;
  if (meant === undefined || meant === token.lower) return;
  note(reader, token, `unknown word ${cited(token.text)}`, `did you mean ${meant}?`);
  reader.tokens[reader.at] = { ...token, text: meant, lower: meant };
}

/** How the lines below a header are read, by the word that each begins with. */
export type LineReaders<Word extends string> = {
  read: ReadonlyMap<Word, (reader: Reader) => unknown>;
  repeatable: readonly Word[];
};

/** Which lines there were, and whether all of them were known. */
export type Lines<Word extends string> = { seen: ReadonlySet<Word>; areKnown: boolean };

export function readLines<Word extends string>(
  reader: Reader,
  above: Anchored,
  { read, repeatable }: LineReaders<Word>,
): Lines<Word> {
  const words = [...read.keys()];
  const seen = new Set<Word>();
  let areKnown = true;
  while (!hasTooManyProblems(reader)) {
    mendFirstWord(reader, [...words, ...statementWords]);
    if (isAtStatement(reader)) break;
    attempt(reader, () => {
      const first = take(reader);
      const word = words.find((each) => isWord(first, each));
      if (!word) {
        areKnown = false;
        throw strangeLine(first, above, words);
      }
      if (seen.has(word) && !repeatable.includes(word)) {
        note(reader, first, `a second ${word} in one ${above.statement}`, 'keep one of them');
      }
      seen.add(word);
      read.get(word)?.(reader);
      anchor(reader, first, { ...above, clause: word });
    });
  }
  return { seen, areKnown };
}

function strangeLine(first: Token, { statement }: Anchored, words: readonly string[]) {
  const message = isWord(first, ...clauseWords)
    ? `${first.lower} does not belong to a ${statement}`
    : `${cited(first.text)} begins no line of a ${statement}`;
  return misread(first, message, suggestion(first.text, words));
}
