import { withBlockIds } from './blocks.ts';
import { audience, type Channel, tellChannel } from './channels.ts';
import { pageFile, type StoredFile, slackFile } from './files.ts';
import type { Block, PageMessage } from './page-contract.ts';
import { nextTs, tell, type World } from './world.ts';

export type Attachment = {
  id?: number;
  blocks?: Block[];
  fallback?: string;
  color?: string;
  from_url?: string;
  [field: string]: unknown;
};

type Metadata = { event_type: string; event_payload: Record<string, unknown> };

export type Message = {
  channel: string;
  ts: string;
  threadTs?: string;
  user: string;
  text: string;
  blocks?: Block[] | undefined;
  attachments?: Attachment[] | undefined;
  files?: StoredFile[];
  metadata?: Metadata;
  reactions: { name: string; users: string[] }[];
  editedAt?: string;
  /** Ephemeral: shown to this person alone, until the page is loaded again. */
  onlyFor?: string;
};

export type Draft = Pick<Message, 'user' | 'text'> &
  Partial<Pick<Message, 'threadTs' | 'blocks' | 'attachments' | 'files' | 'metadata'>>;

const messagesKept = 1000;
const ephemeralsKept = 200;

export function post(world: World, channel: Channel, draft: Draft): Message {
  const message = messageFrom(world, channel, draft);
  channel.messages.push(message);
  if (channel.messages.length > messagesKept) channel.messages.shift();
  if (message.user !== world.app.botUserId) channel.lastRead.set(message.user, message.ts);
  tell(world, audience(world, channel), { kind: 'message', message: pageMessage(world, message) });
  const parent = message.threadTs && findMessage(channel, message.threadTs);
  if (parent) tellChange(world, channel, parent);
  tellChannel(world, channel);
  return message;
}

export function postEphemeral(world: World, channel: Channel, draft: Draft, to: string): Message {
  const message = { ...messageFrom(world, channel, draft), onlyFor: to };
  world.ephemerals.push(message);
  if (world.ephemerals.length > ephemeralsKept) world.ephemerals.shift();
  tell(world, [to], { kind: 'message', message: pageMessage(world, message) });
  return message;
}

function messageFrom(world: World, channel: Channel, draft: Draft): Message {
  const { blocks, attachments, ...rest } = draft;
  const content = { ...namedBlocks(blocks), ...namedAttachments(attachments) };
  return { ...rest, ...content, channel: channel.id, ts: nextTs(world), reactions: [] };
}

function namedBlocks(blocks: Block[] = []): Pick<Message, 'blocks'> {
  return blocks.length > 0 ? { blocks: withBlockIds(blocks) } : {};
}

function namedAttachments(attachments: Attachment[] = []): Pick<Message, 'attachments'> {
  if (attachments.length === 0) return {};
  return {
    attachments: attachments.map((attachment, index) => ({
      ...attachment,
      id: index + 1,
      ...namedBlocks(attachment.blocks),
    })),
  };
}

type Changes = Partial<Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata'>>;

export function amend(world: World, message: Message, changes: Changes): void {
  if (changes.text !== undefined) message.text = changes.text;
  if (changes.blocks) message.blocks = namedBlocks(changes.blocks).blocks;
  if (changes.attachments) message.attachments = namedAttachments(changes.attachments).attachments;
  if (changes.metadata) message.metadata = changes.metadata;
  message.editedAt = nextTs(world);
  tellAmended(world, message);
}

/** Previews of the links in a message; to the message itself nothing was edited. */
export function attach(world: World, message: Message, previews: Attachment[]): void {
  message.attachments = namedAttachments(previews).attachments;
  tellAmended(world, message);
}

/** Says that a message looks different now: edited, answered or reacted to. */
export function tellAmended(world: World, message: Message): void {
  const channel = world.channels.get(message.channel);
  if (channel) tellChange(world, channel, message);
}

