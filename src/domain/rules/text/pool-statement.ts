import type { Pool } from '../pool.ts';
import type { PoolClause } from './keywords.ts';
import { anchor, type LineReaders, readLines } from './lines.ts';
import { expectEquals, readPhrases, readSeveral } from './phrases.ts';
import { cited } from './problem.ts';
import {
  isName,
  isWord,
  misread,
  note,
  peek,
  type Reader,
  take,
  takeName,
  takeWord,
} from './reader.ts';
import { refer } from './references.ts';
import { eitherOf, suggestion } from './suggestion.ts';
import type { Token } from './tokens.ts';
import { isEmail, readNumber, readPerson } from './value.ts';

type Method = Pool['method'];

const methods = ['round robin', 'weighted', 'least loaded', 'best fit', 'claim'] as const;
const measures = ['count', 'value', 'score'] as const;
const merits = ['skills', 'language', 'certificate', 'segment', 'win-rate'] as const;
const needs = { skill: 'skills', language: 'languages', certificate: 'certificates' } as const;

/** What stands after the name of a pool. */
export function readPool(reader: Reader, first: Token, name: Token): Pool {
  const method = readMethod(reader);
  expectEquals(reader, 'pool "Inbound" round robin = ana@example.com');
  const members = readSeveral(reader, () => readMember(reader));
  const above = { statement: 'pool', name: name.text };
  anchor(reader, first, above);
  const requires = { skills: [], languages: [], certificates: [] };
  const pool: Pool = { name: name.text, method, members, requires };
  readLines(reader, above, linesOf(pool));
  return pool;
}

function readMethod(reader: Reader): Method {
  const words = [];
  const first = peek(reader);
  while (isName(peek(reader)) && !isWord(peek(reader), 'by')) words.push(take(reader).lower);
  const written = words.join(' ').replaceAll('-', ' ');
  const method = methods.find((each) => each === written);
  switch (method) {
    case 'round robin':
      return { kind: 'round-robin' };
    case 'weighted':
    case 'claim':
      return { kind: method };
    case 'least loaded':
      return { kind: 'least-loaded', by: readMeasures(reader, measures)[0] ?? 'count' };
    case 'best fit':
      return { kind: 'best-fit', by: readMeasures(reader, merits) };
    case undefined: {
      const message = written === '' ? 'the method is missing' : `${cited(written)} is no method`;
      throw misread(first, message, suggestion(written, methods));
    }
  }
}

/** By what the method compares; nothing where it does not say. */
function readMeasures<Measure extends string>(
  reader: Reader,
  known: readonly Measure[],
): Measure[] {
  if (!takeWord(reader, 'by')) return [];
  return readPhrases(reader, 'a measure').map((token) => {
    const written = token.text.toLowerCase().replaceAll(' ', '-');
    const measure = known.find((each) => each === written);
    if (measure) return measure;
    throw misread(token, `${cited(token.text)} is no measure here`, suggestion(written, known));
  });
}

function readMember(reader: Reader): Pool['members'][number] {
  const rep = readPerson(reader, 'a member');
  if (!takeWord(reader, 'weight')) return { rep, weight: 1 };
  const token = takeName(reader, 'the weight is missing', 'write a number, as in weight 2');
  const weight = readNumber(reader, token, `${cited(token.text)} is no weight`);
  if (weight <= 0) note(reader, token, 'a weight is larger than 0');
  return { rep, weight };
}

function linesOf(pool: Pool): LineReaders<PoolClause> {
  return {
    repeatable: ['requires'],
    read: new Map([
      ['requires', (reader) => readNeed(reader, pool)],
      ['overflow', (reader) => readOverflow(reader, pool)],
    ]),
  };
}

function readOverflow(reader: Reader, pool: Pool): void {
  const token = takeName(reader, 'who takes over is missing', 'name a pool or a rep');
  if (isEmail(token.text)) pool.overflow = token.text;
  else {
    refer(reader, 'pool', token, (name) => {
      pool.overflow = name;
    });
  }
}

function readNeed(reader: Reader, { requires }: Pool): void {
  const kinds = Object.keys(needs);
  const token = takeName(reader, 'what is required is missing', `write ${eitherOf(kinds)}`);
  const written = token.lower.replace(/s$/, '');
  for (const [kind, field] of Object.entries(needs)) {
    if (kind !== written) continue;
    for (const { text } of readPhrases(reader, `a ${kind}`)) requires[field].push(text);
    return;
  }
  throw misread(token, `no rep has a ${cited(token.text)}`, suggestion(token.text, kinds));
}
