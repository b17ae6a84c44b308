import type { ServerResponse } from 'node:http';
import type { PageEvent } from './page-contract.ts';
import type { World } from './world.ts';

const heartbeatMs = 15_000;

/** Keeps one window of a persona in step, by server-sent events. */
export function streamTo(world: World, user: string, res: ServerResponse): void {
  res.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  res.write('retry: 1000\n\n');
  const send = (event: PageEvent) => res.write(`data: ${JSON.stringify(event)}\n\n`);
  const windows = world.windows.get(user) ?? new Set();
  windows.add(send);
  world.windows.set(user, windows);
  const heartbeat = setInterval(() => res.write(': still here\n\n'), heartbeatMs);
  heartbeat.unref();
  res.on('close', () => {
    clearInterval(heartbeat);
    windows.delete(send);
  });
}
