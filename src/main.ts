import { readConfig } from './config.ts';
import { startBot } from './wiring.ts';

try {
  const bot = await startBot(readConfig());
  let stopping: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A Ctrl-C reaches us twice under npm: once from the terminal, once handed on.
      stopping ??= bot.stop().then(() => process.exit(0), fail);
    });
  }
} catch (error) {
  fail(error);
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
