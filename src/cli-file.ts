import { once } from 'node:events';
import { createWriteStream, readFileSync, statSync } from 'node:fs';

/** As much as the readers of rules, policies and sheets take; a larger file is not even opened. */
const MOST_BYTES = { 'rule file': 2_000_000, 'policy file': 200_000, sheet: 100_000_000 };

/** A rule file or a table. */
export function readText([file]: string[]): string {
  if (!file) throw new Error('Name the rule file.');
  return bytesOf(file, 'rule file').toString('utf8');
}

export function readPolicyFileText([file]: string[]): string {
  if (!file) throw new Error('Name the policy file.');
  return bytesOf(file, 'policy file').toString('utf8');
}

/** Spreadsheets also save in the letters of one country: taken for UTF-8, names would be spoilt for good. */
export function readSheetText(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(file, 'sheet'));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Error(`${file} is no text in UTF-8: save it as "CSV UTF-8".`);
  }
}

function bytesOf(file: string, what: keyof typeof MOST_BYTES): Buffer {
  return opened(file, () => {
    const { size } = statSync(file);
    const most = MOST_BYTES[what];
    if (size > most) throw new Error(`${file} has ${size} bytes; a ${what} has at most ${most}.`);
    return readFileSync(file);
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

function opened<Content>(file: string, read: () => Content): Content {
  try {
    return read();
  } catch (error) {
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
    throw reason ? new Error(`${reason} ${file}.`) : error;
  }
}

type Write = (text: string) => Promise<void>;

/** Waits for the disk where that is slower than the database. */
export async function intoFile<Result>(
  file: string,
  work: (write: Write) => Promise<Result>,
): Promise<Result> {
  const stream = createWriteStream(file);
  const result = await work(async (text) => {
    if (!stream.write(text)) await once(stream, 'drain');
  });
  stream.end();
  await once(stream, 'finish');
  return result;
}
