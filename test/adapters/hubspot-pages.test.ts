import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CrmPage } from '../../src/ports.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { aPage, aRecord, collect, connect, startPortal } from './hubspot-server.ts';

const company = createCompany({ seed: 1, accounts: 220 });
let hubspot: HubSpot;
beforeAll(async () => {
  const app = { token: 'pat-test', portalId: 1, limits: 'off' } as const;
  hubspot = await startHubSpot({ ...app, port: 0, company });
});
afterAll(() => hubspot.stop());

/** The first page, as if the reader had been killed after it. */
async function firstOf<Record>(pages: AsyncIterable<CrmPage<Record>>): Promise<CrmPage<Record>> {
  for await (const page of pages) return page;
  throw new Error('there is no page');
}

describe('a reading of HubSpot that broke off', () => {
  it.each(['accounts', 'deals', 'leads'] as const)(
    'goes on after the page it had: %s',
    async (what) => {
      const crm = connect(hubspot);
      const read = {
        accounts: (after?: string) => crm.accounts([], after),
        deals: (after?: string) => crm.deals(after),
        leads: (after?: string) => crm.leads([], after),
      }[what] as (after?: string) => AsyncIterable<CrmPage<{ id: string }>>;
      const whole = (await collect(read())).map(({ id }) => id);
      const { records, next } = await firstOf(read());
      expect(next).toBeDefined();
      const rest = await collect(read(next));
      expect([...records, ...rest].map(({ id }) => id)).toEqual(whole);
    },
  );

  it('says of the last page that it is the last', async () => {
    const nexts: unknown[] = [];
    for await (const { next } of connect(hubspot).accounts()) nexts.push(next);
    expect(nexts.map((next) => next !== undefined)).toEqual([true, true, true, true, false]);
  });
});

describe('a page of HubSpot', () => {
  it('says how many of its records could not be read', async () => {
    const lead = aRecord('1', { firstname: 'Ada' });
    const portal = await startPortal(() => aPage([lead, { ...lead, updatedAt: 'never' }, null]));
    const { records, unread } = await firstOf(connect(portal).leads());
    expect([records.length, unread]).toEqual([1, 2]);
  });
});

describe('HubSpot', () => {
  it('says how many records there are', async () => {
    const { count } = connect(hubspot);
    const leads = await collect(connect(hubspot).leads());
    expect([await count?.('account'), await count?.('lead')]).toEqual([220, leads.length]);
  });
});
