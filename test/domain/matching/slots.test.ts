import { describe, expect, it } from 'vitest';
import {
  commonArms,
  type KnownWord,
  rareArms,
  slotOf,
} from '../../../src/domain/matching/slots.ts';

const known = (word: string, frequency: number): KnownWord => ({ word, key: frequency, frequency });
const slot = (frequency: number, edits = 0) => [{ ...known('word', frequency), edits }];

describe('what a word of a question may stand for', () => {
  const vocabulary = [known('globex', 3), known('globes', 40), known('global', 900)];

  it('is the word itself first, then the nearer and commoner ones', () => {
    const words = slotOf('globex', 2, vocabulary, false).map(({ word }) => word);
    expect(words).toEqual(['globex', 'globes', 'global']);
  });

  it('leaves out what is further away than asked', () => {
    expect(slotOf('globex', 1, vocabulary, false)).toHaveLength(2);
  });

  it('may be the beginning of a longer word only at the end of a question', () => {
    const words = [known('international', 9)];
    expect(slotOf('inter', 1, words, true)).toHaveLength(1);
    expect(slotOf('inter', 1, words, false)).toEqual([]);
  });
});

describe('the sets of words to look for', () => {
  it('let a rare word find all its names alone', () => {
    expect(rareArms([slot(12, 1), slot(40_000)])).toEqual([[[12]]]);
    expect(commonArms([slot(12, 1), slot(40_000)])).toEqual([]);
  });

  it('let a rare word as typed go before what it may be a misspelling of', () => {
    expect(rareArms([[...slot(12), ...slot(13, 1)]])).toEqual([[[12]], [[12, 13]]]);
  });

  it('walk common words together and two by two, fewest names first', () => {
    expect(commonArms([slot(30_000), slot(5000), slot(9000)])).toEqual([
      [[5000], [9000], [30_000]],
      [[5000], [9000]],
      [[30_000], [5000]],
      [[30_000], [9000]],
    ]);
  });

  it('take a common word as it was typed', () => {
    expect(commonArms([[...slot(9000), ...slot(400, 1)], slot(5000)])).toEqual([[[9000], [5000]]]);
  });

  it('fall back to a common word where there is no other', () => {
    expect(commonArms([slot(40_000)])).toEqual([[[40_000]]]);
  });

  it('are none where no word is known', () => {
    expect(rareArms([[], []])).toEqual([]);
    expect(commonArms([[], []])).toEqual([]);
  });
});
