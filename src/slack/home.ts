import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { openHome } from '../services/home.ts';
import { admit, type Bot } from './bot.ts';

type Opened = SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs;

export async function drawHome(args: Opened, bot: Bot): Promise<void> {
  if (args.event.tab !== 'home') return;
  const { workspaceId, userId } = await admit(bot, args);
  await openHome(bot.ports, workspaceId, userId);
}
