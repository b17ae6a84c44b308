import { editDistance, tolerance } from './spelling.ts';

/** A word of the vocabulary. */
export type KnownWord = { word: string; key: number; frequency: number };
/** What one word of a question may stand for, likeliest first. */
export type Slot = KnownWord[];
/** Names must hold a word of every slot. */
export type Arm = number[][];

const MOST_CHOICES = 12;
/** Longer posting lists are not walked alone, only beside a rarer word. */
const RARE_ENOUGH = 4000;
const MOST_ARMS = 6;

export function slotOf(word: string, last: boolean, vocabulary: KnownWord[]): Slot {
  const most = tolerance(word.length);
  const choices = vocabulary.flatMap((known) => {
    const distance = editDistance(word, known.word, most);
    if (distance <= most) return [{ known, cost: distance }];
    return last && known.word.startsWith(word) ? [{ known, cost: 0.5 }] : [];
  });
  choices.sort((a, b) => a.cost - b.cost || b.known.frequency - a.known.frequency);
  return choices.slice(0, MOST_CHOICES).map(({ known }) => known);
}

/** The sets of words to look for: all of them first, then all but one where the rest is rare enough. */
export function armsOf(slots: Slot[]): Arm[] {
  const found = slots.filter((slot) => slot.length > 0);
  if (found.length === 0) return [];
  const sets = [found];
  if (found.length > 1)
    sets.push(...found.map((_, at) => found.filter((__, other) => other !== at)));
  const walkable = sets.filter(
    (set, at) => (at === 0 && set.length > 1) || rarest(set) <= RARE_ENOUGH,
  );
  return walkable.slice(0, MOST_ARMS).map((set) => set.map((slot) => slot.map(({ key }) => key)));
}

function rarest(slots: Slot[]): number {
  return Math.min(...slots.map((slot) => slot.reduce((sum, { frequency }) => sum + frequency, 0)));
}
