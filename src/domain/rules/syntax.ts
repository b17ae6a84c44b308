import { standardRegions } from '../geography.ts';
import type { Catalogue } from './attribute.ts';
import type { Condition } from './condition.ts';
import type { RuleSet } from './rule-set.ts';
import { findAttribute } from './text/attribute-names.ts';
import { isTooLong, tooLong } from './text/length.ts';
import { DEEPEST } from './text/nesting.ts';
import { inOrder, type Reading } from './text/problem.ts';
import {
  attempt,
  isSign,
  isWord,
  misread,
  peek,
  type Reader,
  readerOf,
  startsNext,
  take,
  takeSign,
  takeWord,
  unexpected,
} from './text/reader.ts';
import { referTo, settleReferences } from './text/references.ts';
import { readTest } from './text/test-syntax.ts';
import { tokenise } from './text/tokens.ts';

/** A condition on its own. Its lists are looked up where the rule set that it is for is given. */
export function parseCondition(
  text: string,
  catalogue: Catalogue,
  within?: Pick<RuleSet, 'lists' | 'regions'>,
): Reading<Condition> {
  if (isTooLong(text)) return { kind: 'refused', problems: [tooLong(text)] };
  const reader = readerOf(tokenise(text), catalogue);
  let value: Condition | undefined;
  attempt(reader, () => {
    value = readCondition(reader);
    if (peek(reader).kind !== 'end') throw unexpected(reader);
  });
  const list = within?.lists.map(({ name }) => name);
  const region = [...(within?.regions ?? []), ...standardRegions].map(({ name }) => name);
  settleReferences(reader, { ...(list && { list }), region });
  if (value && reader.problems.length === 0) return { kind: 'read', value };
  return { kind: 'refused', problems: inOrder(reader.problems) };
}

/** Reads as far as a condition goes, and refuses what cannot come after one. */
export function readCondition(reader: Reader): Condition {
  const condition = readAny(reader, 0);
  refuseMissingLink(reader);
  return condition;
}

/** `and` binds before `or`. */
function readAny(reader: Reader, level: number): Condition {
  return readLinked(reader, 'or', 'any', () =>
    readLinked(reader, 'and', 'all', () => readOperand(reader, level)),
  );
}

function readLinked(
  reader: Reader,
  link: 'and' | 'or',
  kind: 'all' | 'any',
  readPart: () => Condition,
): Condition {
  const first = readPart();
  if (!isWord(peek(reader), link)) return first;
  const of = [first];
  while (takeWord(reader, link)) of.push(readPart());
  return { kind, of };
}

function readOperand(reader: Reader, level: number): Condition {
  const token = peek(reader);
  if (isSign(token, '(')) return readGroup(reader, level + 1);
  if (startsNext(reader)) {
    throw misread(token, 'a test is missing', 'write one, as in country = US, or always');
  }
  if (takeWord(reader, 'not')) return readNot(reader, level + 1);
  if (takeWord(reader, 'always')) return { kind: 'all', of: [] };
  if (takeWord(reader, 'never')) return { kind: 'any', of: [] };
  if (isWord(token, 'in')) return readRegion(reader, 'in-region');
  if (isWord(token, 'all', 'any') && isSign(peek(reader, 1), '(')) {
    return readListed(reader, level + 1);
  }
  return readTest(reader);
}

/** One level for `not (…)`, parenthesis and all. */
function readNot(reader: Reader, level: number): Condition {
  refuseDepth(reader, level);
  const token = peek(reader);
  if (isWord(token, 'in')) return readRegion(reader, 'not-in-region');
  const of = isSign(token, '(') ? readGroup(reader, level) : readOperand(reader, level);
  return { kind: 'not', of };
}

function readGroup(reader: Reader, level: number): Condition {
  refuseDepth(reader, level);
  const opener = take(reader);
  const condition = readAny(reader, level);
  closeParenthesis(reader, opener);
  return condition;
}

/** `all (a, b)`: what `and` says too, but for one test alone as well. */
function readListed(reader: Reader, level: number): Condition {
  refuseDepth(reader, level);
  const kind = take(reader).lower === 'all' ? 'all' : 'any';
  const opener = take(reader);
  const of = [readAny(reader, level)];
  while (takeSign(reader, ',')) of.push(readAny(reader, level));
  closeParenthesis(reader, opener);
  return { kind, of };
}

function readRegion(reader: Reader, kind: 'in-region' | 'not-in-region'): Condition {
  const first = take(reader);
  if (!takeWord(reader, 'region')) {
    const remedy = 'write one, as in state in (CA, OR), or in region DACH';
    throw misread(first, 'an attribute is missing before in', remedy);
  }
  const test = { kind, region: '' };
  referTo(reader, 'region', (name) => {
    test.region = name;
  });
  return test;
}

function refuseDepth(reader: Reader, level: number): void {
  if (level <= DEEPEST) return;
  const message = `this is nested deeper than ${DEEPEST} levels`;
  throw misread(peek(reader), message, 'split it into several rules');
}

function closeParenthesis(reader: Reader, opener: { line: number; column: number }): void {
  if (takeSign(reader, ')')) return;
  if (!startsNext(reader)) {
    refuseMissingLink(reader);
    throw unexpected(reader);
  }
  throw misread(opener, 'the parenthesis opened here is not closed', 'add the missing )');
}

/** Two tests side by side, with nothing that says how they belong together. */
function refuseMissingLink(reader: Reader): void {
  if (startsNext(reader)) return;
  const token = peek(reader);
  const beginsTest =
    isSign(token, '(') ||
    isWord(token, 'not') ||
    (token.kind === 'word' && findAttribute(reader.attributes, token.text) !== undefined);
  if (beginsTest) throw misread(token, `and or or is missing before "${token.text}"`);
}
