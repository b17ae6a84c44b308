import { readFileSync, statSync } from 'node:fs';

/** As much as the reader of rules takes; a larger file is not even opened. */
const MOST_BYTES = 2_000_000;

/** A rule file or a table. */
export function readText([file]: string[]): string {
  if (!file) throw new Error('Name the rule file.');
  return opened(file, () => {
    const { size } = statSync(file);
    if (size > MOST_BYTES) {
      throw new Error(`${file} has ${size} bytes; a rule file has at most ${MOST_BYTES}.`);
    }
    return readFileSync(file, 'utf8');
  });
}

export function readJson(file: string): unknown {
  const text = opened(file, () => readFileSync(file, 'utf8'));
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'There is no file',
  EISDIR: 'This is a directory, not a file:',
  EACCES: 'You may not read the file',
};

function opened(file: string, read: () => string): string {
  try {
    return read();
  } catch (error) {
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
    throw reason ? new Error(`${reason} ${file}.`) : error;
  }
}
