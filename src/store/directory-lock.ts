import { mkdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import { dirname } from 'node:path';

/**
 * PGlite has no lock of its own, and two processes on one directory lose each other's writes without
 * a word. A listening socket beside the directory is the lock: the kernel drops it with its process,
 * so a stale file after kill -9 is told from a living owner by connecting to it.
 */
export async function lockDirectory(dir: string): Promise<() => void> {
  if (dir.startsWith('memory://')) return () => undefined;
  mkdirSync(dirname(dir), { recursive: true });
  const path = `${dir}.lock`;
  const server = net.createServer((visitor) => visitor.end());
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve).listen(path, () => resolve(undefined));
  });
  if (!error) {
    server.unref();
    return () => void server.close();
  }
  if (error.code !== 'EADDRINUSE') throw error;
  if (await answers(path)) {
    throw new Error(
      `The embedded database in ${dir} is open in another process. Stop that one first, give this ` +
        'one a directory of its own (DATA_DIR), or run several on one PostgreSQL (DATABASE_URL).',
    );
  }
  rmSync(path, { force: true });
  return lockDirectory(dir);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.connect(path);
    probe.once('connect', () => {
      probe.end();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}
