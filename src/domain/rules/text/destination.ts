import type { Destination } from '../outcome.ts';
import { expectWords, readPhrase } from './phrases.ts';
import { cited } from './problem.ts';
import { misread, type Reader, takeName, takeWord } from './reader.ts';
import { refer } from './references.ts';
import { suggestion } from './suggestion.ts';
import { isEmail, readPerson } from './value.ts';

const words = ['rep', 'territory', 'pool', 'keep', 'owner', 'review'];

/** As people write it, and as it is stored. */
export const relatives = [
  ['parent', 'parent'],
  ['family', 'family'],
  ['match', 'match'],
  ['open deal', 'open-deal'],
] as const;

/** What stands after `then`. */
export function readDestination(reader: Reader): Destination {
  const token = takeName(
    reader,
    'where the account goes is missing',
    'write then rep, then pool …',
  );
  switch (token.lower) {
    case 'rep':
      return { kind: 'rep', rep: readPerson(reader, 'the rep') };
    case 'territory':
      return { kind: 'territory', territory: readPhrase(reader, 'the territory').text };
    case 'pool':
      return readPool(reader);
    case 'keep':
      takeWord(reader, 'owner');
      return { kind: 'keep' };
    case 'owner':
      return readRelative(reader);
    case 'review':
      return { kind: 'review' };
    default: {
      const remedy = isEmail(token.text)
        ? `write rep ${token.text}`
        : suggestion(token.text, words);
      throw misread(token, `unknown destination ${cited(token.text)}`, remedy);
    }
  }
}

function readPool(reader: Reader): Destination {
  const to: Destination = { kind: 'pool', pool: '' };
  refer(reader, 'pool', readPhrase(reader, 'the pool'), (name) => {
    to.pool = name;
  });
  return to;
}

function readRelative(reader: Reader): Destination {
  expectWords(reader, 'of');
  const token = readPhrase(reader, 'whose owner');
  const asked = token.text.toLowerCase().replaceAll('-', ' ');
  const found = relatives.find(([written]) => written === asked);
  if (found) return { kind: 'owner-of', of: found[1] };
  const known = relatives.map(([written]) => written);
  throw misread(token, `there is no owner of ${cited(token.text)}`, suggestion(token.text, known));
}
