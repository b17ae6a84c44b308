import type { World } from './world.ts';

/** What the workspace has for the bot, whichever way it goes. */
export type Parcel =
  | { kind: 'command'; payload: Record<string, string> }
  | { kind: 'interaction'; payload: { type: string } }
  | { kind: 'event'; payload: { event_id: string }; retry?: Retry };

export type Retry = { attempt: number; after: Missed };

/** What became of a parcel. */
export type BotReply =
  | { kind: 'acknowledged'; body: string }
  | { kind: 'refused'; status: number; noRetry: boolean }
  | { kind: 'late' }
  | { kind: 'unreachable' };

type Missed = Exclude<BotReply['kind'], 'acknowledged'>;

/** A way to the bot: it takes a parcel there and says how the bot took it. */
export type Courier = (world: World, parcel: Parcel) => Promise<BotReply>;
