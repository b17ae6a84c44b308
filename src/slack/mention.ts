import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { isFirst } from '../services/inbox.ts';
import { lookUp } from '../services/lead-lookup.ts';
import { admit, type Bot } from './bot.ts';
import { answerPicture } from './views/lookup-answer.ts';
import { privatePlace } from './whoowns.ts';

type Mentioned = SlackEventMiddlewareArgs<'app_mention'> & AllMiddlewareArgs;
type Written = SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs;

/** In a channel: the answer is for the asker's eyes, with a button to share it. */
export async function answerMention(args: Mentioned, bot: Bot): Promise<void> {
  const { body, client, event, context } = args;
  const asker = await admit(bot, args);
  const { workspaceId, userId } = asker;
  if (!(await isFirst(bot.ports, workspaceId, body.event_id))) return;
  const asked = event.text.replaceAll(`<@${context.botUserId}>`, ' ');
  const answer = await lookUp(bot.ports, workspaceId, asked);
  await client.chat.postEphemeral({
    channel: event.channel,
    user: userId,
    ...(event.thread_ts && { thread_ts: event.thread_ts }),
    ...answerPicture(answer, await privatePlace(bot, asker, event.channel)),
  });
}

/** In a direct message everything is a question. */
export async function answerDirectMessage(args: Written, bot: Bot): Promise<void> {
  const { body, client, event } = args;
  const fromPerson = event.subtype === undefined && !event.bot_id;
  if (event.channel_type !== 'im' || !fromPerson) return;
  const asker = await admit(bot, args);
  const { workspaceId } = asker;
  if (!(await isFirst(bot.ports, workspaceId, body.event_id))) return;
  const answer = await lookUp(bot.ports, workspaceId, event.text ?? '');
  await client.chat.postMessage({
    channel: event.channel,
    ...(event.thread_ts && { thread_ts: event.thread_ts }),
    ...answerPicture(answer, await privatePlace(bot, asker, event.channel)),
  });
}
