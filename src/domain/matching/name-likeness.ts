import { beyondTwo, type Commonness } from './commonness.ts';
import type { Profile } from './profile.ts';
import { editDistance } from './spelling.ts';

export const nameSigns = [
  'same-name',
  'near-name',
  'rare-name',
  'part-of-name',
  'other-words',
  'other-name',
] as const;
type NameReason = { sign: (typeof nameSigns)[number]; weight: number };
type Named = Pick<Profile, 'core' | 'words'>;

/** So few companies share a rare word that it nearly tells which is meant. */
const RARE = 3;
const SCARCE = 25;

export function compareNames(one: Named, other: Named, common: Commonness): NameReason[] {
  // In one order, so that it does not count which is asked first.
  const [a, b] = one.core <= other.core ? [one, other] : [other, one];
  if (a.core === '') return [{ sign: 'other-name', weight: -4 }];
  if (a.core === b.core) {
    const weight = 4.5 - 1.3 * beyondTwo(common.core(a.core));
    return [{ sign: 'same-name', weight }, ...rareness(a.words, common)];
  }
  if (numbersIn(a.core) !== numbersIn(b.core)) return [{ sign: 'other-name', weight: -6 }];
  const shared = a.words.filter((word) => b.words.includes(word));
  const left = a.words.filter((word) => !b.words.includes(word));
  const right = b.words.filter((word) => !a.words.includes(word));
  if (left.length === 0 && right.length === 0) {
    return [{ sign: 'same-name', weight: 4 }, ...rareness(shared, common)];
  }
  if (left.length === 0 || right.length === 0) {
    return [partOfName(shared, [...left, ...right], common)];
  }
  const edits =
    editsBetween(left, right, common) ?? editsBetweenWholes(a.core, b.core, left, right);
  if (edits !== undefined) {
    return [{ sign: 'near-name', weight: 3.8 - 0.4 * edits }, ...rareness(shared, common)];
  }
  // Acme Health and Acme Robotics: a family's names rather than one company's.
  if (shared.length > 0) return [{ sign: 'other-words', weight: -4 }];
  return [{ sign: 'other-name', weight: -6 }];
}

function rareness(words: string[], common: Commonness): NameReason[] {
  const isRare = words.some((word) => word.length > 2 && common.word(word) <= RARE);
  return isRare ? [{ sign: 'rare-name', weight: 1 }] : [];
}

/** A name cut short may be the same company, or the head of it: which, the name does not say. */
function partOfName(shared: string[], rest: string[], common: Commonness): NameReason {
  if (rest.every((word) => weak.has(word))) return { sign: 'part-of-name', weight: 2 };
  const isTelling = shared.some((word) => common.word(word) <= SCARCE);
  return { sign: 'part-of-name', weight: isTelling ? -0.1 : -1.5 };
}

/** Words that people leave out and add as they please. */
const weak = new Set(['group', 'holding', 'holdings', 'gruppe', 'groupe', 'grupo', 'gruppo']);

function numbersIn(core: string): string {
  return core.replaceAll(/\D+/g, ' ').trim();
}

/** The edits that make all words of one name words of the other; undefined where no misspelling does. */
function editsBetween(left: string[], right: string[], common: Commonness): number | undefined {
  if (left.length !== right.length) return undefined;
  const open = [...right];
  let total = 0;
  for (const word of left) {
    const nth = open.findIndex((other) => isMisspelling(word, other, common));
    if (nth < 0) return undefined;
    total += editDistance(word, open[nth] ?? '', 2);
    open.splice(nth, 1);
  }
  return total;
}

/** Two words that many have are two words: Goods is no misspelling of Foods. */
function isMisspelling(word: string, other: string, common: Commonness): boolean {
  const most = mostEdits(Math.min(word.length, other.length));
  if (most === 0 || Math.abs(word.length - other.length) > most) return false;
  const areWords = common.word(word) > SCARCE && common.word(other) > SCARCE;
  return !areWords && editDistance(word, other, most) <= most;
}

/** Words written together or apart, and a letter wrong: only where all that differs is next to nothing. */
function editsBetweenWholes(
  a: string,
  b: string,
  left: string[],
  right: string[],
): number | undefined {
  if (left.length === right.length) return undefined;
  const most = mostEdits(Math.min(a.length, b.length) - 4);
  const distance = editDistance(a, b, most);
  return distance <= most ? distance : undefined;
}

function mostEdits(length: number): number {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}
