import type { PageEvent, PageMessage, PageState, PageUser } from '../slack/page-contract.ts';

/** All that a window knows: what the persona may see, and the messages of the channels it opened. */
export type Model = {
  state: PageState;
  /** By channel, oldest first; replies are among them. */
  messages: Record<string, PageMessage[]>;
};

export function withEvent(model: Model, event: PageEvent): Model {
  const { state } = model;
  switch (event.kind) {
    case 'message':
    case 'changed':
      return withMessage(model, event.message);
    case 'deleted':
      return withoutMessage(model, event.channel, event.ts);
    case 'channel':
      return { ...model, state: { ...state, channels: upsert(state.channels, event.channel) } };
    case 'views':
      return { ...model, state: { ...state, views: event.views } };
    case 'home':
      return { ...model, state: { ...state, home: event.home } };
    case 'user':
      return { ...model, state: withUser(state, event.user) };
  }
}

/** A channel's history holds the roots, a thread's holds one root and its replies. */
export function withHistory(
  model: Model,
  of: { channel: string; thread?: string | undefined },
  history: PageMessage[],
): Model {
  const known = model.messages[of.channel] ?? [];
  const kept = known.filter((message) =>
    of.thread ? rootOf(message) !== of.thread : isReply(message),
  );
  return inChannel(model, of.channel, merged(kept, history));
}

export function roots(messages: PageMessage[]): PageMessage[] {
  return messages.filter((message) => !isReply(message));
}

export function thread(messages: PageMessage[], root: string): PageMessage[] {
  return messages.filter((message) => rootOf(message) === root);
}

/** The same moment may hold an ephemeral of yours and a message of all. */
export function keyOf(message: PageMessage): string {
  return `${message.ts}${message.ephemeral ? ' ephemeral' : ''}`;
}

function withMessage(model: Model, message: PageMessage): Model {
  const known = model.messages[message.channel];
  // A channel that was never opened asks for its history when it is.
  if (!known) return model;
  return inChannel(model, message.channel, merged(known, [message]));
}

function withoutMessage(model: Model, channel: string, ts: string): Model {
  const known = model.messages[channel] ?? [];
  return inChannel(
    model,
    channel,
    known.filter((message) => message.ts !== ts),
  );
}

function inChannel(model: Model, channel: string, messages: PageMessage[]): Model {
  return { ...model, messages: { ...model.messages, [channel]: messages } };
}

function merged(known: PageMessage[], fresh: PageMessage[]): PageMessage[] {
  const byKey = new Map(known.map((message) => [keyOf(message), message]));
  for (const message of fresh) byKey.set(keyOf(message), message);
  return [...byKey.values()].sort((one, other) => Number(one.ts) - Number(other.ts));
}

function isReply(message: PageMessage): boolean {
  return message.threadTs !== undefined && message.threadTs !== message.ts;
}

function rootOf(message: PageMessage): string {
  return message.threadTs ?? message.ts;
}

function withUser(state: PageState, user: PageUser): PageState {
  const me = user.id === state.me.id ? user : state.me;
  return { ...state, me, users: upsert(state.users, user) };
}

function upsert<Thing extends { id: string }>(things: Thing[], thing: Thing): Thing[] {
  const at = things.findIndex(({ id }) => id === thing.id);
  return at < 0 ? [...things, thing] : things.with(at, thing);
}
