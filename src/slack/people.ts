import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { noteSlackPerson } from '../services/slack-people.ts';
import { zoneOf } from './askers.ts';
import type { Bot } from './bot.ts';

type Changed = SlackEventMiddlewareArgs<'user_change'> & AllMiddlewareArgs;

/** What is remembered of somebody is out of date; they may even be gone. */
export async function noteChange({ event, context }: Changed, bot: Bot): Promise<void> {
  const { id: slackUserId, deleted = false } = event.user;
  const workspaceId = context.teamId ?? context.enterpriseId;
  if (!workspaceId) return;
  await bot.askers.note(workspaceId, event.user);
  const timeZone = zoneOf(event.user);
  const person = { slackUserId, isGone: deleted, ...(timeZone && { timeZone }) };
  await noteSlackPerson(bot.ports, workspaceId, person);
}
