import { readFileSync, statSync } from 'node:fs';

/** As much as the reader takes; a larger file is not even opened. */
const MOST_BYTES = 2_000_000;

export function readText([file]: string[]): string {
  if (!file) throw new Error('Name the rule file.');
  const { size } = statSync(file);
  if (size > MOST_BYTES) {
    throw new Error(`${file} has ${size} bytes; a rule file has at most ${MOST_BYTES}.`);
  }
  return readFileSync(file, 'utf8');
}
