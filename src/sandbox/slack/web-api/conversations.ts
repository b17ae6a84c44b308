import { z } from 'zod';
import { type Channel, slackChannel, tellChannel } from '../channels.ts';
import { emitJoined } from '../events.ts';
import { slackMessage } from '../messages.ts';
import type { World } from '../world.ts';
import { page, paging } from './cursors.ts';
import { flag, type Method, method, text, WebApiError } from './method.ts';
import {
  channelJoined,
  channelKnown,
  dmWith,
  messageIn,
  needChannelScope,
  personKnown,
} from './places.ts';

const channel = text;

/** Channels of the kinds asked for, as far as the bot's scopes reach. */
export function channelsOf(world: World, types: string): Channel[] {
  const kinds: Record<string, Channel['kind']> = {
    public_channel: 'public',
    private_channel: 'private',
    im: 'dm',
  };
  const asked = types.split(',').map((type) => kinds[type.trim()]);
  const found = [...world.channels.values()].filter(
    (each) =>
      asked.includes(each.kind) &&
      (each.kind === 'public' || each.members.has(world.app.botUserId)),
  );
  for (const each of found) needChannelScope(world, each, 'read');
  return found;
}

function join(world: World, joined: Channel, user: string, inviter?: string): void {
  if (joined.members.has(user)) return;
  joined.members.add(user);
  tellChannel(world, joined);
  emitJoined(world, joined, user, inviter);
}

const span = {
  ...paging,
  oldest: text.optional(),
  latest: text.optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
};

function within(ts: string, asked: z.infer<z.ZodObject<typeof span>>): boolean {
  const { oldest, latest, inclusive } = asked;
  if (inclusive && (ts === oldest || ts === latest)) return true;
  return (!oldest || ts > oldest) && (!latest || ts < latest);
}

export const conversations: Record<string, Method> = {
  'conversations.list': method(
    z.object({
      ...paging,
      types: text.default('public_channel'),
      exclude_archived: flag.default(false),
    }),
    (world, args) => {
      const all = channelsOf(world, args.types);
      const shown = all.filter((each) => !each.archived || !args.exclude_archived);
      const { rows, response_metadata } = page(shown, args);
      return { channels: rows.map((each) => slackChannel(world, each)), response_metadata };
    },
  ),
  'conversations.info': method(z.object({ channel }), (world, args) => {
    const known = channelKnown(world, args.channel);
    needChannelScope(world, known, 'read');
    return { channel: slackChannel(world, known) };
  }),
  'conversations.members': method(z.object({ channel, ...paging }), (world, args) => {
    const known = channelKnown(world, args.channel);
    needChannelScope(world, known, 'read');
    const { rows, response_metadata } = page([...known.members], args);
    return { members: rows, response_metadata };
  }),
  'conversations.join': method(z.object({ channel }), (world, args) => {
    const known = channelKnown(world, args.channel);
    if (known.kind !== 'public') throw new WebApiError('method_not_supported_for_channel_type');
    if (known.archived) throw new WebApiError('is_archived');
    join(world, known, world.app.botUserId);
    return { channel: slackChannel(world, known) };
  }),
  'conversations.open': method(
    z.object({ channel: text.optional(), users: text.optional(), return_im: flag.optional() }),
    (world, args) => {
      if (args.channel) return { channel: { id: channelJoined(world, args.channel).id } };
      const [user, ...others] = (args.users ?? '').split(',').filter(Boolean);
      if (!user) throw new WebApiError('users_list_not_supplied');
      if (others.length > 0) throw new WebApiError('method_not_supported_for_channel_type');
      const known = [...world.channels.keys()];
      const dm = dmWith(world, personKnown(world, user));
      const already = known.includes(dm.id);
      const full = args.return_im ? slackChannel(world, dm) : { id: dm.id };
      return { channel: full, ...(already && { no_op: true, already_open: true }) };
    },
  ),
  'conversations.invite': method(z.object({ channel, users: text }), (world, args) => {
    const joined = channelJoined(world, args.channel);
    if (joined.archived) throw new WebApiError('is_archived');
    const users = args.users.split(',').map((id) => personKnown(world, id.trim()).id);
    if (users.includes(world.app.botUserId)) throw new WebApiError('cant_invite_self');
    const known = users.every((user) => joined.members.has(user));
    if (known) throw new WebApiError('already_in_channel');
    for (const user of users) join(world, joined, user, world.app.botUserId);
    return { channel: slackChannel(world, joined) };
  }),
  'conversations.history': method(z.object({ channel, ...span }), (world, args) => {
    const joined = channelJoined(world, args.channel);
    needChannelScope(world, joined, 'history');
    const all = joined.messages.filter((each) => !each.threadTs && within(each.ts, args));
    const { rows, more, response_metadata } = page(all.reverse(), args, 999);
    const shown = { metadata: args.include_all_metadata ?? false };
    const messages = rows.map((each) => slackMessage(world, each, shown));
    return { messages, has_more: more, response_metadata };
  }),
  'conversations.replies': method(z.object({ channel, ts: text, ...span }), (world, args) => {
    const joined = channelJoined(world, args.channel);
    needChannelScope(world, joined, 'history');
    const found = joined.messages.some((each) => each.ts === args.ts);
    if (!found) throw new WebApiError('thread_not_found');
    const { threadTs: root = args.ts } = messageIn(joined, args.ts);
    const all = joined.messages.filter((each) => each.ts === root || each.threadTs === root);
    const asked = all.filter((each) => each.ts === root || within(each.ts, args));
    const { rows, more, response_metadata } = page(asked, args, 1000);
    const shown = { metadata: args.include_all_metadata ?? false };
    const messages = rows.map((each) => slackMessage(world, each, shown));
    return { messages, has_more: more, response_metadata };
  }),
};
