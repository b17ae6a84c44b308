import type {
  AllMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { findNamedAccount } from '../services/lookup.ts';
import { pinAccount, showForDeed, unpinAccount } from '../services/pins.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
import { originOf, redrawOrigin } from './origin.ts';
import { given, openOver, parsed } from './pressed.ts';
import { draftOf } from './territory-command.ts';
import { type CardOrigin, readAbout } from './views/card-origin.ts';
import { answerPicture } from './views/lookup-answer.ts';
import { pinModal, readUntil, unpinModal } from './views/pin-modal.ts';
import { readReason } from './views/verdict-modal.ts';
import { type Pressed, privatePlace } from './whoowns.ts';

type Commanded = SlackCommandMiddlewareArgs & AllMiddlewareArgs;
type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** `/territory pin acme in renewal until 2027-02-01`, `/territory unpin acme`. */
export async function pinAsked(
  args: Commanded,
  { kind, asked }: { kind: 'pin' | 'unpin'; asked: string },
  asker: Asker,
  bot: Bot,
): Promise<void> {
  const { command, client, respond } = args;
  const found = await findNamedAccount(bot.ports, asker.workspaceId, asked);
  if (found.kind !== 'found') {
    const place = await privatePlace(bot, asker, command.channel_id);
    await respond({ response_type: 'ephemeral', ...answerPicture(found, place) });
    return;
  }
  const card = await showForDeed(bot.ports, asker, found.accountId, 'pin accounts');
  const origin: CardOrigin = {
    ...{ kind: 'command', url: command.response_url, channel: command.channel_id },
  };
  const draft = draftOf(found.rest);
  const view =
    kind === 'pin' ? pinModal(card, origin, draft) : unpinModal(card, origin, draft.reason);
  await client.views.open({ trigger_id: command.trigger_id, view });
}

export async function openPin(args: Pressed, bot: Bot): Promise<void> {
  await openOver(args, pinModal(await readPressed(args, bot), originOf(args)));
}

export async function openUnpin(args: Pressed, bot: Bot): Promise<void> {
  await openOver(args, unpinModal(await readPressed(args, bot), originOf(args)));
}

async function readPressed(args: Pressed, bot: Bot) {
  await args.ack();
  const asker = await admit(bot, args);
  const accountId = parsed(values.account.safeParse(given(args.action)));
  return showForDeed(bot.ports, asker, accountId, 'pin accounts');
}

export async function pin(args: Submitted, bot: Bot): Promise<void> {
  const { ack, view } = args;
  const until = readUntil(view);
  if (until && until <= bot.ports.clock.now()) {
    await ack({ response_action: 'errors', errors: { until: 'Choose a day to come.' } });
    return;
  }
  await ack();
  const asker = await admit(bot, args);
  const about = readAbout(view);
  const said = { reason: readReason(view), ...(until && { until }) };
  await pinAccount(bot.ports, asker, about.accountId, said);
  await redrawOrigin(args, asker, bot, about);
}

export async function unpin(args: Submitted, bot: Bot): Promise<void> {
  const { ack, view } = args;
  await ack();
  const asker = await admit(bot, args);
  const about = readAbout(view);
  await unpinAccount(bot.ports, asker, about.accountId, readReason(view));
  await redrawOrigin(args, asker, bot, about);
}
