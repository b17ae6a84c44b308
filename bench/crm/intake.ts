import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMetrics } from '../../src/metrics.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { saveWorkspace } from '../../src/store/workspaces.ts';
import { hubspotRoute } from '../../src/webhooks/hubspot.ts';
import { createHttpServer } from '../../src/webhooks/server.ts';
import { type Figure, figure, quantile } from '../figure.ts';
import { benchHouse, SECRET, TOKEN } from './house.ts';

const PORTAL = 4711;
const EVENTS = 100;
/** Events a second. */
const STEADY = 3000;
/** HubSpot calls with ten requests at once. */
const AT_ONCE = 10;
const PUBLIC_URL = 'http://bench.example';
const PATH = '/hubspot/events';

/** Signed requests of a hundred events each, every event another one, each answered once it is kept. */
export async function intakeFigures(
  databaseUrl: string,
  seconds: number,
  say: (line: string) => void,
): Promise<Figure[]> {
  const company = createCompany({ seed: 1, accounts: 10 });
  const app = { token: TOKEN, portalId: PORTAL, limits: 'off', contract: 'off' } as const;
  const hubspot = await startHubSpot({ ...app, port: 0, company });
  const house = await benchHouse(databaseUrl, hubspot.url, 10_000, PUBLIC_URL);
  await saveWorkspace(house.ports.database.prisma, { id: 'T1', name: 'bench' });
  const metrics = createMetrics();
  const routes = { [PATH]: hubspotRoute(house.ports, 'T1', metrics) };
  const server = createHttpServer(routes, { metrics, log: house.ports.log });
  const port = await server.listenOn({ port: 0, host: '127.0.0.1' });
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  try {
    let nth = 0;
    const send = async () => {
      nth += EVENTS;
      const sentAt = performance.now();
      await post(agent, port, bodyOf(nth));
      return performance.now() - sentAt;
    };
    const { rate } = await flood(send, seconds);
    const waits = await trickle(send, seconds);
    const kept = await house.ports.database.prisma.inboxEvent.count();
    if (kept !== nth) throw new Error(`${kept} of ${nth} events were kept`);
    say(`${kept} events kept`);
    return [
      figure('webhook events kept', rate, 'events/s', { atLeast: 2000 }),
      figure(`a request's answer at ${STEADY} events/s, median`, quantile(waits, 0.5), 'ms'),
      figure(`a request's answer at ${STEADY} events/s, p99`, quantile(waits, 0.99), 'ms', {
        atMost: 100,
      }),
    ];
  } finally {
    agent.destroy();
    await server.close();
    await house.close();
    await hubspot.stop();
  }
}

type Send = () => Promise<number>;

/** Ten requests at once, each followed by the next. */
async function flood(send: Send, seconds: number): Promise<{ rate: number }> {
  const start = performance.now();
  let requests = 0;
  const sender = async () => {
    while (performance.now() < start + seconds * 1000) {
      await send();
      requests += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return { rate: (requests * EVENTS) / ((performance.now() - start) / 1000) };
}

/** A steady stream, whether or not the last one was answered. */
async function trickle(send: Send, seconds: number): Promise<number[]> {
  const gap = (1000 * EVENTS) / STEADY;
  const start = performance.now();
  const sent: Promise<number>[] = [];
  for (let nth = 0; nth * gap < seconds * 1000; nth += 1) {
    await sleep(Math.max(0, start + nth * gap - performance.now()));
    sent.push(send());
  }
  return Promise.all(sent);
}

function bodyOf(from: number): string {
  const at = Date.now();
  return JSON.stringify(
    Array.from({ length: EVENTS }, (_, nth) => ({
      ...{ eventId: from + nth, subscriptionId: 1, portalId: PORTAL, appId: 1, occurredAt: at },
      ...{ subscriptionType: 'company.propertyChange', attemptNumber: 0, objectId: from + nth },
      ...{ propertyName: 'name', propertyValue: `Name ${from + nth}`, changeSource: 'CRM_UI' },
    })),
  );
}

function post(agent: Agent, port: number, body: string): Promise<void> {
  const at = String(Date.now());
  const text = `POST${PUBLIC_URL}${PATH}${body}${at}`;
  const headers = {
    'content-type': 'application/json',
    'x-hubspot-request-timestamp': at,
    'x-hubspot-signature-v3': createHmac('sha256', SECRET).update(text).digest('base64'),
  };
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path: PATH, method: 'POST', agent, headers });
    asked.on('error', reject);
    asked.on('response', (response) => {
      response.resume();
      if (response.statusCode === 204) resolve();
      else reject(new Error(`answered ${response.statusCode}`));
    });
    asked.end(body);
  });
}
