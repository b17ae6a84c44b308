import { answerRefusedWrite } from '../services/refused-verdicts.ts';
import { admit, type Bot } from './bot.ts';
import { failureValues } from './failure-ids.ts';
import { given, parsed } from './pressed.ts';
import type { Pressed } from './whoowns.ts';

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
  await answerRefusedWrite(bot.ports, asker, id, said);
}
