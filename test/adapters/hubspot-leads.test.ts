import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leadFactsOf } from '../../src/domain/facts.ts';
import type { CrmLead } from '../../src/ports.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { aPage, aRecord, collect, connect, startPortal, tellOwner } from './hubspot-server.ts';

const changed = '2026-11-10T12:00:00Z';
const at = new Date(changed);

/** Reads one contact as HubSpot would list it. */
async function readContact(properties: Record<string, unknown>): Promise<CrmLead | undefined> {
  const contact = aRecord('501', { lastmodifieddate: changed, ...properties });
  const portal = await startPortal(() => aPage([contact]));
  const [lead] = await collect(connect(portal).leads());
  return lead;
}

const factsOf = async (properties: Record<string, unknown>) => {
  const lead = await readContact(properties);
  return leadFactsOf({ name: lead?.name ?? '', attributes: lead?.attributes ?? {} }).facts;
};

describe('A contact of HubSpot', () => {
  it('is a lead with what the CRM says of it, since when, and where it works', async () => {
    const lead = await readContact({
      email: 'eva@acme.com',
      firstname: 'Eva',
      lastname: 'Roth',
      associatedcompanyid: '77',
      hubspot_owner_id: '11',
      country: 'Germany',
      city: 'München',
      state: '',
      hs_language: 'de-at',
      createdate: '2026-11-09T08:00:00Z',
      lifecyclestage: 'marketingqualifiedlead',
      hs_lead_status: 'IN_PROGRESS',
      hs_analytics_source: 'ORGANIC_SEARCH',
    });
    expect(lead).toMatchObject({ id: '501', accountId: '77', name: 'Eva Roth', ownerId: '11' });
    expect(lead?.changedAt).toEqual(at);
    expect(lead?.attributes.country).toEqual({ value: 'Germany', source: 'HubSpot', at });
    expect(lead?.attributes.state).toBeUndefined();
    const { name = '', attributes = {} } = lead ?? {};
    expect(leadFactsOf({ name, attributes }).facts).toMatchObject({
      ...{
        country: 'DE',
        city: 'München',
        language: 'de',
        created: Date.parse('2026-11-09T08:00Z'),
      },
      ...{ lifecycle: 'marketing qualified lead', lead_status: 'In Progress' },
      ...{ source: 'inbound', source_detail: 'Organic Search' },
    });
  });

  it('without a name goes by its address, and says nothing where HubSpot says nothing', async () => {
    expect(await readContact({ email: 'eva@acme.com' })).toEqual({
      ...{ id: '501', name: 'eva@acme.com', email: 'eva@acme.com', attributes: {}, changedAt: at },
    });
  });

  it('says for which company it works, in its own words', async () => {
    const told = { company: 'Zenith Mills LLC', website: 'zenith.example', phone: '5105550100' };
    const lead = await readContact(told);
    const said = Object.entries(lead?.attributes ?? {}).map(([key, { value }]) => [key, value]);
    expect(Object.fromEntries(said)).toEqual(told);
  });

  it.each([
    ['ORGANIC_SEARCH', 'google', '', 'inbound'],
    ['PAID_SEARCH', 'partner-program', '', 'inbound'],
    ['DIRECT_TRAFFIC', 'www.tallgrass.example', '', 'inbound'],
    ['EMAIL_MARKETING', 'Webinar follow-up', '', 'inbound'],
    ['REFERRALS', 'www.g2.com', '', 'inbound'],
    ['OTHER_CAMPAIGNS', 'spring', '', 'inbound'],
    ['OTHER_CAMPAIGNS', 'webinar_2026', '', 'event'],
    ['OFFLINE', 'IMPORT', 'Hannover trade show badges.csv', 'event'],
    ['OFFLINE', 'IMPORT', 'Partner referrals.csv', 'partner'],
    ['OFFLINE', 'CRM_UI', 'userId:77', 'outbound'],
    ['OFFLINE', 'MEETINGS', '', 'inbound'],
    ['OFFLINE', 'IMPORT', 'contacts.csv', 'offline'],
    ['OFFLINE', '', '', 'offline'],
    ['CARRIER_PIGEON', '', '', 'Carrier Pigeon'],
  ])(
    'from %s, %s, %s is of the source that rules ask for',
    async (channel, first, second, source) => {
      const facts = await factsOf({
        hs_analytics_source: channel,
        hs_analytics_source_data_1: first,
        hs_analytics_source_data_2: second,
      });
      expect(facts.source).toBe(source);
    },
  );
});

