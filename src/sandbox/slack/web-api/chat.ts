import { z } from 'zod';
import { validateMessage } from '../../../block-kit/validate.ts';
import { emitMessage } from '../events.ts';
import {
  amend,
  type Draft,
  findMessage,
  type Message,
  post,
  postEphemeral,
  remove,
  slackMessage,
} from '../messages.ts';
import type { World } from '../world.ts';
import {
  attachmentsArg,
  blocksArg,
  insist,
  json,
  type Method,
  method,
  text,
  WebApiError,
} from './method.ts';
import { channelJoined, channelKnown, channelToPost, messageIn, personKnown } from './places.ts';

const metadataArg = json(
  z.object({
    event_type: z.string().regex(/^[\w.-]+$/),
    event_payload: z.record(z.string(), z.unknown()),
  }),
).optional();

const content = {
  channel: text,
  text: text.optional(),
  blocks: blocksArg,
  attachments: attachmentsArg,
  metadata: metadataArg,
};

type Content = z.infer<z.ZodObject<typeof content>>;

const longestText = 40_000;
/** Slack names no figure; the bot keeps well below this one. */
const largestMetadata = 8_000;

/** What Slack accepts of a message's content, before it asks where it goes. */
function checked(world: World, args: Content): Draft {
  const { text: words = '', blocks, attachments, metadata } = args;
  if (!words && !blocks?.length && !attachments?.length) throw new WebApiError('no_text');
  if (words.length > longestText) throw new WebApiError('msg_too_long');
  const problems = validateMessage({ text: words, blocks, attachments });
  const crowded = problems.some((each) => each.message.includes('msg_blocks_too_long'));
  insist(problems, crowded ? 'msg_blocks_too_long' : 'invalid_blocks');
  if (metadata && JSON.stringify(metadata).length > largestMetadata) {
    throw new WebApiError('metadata_too_large');
  }
  return {
    user: world.app.botUserId,
    text: words,
    ...(blocks && { blocks }),
    ...(attachments && { attachments }),
    ...(metadata && { metadata }),
  };
}

function ownMessage(world: World, args: { channel: string; ts: string }, error: string): Message {
  const message = messageIn(channelKnown(world, args.channel), args.ts);
  if (message.user !== world.app.botUserId) throw new WebApiError(error);
  return message;
}

export const chat: Record<string, Method> = {
  'chat.postMessage': method(
    z.object({ ...content, thread_ts: text.optional() }),
    (world, { thread_ts: threadTs, ...args }) => {
      const draft = checked(world, args);
      const channel = channelToPost(world, args.channel);
      const parent = threadTs ? findMessage(channel, threadTs) : undefined;
      if (threadTs && !parent) throw new WebApiError('thread_not_found');
      // An answer to a reply belongs to the thread the reply is in.
      const thread = parent?.threadTs ?? parent?.ts;
      const message = post(world, channel, { ...draft, ...(thread && { threadTs: thread }) });
      emitMessage(world, channel, message);
      const shown = slackMessage(world, message, { metadata: true });
      return { channel: channel.id, ts: message.ts, message: shown };
    },
  ),
  'chat.postEphemeral': method(
    z.object({ ...content, user: text, thread_ts: text.optional() }),
    (world, { thread_ts: threadTs, user, ...args }) => {
      const draft = checked(world, args);
      const channel = channelJoined(world, args.channel);
      if (!channel.members.has(personKnown(world, user).id)) {
        throw new WebApiError('user_not_in_channel');
      }
      const message = postEphemeral(
        world,
        channel,
        { ...draft, ...(threadTs && { threadTs }) },
        user,
      );
      return { message_ts: message.ts };
    },
  ),
  'chat.update': method(z.object({ ...content, ts: text }), (world, { ts, ...args }) => {
    const message = ownMessage(world, { channel: args.channel, ts }, 'cant_update_message');
    const { text: words, blocks, attachments, metadata } = checked(world, args);
    // New words without blocks take the old blocks away, as at Slack.
    const shown = { blocks: blocks ?? (args.text ? [] : (message.blocks ?? [])) };
    amend(world, message, {
      ...(args.text !== undefined && { text: words }),
      ...shown,
      ...(attachments && { attachments }),
      ...(metadata && { metadata }),
    });
    const updated = slackMessage(world, message, { metadata: true });
    return { channel: message.channel, ts, text: message.text, message: updated };
  }),
  'chat.delete': method(z.object({ channel: text, ts: text }), (world, args) => {
    remove(world, ownMessage(world, args, 'cant_delete_message'));
    return { channel: args.channel, ts: args.ts };
  }),
  'chat.getPermalink': method(z.object({ channel: text, message_ts: text }), (world, args) => {
    const message = messageIn(channelKnown(world, args.channel), args.message_ts);
    const place = `${message.channel}/p${message.ts.replace('.', '')}`;
    const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${message.channel}` : '';
    return { channel: message.channel, permalink: `${world.url}/archives/${place}${thread}` };
  }),
};
