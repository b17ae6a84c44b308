import type { Attribute } from '../attribute.ts';
import type { Condition, Literal } from '../condition.ts';
import {
  atLeastOf,
  noteNoText,
  noteUnsuited,
  operatorRemedy,
  operatorWords,
  type Sign,
  signs,
} from './operators.ts';
import { cited, type Misread } from './problem.ts';
import {
  isSign,
  isWord,
  misread,
  note,
  peek,
  type Reader,
  startsNext,
  take,
  takeSign,
  takeWord,
} from './reader.ts';
import { referTo } from './references.ts';
import { readSubject, type Subject } from './subject.ts';
import { suggestion } from './suggestion.ts';
import type { Token } from './tokens.ts';
import { readLiteral, readNumber, takeValue } from './value.ts';

/** Longer texts are looked for by mistake. */
const LONGEST_TEXT = 200;

/** One question about one attribute. */
export function readTest(reader: Reader): Condition {
  const subject = readSubject(reader);
  const token = peek(reader);
  const sign = signs.find((each) => isSign(token, each));
  if (sign) {
    take(reader);
    return readComparison(reader, subject, sign, token);
  }
  if (atLeastOf(token) !== undefined) return readComparison(reader, subject, '=', token);
  if (isWord(token, ...operatorWords) && !startsNext(reader)) return readWordTest(reader, subject);
  const asked = token.kind === 'end' ? '' : `, and ${cited(token.text)} is none`;
  const remedy = operatorRemedy(token, subject.known);
  throw misread(token, `a test of ${subject.attribute} is missing${asked}`, remedy);
}

function readComparison(reader: Reader, subject: Subject, op: Sign, token: Token): Condition {
  const { attribute, known } = subject;
  noteUnsuited(reader, known, op, token);
  const atLeast = known?.type === 'number' ? atLeastOf(peek(reader)) : undefined;
  if (atLeast === undefined || (op !== '=' && op !== '>=')) {
    return { kind: 'compare', attribute, op, value: readLiteral(reader, known) };
  }
  take(reader);
  return { kind: 'compare', attribute, op: '>=', value: atLeast };
}

function readWordTest(reader: Reader, subject: Subject): Condition {
  const { attribute, known } = subject;
  const token = take(reader);
  switch (token.lower) {
    case 'exists':
    case 'missing':
      return { kind: token.lower, attribute };
    case 'in':
      return readMembership(reader, subject, token, { list: 'in-list', values: 'in' });
    case 'not':
      if (!takeWord(reader, 'in')) throw onlyNotIn(peek(reader), subject);
      return readMembership(reader, subject, token, { list: 'not-in-list', values: 'not-in' });
    case 'between': {
      noteUnsuited(reader, subject.known, 'between', token);
      const from = readLiteral(reader, known);
      if (!takeWord(reader, 'and')) {
        throw misread(peek(reader), 'and is missing', 'write both ends, as in between 1M and 5M');
      }
      return { kind: 'between', attribute, from, to: readLiteral(reader, known) };
    }
    case 'within':
      return readWithin(reader, subject, token);
    case 'starts':
      if (!takeWord(reader, 'with')) throw misread(peek(reader), 'with is missing after starts');
      return readText(reader, subject, token, 'starts-with');
    default:
      return readText(reader, subject, token, 'contains');
  }
}

function onlyNotIn(token: Token, { attribute }: Subject): Misread {
  return misread(token, 'only in can follow not here', `write not before ${attribute}`);
}

type Membership = { list: 'in-list' | 'not-in-list'; values: 'in' | 'not-in' };

function readMembership(
  reader: Reader,
  subject: Subject,
  token: Token,
  kinds: Membership,
): Condition {
  const { attribute, known } = subject;
  noteUnsuited(reader, subject.known, 'in', token);
  const next = peek(reader);
  if (isSign(next, '(')) {
    return { kind: kinds.values, attribute, values: readValues(reader, known) };
  }
  if (takeWord(reader, 'list')) return readInList(reader, subject, next, kinds.list);
  if (isWord(next, 'region')) {
    throw misread(next, 'a region is asked of the whole account', `leave out ${attribute}`);
  }
  const remedy =
    suggestion(next.text, ['list', 'region']) ?? 'write in (US, CA) or in list "Targets"';
  throw misread(next, 'values in parentheses are missing after in', remedy);
}

function readInList(
  reader: Reader,
  { attribute, known }: Subject,
  token: Token,
  kind: Membership['list'],
): Condition {
  noteNoText(reader, known, token);
  const test = { kind, attribute, list: '' };
  referTo(reader, 'list', (name) => {
    test.list = name;
  });
  return test;
}

function readValues(reader: Reader, known: Attribute | undefined): Literal[] {
  const opener = take(reader);
  if (takeSign(reader, ')')) return [];
  const values = [readLiteral(reader, known)];
  while (takeSign(reader, ',')) values.push(readLiteral(reader, known));
  if (takeSign(reader, ')')) return values;
  if (startsNext(reader)) {
    throw misread(opener, 'the parenthesis opened here is not closed', 'add the missing )');
  }
  const { text } = peek(reader);
  throw misread(peek(reader), `a comma is missing before ${cited(text)}`, 'or quotes around both');
}

function readWithin(reader: Reader, subject: Subject, token: Token): Condition {
  noteUnsuited(reader, subject.known, 'within', token);
  const amount = takeValue(reader);
  const none = `${cited(amount.text)} is no number of days`;
  const value = readNumber(reader, amount, none);
  const unit = peek(reader);
  if (!takeWord(reader, 'day', 'days', 'week', 'weeks')) {
    throw misread(unit, 'days are missing', 'write days or weeks, as in within 30 days');
  }
  const days = unit.lower.startsWith('week') ? value * 7 : value;
  return { kind: 'within', attribute: subject.attribute, days };
}

function readText(
  reader: Reader,
  subject: Subject,
  token: Token,
  kind: 'contains' | 'starts-with',
): Condition {
  noteUnsuited(reader, subject.known, kind.replace('-', ' '), token);
  const { text, line, column } = takeValue(reader);
  if (text.length > LONGEST_TEXT) {
    const message = `this text has ${text.length} characters, and at most ${LONGEST_TEXT} can be looked for`;
    note(reader, { line, column }, message, 'shorten it');
  }
  return { kind, attribute: subject.attribute, text };
}
