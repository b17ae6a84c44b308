import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const SQLITE_BUSY = 5;
const IN_USE = 'DIRECTORY_IN_USE';

/**
 * PGlite has no lock of its own, and two processes on one directory lose each other's writes without
 * a word. An SQLite file beside the directory is the lock: it is taken in one step, holds on every
 * platform, and the kernel drops it with its process, so kill -9 leaves nothing to clear away.
 */
export function lockDirectory(dir: string): () => void {
  if (dir.startsWith('memory://')) return () => undefined;
  mkdirSync(dirname(dir), { recursive: true });
  const lock = new DatabaseSync(`${dir}.lock.sqlite`);
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    const taken = new Error(
      `The embedded database in ${dir} is open in another process. Stop that one first, give this ` +
        'one a directory of its own (DATA_DIR), or run several on one PostgreSQL (DATABASE_URL).',
    );
    throw Object.assign(taken, { code: IN_USE });
  }
  return () => lock.close();
}

/** Whether a database could not be opened because another process has it open. */
export function isInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === IN_USE;
}
