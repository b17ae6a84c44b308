import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

/** All figures in one place; names and labels hold no names of people or accounts. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'cadastre_' });
  const registers = [registry];
  return {
    registry,
    slack: new Counter({
      name: 'cadastre_slack_total',
      help: 'What people asked of the bot: answered, refused (with the reason) or failed.',
      labelNames: ['outcome', 'kind'],
      registers,
    }),
    http: new Histogram({
      name: 'cadastre_http_seconds',
      help: 'Seconds until a request was answered; for Slack, until its ack.',
      labelNames: ['route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
      registers,
    }),
    crm: new Counter({
      name: 'cadastre_crm_events_total',
      help: 'Events that the CRM sent: kept, or refused because they were not its own.',
      labelNames: ['outcome'],
      registers,
    }),
    found: new Gauge({
      name: 'cadastre_crm_found',
      help: 'Records that asking the CRM has found to be others than here, which nothing had told, by kind.',
      labelNames: ['kind'],
      registers,
    }),
    tasks: new Gauge({
      name: 'cadastre_tasks',
      help: 'Queued outside effects by status; dead ones need a person.',
      labelNames: ['status'],
      registers,
    }),
  };
}
