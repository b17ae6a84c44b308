/** The bot without Slack in a process of its own, to be killed at any moment. It ends with its parent. */
import { z } from 'zod';
import { workEffects } from '../../src/jobs/effects.ts';
import { workUpkeep } from '../../src/jobs/upkeep.ts';
import { createMetrics } from '../../src/metrics.ts';
import { hubspotRoute } from '../../src/webhooks/hubspot.ts';
import { createHttpServer } from '../../src/webhooks/server.ts';
import { benchHouse } from '../crm/house.ts';

const order = z.object({
  databaseUrl: z.string(),
  hubspotUrl: z.string(),
  workspaceId: z.string(),
  port: z.number(),
});
export type Order = z.infer<typeof order>;

process.stdin.on('end', () => process.exit()).resume();
const { databaseUrl, hubspotUrl, workspaceId, port } = order.parse(
  JSON.parse(process.argv[2] ?? '{}'),
);
const house = await benchHouse(databaseUrl, hubspotUrl, 100_000, `http://127.0.0.1:${port}`);
const metrics = createMetrics();
const routes = { '/hubspot/events': hubspotRoute(house.ports, workspaceId, metrics) };
const server = createHttpServer(routes, { metrics, log: house.ports.log });
await server.listenOn({ port, host: '127.0.0.1' });
await workEffects(house.queue, house.ports);
await workUpkeep(house.queue, house.ports);
console.log('ready');
