import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { readBook } from '../services/book.ts';
import { admit, type Bot } from './bot.ts';
import { homeView } from './views/home.ts';

type Opened = SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs;

export async function drawHome(args: Opened, bot: Bot): Promise<void> {
  const { event, client } = args;
  if (event.tab !== 'home') return;
  const { workspaceId, userId } = await admit(bot, args);
  const book = await readBook(bot.ports, workspaceId, userId);
  await client.views.publish({ user_id: userId, view: homeView(book, bot.ports.clock.now()) });
}
