import { takeUpAgain } from '../services/restless-post.ts';
import { admit, type Bot } from './bot.ts';
import { failureValues } from './failure-ids.ts';
import { drawAfter, given, parsed } from './pressed.ts';
import { wordTakenUp } from './views/restless-post.ts';
import type { Pressed } from './whoowns.ts';

/** A worker asks the rules, and draws the message again. */
export async function takeUpPressed(args: Pressed, bot: Bot): Promise<void> {
  await args.ack();
  const asker = await admit(bot, args);
  const what = parsed(failureValues.takeUp.safeParse(given(args.action)));
  const text = wordTakenUp(await takeUpAgain(bot.ports, asker, what));
  const answer = { text, response_type: 'ephemeral', replace_original: false } as const;
  await drawAfter(bot, () => args.respond(answer));
}
