import { retryGivenUp, showGivenUp } from '../services/dead-tasks.ts';
import { admit, type Bot } from './bot.ts';
import { failureValues } from './failure-ids.ts';
import { drawAfter, given, parsed } from './pressed.ts';
import { givenUpModal } from './views/given-up.ts';
import { count } from './views/words.ts';
import type { Pressed } from './whoowns.ts';

export async function lookAtGivenUp(args: Pressed, bot: Bot): Promise<void> {
  const { ack, body, client } = args;
  await ack();
  const asker = await admit(bot, args);
  const view = givenUpModal(await showGivenUp(bot.ports, asker));
  await client.views.open({ trigger_id: body.trigger_id, view });
}

/** In the window, or from the message, which a worker draws again. */
export async function retryPressed(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client, respond } = args;
  await ack();
  const asker = await admit(bot, args);
  const what = parsed(failureValues.givenUp.safeParse(given(action)));
  const retried = await retryGivenUp(bot.ports, asker, what);
  await drawAfter(bot, async () => {
    if (body.view) {
      const view = givenUpModal(await showGivenUp(bot.ports, asker), retried);
      return client.views.update({ view_id: body.view.id, view });
    }
    const text = `${count(retried, 'effect')} queued again.`;
    return respond({ text, response_type: 'ephemeral', replace_original: false });
  });
}
