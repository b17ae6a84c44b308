import { readConfig } from './config.ts';
import { startBot } from './wiring.ts';

try {
  const bot = await startBot(readConfig());
  let stopping = false;
  const stop = () => {
    // A Ctrl-C reaches us twice under npm: once from the terminal, once handed on.
    if (stopping) return;
    stopping = true;
    bot.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  fail(error);
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
