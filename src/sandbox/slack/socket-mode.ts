import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { BotReply, Courier, Parcel } from './courier.ts';
import { parseJson } from './http.ts';
import type { World } from './world.ts';

/** A connection that the bot has opened. */
export type BotSocket = {
  send: (message: object) => void;
  close: () => void;
  /** Envelopes on their way, by id, each with what to do when it is acknowledged or lost. */
  awaited: Map<string, (reply: BotReply) => void>;
};

/** The way of Socket Mode: one envelope over one of the bot's connections, and its acknowledgement back. */
export const bySocket: Courier = async (world, parcel) => {
  const socket = nextSocket(world);
  if (!socket) return { kind: 'unreachable' };
  const id = randomUUID();
  const { promise, resolve } = Promise.withResolvers<BotReply>();
  const patience = setTimeout(() => resolve({ kind: 'late' }), world.timings.ackMs);
  socket.awaited.set(id, resolve);
  socket.send({ ...envelopeOf(parcel), envelope_id: id });
  const reply = await promise;
  clearTimeout(patience);
  socket.awaited.delete(id);
  return reply;
};

/** In turn, so that what one connection missed is repeated over another. */
function nextSocket({ sockets }: World): BotSocket | undefined {
  const socket = sockets.shift();
  if (socket) sockets.push(socket);
  return socket;
}

const answeredInPlace = ['block_suggestion', 'view_submission'];

function envelopeOf(parcel: Parcel) {
  const { payload } = parcel;
  switch (parcel.kind) {
    case 'command':
      return { type: 'slash_commands', payload, accepts_response_payload: true };
    case 'interaction': {
      const accepts = answeredInPlace.includes(parcel.payload.type);
      return { type: 'interactive', payload, accepts_response_payload: accepts };
    }
    case 'event':
      return {
        ...{ type: 'events_api', payload, accepts_response_payload: false },
        retry_attempt: parcel.retry?.attempt ?? 0,
        retry_reason: parcel.retry ? retryReasons[parcel.retry.after] : '',
      };
  }
}

const retryReasons = {
  refused: 'error',
  late: 'timeout',
  unreachable: 'connection_failed',
};

const ackSchema = z.object({
  envelope_id: z.string(),
  payload: z.record(z.string(), z.unknown()).default({}),
});

/** What comes late, twice or for nothing is not listened to. */
export function takeAck(world: World, socket: BotSocket, text: string): void {
  const ack = ackSchema.safeParse(parseJson(text));
  const { envelope_id: id = '', payload = {} } = ack.data ?? {};
  const settle = socket.awaited.get(id);
  if (!settle) {
    world.log(`Nothing waits for what the bot sent: ${text}`);
    return;
  }
  const body = Object.keys(payload).length > 0 ? JSON.stringify(payload) : '';
  settle({ kind: 'acknowledged', body });
}

/** A connection that ended: what was on its way over it did not arrive. */
export function forgetSocket(world: World, socket: BotSocket): void {
  world.sockets = world.sockets.filter((each) => each !== socket);
  for (const settle of socket.awaited.values()) settle({ kind: 'unreachable' });
}
