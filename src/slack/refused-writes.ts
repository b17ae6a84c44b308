import { answerRefusedWrite } from '../services/refused-verdicts.ts';
import { listRefused } from '../services/refused-writes.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { failureValues } from './failure-ids.ts';
import { drawAfter, given, openOver, parsed } from './pressed.ts';
import { refusedModal } from './views/refused-list.ts';
import type { Pressed } from './whoowns.ts';

export async function lookAtRefused(args: Pressed, bot: Bot): Promise<void> {
  await args.ack();
  const asker = await admit(bot, args);
  await openOver(args, refusedModal(await listRefused(bot.ports, asker)));
}

export function retryRefused(args: Pressed, bot: Bot): Promise<void> {
  return answer(args, bot, 'retry');
}

export function undoRefused(args: Pressed, bot: Bot): Promise<void> {
  return answer(args, bot, 'undo');
}

async function answer(args: Pressed, bot: Bot, said: 'retry' | 'undo'): Promise<void> {
  await args.ack();
  const asker = await admit(bot, args);
  const id = parsed(failureValues.refusedWrite.safeParse(given(args.action)));
  // Whoever comes too late has the list as it is now before them as well.
  await answerRefusedWrite(bot.ports, asker, id, said).finally(() =>
    drawAfter(bot, () => redraw(args, asker, bot)),
  );
}

/** The card in a channel is drawn again by a worker. */
async function redraw({ body, client }: Pressed, asker: Asker, bot: Bot): Promise<void> {
  const { id } = body.view ?? {};
  if (!id) return;
  const view = refusedModal(await listRefused(bot.ports, asker));
  await client.views.update({ view_id: id, view });
}
