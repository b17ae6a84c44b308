import type { Message } from './messages.ts';
import type { PageChannel } from './page-contract.ts';
import { isStranger } from './people.ts';
import { freshId, tell, type World } from './world.ts';

export type ChannelSeed = {
  id: string;
  name: string;
  kind?: 'public' | 'private';
  topic?: string;
  members: string[];
  archived?: boolean;
};

export type Channel = {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'dm';
  topic: string;
  members: Set<string>;
  archived: boolean;
  createdAt: Date;
  /** Oldest first, replies of threads among them. */
  messages: Message[];
  lastRead: Map<string, string>;
};

export function channelFrom(seed: ChannelSeed, createdAt: Date): Channel {
  const { id, name, kind = 'public', topic = '', archived = false } = seed;
  return {
    ...{ id, name, kind, topic, archived, createdAt },
    members: new Set(seed.members),
    messages: [],
    lastRead: new Map(),
  };
}

export function dmBetween(world: World, one: string, other: string): Channel | undefined {
  return [...world.channels.values()].find(
    (channel) => channel.kind === 'dm' && channel.members.has(one) && channel.members.has(other),
  );
}

export function openDm(world: World, one: string, other: string): Channel {
  const known = dmBetween(world, one, other);
  if (known) return known;
  const id = freshId('D');
  const dm = { ...channelFrom({ id, name: '', members: [one, other] }, world.clock()) };
  const channel: Channel = { ...dm, kind: 'dm' };
  world.channels.set(id, channel);
  tellChannel(world, channel);
  return channel;
}

/** A public channel may be read by everybody of the workspace; others by their members. */
export function canSee(world: World, channel: Channel, user: string): boolean {
  if (channel.members.has(user)) return true;
  const person = world.people.get(user);
  return channel.kind === 'public' && person !== undefined && !isStranger(world, person);
}

export function audience(world: World, channel: Channel): string[] {
  return [...world.people.keys()].filter((user) => canSee(world, channel, user));
}

export function tellChannel(world: World, channel: Channel): void {
  for (const user of world.windows.keys()) {
    if (!canSee(world, channel, user)) continue;
    tell(world, [user], { kind: 'channel', channel: pageChannel(channel, user) });
  }
}

export function isShared(world: World, channel: Channel): boolean {
  return [...channel.members].some((id) => {
    const person = world.people.get(id);
    return person !== undefined && isStranger(world, person);
  });
}

export function markRead(world: World, channel: Channel, user: string): void {
  const last = channel.messages.at(-1);
  if (!last || channel.lastRead.get(user) === last.ts) return;
  channel.lastRead.set(user, last.ts);
  tell(world, [user], { kind: 'channel', channel: pageChannel(channel, user) });
}

export function pageChannel(channel: Channel, user: string): PageChannel {
  const { id, name, kind, topic } = channel;
  const members = [...channel.members];
  const withUser = kind === 'dm' ? members.find((member) => member !== user) : undefined;
  return {
    id,
    name,
    kind,
    topic,
    members,
    unread: unread(channel, user),
    ...(withUser && { withUser }),
  };
}

function unread(channel: Channel, user: string): number {
  if (!channel.members.has(user)) return 0;
  const lastRead = channel.lastRead.get(user) ?? '0';
  return channel.messages.filter(
    (message) => message.ts > lastRead && message.user !== user && !message.threadTs,
  ).length;
}

export function slackChannel(world: World, channel: Channel) {
  const created = Math.floor(channel.createdAt.getTime() / 1000);
  if (channel.kind === 'dm') return slackDm(world, channel, created);
  const shared = isShared(world, channel);
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_archived: channel.archived,
    is_general: channel.name === 'general',
    is_shared: shared,
    is_ext_shared: shared,
    is_org_shared: false,
    is_member: channel.members.has(world.app.botUserId),
    created,
    creator: [...channel.members][0] ?? '',
    context_team_id: world.team.id,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: channel.members.size,
  };
}

function slackDm(world: World, channel: Channel, created: number) {
  const user = [...channel.members].find((member) => member !== world.app.botUserId);
  return {
    id: channel.id,
    is_im: true,
    is_archived: false,
    is_org_shared: false,
    is_user_deleted: world.people.get(user ?? '')?.deactivated ?? false,
    created,
    user,
    context_team_id: world.team.id,
    priority: 0,
  };
}
