import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { secret, token } from './slack.ts';

export type Bot = { url: string; memory: () => number; stop: () => Promise<void> };

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The real bot, in a process of its own. */
export async function startBot(slackUrl: string, database: Record<string, string>): Promise<Bot> {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: '', HUBSPOT_TOKEN: '', SLACK_APP_TOKEN: '' },
      ...database,
      ...{ PORT: '0', ROLE: 'both', LOG_LEVEL: 'info' },
      ...{ SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: secret },
      SLACK_API_URL: `${slackUrl}/api`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await portOf(child);
  return {
    url: `http://127.0.0.1:${port}`,
    memory: () => residentMegabytes(child.pid),
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done));
      if (child.kill('SIGTERM')) await ended;
    },
  };
}

/** The bot logs the port it listens on once it is ready; what it logs later is read and dropped. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((done, fail) => {
    child.once('exit', (code) => fail(new Error(`the bot ended (${code}) before it was ready`)));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = /"port":(\d+)/.exec(line)?.[1];
      if (port) done(Number(port));
    });
  });
}

function residentMegabytes(pid = 0): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(stdout) / 1024;
}
