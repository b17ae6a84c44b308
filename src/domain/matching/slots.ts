import { editDistance } from './spelling.ts';

/** A word of the vocabulary. */
export type KnownWord = { word: string; key: number; frequency: number };
/** What one word of a question may stand for, likeliest first, and how many edits each is away. */
export type Slot = (KnownWord & { edits: number })[];
/** Names must hold one of the keys of every part. */
export type Arm = number[][];

/** So few names are all looked at, whatever else they hold; an arm is read no further. */
export const FEW_NAMES = 150;
const MOST_CHOICES = 200;
const MOST_ARMS = 5;

/** The known words within some edits of a word, and those it may be the beginning of. */
export function slotOf(word: string, edits: number, known: KnownWord[], isLast: boolean): Slot {
  const slot = known.flatMap((candidate) => {
    const distance = editDistance(word, candidate.word, edits);
    if (distance <= edits) return [{ ...candidate, edits: distance }];
    return isLast && candidate.word.startsWith(word) ? [{ ...candidate, edits: 1 }] : [];
  });
  slot.sort((a, b) => a.edits - b.edits || b.frequency - a.frequency);
  return slot.slice(0, MOST_CHOICES);
}

/** A rare word finds all its names alone, so that a name is found when another word of the question is not in it. */
export function rareArms(slots: Slot[]): Arm[] {
  const rare = [...slots.map(asTyped), ...slots].filter(isRare);
  return armsOf(rare.map((slot) => [slot]));
}

/** Common words are walked together: the three rarest, and two by two, which leaves few names first. */
export function commonArms(slots: Slot[]): Arm[] {
  const common = slots.filter((slot) => slot.length > 0 && !isRare(slot)).map(asMeant);
  if (common.length === 1 && !slots.some(isRare)) return armsOf([common]);
  const together = common.length > 2 ? [common.toSorted(byNames).slice(0, 3)] : [];
  return armsOf([...together, ...pairs(common)]);
}

function asTyped(slot: Slot): Slot {
  return slot.filter(({ edits }) => edits === 0);
}

/** A common word that was typed is hardly a misspelling of another. */
function asMeant(slot: Slot): Slot {
  return namesOf(asTyped(slot)) > FEW_NAMES ? asTyped(slot) : slot;
}

function armsOf(sets: Slot[][]): Arm[] {
  return sets.slice(0, MOST_ARMS).map((set) => set.map((slot) => slot.map(({ key }) => key)));
}

function isRare(slot: Slot): boolean {
  return slot.length > 0 && namesOf(slot) <= FEW_NAMES;
}

function pairs(slots: Slot[]): Slot[][] {
  const all = slots.flatMap((slot, at) => slots.slice(at + 1).map((other) => [slot, other]));
  const names = (pair: Slot[]) => pair.reduce((product, slot) => product * namesOf(slot), 1);
  return all.toSorted((a, b) => names(a) - names(b));
}

function byNames(a: Slot, b: Slot): number {
  return namesOf(a) - namesOf(b);
}

function namesOf(slot: Slot): number {
  return slot.reduce((sum, { frequency }) => sum + frequency, 0);
}
