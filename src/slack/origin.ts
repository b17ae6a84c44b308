import type { AllMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Asker } from './askers.ts';
import type { Bot } from './bot.ts';
import { showTo } from './look-up-modal.ts';
import type { CardOrigin } from './views/card-origin.ts';
import { lookUpModal } from './views/look-up-modal.ts';
import { ownerCard, type Picture } from './views/owner-card.ts';
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
  const place = await privatePlace(bot, asker, 'channel' in origin ? origin.channel : '');
  const drawn = { picture: ownerCard(shown.card, place), view: lookUpModal(shown) };
  await showAt({ client }, asker, bot, origin, drawn);
}

type Drawn = { picture: Picture; view?: ModalView };

/** What was done stands: where that place is gone by now, whoever did it sees the outcome directly. */
export async function showAt(
  { client }: Pick<AllMiddlewareArgs, 'client'>,
  { userId }: Asker,
  { ports }: Bot,
  origin: CardOrigin,
  { picture, view }: Drawn,
): Promise<void> {
  try {
    if (origin.kind !== 'window') await answerBy(origin, picture);
    else if (view) await client.views.update({ view_id: origin.viewId, view });
  } catch (error) {
    ports.log.info({ error: String(error) }, 'the place of a card is gone: it is sent directly');
    await client.chat.postMessage({ channel: userId, ...picture });
  }
}

/** What Bolt does itself while an answer is due; a window that was sent has none of its own. */
async function answerBy(
  { kind, url }: Exclude<CardOrigin, { kind: 'window' }>,
  picture: Picture,
): Promise<void> {
  const replaces = { response_type: 'ephemeral', replace_original: kind === 'card' };
  const sent = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ ...replaces, ...picture }),
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  if (!sent.ok) throw new Error(`Slack took no answer by response_url: ${sent.status}`);
}
