import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Bot = {
  url: string;
  memory: () => number;
  /** Resolves once it has ended. */
  end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
};

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** By this name a PostgreSQL knows it. */
export const botName = 'bot-in-a-process';
/** Nothing of what whoever runs it has set for a bot of their own. */
const unset = Object.fromEntries(
  ['DATABASE_URL', 'HUBSPOT_TOKEN', 'HUBSPOT_REFRESH_TOKEN', 'SLACK_APP_TOKEN', 'CRM'].map(
    (name) => [name, ''],
  ),
);
const usual = { PORT: '0', ROLE: 'both', LOG_LEVEL: 'info' };

/** The real bot, in a process of its own. */
export async function startBot(env: Record<string, string>): Promise<Bot> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...unset, ...usual, ...env, ...named(env) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Whoever ends before it does not leave it behind.
  const take = () => child.kill('SIGKILL');
  process.once('exit', take);
  const ended = new Promise<void>((done) =>
    child.once('exit', () => {
      process.off('exit', take);
      done();
    }),
  );
  const port = await portOf(child);
  return {
    url: `http://127.0.0.1:${port}`,
    memory: () => residentMegabytes(child.pid),
    end: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

function named({ DATABASE_URL }: Record<string, string>): Record<string, string> {
  if (!DATABASE_URL) return {};
  const url = new URL(DATABASE_URL);
  url.searchParams.set('application_name', botName);
  return { DATABASE_URL: url.href };
}

/** The bot logs the port it listens on once it is ready; of what it logs later only faults are shown. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((done, fail) => {
    child.once('exit', (code) => fail(new Error(`the bot ended (${code}) before it was ready`)));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = /"port":(\d+)/.exec(line)?.[1];
      if (port) done(Number(port));
      if (line.includes('"fault"')) console.error(line);
    });
  });
}

function residentMegabytes(pid = 0): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(stdout) / 1024;
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
