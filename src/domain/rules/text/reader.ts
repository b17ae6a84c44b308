import type { Catalogue } from '../attribute.ts';
import { type AttributeNames, attributeNames } from './attribute-names.ts';
import type { Anchor } from './comments.ts';
import { clauseWords, statementWords } from './keywords.ts';
import { cited, Misread, MOST_PROBLEMS, type Place, type Problem, problemAt } from './problem.ts';
import type { Reference } from './references.ts';
import type { Token, Tokens } from './tokens.ts';

/** Where the reading of a text stands, and what it has found on the way. */
export type Reader = {
  tokens: Token[];
  at: number;
  problems: Problem[];
  attributes: AttributeNames;
  references: Reference[];
  anchors: Anchor[];
};

export function readerOf({ tokens, problems }: Tokens, catalogue: Catalogue): Reader {
  const attributes = attributeNames(catalogue);
  return { tokens, at: 0, problems, attributes, references: [], anchors: [] };
}

export function peek({ tokens, at }: Reader, ahead = 0): Token {
  const token = tokens[at + ahead] ?? tokens.at(-1);
  if (!token) throw new Error('a text has at least its end');
  return token;
}

export function take(reader: Reader): Token {
  const token = peek(reader);
  if (token.kind !== 'end') reader.at += 1;
  return token;
}

export function isWord({ kind, lower }: Token, ...words: string[]): boolean {
  return kind === 'word' && words.includes(lower);
}

export function isSign({ kind, text }: Token, ...signs: string[]): boolean {
  return kind === 'sign' && signs.includes(text);
}

/** A word or quoted text. */
export function isName({ kind }: Token): boolean {
  return kind === 'word' || kind === 'text';
}

export function takeWord(reader: Reader, ...words: string[]): boolean {
  const isThere = isWord(peek(reader), ...words);
  if (isThere) take(reader);
  return isThere;
}

export function takeSign(reader: Reader, sign: string): boolean {
  const isThere = isSign(peek(reader), sign);
  if (isThere) take(reader);
  return isThere;
}

/** Notes a problem that does not keep the rest from being read. */
export function note(reader: Reader, place: Place, message: string, remedy?: string): void {
  if (reader.problems.length > MOST_PROBLEMS) return;
  reader.problems.push(problemAt(place, message, remedy));
}

export function misread(place: Place, message: string, remedy?: string): Misread {
  return new Misread(problemAt(place, message, remedy));
}

/** A name in its place: what it is for is said where it is missing. */
export function takeName(reader: Reader, missing: string, remedy: string): Token {
  if (!isName(peek(reader)) || startsNext(reader)) throw misread(peek(reader), missing, remedy);
  return take(reader);
}

/**
 * Whether a clause or a statement begins here: its word is the first of a line and something of its own follows. A
 * value or an attribute may have the same spelling: IN is India, and an owner may be tested.
 */
export function startsNext(reader: Reader): boolean {
  const token = peek(reader);
  if (token.kind === 'end') return true;
  if (!token.isFirst || !isWord(token, ...clauseWords, ...statementWords)) return false;
  const next = peek(reader, 1);
  if (next.isFirst) return false;
  if (token.lower === 'when') return isName(next) || isSign(next, '(');
  return isName(next) && !operators.has(next.lower);
}

const operators = new Set('exists missing not in between contains starts within region'.split(' '));

/**
 * Does one piece of reading. What stops it is noted, and reading goes on where the next clause or statement begins. A line
 * that has a problem already is told once: the first often causes the second.
 */
export function attempt(reader: Reader, read: () => void): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    const { problem } = error;
    const isTold = ({ line, column }: Place) => line === problem.line && column <= problem.column;
    if (!reader.problems.some(isTold)) reader.problems.push(problem);
    while (!startsNext(reader)) take(reader);
    return false;
  }
}

export function hasTooManyProblems({ problems }: Reader): boolean {
  return problems.length >= MOST_PROBLEMS;
}

/** What may come next did not come; a likely reason is said. */
export function unexpected(reader: Reader): Misread {
  const token = peek(reader);
  if (token.kind === 'end') return misread(token, 'the text ends too early');
  const before = reader.tokens[reader.at - 1];
  return misread(token, `${cited(token.text)} is not expected here`, likelyRemedy(token, before));
}

/** How other languages say it. */
const habits = new Map([
  ['&&', 'and'],
  ['&', 'and'],
  ['||', 'or'],
  ['|', 'or'],
]);

function likelyRemedy(token: Token, before: Token | undefined): string | undefined {
  if (isSign(token, ')')) return 'no parenthesis is open';
  if (isSign(token, ',')) return 'several values stand in parentheses, as in state in (CA, OR)';
  const habit = habits.get(token.lower);
  if (habit) return `write ${habit}`;
  if (isWord(token, ...clauseWords)) return `begin a new line before ${token.lower}`;
  if (before?.kind === 'word' && token.kind === 'word' && !token.isFirst) {
    return `put several words in quotes, "${shortened(before)} ${shortened(token)}"`;
  }
  return undefined;
}

function shortened({ text }: Token): string {
  return text.slice(0, 20);
}
