import type { ServerResponse } from 'node:http';
import type { Metrics } from '../metrics.ts';
import type { Ports } from '../ports.ts';
import { foundCounts } from '../services/crm-watch.ts';
import { isReady, taskCounts } from '../services/health.ts';
import type { Route } from './server.ts';

/** The process answers. Says nothing of what it depends on: a restart would not mend that. */
export const alive: Route = (_request, response) => send(response, 200, { status: 'alive' });

/** It can do its work: nothing hinders it and the database answers. */
export function readiness(ports: Ports, hindrance: () => string | undefined): Route {
  return async (_request, response) => {
    const because =
      hindrance() ?? ((await isReady(ports)) ? undefined : 'the database does not answer');
    if (because) send(response, 503, { status: 'not ready', because });
    else send(response, 200, { status: 'ready' });
  };
}

export function figures(ports: Ports, metrics: Metrics): Route {
  return async (_request, response) => {
    metrics.tasks.reset();
    for (const { status, count } of await taskCounts(ports)) metrics.tasks.set({ status }, count);
    for (const { kind, found } of await foundCounts(ports)) metrics.found.set({ kind }, found);
    response.writeHead(200, { 'content-type': metrics.registry.contentType });
    response.end(await metrics.registry.metrics());
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
