import { expandAbbreviation } from './abbreviations.ts';
import { dropUnfinishedForm, spellOutNativeForms, splitLegalForm } from './legal-forms.ts';
import { foldUmlauts, normalisedWords } from './normalise.ts';

/** A name as the look-up keeps it. */
export type SearchForm = {
  /** All its words: `acme health gmbh`. */
  norm: string;
  /** `acmehealth gmbh`: in byte order, names of one core stand first among those that begin with it. */
  sortKey: string;
  /** The words that tell it apart, without its legal form; an abbreviation also as what it stands for. */
  words: string[];
  /** What it is also found by: its initials, and the letter pairs of scripts without spaces. */
  marks: string[];
};

export function searchForm(name: string): SearchForm {
  const all = normalisedWords(name);
  const { core, form } = splitLegalForm(all);
  const joined = [foldUmlauts(core.join('')), form.join('')];
  const initials = core.length > 1 ? [initialsMark(core.map((word) => word[0]).join(''))] : [];
  return {
    norm: all.join(' '),
    sortKey: joined.filter((part) => part !== '').join(' '),
    words: [...new Set(core.flatMap((word) => [word, expandAbbreviation(word)]))],
    marks: [...initials, ...letterPairs(name)],
  };
}

/** The words of a question, and all of them joined up as in a sort key. */
export function coreOf(name: string): { words: string[]; joined: string } {
  const { core } = splitLegalForm(normalisedWords(name));
  const words = dropUnfinishedForm(core);
  return { words, joined: foldUmlauts(words.join('')) };
}

/** No word has a caret, so initials never meet a word of the same letters. */
export function initialsMark(letters: string): string {
  return `^${letters}`;
}

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}ー]{2,}/gu;

/** Scripts that do not part words are found by every two neighbouring letters: 日立製 → 日立, 立製. */
export function letterPairs(name: string): string[] {
  if (/^[\x20-\x7e]*$/.test(name)) return [];
  const runs = spellOutNativeForms(name.normalize('NFKC')).match(unspaced) ?? [];
  return [...new Set(runs.flatMap((run) => pairs(Array.from(run))))];
}

function pairs(letters: string[]): string[] {
  return letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
}
