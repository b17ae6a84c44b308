import type {
  AllMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { handOverAccount, showForHandover } from '../services/account-handover.ts';
import { openOrder, orderHandover } from '../services/handover-orders.ts';
import { previewOf, showHandover } from '../services/handovers.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
import { originOf, redrawOrigin, showAt } from './origin.ts';
import { given, openOver, parsed } from './pressed.ts';
import { type CardOrigin, readAbout, readAboutBook } from './views/card-origin.ts';
import {
  handAccountOverModal,
  handBookOverModal,
  readChosenOrNobody,
} from './views/hand-over-modal.ts';
import { handoverCard } from './views/handover-card.ts';
import { readChosenRep, readReason } from './views/verdict-modal.ts';
import type { Pressed } from './whoowns.ts';

type Commanded = SlackCommandMiddlewareArgs & AllMiddlewareArgs;
type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

export async function openAccountHandover(args: Pressed, bot: Bot): Promise<void> {
  await args.ack();
  const asker = await admit(bot, args);
  const accountId = parsed(values.account.safeParse(given(args.action)));
  const shown = await showForHandover(bot.ports, asker, accountId);
  await openOver(args, handAccountOverModal(shown, originOf(args)));
}

export async function handAccountOver(args: Submitted, bot: Bot): Promise<void> {
  const { ack, view } = args;
  await ack();
  const asker = await admit(bot, args);
  const about = readAbout(view);
  const { accountId, ownerId } = about;
  const said = { accountId, ownerId, repId: readChosenRep(view), reason: readReason(view) };
  await handOverAccount(bot.ports, asker, said);
  await redrawOrigin(args, asker, bot, about);
}

/** `/territory handover @ana to @bo`: where the rules would lead is worked out while the window is open. */
export async function openBookHandover(
  { command, client }: Commanded,
  asked: { from: string; to?: string },
  asker: Asker,
  bot: Bot,
): Promise<void> {
  const book = await openOrder(bot.ports, asker, asked);
  const origin: CardOrigin = {
    ...{ kind: 'command', url: command.response_url, channel: command.channel_id },
  };
  const opened = await client.views.open({
    trigger_id: command.trigger_id,
    view: handBookOverModal(book, origin),
  });
  const preview = await previewOf(bot.ports, asker.workspaceId, book.rep.id);
  const view = handBookOverModal(book, origin, preview ?? 'no-rules');
  const { id = '' } = opened.view ?? {};
  await client.views.update({ view_id: id, view }).catch(unlessClosed);
}

/** Whoever was quicker needs no preview any more. */
function unlessClosed(error: unknown): void {
  const code = error instanceof Error && 'data' in error ? (error.data as { error?: string }) : {};
  if (code.error !== 'not_found') throw error;
}

/** A worker carries it out; who has ordered it hears from it once it is done. */
export async function handBookOver(args: Submitted, bot: Bot): Promise<void> {
  const { ack, view } = args;
  await ack();
  const asker = await admit(bot, args);
  const { repId, origin } = readAboutBook(view);
  const [to, reason] = [readChosenOrNobody(view), readReason(view)];
  const said = to ? ({ kind: 'to', repId: to, reason } as const) : ({ kind: 'by-rules' } as const);
  const { id } = await orderHandover(bot.ports, asker, { repId, said, reason });
  const handover = await showHandover(bot.ports, asker.workspaceId, id);
  if (handover) await showAt(args, asker, bot, origin, { picture: handoverCard(handover) });
}