describe('The sandbox’s contacts', () => {
  const company = createCompany({ seed: 11, accounts: 230 });
  let hubspot: HubSpot;
  beforeAll(async () => {
    const portal = { token: 'pat-test', portalId: 4711, limits: 'off' as const };
    hubspot = await startHubSpot({ port: 0, company, ...portal });
  });
  afterAll(() => hubspot.stop());

  it('tell where they come from, in every way that rules ask for', async () => {
    const leads = await collect(connect(hubspot).leads());
    const sources = leads.map(({ attributes }) => attributes.source?.value);
    expect(new Set(sources)).toEqual(
      new Set(['inbound', 'outbound', 'event', 'partner', 'offline']),
    );
    const share = (source: string) =>
      sources.filter((one) => one === source).length / sources.length;
    expect(share('inbound')).toBeGreaterThan(0.5);
    const statuses = new Set(leads.map(({ attributes }) => attributes.lead_status?.value));
    expect([...statuses]).toEqual(expect.arrayContaining(['NEW', 'UNQUALIFIED', 'BAD_TIMING']));
    expect(leads.every(({ attributes }) => attributes.created)).toBe(true);
  });

  it('take an owner who stands there until somebody edits', async () => {
    const crm = connect(hubspot);
    const [lead] = await collect(crm.leads());
    const { id = '', ownerId: expected } = lead ?? {};
    const [wanted, other] = company.reps
      .map(({ crmOwnerId }) => crmOwnerId)
      .filter((id) => id !== expected);
    const write = { kind: 'lead', id, expected, wanted } as const;
    expect(await tellOwner(crm, write)).toMatchObject({ kind: 'written' });
    expect(await tellOwner(crm, write)).toMatchObject({ kind: 'already' });
    expect(await tellOwner(crm, { ...write, wanted: other })).toEqual({
      ...{ kind: 'conflict', present: wanted },
    });
    const [after] = await collect(crm.leads());
    expect(after).toMatchObject({ id, ownerId: wanted });
    expect(await tellOwner(crm, { kind: 'lead', id, expected: wanted })).toMatchObject({
      kind: 'written',
    });
    expect((await collect(crm.leads()))[0]?.ownerId).toBeUndefined();
  });

  it('say of an owner that HubSpot has copied from the company, where they are read by their ids', async () => {
    const crm = connect(hubspot);
    const [first] = await collect(crm.accounts());
    const { id: accountId = '', ownerId: expected } = first ?? {};
    const leads = await collect(crm.leads());
    const ids = leads.filter((lead) => lead.accountId === accountId).map(({ id }) => id);
    const readHow = async () => {
      const found = await crm.get.lead(ids);
      return ids.map((id) => {
        const one = found.get(id);
        if (one?.kind !== 'there') return [];
        const { ownerId, ownerHistory = [] } = one.record;
        return [ownerId, ownerHistory.at(-1)?.how === 'copied' ? 'copied' : undefined];
      });
    };
    expect((await readHow()).map(([, how]) => how)).toEqual(ids.map(() => undefined));
    const [wanted, other] = company.reps
      .map(({ crmOwnerId }) => crmOwnerId)
      .filter((id) => id !== expected);
    hubspot.portal.switches.ownerCopying = true;
    await tellOwner(crm, { kind: 'account', id: accountId, expected, wanted });
    hubspot.portal.switches.ownerCopying = false;
    expect(await readHow()).toEqual(ids.map(() => [wanted, 'copied']));
    const [id = ''] = ids;
    await tellOwner(crm, { kind: 'lead', id, expected: wanted, wanted: other });
    expect((await readHow())[0]).toEqual([other, undefined]);
  });

  it('do not take one whom HubSpot does not know, and say whose record it was', async () => {
    const crm = connect(hubspot);
    const [, lead] = await collect(crm.leads());
    const { id = '', ownerId: expected } = lead ?? {};
    expect(await tellOwner(crm, { kind: 'lead', id, expected, wanted: '999' })).toMatchObject({
      ...{ kind: 'refused', why: 'invalid' },
      problem: expect.stringContaining(`Writing the owner of contact ${id}`),
    });
  });
});
