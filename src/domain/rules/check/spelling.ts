import { nearest } from '../text/suggestion.ts';
import { named } from './wording.ts';

/** What may have been meant by a name that nobody knows; else the remedy that fits any. */
export type Guess = (written: string, names: Iterable<string>, otherwise: string) => string;

/** Every guess looks at every name: where hundreds are unknown, more than their spelling is wrong. */
const MOST_GUESSES = 30;

export function guesser(): Guess {
  let left = MOST_GUESSES;
  return (written, names, otherwise) => {
    if (left-- <= 0) return otherwise;
    const meant = nearest(written, names);
    return meant === undefined ? otherwise : `Did you mean ${named(meant)}?`;
  };
}
