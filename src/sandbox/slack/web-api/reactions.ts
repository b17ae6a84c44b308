import { z } from 'zod';
import { type Message, slackMessage, tellAmended } from '../messages.ts';
import type { World } from '../world.ts';
import { type Method, method, text, WebApiError } from './method.ts';
import { channelJoined, channelKnown, messageIn } from './places.ts';

const mark = z.object({
  channel: text,
  timestamp: text,
  name: text.transform((name) => name.replaceAll(':', '')),
});

function reacted(world: World, message: Message, name: string): boolean {
  const reaction = message.reactions.find((each) => each.name === name);
  return reaction?.users.includes(world.app.botUserId) ?? false;
}

export const reactions: Record<string, Method> = {
  'reactions.add': method(mark, (world, { channel, timestamp, name }) => {
    const message = messageIn(channelJoined(world, channel), timestamp);
    if (!/^[\w+'-]+$/.test(name)) throw new WebApiError('invalid_name');
    if (reacted(world, message, name)) throw new WebApiError('already_reacted');
    const reaction = message.reactions.find((each) => each.name === name);
    if (reaction) reaction.users.push(world.app.botUserId);
    else message.reactions.push({ name, users: [world.app.botUserId] });
    tellAmended(world, message);
    return {};
  }),
  'reactions.remove': method(mark, (world, { channel, timestamp, name }) => {
    const message = messageIn(channelJoined(world, channel), timestamp);
    if (!reacted(world, message, name)) throw new WebApiError('no_reaction');
    message.reactions = message.reactions
      .map((each) => ({ ...each, users: each.users.filter((id) => id !== world.app.botUserId) }))
      .filter((each) => each.users.length > 0);
    tellAmended(world, message);
    return {};
  }),
  'reactions.get': method(z.object({ channel: text, timestamp: text }), (world, args) => {
    const message = messageIn(channelKnown(world, args.channel), args.timestamp);
    const shown = slackMessage(world, message, { metadata: false });
    return { type: 'message', channel: args.channel, message: shown };
  }),
};
