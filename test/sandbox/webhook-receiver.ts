import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

type Delivery = { headers: IncomingHttpHeaders; body: string; events: Record<string, unknown>[] };

/** An app that takes events; `answer` says with which status, and null never answers. */
export async function receiveWebhooks(answer: (nth: number) => number | null = () => 204) {
  const deliveries: Delivery[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    deliveries.push({ headers: request.headers, body, events: JSON.parse(body) });
    const status = answer(deliveries.length);
    if (status !== null) response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks/hubspot?from=hubspot%3A1`,
    deliveries,
    first: () => {
      const [first] = deliveries;
      if (!first) throw new Error('nothing was delivered');
      return first;
    },
    events: () => deliveries.flatMap(({ events }) => events),
  };
}
