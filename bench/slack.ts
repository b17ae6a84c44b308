import { rmSync } from 'node:fs';
import os from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Bot, freePort, startBot } from '../test/support/main-process.ts';
import { openStage, type Stage } from '../test/support/stage.ts';
import { type Bench, type Figure, figure } from './figure.ts';
import { keepPostgres } from './lookup/postgres.ts';
import { cardFigures } from './slack/cards.ts';
import { loadFigures } from './slack/load.ts';

const home = resolve(fileURLToPath(new URL('..', import.meta.url)), 'data/bench/slack');
/** HubSpot's sample has owners for so many teams; the others of the fifty look accounts up. */
const MANAGERS = 36;
const LOOKERS = 14;
const WAITING = 60;
const MEMORY_MB = 1500;

/**
 * The real bot over signed HTTP between a local Slack, a local HubSpot and a real PostgreSQL: fifty people at once, and then
 * new companies that a person has to look at. Bot, database, both sandboxes and the people share the machine.
 */
export const bench: Bench = async ({ say, args }) => {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '60' },
      cards: { type: 'string', default: '200' },
    },
  });
  rmSync(home, { recursive: true, force: true });
  const { url, stop } = await keepPostgres(home);
  const size = { managers: MANAGERS, lookers: LOOKERS, waiting: WAITING, together: 100 };
  const stage = await openStage({ url }, { ...size, port: await freePort() });
  const bot = await startBot(stage.env);
  try {
    await settle(stage);
    say(`load ${os.loadavg()[0]?.toFixed(1)} at the start; ${MANAGERS + LOOKERS} people at once`);
    const figures = await loadFigures(stage, Number(values.seconds));
    await settle(stage);
    say('new companies come');
    return [...figures, ...(await cardFigures(stage, Number(values.cards))), ...machine(bot)];
  } finally {
    await bot.end('SIGTERM');
    await stage.stop();
    await stop();
  }
};

function machine(bot: Bot): Figure[] {
  return [
    figure('load of the machine at the end', os.loadavg()[0] ?? 0, 'processes'),
    figure('memory of the bot', bot.memory(), 'MB', { atMost: MEMORY_MB }),
  ];
}

/** Nothing of what came before is on its way any more. */
async function settle({ inRegistry }: Stage): Promise<void> {
  await inRegistry(async ({ database }) => {
    const where = { status: { in: ['due', 'claimed', 'retrying'] } };
    while ((await database.prisma.task.count({ where })) > 0) await sleep(200);
  });
}
