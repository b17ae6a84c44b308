import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { personAt } from '../../test/support/people.ts';
import { PORTAL, type Stage } from '../../test/support/stage.ts';
import { type Figure, figure, quantile } from '../figure.ts';

/** Between two companies that come. */
const PAUSE_MS = 250;
const PATH = '/hubspot/events';

/** From HubSpot's signed request about a new company to the card before whoever has to decide. */
export async function cardFigures(stage: Stage, count: number): Promise<Figure[]> {
  const people = stage.managers.map(({ userId }) => personAt(stage.slack, userId, () => undefined));
  const waits: Promise<number | undefined>[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const manager = nth % people.length;
    const { id, name } = stage.found(manager);
    const card = people[manager]?.next((event) =>
      event.kind === 'message' && event.message.text.includes(name) ? true : undefined,
    );
    const started = performance.now();
    await tell(stage.env, id, nth);
    waits.push((async () => ((await card) ? performance.now() - started : undefined))());
    await sleep(PAUSE_MS);
  }
  const took = (await Promise.all(waits)).filter((wait) => wait !== undefined);
  return [
    figure('cards for new companies', took.length, 'cards', { atLeast: count }),
    figure('HubSpot’s request to the card, p50', quantile(took, 0.5), 'ms'),
    figure('HubSpot’s request to the card, p95', quantile(took, 0.95), 'ms', { atMost: 2000 }),
    figure('HubSpot’s request to the card, slowest', Math.max(...took), 'ms'),
  ];
}

async function tell(env: Record<string, string>, id: string, nth: number): Promise<void> {
  const at = Date.now();
  const body = JSON.stringify([
    {
      ...{
        eventId: 1_000_000 + nth,
        subscriptionId: 1,
        portalId: PORTAL,
        appId: 1,
        occurredAt: at,
      },
      ...{ subscriptionType: 'company.creation', attemptNumber: 0, objectId: Number(id) },
      ...{ changeFlag: 'CREATED', changeSource: 'CRM_UI' },
    },
  ]);
  const text = `POST${env.PUBLIC_URL}${PATH}${body}${at}`;
  const secret = env.HUBSPOT_CLIENT_SECRET ?? '';
  const response = await fetch(`${env.PUBLIC_URL}${PATH}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-hubspot-request-timestamp': String(at),
      'x-hubspot-signature-v3': createHmac('sha256', secret).update(text).digest('base64'),
    },
  });
  if (response.status !== 204) throw new Error(`the bot answered HubSpot ${response.status}`);
}
