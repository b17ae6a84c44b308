import type { App, BlockAction, GlobalShortcut } from '@slack/bolt';
import { openAskOps, sendToOps } from './ask-ops.ts';
import { type Bot, listen } from './bot.ts';
import { drawHome } from './home.ts';
import { actionIds, commands, shortcutIds, viewIds } from './ids.ts';
import { openLookUp, showChosen, showInModal, suggestWhileTyping } from './look-up-modal.ts';
import { answerDirectMessage, answerMention } from './mention.ts';
import { unfurlLinks } from './unfurl.ts';
import { answerWhoOwns, shareCard, showPicked } from './whoowns.ts';

/** The map of the bot: everything that people or Slack can set off. */
export function register(app: App, bot: Bot): void {
  app.command(commands.whoOwns, listen(bot, '/whoowns', answerWhoOwns));

  app.action<BlockAction>(actionIds.showAccount, listen(bot, 'show account', showPicked));
  app.action<BlockAction>(actionIds.pickRelative, listen(bot, 'show relative', showPicked));
  app.action<BlockAction>(actionIds.shareCard, listen(bot, 'share card', shareCard));
  app.action<BlockAction>(actionIds.findAccount, listen(bot, 'show chosen', showChosen));
  app.action<BlockAction>(actionIds.showInModal, listen(bot, 'show in modal', showInModal));
  app.action<BlockAction>(actionIds.askOps, listen(bot, 'ask ops', openAskOps));
  app.action(actionIds.openCrm, async ({ ack }) => ack());

  app.options(actionIds.findAccount, listen(bot, 'suggest accounts', suggestWhileTyping));
  app.shortcut<GlobalShortcut>(
    { callback_id: shortcutIds.lookUp, type: 'shortcut' },
    listen(bot, 'look-up shortcut', openLookUp),
  );
  app.view(viewIds.askOps, listen(bot, 'send to ops', sendToOps));

  app.event('app_home_opened', listen(bot, 'home', drawHome));
  app.event('app_mention', listen(bot, 'mention', answerMention));
  app.event('link_shared', listen(bot, 'unfurl', unfurlLinks));
  app.event('user_change', async ({ event }) => bot.askers.forget(event.user.id));
  app.message(listen(bot, 'direct message', answerDirectMessage));
}
