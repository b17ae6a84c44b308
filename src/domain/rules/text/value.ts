import { z } from 'zod';
import type { Attribute } from '../attribute.ts';
import type { Literal } from '../condition.ts';
import { isUnit, parseNumber, printNumber } from './number-text.ts';
import { cited } from './problem.ts';
import { isSign, misread, note, peek, type Reader, take, takeName } from './reader.ts';
import type { Token } from './tokens.ts';

const day = z.iso.date();

export function isDay(text: string): boolean {
  return text.length === 10 && day.safeParse(text).success;
}

export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text);
}

/** A value as the attribute's type wants it. Of an unknown attribute anything may be asked. */
export function readLiteral(reader: Reader, attribute: Attribute | undefined): Literal {
  const token = takeValue(reader);
  switch (attribute?.type) {
    case 'number':
      return readNumber(
        reader,
        token,
        `${attribute.key} is a number, and ${cited(token.text)} is none`,
      );
    case 'boolean':
      return readYesOrNo(reader, token, attribute);
    case 'date':
      if (!isDay(token.text)) noteNoDay(reader, token, `${attribute.key} is a day`);
      return token.text;
    case 'rep':
      if (!isEmail(token.text)) noteNoPerson(reader, token, `${attribute.key} is a person`);
      return token.text;
    case 'text':
    case 'set':
    case undefined:
      return token.text;
  }
}

export function takeValue(reader: Reader): Token {
  const before = reader.tokens[reader.at - 1];
  if (before && isSign(before, '=')) refuseTurnedSign(reader, before);
  return takeName(reader, `a value is missing after ${before?.text ?? 'this'}`, 'write one');
}

/** In some languages the two signs stand the other way round. */
function refuseTurnedSign(reader: Reader, equals: Token): void {
  const sign = peek(reader);
  if (!isSign(sign, '>', '<')) return;
  const [written, meant] = [`=${sign.text}`, `${sign.text}=`];
  throw misread(equals, `${cited(written)} is no test`, `write ${meant}`);
}

function readYesOrNo(reader: Reader, token: Token, { key }: Attribute): boolean {
  const meant = new Map([
    ['yes', true],
    ['true', true],
    ['no', false],
    ['false', false],
  ]).get(token.text.toLowerCase());
  if (meant === undefined) note(reader, token, `${key} is yes or no, not ${cited(token.text)}`);
  return meant ?? false;
}

/** The number in a token that was taken, and the unit behind it. */
export function readNumber(reader: Reader, token: Token, none: string): number {
  refuseThousandsCommas(reader, token);
  const unit = peek(reader);
  const hasOwnUnit = unit.kind === 'word' && !unit.isFirst && isUnit(unit.lower);
  const read = parseNumber(hasOwnUnit ? `${token.text}${take(reader).lower}` : token.text);
  const written = cited(token.text);
  switch (read.kind) {
    case 'number':
      if (read.isAtLeast)
        note(reader, token, `${written} means so many or more`, 'leave out the +');
      return read.value;
    case 'unknown-unit':
      note(reader, token, `${cited(read.unit)} is no unit`, 'write k, M or bn, as in 50M');
      return 0;
    case 'too-large':
      note(reader, token, `${written} is larger than any number kept here`);
      return 0;
    case 'none':
      note(reader, token, none, 'write it like 500, 25k, 50M or 1.2bn');
      return 0;
  }
}

/** 50,000 would be two values, 50 and 0, in a list of numbers. */
function refuseThousandsCommas(reader: Reader, token: Token): void {
  let digits = token.text;
  let end = token.column + token.text.length;
  for (let ahead = 0; ; ahead += 2) {
    const comma = peek(reader, ahead);
    const group = peek(reader, ahead + 1);
    const isGlued = isSign(comma, ',') && comma.column === end && group.column === end + 1;
    if (!isGlued || comma.line !== token.line || !/^\d{3}$/.test(group.text)) break;
    digits += group.text;
    end += 1 + group.text.length;
  }
  if (digits === token.text || !/^-?\d{1,3}$/.test(token.text)) return;
  const short = printNumber(Number(digits.slice(0, 40)));
  throw misread(token, 'a comma parts two values', `write ${short}, or a space after the comma`);
}

export function noteNoDay(reader: Reader, token: Token, what: string): void {
  note(reader, token, `${what}, and ${cited(token.text)} is none`, 'write it like 2026-01-31');
}

function noteNoPerson(reader: Reader, token: Token, what: string): void {
  const message = `${what}, and ${cited(token.text)} is no e-mail address`;
  note(reader, token, message, 'write it like ana@example.com');
}

/** Somebody by e-mail address. */
export function readPerson(reader: Reader, what: string): string {
  const token = takeName(reader, `${what} is missing`, 'write an e-mail address');
  if (!isEmail(token.text)) noteNoPerson(reader, token, `${what} is a person`);
  return token.text;
}
