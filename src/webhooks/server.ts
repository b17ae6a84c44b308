import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from '../metrics.ts';
import type { Log } from '../ports.ts';

export type Route = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export type HttpServer = {
  /** Resolves to the port, for when 0 was asked for. */
  listenOn: (at: { port: number; host: string }) => Promise<number>;
  /** Takes no new requests and waits for those it has. */
  close: () => Promise<void>;
};

/** One server for everything that comes in. A route that throws answers 500; none leaves a request hanging. */
export function createHttpServer(
  routes: Record<string, Route>,
  { metrics, log }: { metrics: Metrics; log: Log },
): HttpServer {
  const server = createServer((request, response) => {
    const pathname = pathOf(request);
    const route = routes[pathname];
    const answered = metrics.http.startTimer({ route: route ? pathname : 'other' });
    response.once('finish', () => answered({ status: response.statusCode }));
    run(route ?? notFound, request, response).catch((error: unknown) => {
      log.error({ route: pathname, error: String(error) }, 'request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  // A body that trickles in for ever must not hold a socket for ever.
  server.requestTimeout = 10_000;
  server.headersTimeout = 5_000;
  return {
    listenOn: ({ port, host }) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

/** Nobody may stop the process by an address that is none. */
function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?')[0] ?? '/';
}

async function run(
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await route(request, response);
}

const notFound: Route = (_request, response) => {
  response.writeHead(404).end();
};
