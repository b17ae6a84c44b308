import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { isFirst } from '../services/inbox.ts';
import { admit, type Bot } from './bot.ts';
import { answerTo } from './whoowns.ts';

type Mentioned = SlackEventMiddlewareArgs<'app_mention'> & AllMiddlewareArgs;
type Written = SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs;

/** In a channel: the answer is for the asker's eyes, with a button to share it. */
export async function answerMention(args: Mentioned, bot: Bot): Promise<void> {
  const { body, client, event, context } = args;
  const asker = await admit(bot, args);
  const { workspaceId, userId } = asker;
  if (!(await isFirst(bot.ports, workspaceId, body.event_id))) return;
  const asked = event.text.replaceAll(`<@${context.botUserId}>`, ' ');
  await client.chat.postEphemeral({
    channel: event.channel,
    user: userId,
    ...(event.thread_ts && { thread_ts: event.thread_ts }),
    ...(await answerTo(bot, asker, asked, event.channel)),
  });
}

/** In a direct message everything is a question, or asks for help. */
export async function answerDirectMessage(args: Written, bot: Bot): Promise<void> {
  const { body, client, event } = args;
  const fromPerson = event.subtype === undefined && !event.bot_id;
  if (event.channel_type !== 'im' || !fromPerson) return;
  const asker = await admit(bot, args);
  const { workspaceId } = asker;
  if (!(await isFirst(bot.ports, workspaceId, body.event_id))) return;
  await client.chat.postMessage({
    channel: event.channel,
    ...(event.thread_ts && { thread_ts: event.thread_ts }),
    ...(await answerTo(bot, asker, event.text ?? '', event.channel)),
  });
}
