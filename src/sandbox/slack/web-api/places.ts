import { type Channel, openDm } from '../channels.ts';
import { findMessage, type Message } from '../messages.ts';
import type { Person } from '../people.ts';
import type { World } from '../world.ts';
import { WebApiError } from './method.ts';
import { hasScope, needScope } from './scopes.ts';

/** The channel, as far as the bot may know of it. */
export function channelKnown(world: World, id: string): Channel {
  const channel = world.channels.get(id);
  const member = channel?.members.has(world.app.botUserId);
  if (!channel || (channel.kind !== 'public' && !member))
    throw new WebApiError('channel_not_found');
  return channel;
}

export function channelJoined(world: World, id: string): Channel {
  const channel = channelKnown(world, id);
  if (!channel.members.has(world.app.botUserId)) throw new WebApiError('not_in_channel');
  return channel;
}

/** Where the bot may speak: its channels, public ones by scope, and people, by their DM. */
export function channelToPost(world: World, id: string): Channel {
  const person = world.people.get(id);
  if (person) return dmWith(world, person);
  const channel = [...world.channels.values()].find((each) => `#${each.name}` === id);
  const found = channelKnown(world, channel?.id ?? id);
  if (found.archived) throw new WebApiError('is_archived');
  if (found.members.has(world.app.botUserId)) return found;
  if (hasScope(world, 'chat:write.public')) return found;
  throw new WebApiError('not_in_channel');
}

export function dmWith(world: World, person: Person): Channel {
  if (person.deactivated) throw new WebApiError('user_disabled');
  if (person.bot) throw new WebApiError('cannot_dm_bot');
  return openDm(world, world.app.botUserId, person.id);
}

export function personKnown(world: World, id: string): Person {
  const person = world.people.get(id);
  if (!person) throw new WebApiError('user_not_found');
  return person;
}

export function messageIn(channel: Channel, ts: string): Message {
  const message = findMessage(channel, ts);
  if (!message) throw new WebApiError('message_not_found');
  return message;
}

const kinds = { public: 'channels', private: 'groups', dm: 'im' } as const;

/** Channels, private channels and DMs are read by a scope each. */
export function needChannelScope(world: World, channel: Channel, act: 'read' | 'history'): void {
  needScope(world, [`${kinds[channel.kind]}:${act}`]);
}
