import type { AllMiddlewareArgs } from '@slack/bolt';
import type { Asker } from './askers.ts';
import type { Bot } from './bot.ts';
import { showTo } from './look-up-modal.ts';
import type { CardOrigin } from './views/card-origin.ts';
import { lookUpModal } from './views/look-up-modal.ts';
import { ownerCard } from './views/owner-card.ts';
import { type Pressed, privatePlace } from './whoowns.ts';

const ANSWER_MS = 5000;

/** Where the card hangs on which something was pressed. */
export function originOf({ body }: Pressed): CardOrigin {
  if (body.view) return { kind: 'window', viewId: body.view.id };
  return { kind: 'card', url: body.response_url, channel: body.channel?.id ?? '' };
}

/** The card as it is now, where it was when a window was opened above it. */
export async function redrawOrigin(
  { client }: Pick<AllMiddlewareArgs, 'client'>,
  asker: Asker,
  bot: Bot,
  { accountId, origin }: { accountId: string; origin: CardOrigin },
): Promise<void> {
  const shown = await showTo(asker, bot, accountId);
  if (origin.kind === 'window') {
    await client.views.update({ view_id: origin.viewId, view: lookUpModal(shown) });
    return;
  }
  const picture = ownerCard(shown.card, await privatePlace(bot, asker, origin.channel));
  const replaces = origin.kind === 'card';
  await answerBy(origin.url, {
    response_type: 'ephemeral',
    replace_original: replaces,
    ...picture,
  });
}

/** What Bolt does itself while an answer is due; a window that was sent has none of its own. */
export async function answerBy(url: string, answer: object): Promise<void> {
  const sent = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(answer),
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  if (!sent.ok) throw new Error(`Slack took no answer by response_url: ${sent.status}`);
}
