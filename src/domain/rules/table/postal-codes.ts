import { zipOf } from '../../geography/postal-code.ts';
import { zipRange, zipsBetween } from '../text/zip-range.ts';

/** One entry of a cell: the beginnings that it stands for, and its ends where it is in digits. */
export type Codes = { beginnings: string[]; ends?: { from: string; to: string } };

/** No code and no range is longer. */
const LONGEST = 30;

/** 94107, 941*, 941xx, 94000-94999; a code is written as its country writes it. Nothing where it is none of them. */
export function readCodes(written: string, country: string | undefined): Codes | undefined {
  const text = written.toUpperCase().replace(/\s*[–—]\s*| TO /, '-');
  if (!/[\dA-Z]/.test(text) || text.length > LONGEST) return undefined;
  const open = /^(.*[^*])\*+$/.exec(text) ?? /^(\d+)X+$/.exec(text);
  if (open?.[1]) return beginningWith(open[1].trim());
  const range = zipRange(text);
  if (range) return { beginnings: zipsBetween(range), ends: range };
  const code = codeOf(text, country);
  return code === undefined ? undefined : beginningWith(code);
}

function beginningWith(text: string): Codes {
  const ends = /^\d+$/.test(text) ? { ends: { from: text, to: text } } : {};
  return { beginnings: [text], ...ends };
}

function codeOf(text: string, country: string | undefined): string | undefined {
  const whole = zipOf(text, country);
  const bare = (code: string) => code.replaceAll(/\W/g, '');
  if (whole !== undefined && country !== undefined && bare(whole) === bare(text)) return whole;
  const american = country === 'US' || country === undefined;
  if (american && /^\d{5}-\d{4}$/.test(text)) return text.slice(0, 5);
  // Spreadsheets take a zip code for a number and drop the zero at its beginning.
  if (country === 'US' && /^\d{4}$/.test(text)) return `0${text}`;
  return /^\d+\s*-\s*\d+$/.test(text) ? undefined : text;
}
