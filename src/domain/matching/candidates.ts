import type { Profile } from './profile.ts';

/**
 * Which records are worth comparing: those that share a mark. A mark that too many share tells nothing and would make the
 * work grow with the square of the book; who is a duplicate for a reason shares another one.
 */
const MOST_SHARING = 40;
/** Enough letters that few companies of one place begin, or end, with them. */
const BEGINNING = 4;
const ENDING = 5;

export type Pairs = { size: number; at: (nth: number) => [number, number] };

/** Every two records of the book that share a mark, once each, whatever the size of the book. */
export function candidatePairs(
  book: readonly Profile[],
  wordCount: (word: string) => number,
): Pairs {
  const marks = sortedMarks(book, wordCount);
  const pairs = growing();
  let from = 0;
  for (let to = 1; to <= marks.size; to += 1) {
    if (to < marks.size && marks.key(to) === marks.key(from)) continue;
    if (to - from > 1 && to - from <= MOST_SHARING) addPairs(pairs, marks, from, to, book.length);
    from = to;
  }
  const distinct = withoutRepeats(pairs.taken().sort());
  return {
    size: distinct.length,
    at: (nth) => {
      const pair = distinct[nth] ?? 0;
      return [Math.floor(pair / book.length), pair % book.length];
    },
  };
}

type Marks = { size: number; key: (nth: number) => number; record: (nth: number) => number };

function addPairs(pairs: Growing, marks: Marks, from: number, to: number, size: number): void {
  for (let one = from; one < to; one += 1) {
    for (let other = one + 1; other < to; other += 1) {
      const [a, b] = [marks.record(one), marks.record(other)];
      if (a !== b) pairs.push(a < b ? a * size + b : b * size + a);
    }
  }
}

/**
 * A mark's hash and the record that has it in one number, so that sorting numbers brings those together who share a mark.
 * Two marks may have one hash: then a few are compared in vain.
 */
function sortedMarks(book: readonly Profile[], wordCount: (word: string) => number): Marks {
  const room = 2 ** Math.ceil(Math.log2(book.length + 1));
  const hashes = Math.min(2 ** 32, 2 ** 53 / room);
  const packed = growing();
  book.forEach((profile, record) => {
    for (const mark of marksOf(profile, wordCount)) {
      packed.push((hashOf(mark) % hashes) * room + record);
    }
  });
  const sorted = packed.taken().sort();
  return {
    size: sorted.length,
    key: (nth) => Math.floor((sorted[nth] ?? 0) / room),
    record: (nth) => (sorted[nth] ?? 0) % room,
  };
}

/** What a duplicate of this company is likely to share with it. */
function marksOf(profile: Profile, wordCount: (word: string) => number): string[] {
  const { core, words, domains, phone, country = '', city, zip } = profile;
  const marks = domains.flatMap((domain) => [`d ${domain}`, `l ${domain.split('.')[0]}`]);
  if (phone) marks.push(`p ${phone}`);
  if (core === '') return marks;
  marks.push(`n ${country} ${core}`);
  if (words.length > 1) marks.push(`w ${country} ${words.toSorted().join(' ')}`);
  if (zip) marks.push(`z ${zip} ${core.slice(0, BEGINNING - 1)}`);
  if (city) marks.push(`c ${city} ${core.slice(0, BEGINNING)}`, `e ${city} ${core.slice(-ENDING)}`);
  for (const word of words) {
    if (word.length > 2 && wordCount(word) <= MOST_SHARING) marks.push(`r ${country} ${word}`);
  }
  return marks;
}

/** FNV-1a, its high bits stirred into the low ones. */
function hashOf(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

function withoutRepeats(sorted: Float64Array): Float64Array {
  let kept = 0;
  for (let at = 0; at < sorted.length; at += 1) {
    const value = sorted[at] ?? 0;
    if (at === 0 || value !== sorted[kept - 1]) sorted[kept++] = value;
  }
  return sorted.subarray(0, kept);
}

/** Numbers side by side: ten million of them in an ordinary list take three times the memory. */
type Growing = { push: (value: number) => void; taken: () => Float64Array };

function growing(): Growing {
  let held = new Float64Array(1024);
  let size = 0;
  return {
    push: (value) => {
      if (size === held.length) {
        const larger = new Float64Array(size * 2);
        larger.set(held);
        held = larger;
      }
      held[size++] = value;
    },
    taken: () => held.subarray(0, size),
  };
}
