import { afterEach, describe, expect, it } from 'vitest';
import { newsIn } from '../../src/adapters/hubspot/news.ts';
import type { Crm, CrmNews } from '../../src/ports.ts';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { receiveWebhooks } from '../sandbox/webhook-receiver.ts';
import { soon } from '../support/soon.ts';
import { connect } from './hubspot-server.ts';

const oauth = { clientId: 'app', clientSecret: 'app-secret', refreshToken: 'refresh-1' };
let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
afterEach(() => hubspot.stop());

async function written({ journal }: Crm, after?: string): Promise<CrmNews[]> {
  const all: CrmNews[] = [];
  for await (const { news } of journal?.(after) ?? []) all.push(...news);
  return all;
}

describe('HubSpot’s journal', () => {
  it('says of an event what its webhook says, under the same key', async () => {
    const app = await receiveWebhooks();
    const webhooks = { url: app.url, secret: 'client-secret' };
    hubspot = await visitHubSpot({ accounts: 12, oauth, webhooks });
    const crm = connect(hubspot, { access: oauth });
    expect(await written(crm)).toEqual([]);
    const { crmId, owner } = hubspot.company.account(3);
    const other = hubspot.company.reps.find(({ crmOwnerId }) => crmOwnerId !== owner);
    const properties = { city: 'Bonn', hubspot_owner_id: other?.crmOwnerId ?? '', phone: '' };
    await hubspot.ask('PATCH', `/crm/objects/2026-09/companies/${crmId}`, { properties });
    await hubspot.ask(
      'DELETE',
      `/crm/objects/2026-09/companies/${hubspot.company.account(4).crmId}`,
    );
    const news = await written(crm);
    expect(news.map(({ content }) => content.kind).toSorted()).toEqual([
      'changed',
      'changed',
      'deleted',
      'owner',
    ]);
    await soon(async () => {
      const told = app.deliveries.flatMap(({ body }) => newsIn(Buffer.from(body), 4242) ?? []);
      expect(told).toEqual(expect.arrayContaining(news));
    });
  });

  it('is there only for an app that was installed by OAuth', async () => {
    hubspot = await visitHubSpot({ accounts: 1, oauth });
    expect(connect(hubspot, { token: 'pat-sandbox' }).journal).toBeUndefined();
    expect(connect(hubspot, { access: oauth }).journal).toBeDefined();
  });

  it('is asked for a property that was mapped since, from then on', async () => {
    hubspot = await visitHubSpot({ accounts: 12, oauth });
    const crm = connect(hubspot, { access: oauth });
    await written(crm);
    const describe = async (description: string) => {
      const path = `/crm/objects/2026-09/companies/${hubspot.company.account(3).crmId}`;
      await hubspot.ask('PATCH', path, { properties: { description } });
    };
    await describe('unheard');
    const field = { record: 'account', property: 'description', attribute: 'about' } as const;
    for await (const _ of crm.journal?.(undefined, [{ ...field, type: 'text' }]) ?? []);
    await describe('heard');
    expect(await written(crm)).toHaveLength(1);
  });
});
