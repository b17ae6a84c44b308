import type {
  AllMiddlewareArgs,
  GlobalShortcut,
  SlackOptionsMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
} from '@slack/bolt';
import { viewerOf } from '../services/account-deeds.ts';
import { showAccount, suggestAccounts } from '../services/lookup.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
import { given, openOver } from './pressed.ts';
import { lookUpModal, suggestionOptions } from './views/look-up-modal.ts';
import type { Pressed } from './whoowns.ts';

type Opened = SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs;
type Typed = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

export async function openLookUp(args: Opened, bot: Bot): Promise<void> {
  const { ack, client, shortcut } = args;
  await ack();
  await admit(bot, args);
  await client.views.open({ trigger_id: shortcut.trigger_id, view: lookUpModal() });
}

export async function suggestWhileTyping(args: Typed, bot: Bot): Promise<void> {
  const { ack, payload } = args;
  const { workspaceId } = await admit(bot, args);
  const suggestions = await suggestAccounts(bot.ports, workspaceId, payload.value);
  await ack({ options: suggestionOptions(suggestions) });
}

/** Draws the chosen account's card under the search field; the field stays, for the next question. */
export async function showChosen(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  const asker = await admit(bot, args);
  const view = lookUpModal(await showTo(asker, bot, values.account.parse(given(action))));
  const { id = '', hash } = body.view ?? {};
  await client.views.update({ view_id: id, ...(hash && { hash }), view });
}

/** From the Home tab or a list, which stays. */
export async function showInModal(args: Pressed, bot: Bot): Promise<void> {
  await args.ack();
  const asker = await admit(bot, args);
  const accountId = values.account.parse(given(args.action));
  await openOver(args, lookUpModal(await showTo(asker, bot, accountId)));
}

/** An account, for the eyes of whoever asked. */
export async function showTo(asker: Asker, { ports }: Bot, accountId: string) {
  const [card, viewer] = await Promise.all([
    showAccount(ports, asker.workspaceId, accountId),
    viewerOf(ports, asker),
  ]);
  return { card, viewer };
}
