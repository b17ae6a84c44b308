import type {
  AllMiddlewareArgs,
  GlobalShortcut,
  SlackOptionsMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
} from '@slack/bolt';
import { showAccount, suggestAccounts } from '../services/lookup.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
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
  const { workspaceId } = await admit(bot, args);
  const chosen = 'selected_option' in action ? action.selected_option?.value : undefined;
  const card = await showAccount(bot.ports, workspaceId, values.account.parse(chosen));
  const { id = '', hash } = body.view ?? {};
  await client.views.update({ view_id: id, ...(hash && { hash }), view: lookUpModal(card) });
}

/** From the Home tab, where nothing can be answered in place. */
export async function showInModal(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  const { workspaceId } = await admit(bot, args);
  const value = 'value' in action ? action.value : undefined;
  const card = await showAccount(bot.ports, workspaceId, values.account.parse(value));
  await client.views.open({ trigger_id: body.trigger_id, view: lookUpModal(card) });
}
