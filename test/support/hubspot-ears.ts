import { createHmac } from 'node:crypto';
import { createMetrics } from '../../src/metrics.ts';
import { hubspotRoute } from '../../src/webhooks/hubspot.ts';
import { createHttpServer } from '../../src/webhooks/server.ts';
import { connect } from '../adapters/hubspot-server.ts';
import type { HubSpotRegistry } from './hubspot-registry.ts';

const secret = 'client-secret';
const path = '/hubspot/events';

type Forged = { with?: string; at?: Date; host?: string; body?: string; sent?: string };

/** From now on HubSpot tells the registry of what happens; what it tells is kept, and no more. */
export async function openEars(here: HubSpotRegistry) {
  const metrics = createMetrics();
  const route: ReturnType<typeof hubspotRoute> = (...call) => {
    const crm = connect(here.hubspot, { push: { secret, publicUrl, signature: 'v3' } });
    return hubspotRoute({ ...here.ports, crm: () => crm }, here.id, metrics)(...call);
  };
  const server = createHttpServer({ [path]: route }, { metrics, log: here.ports.log });
  const publicUrl = `http://127.0.0.1:${await server.listenOn({ port: 0, host: '127.0.0.1' })}`;
  const told = { url: `${publicUrl}${path}`, secret, retryScale: 0.001, gatherMs: 1 };
  await here.inHubSpot('webhooks', told, 'PUT');
  return {
    close: () => server.close(),
    /** How many events were kept, and how many requests refused. */
    counted: async () => {
      const { values } = await metrics.crm.get();
      return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]));
    },
    /** Sends events as HubSpot does, but for what is said otherwise. Returns how they were answered. */
    push: async (events: object[], forged: Forged = {}): Promise<number> => {
      const { with: key = secret, at = new Date(), host = publicUrl } = forged;
      const { body = JSON.stringify(events), sent = body } = forged;
      const text = `POST${host}${path}${body}${at.getTime()}`;
      const headers = {
        'content-type': 'application/json',
        'x-hubspot-request-timestamp': String(at.getTime()),
        'x-hubspot-signature-v3': createHmac('sha256', key).update(text).digest('base64'),
      };
      const request = { method: 'POST', headers, body: sent };
      return (await fetch(`${publicUrl}${path}`, request)).status;
    },
  };
}

/** Somebody has set the owner of a company. */
export function ownerEvent(fields: {
  objectId: number;
  propertyValue: string;
  occurredAt?: number;
}) {
  return {
    ...{ eventId: 1, subscriptionId: 7, portalId: 4711, appId: 9, occurredAt: Date.now() },
    ...{ subscriptionType: 'company.propertyChange', attemptNumber: 0, changeSource: 'CRM_UI' },
    ...{ propertyName: 'hubspot_owner_id', ...fields },
  };
}
