import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createHubSpot, type HubSpotSettings } from '../../src/adapters/hubspot/crm.ts';
import type { Pace } from '../../src/adapters/hubspot/pace.ts';
import type { Crm, CrmPage, Log, OwnerReceipt, OwnerWrite } from '../../src/ports.ts';

export type Call = { method: string; path: string; query: URLSearchParams; body: string };

/** What a HubSpot in trouble does with a call. */
export type Reply =
  | { json: unknown; status?: number; headers?: Record<string, string> }
  | { html: string; status?: number }
  | { empty: number }
  | { broken: 'hang' | 'reset' | 'half' | 'trickle' };

export type Portal = {
  url: string;
  calls: (Call & { token: string })[];
  /** Calls whose line was cut before the answer was whole. */
  cut: number;
  stop: () => Promise<void>;
};

/** A HubSpot that answers as a test tells it to, over real HTTP. */
export async function startPortal(answer: (call: Call, nth: number) => Reply): Promise<Portal> {
  const portal: Portal = { url: '', calls: [], cut: 0, stop: () => stop(server) };
  const server = createServer(async (request, response) => {
    const call = await callOf(request);
    portal.calls.push({ ...call, token: request.headers.authorization ?? '' });
    response.on('close', () => {
      if (!response.writableFinished) portal.cut += 1;
    });
    write(response, answer(call, portal.calls.length));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  portal.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(portal.stop);
  return portal;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const url = new URL(request.url ?? '/', 'http://portal');
  let body = '';
  for await (const chunk of request) body += chunk;
  return { method: request.method ?? '', path: url.pathname, query: url.searchParams, body };
}

function write(response: ServerResponse, reply: Reply): void {
  if ('json' in reply) {
    const headers = { 'content-type': 'application/json;charset=utf-8', ...reply.headers };
    response.writeHead(reply.status ?? 200, headers).end(JSON.stringify(reply.json));
  } else if ('html' in reply) {
    response.writeHead(reply.status ?? 200, { 'content-type': 'text/html' }).end(reply.html);
  } else if ('empty' in reply) {
    response.writeHead(reply.empty, { 'content-type': 'application/json' }).end();
  } else {
    breakOff(response, reply.broken);
  }
}

function breakOff(response: ServerResponse, how: 'hang' | 'reset' | 'half' | 'trickle'): void {
  if (how === 'reset') response.destroy();
  if (how === 'hang' || how === 'reset') return;
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"results":[');
  if (how === 'half') {
    setImmediate(() => response.destroy());
    return;
  }
  const dripping = setInterval(() => response.write(' '), 5);
  response.on('close', () => clearInterval(dripping));
}

/** Time that passes only by waiting, and takes no time. */
export function quickPace(): Pace & { waits: number[] } {
  let now = 0;
  const waits: number[] = [];
  return {
    waits,
    elapsed: () => now,
    sleep: async (ms) => {
      waits.push(ms);
      now += ms;
    },
    chance: () => 0.5,
  };
}

export type Line = { message: string; facts: Record<string, unknown> };

export function notingLog(): Log & { lines: Line[] } {
  const lines: Line[] = [];
  const note = (facts: Record<string, unknown>, message: string) => {
    lines.push({ message, facts });
  };
  return { lines, debug: note, info: note, warn: note, error: note };
}

export function connect(
  portal: { url: string },
  fields: Partial<HubSpotSettings> & { token?: string; pace?: Pace; log?: Log } = {},
): Crm {
  const { pace = quickPace(), log = notingLog(), token = 'pat-test', ...settings } = fields;
  return createHubSpot(
    { access: { token }, url: portal.url, deadlineMs: 5_000, ...settings },
    { log, pace },
  );
}

export async function collect<T>(pages: AsyncIterable<T[] | CrmPage<T>>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...(Array.isArray(page) ? page : page.records));
  return all;
}

/** Writes one owner by itself. */
export async function tellOwner(
  crm: Crm,
  write: Omit<OwnerWrite, 'trace'>,
): Promise<OwnerReceipt | undefined> {
  return (await crm.writeOwners([{ ...write, trace: 'only' }])).get('only');
}

/** A record as HubSpot lists it; a test names only what it is about. */
export function aRecord(
  id: string,
  properties: Record<string, unknown>,
  more: Record<string, unknown> = {},
) {
  const at = '2026-11-01T08:00:00.000Z';
  return { id, properties, createdAt: at, updatedAt: at, archived: false, ...more };
}

export function aPage(results: unknown[], after?: string): Reply {
  return { json: { results, ...(after && { paging: { next: { after } } }) } };
}
