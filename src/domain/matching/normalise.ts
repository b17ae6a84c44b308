import anyAscii from 'any-ascii';
import { spellOutNativeForms } from './legal-forms.ts';

/**
 * The form in which names are compared: Latin letters and digits, lower case, single spaces.
 * "Müller & Söhne AG" and "MULLER, SOHNE A.G." are one.
 */
export function normalise(text: string): string {
  return normalisedWords(text).join(' ');
}

export function normalisedWords(text: string): string[] {
  const words = transliterate(text)
    .toLowerCase()
    .replaceAll(/['`]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return settle(words);
}

function transliterate(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return anyAscii(spellOutNativeForms(text.normalize('NFKC')));
}

/** Joining initials may make a word that is itself dropped: repeat until nothing changes. */
function settle(words: string[]): string[] {
  const next = withoutConnectors(joinInitials(words));
  return next.length === words.length ? words : settle(next);
}

/** "i b m" → "ibm", "s p a" → "spa", "h & m" → "hm". */
function joinInitials(words: string[]): string[] {
  if (!words.some((word) => word.length === 1)) return words;
  const joined: string[] = [];
  let lastIsInitial = false;
  for (const word of words) {
    const isInitial = word.length === 1;
    if (isInitial && lastIsInitial) joined.push(`${joined.pop() ?? ''}${word}`);
    else joined.push(word);
    lastIsInitial = isInitial;
  }
  return joined;
}

const connectors = new Set(['and', 'und', 'et', 'och', 'the']);

function withoutConnectors(words: string[]): string[] {
  const kept = words.filter((word) => !connectors.has(word));
  return kept.length > 0 ? kept : words;
}

/** An umlaut is written ü or ue, and arrives as u or ue. */
export function foldUmlauts(text: string): string {
  return text.replaceAll(/([aou])e+/g, '$1');
}
