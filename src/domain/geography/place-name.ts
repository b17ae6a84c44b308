import anyAscii from 'any-ascii';
import { foldUmlauts } from '../matching/normalise.ts';

/**
 * The form in which names of places are compared: letters and digits only. "Türkiye" and "Turkiye", "Baden-Wuerttemberg"
 * and "Baden Württemberg", "St. Gallen" and "Sankt Gallen" are one.
 */
export function placeKey(text: string): string {
  const words = inLatin(text.normalize('NFKC'))
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/['`]/g, '')
    .replaceAll(/\b(?:the|and|of)\b/g, ' ')
    .replaceAll(/\b(?:saint|sankt)\b/g, 'st');
  return foldUmlauts(words.replaceAll(/[^\p{L}\p{N}]+/gu, ''));
}

/** Chinese characters stay: 山西 and 陕西 are both Shanxi in Latin letters. */
function inLatin(text: string): string {
  return /^[\x20-\x7e]*$|\p{Script=Han}/u.test(text) ? text : anyAscii(text);
}

/** "U.S.A." and "usa" → "USA"; nothing where the text is no abbreviation at all, such as "n/a". */
export function initialsOf(text: string): string | undefined {
  const isShort = /^(?:[a-z0-9]\.?\s?){1,4}$/i.test(text);
  return isShort ? text.replaceAll(/[.\s]/g, '').toUpperCase() : undefined;
}

/** What stands between brackets, commas, slashes and dashes: "CA - California", "Oakland, CA". */
export function partsOf(text: string): string[] {
  const parts = text.split(/[()[\]/|,;:–—]+|\s-+\s/).map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

/** The one that all agree on who know any. */
export function agreed(codes: (string | undefined)[]): string | undefined {
  const distinct = new Set(codes.filter((code) => code !== undefined));
  return distinct.size === 1 ? [...distinct][0] : undefined;
}