function tellChange(world: World, channel: Channel, message: Message): void {
  const readers = message.onlyFor ? [message.onlyFor] : audience(world, channel);
  tell(world, readers, { kind: 'changed', message: pageMessage(world, message) });
}

export function remove(world: World, message: Message): void {
  const channel = world.channels.get(message.channel);
  if (!channel) return;
  const others = (each: Message) => each.ts !== message.ts;
  const readers = message.onlyFor ? [message.onlyFor] : audience(world, channel);
  if (message.onlyFor) world.ephemerals = world.ephemerals.filter(others);
  else channel.messages = channel.messages.filter(others);
  tell(world, readers, { kind: 'deleted', channel: channel.id, ts: message.ts });
  const parent = message.threadTs && findMessage(channel, message.threadTs);
  if (parent) tellChange(world, channel, parent);
}

export function findMessage(channel: Channel, ts: string): Message | undefined {
  return channel.messages.find((message) => message.ts === ts);
}

export function findEphemeral(world: World, user: string, ts: string): Message | undefined {
  return world.ephemerals.find((message) => message.ts === ts && message.onlyFor === user);
}

/** A loaded page begins without the ephemerals of before; other windows may still show them. */
export function fadeEphemerals(world: World, user: string): void {
  world.fadedUntil.set(user, nextTs(world));
}

/** What one person sees of a channel or of one of its threads, oldest first. */
export function historyFor(world: World, channel: Channel, user: string, thread?: string) {
  const faded = world.fadedUntil.get(user) ?? '0';
  const own = world.ephemerals.filter(
    (message) => message.channel === channel.id && message.onlyFor === user && message.ts > faded,
  );
  return [...channel.messages, ...own]
    .filter((message) => (thread ? inThread(message, thread) : !message.threadTs))
    .sort((one, other) => (one.ts < other.ts ? -1 : 1));
}

function inThread(message: Message, thread: string): boolean {
  return message.threadTs === thread || message.ts === thread;
}

function repliesTo(channel: Channel, ts: string): Message[] {
  return channel.messages.filter((message) => message.threadTs === ts);
}

export function pageMessage(world: World, message: Message): PageMessage {
  const { ts, threadTs, user, text, blocks, attachments, files, reactions } = message;
  const channel = world.channels.get(message.channel);
  const replyCount = channel ? repliesTo(channel, ts).length : 0;
  return {
    ...{ channel: message.channel, ts, user, text },
    ...(threadTs && { threadTs }),
    ...(replyCount > 0 && { replyCount }),
    ...(blocks && { blocks }),
    ...(attachments && { attachments }),
    ...(files && { files: files.map(pageFile) }),
    ...(reactions.length > 0 && { reactions }),
    ...(message.editedAt && { edited: true }),
    ...(message.onlyFor && { ephemeral: true }),
  };
}

/** The message as the Web API and the payloads show it to the bot. */
export function slackMessage(world: World, message: Message, shown: { metadata: boolean }) {
  const { app, team } = world;
  const { ts, user, text, blocks, attachments, files, reactions, metadata } = message;
  const byBot = user === app.botUserId;
  return {
    ...{ type: 'message', user, ts, team: team.id, text },
    ...(byBot && { bot_id: app.botId, app_id: app.id }),
    ...(blocks && { blocks }),
    ...(attachments && { attachments }),
    ...(files && { files: files.map((file) => slackFile(world, file)) }),
    ...(reactions.length > 0 && {
      reactions: reactions.map((each) => ({ ...each, count: each.users.length })),
    }),
    ...(message.editedAt && { edited: { user, ts: message.editedAt } }),
    ...(shown.metadata && metadata && { metadata }),
    ...threadFacts(world, message),
  };
}

function threadFacts(world: World, message: Message) {
  if (message.threadTs) return { thread_ts: message.threadTs };
  const channel = world.channels.get(message.channel);
  const replies = channel ? repliesTo(channel, message.ts) : [];
  const last = replies.at(-1);
  if (!last) return {};
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: [...new Set(replies.map((reply) => reply.user))],
    latest_reply: last.ts,
  };
}
