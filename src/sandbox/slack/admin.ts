import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { tellChannel } from './channels.ts';
import { emitJoined, emitUserChange } from './events.ts';
import { orderFault } from './faults.ts';
import { readJson, sendJson } from './http.ts';
import { changePerson } from './people.ts';
import { disconnectSockets } from './socket-mode-server.ts';
import type { World } from './world.ts';

const times = z.number().int().min(1).default(1);
const method = z.string().default('*');

const rateLimitSchema = z.object({ method, times, seconds: z.number().min(0).default(1) });
const lossSchema = z.object({ method, times });
const failSchema = z.union([
  z.object({ method, times, status: z.number().int() }),
  z.object({ method, times, error: z.string() }),
]);
const userSchema = z.object({
  user: z.string(),
  deactivated: z.boolean().optional(),
  guest: z.boolean().optional(),
  title: z.string().optional(),
  realName: z.string().optional(),
  status: z.object({ emoji: z.string(), text: z.string() }).optional(),
});
const disconnectSchema = z.object({
  reason: z.enum(['warning', 'refresh_requested']).default('warning'),
});
const memberSchema = z.object({ user: z.string(), channel: z.string() });

type Order = (world: World, body: unknown) => void;

/** Levers for tests and demonstrations; nothing of the kind exists at the real Slack. */
const orders: Record<string, Order> = {
  'rate-limit': (world, body) =>
    orderFault(world, { kind: 'rate-limit', ...rateLimitSchema.parse(body) }),
  fail: (world, body) => {
    const fault = failSchema.parse(body);
    if ('status' in fault) orderFault(world, { kind: 'status', ...fault });
    else orderFault(world, { kind: 'error', ...fault });
  },
  'lose-answer': (world, body) =>
    orderFault(world, { kind: 'lost-answer', ...lossSchema.parse(body) }),
  heal: (world) => {
    world.faults = [];
  },
  user: (world, body) => {
    const { user, ...changes } = userSchema.parse(body);
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    emitUserChange(world, changePerson(world, user, Object.fromEntries(given)));
  },
  join: (world, body) => {
    const { user, channel } = member(world, body);
    channel.members.add(user);
    tellChannel(world, channel);
    emitJoined(world, channel, user);
  },
  leave: (world, body) => {
    const { user, channel } = member(world, body);
    channel.members.delete(user);
    tellChannel(world, channel);
  },
  disconnect: (world, body) => disconnectSockets(world, disconnectSchema.parse(body).reason),
};

function member(world: World, body: unknown) {
  const { user, channel: id } = memberSchema.parse(body);
  const channel = world.channels.get(id);
  if (!channel || !world.people.has(user)) throw new Error(`No user ${user} or channel ${id}.`);
  return { user, channel };
}

export async function answerAdmin(
  world: World,
  name: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const order = req.method === 'POST' ? orders[name] : undefined;
  if (!order) return sendJson(res, 404, { ok: false, problem: 'No such lever.' });
  try {
    order(world, await readJson(req));
    sendJson(res, 200, { ok: true });
  } catch (fault) {
    sendJson(res, 400, { ok: false, problem: fault instanceof Error ? fault.message : '' });
  }
}
