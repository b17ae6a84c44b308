import type { IncomingMessage } from 'node:http';
import type { Metrics } from '../metrics.ts';
import type { Crm, Ports } from '../ports.ts';
import { receiveNews } from '../services/crm-news.ts';
import type { Route } from './server.ts';

/** HubSpot sends at most a hundred events at once. */
const MOST_BYTES = 1024 * 1024;

/** What HubSpot tells: looked through, kept, answered for. What it means is looked at afterwards. */
export function hubspotRoute(ports: Ports, workspaceId: string, metrics: Metrics): Route {
  return async (request, response) => {
    const count = (outcome: string, events = 1) => metrics.crm.inc({ outcome }, events);
    const hear = ports.crm(workspaceId)?.hear;
    const body = hear && (await bytesOf(request));
    if (!hear || !body) {
      count('refused');
      response.writeHead(hear ? 413 : 404, { connection: 'close' }).end();
      return;
    }
    const heard = await hear(pushOf(request, body, ports.clock.now()));
    if (heard.kind === 'refused') {
      count('refused');
      ports.log.warn({ because: heard.because }, 'refused what came as HubSpot’s');
      response.writeHead(401).end();
      return;
    }
    await receiveNews(ports, workspaceId, heard.news);
    count('kept', heard.news.length);
    response.writeHead(204).end();
  };
}

function pushOf(
  { method = '', url = '', headers }: IncomingMessage,
  body: Uint8Array,
  at: Date,
): Parameters<NonNullable<Crm['hear']>>[0] {
  const single = Object.entries(headers).map(([name, value]) => [name, value?.toString()]);
  return { method, path: url, headers: Object.fromEntries(single), body, at };
}

/** As they came: a signature covers bytes, not what a parser makes of them. Undefined where they are too many. */
async function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
