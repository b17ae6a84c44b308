import { randomBytes } from 'node:crypto';
import type { Channel } from './channels.ts';
import type { Fault } from './faults.ts';
import type { StoredFile, UploadTicket } from './files.ts';
import type { Manifest } from './manifest.ts';
import type { Message } from './messages.ts';
import type { PageEvent } from './page-contract.ts';
import type { Person } from './people.ts';
import type { ResponseUrl } from './response-urls.ts';
import type { BotSocket } from './socket-mode.ts';
import type { Trigger } from './triggers.ts';
import type { View } from './views.ts';

export type Team = { id: string; name: string; domain: string };

export type UserGroup = { id: string; name: string; handle: string; users: string[] };

/** The bot as Slack knows it: what was installed, with which secrets, and where it listens. */
export type InstalledApp = {
  id: string;
  manifest: Manifest;
  botToken: string;
  signingSecret: string;
  /** With it, and with nothing else, the bot may open a connection for Socket Mode. */
  appToken?: string;
  botUserId: string;
  botId: string;
  botUrl: string;
};

export type Timings = {
  /** How long the bot may take to acknowledge. */
  ackMs: number;
  triggerMs: number;
  responseUrlMs: number;
  /** Pauses before the first, second and third repetition of an event. */
  eventRetryMs: number[];
  /** How long a connection lives on that was asked to end. */
  socketGraceMs: number;
};

export type World = {
  team: Team;
  app: InstalledApp;
  clock: () => Date;
  timings: Timings;
  log: (line: string) => void;
  /** Where this Slack listens; known once it does. */
  url: string;
  people: Map<string, Person>;
  channels: Map<string, Channel>;
  userGroups: UserGroup[];
  ephemerals: Message[];
  /** Per person, the time of the latest page load. */
  fadedUntil: Map<string, string>;
  views: Map<string, View[]>;
  homes: Map<string, View>;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  tickets: Map<string, UploadTicket>;
  files: Map<string, StoredFile>;
  faults: Fault[];
  windows: Map<string, Set<(event: PageEvent) => void>>;
  /** The bot's connections, the one whose turn it is first, and leave to open more. */
  sockets: BotSocket[];
  socketTickets: Set<string>;
  /** Events on their way to the bot, and the signal that calls them off. */
  deliveries: Set<Promise<void>>;
  closing: AbortController;
  lastTs: number;
};

/** Slack's ids: a letter for the kind, then capitals and digits. */
export function freshId(letter: string): string {
  return letter + randomBytes(6).toString('hex').toUpperCase().slice(0, 10);
}

export function seconds(world: World): number {
  return Math.floor(world.clock().getTime() / 1000);
}

/** A message's ts is its name within a channel: the time in seconds, and never the same twice. */
export function nextTs(world: World): string {
  const micros = Math.max(world.clock().getTime() * 1000, world.lastTs + 100);
  world.lastTs = micros;
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
}

export function tell(world: World, users: Iterable<string>, event: PageEvent): void {
  for (const user of users) {
    for (const send of world.windows.get(user) ?? []) send(event);
  }
}

/** Forgets the oldest entry of a map that has grown beyond its size. */
export function keepNewest<Value>(map: Map<string, Value>, size: number): void {
  const oldest = map.keys().next().value;
  if (map.size > size && oldest !== undefined) map.delete(oldest);
}
