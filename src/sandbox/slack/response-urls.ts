import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { validateMessage } from '../../block-kit/validate.ts';
import { emitMessage } from './events.ts';
import { amend, type Draft, type Message, post, postEphemeral, remove } from './messages.ts';
import { keepNewest, type World } from './world.ts';

/** Leave to answer one act of a person, where it happened, a few times. */
export type ResponseUrl = {
  channel: string;
  user: string;
  usesLeft: number;
  expiresAt: number;
  /** The message that was acted on, if it was a message. */
  origin?: Message;
};

const uses = 5;
const urlsKept = 500;

export function issueResponseUrl(
  world: World,
  from: { channel: string; user: string; origin?: Message },
): string {
  const path = `/${from.origin ? 'actions' : 'commands'}/${world.team.id}/${randomBytes(12).toString('hex')}`;
  const expiresAt = world.clock().getTime() + world.timings.responseUrlMs;
  world.responseUrls.set(path, { ...from, usesLeft: uses, expiresAt });
  keepNewest(world.responseUrls, urlsKept);
  return world.url + path;
}

const texts = z.union([z.string(), z.number()]).transform(String);
const blocks = z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() }));

/** What a bot may say in the body of an acknowledgement or through a response_url. */
export const replySchema = z.object({
  text: texts.optional(),
  blocks: blocks.optional(),
  attachments: z.array(z.looseObject({ blocks: blocks.optional() })).optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
});

export type Reply = z.infer<typeof replySchema>;

export type ReplyOutcome = { status: number; error?: string };

export function answerResponseUrl(world: World, path: string, body: unknown): ReplyOutcome {
  const url = world.responseUrls.get(path);
  if (!url) return { status: 404, error: 'no_such_url' };
  if (world.clock().getTime() > url.expiresAt) return { status: 404, error: 'expired_url' };
  if (url.usesLeft <= 0) return { status: 404, error: 'used_url' };
  const reply = replySchema.safeParse(body);
  if (!reply.success) return { status: 400, error: 'invalid_payload' };
  const outcome = showReply(world, url, reply.data);
  if (outcome.status === 200) url.usesLeft -= 1;
  return outcome;
}

/** Shows a reply: in place of the original, to the one who asked, or to the channel. */
export function showReply(
  world: World,
  url: Pick<ResponseUrl, 'channel' | 'user' | 'origin'>,
  reply: Reply,
): ReplyOutcome {
  const channel = world.channels.get(url.channel);
  if (!channel) return { status: 404, error: 'channel_not_found' };
  if (reply.delete_original) {
    if (url.origin) remove(world, url.origin);
    return { status: 200 };
  }
  if (!reply.text && !reply.blocks?.length && !reply.attachments?.length) {
    return { status: 400, error: 'no_text' };
  }
  if (validateMessage(reply).some((problem) => problem.level === 'error')) {
    return { status: 400, error: 'invalid_blocks' };
  }
  const draft = draftOf(world, url, reply);
  if (reply.replace_original && url.origin) replaceOriginal(world, url.origin, draft);
  else if (reply.response_type === 'ephemeral') postEphemeral(world, channel, draft, url.user);
  else emitMessage(world, channel, post(world, channel, draft));
  return { status: 200 };
}

function replaceOriginal(world: World, origin: Message, draft: Draft): void {
  const { text, blocks: shown, attachments } = draft;
  amend(world, origin, { text, blocks: shown ?? [], attachments: attachments ?? [] });
}

function draftOf(world: World, url: Pick<ResponseUrl, 'origin'>, reply: Reply): Draft {
  const threadTs = reply.thread_ts ?? url.origin?.threadTs;
  return {
    user: world.app.botUserId,
    text: reply.text ?? '',
    ...(reply.blocks && { blocks: reply.blocks }),
    ...(reply.attachments && { attachments: reply.attachments }),
    ...(threadTs && { threadTs }),
  };
}
