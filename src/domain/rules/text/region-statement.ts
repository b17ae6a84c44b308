import type { Region } from '../rule-set.ts';
import { readSeveral } from './phrases.ts';
import { cited } from './problem.ts';
import {
  hasTooManyProblems,
  isSign,
  isWord,
  misread,
  note,
  peek,
  type Reader,
  take,
  takeSign,
  takeWord,
} from './reader.ts';
import type { Token } from './tokens.ts';
import { takeValue } from './value.ts';
import { zipRange, zipsBetween } from './zip-range.ts';

const MOST_SHOWN = 30;

type Place = Region['places'][number];

/** Places by country, in parentheses what narrows it: states first, then how postal codes begin. */
export function readPlaces(reader: Reader): Place[] {
  return readSeveral(reader, () => readPlace(reader));
}

function readPlace(reader: Reader): Place {
  const place: Place = { country: takeValue(reader).text };
  const opener = peek(reader);
  if (!takeSign(reader, '(')) return place;
  let narrowed: 'states' | 'zips' = 'states';
  do {
    if (isWord(peek(reader), 'zip') && !isSign(peek(reader, 1), ',')) {
      take(reader);
      narrowed = 'zips';
    }
    const parts = place[narrowed] ?? [];
    parts.push(...readPart(reader, narrowed));
    place[narrowed] = parts;
  } while (takeSign(reader, ','));
  if (takeSign(reader, ')')) return place;
  const next = peek(reader);
  if (!next.isFirst) {
    throw misread(next, `a comma is missing before ${cited(next.text)}`, 'or quotes around both');
  }
  throw misread(opener, 'the parenthesis opened here is not closed', 'add the missing )');
}

function readPart(reader: Reader, narrowed: 'states' | 'zips'): string[] {
  if (takeWord(reader, 'none')) return [];
  const token = takeValue(reader);
  if (narrowed === 'zips' && token.kind === 'word') noteRange(reader, token);
  return [token.text];
}

/** Not spelt out on reading: what is stored is what was written. */
function noteRange(reader: Reader, token: Token): void {
  const range = zipRange(token.text);
  if (!range || hasTooManyProblems(reader)) return;
  const message = `${cited(token.text)} is a range, and postal codes are given by how they begin`;
  const beginnings = zipsBetween(range).slice(0, MOST_SHOWN);
  note(reader, token, message, `write ${beginnings.join(', ')}`);
}
