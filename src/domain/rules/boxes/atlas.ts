import { listed } from '../evaluate.ts';
import { fold } from '../fold.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { Box } from './box.ts';
import { type TextSet, textsNamed } from './text-set.ts';

/** What the names in conditions stand for, worked out once for a whole rule set. */
export type Atlas = {
  vocabulary: Vocabulary;
  /** By attribute and list. */
  lists: Map<string, TextSet>;
  /** Of tests and regions, by what they ask. */
  boxes: Map<string, Box[] | undefined>;
  /** Folded texts as people write them. */
  spellings: Map<string, string>;
};

export function atlasOf(vocabulary: Vocabulary): Atlas {
  return { vocabulary, lists: new Map(), boxes: new Map(), spellings: new Map() };
}

/** The text as it is compared; its spelling is kept for examples. */
export function folded(written: string, { spellings }: Atlas): string {
  const text = fold(written);
  if (!spellings.has(text)) spellings.set(text, written.trim());
  return text;
}

export function textsOfList(test: { attribute: string; list: string }, atlas: Atlas): TextSet {
  const key = `${test.attribute} ${fold(test.list)}`;
  const known = atlas.lists.get(key);
  if (known) return known;
  const values = listed(test, atlas.vocabulary);
  const texts = textsNamed(values.map((value) => folded(value, atlas)));
  atlas.lists.set(key, texts);
  return texts;
}

/** Many rules ask the same. */
export function onceKnown(
  key: string,
  { boxes }: Atlas,
  find: () => Box[] | undefined,
): Box[] | undefined {
  if (boxes.has(key)) return boxes.get(key);
  const found = find();
  boxes.set(key, found);
  return found;
}
