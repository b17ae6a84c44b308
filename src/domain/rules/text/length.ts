import { type Problem, problemAt } from './problem.ts';

const MEGABYTE = 1_000_000;
const LONGEST = 2 * MEGABYTE;

export function isTooLong(text: string): boolean {
  return text.length > LONGEST;
}

/** Said instead of reading: a larger text is a mistake, and would hold up everybody else. */
export function tooLong(text: string): Problem {
  const size = (text.length / MEGABYTE).toFixed(1);
  const message = `this text has ${size} MB, and at most ${LONGEST / MEGABYTE} MB are read`;
  return problemAt({ line: 1, column: 1 }, message, 'take some of it out');
}
