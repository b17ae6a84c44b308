import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/domain/facts.ts';
import type { CrmAccount } from '../../src/ports.ts';
import { aPage, aRecord, type Call, collect, connect, startPortal } from './hubspot-server.ts';

const people = [
  {
    id: '11',
    email: 'ann@us.example',
    firstName: 'Ann',
    lastName: 'Lee',
    archived: false,
    userId: 1,
  },
  {
    id: '12',
    email: 'bob@us.example',
    firstName: '',
    lastName: '',
    archived: true,
    userIdIncludingInactive: 2,
  },
];

type Version = { value: string; at: string; sourceType?: string; by?: number; sourceId?: string };
const versionOf = ({ value, at, sourceType = 'CRM_UI', by, sourceId }: Version) => ({
  value,
  timestamp: at,
  sourceType,
  ...(by && { updatedByUserId: by }),
  ...(sourceId && { sourceId }),
});

/** Reads one company as HubSpot would list it. */
async function readCompany(
  properties: Record<string, unknown>,
  past: { name?: Version[]; hubspot_owner_id?: Version[] } = {},
): Promise<CrmAccount | undefined> {
  const propertiesWithHistory = {
    name: past.name?.map(versionOf) ?? [],
    hubspot_owner_id: past.hubspot_owner_id?.map(versionOf) ?? [],
  };
  const company = aRecord('77', properties, { propertiesWithHistory });
  const portal = await startPortal((call) =>
    call.path.includes('/owners/') ? ownersOf(call) : aPage([company]),
  );
  const [account] = await collect(connect(portal).accounts());
  return account;
}

const ownersOf = ({ query }: Call) =>
  aPage(people.filter(({ archived }) => archived === (query.get('archived') === 'true')));

describe('A company of HubSpot', () => {
  it('keeps every spelling of a domain as one bare name, and drops what is none', async () => {
    const account = await readCompany({
      name: 'Acme',
      domain: 'HTTPS://www.ACME.com/about?x=1',
      hs_additional_domains:
        'acme.com;sales@Acme.de; acme.co.uk.;n/a;unknown;10.0.0.1;acme.test:8080;http://;müller.de;-x.com;www.de',
    });
    expect(account?.domains).toEqual([
      'acme.com',
      'acme.de',
      'acme.co.uk',
      'acme.test',
      'xn--mller-kva.de',
      'www.de',
    ]);
  });

  it('has attributes only where the field says something', async () => {
    const account = await readCompany({
      name: '  Acme \u0000\n  Health ',
      country: '',
      state: ' CA ',
      city: null,
      numberofemployees: '',
      annualrevenue: null,
      type: 'PROSPECT',
      createdate: '2026-10-02T08:00:00Z',
      hs_lastmodifieddate: '2026-11-10T12:00:00Z',
    });
    const at = new Date('2026-11-10T12:00:00Z');
    expect(account?.name).toBe('Acme Health');
    expect(account?.attributes).toEqual({
      state: { value: 'CA', source: 'HubSpot', at },
      type: { value: 'PROSPECT', source: 'HubSpot', at },
      created: { value: '2026-10-02T08:00:00.000Z', source: 'HubSpot', at },
    });
  });

  it('counts people and money as numbers', async () => {
    const account = await readCompany({ numberofemployees: '1200', annualrevenue: '1.5E7' });
    expect(account?.attributes.employees?.value).toBe(1200);
    expect(account?.attributes.revenue?.value).toBe(15_000_000);
  });

  it('says what is impossible as it is written there, and rules know nothing of it', async () => {
    const account = await readCompany({
      ...{ numberofemployees: '-5', annualrevenue: 'a lot', phone: '123', country: 'US' },
      website: 'https://acme.example/about',
    });
    const { attributes = {} } = account ?? {};
    expect(attributes).toMatchObject({
      ...{ employees: { value: -5 }, revenue: { value: 'a lot' }, phone: { value: '123' } },
      website: { value: 'https://acme.example/about' },
    });
    const { facts, unreadable } = factsOf({
      ...{ name: 'Acme', domains: [], attributes, openDeals: { value: 0 } },
    });
    for (const key of ['employees', 'revenue', 'phone']) expect(facts[key]).toBeUndefined();
    expect(unreadable.map(({ attribute, value }) => [attribute, value])).toEqual([
      ['employees', '-5'],
      ['revenue', 'a lot'],
      ['phone', '123'],
    ]);
  });

  it('has a telephone number as people type it, which is one number to rules', async () => {
    const account = await readCompany({ phone: '(510) 555-0100', country: 'US' });
    const { attributes = {} } = account ?? {};
    expect(attributes.phone?.value).toBe('(510) 555-0100');
    const asked = { name: 'Acme', domains: [], attributes, openDeals: { value: 0 } };
    expect(factsOf(asked).facts.phone).toBe('+15105550100');
  });

  it('F24 no domain: goes by its name, without a name by its domain, without either by its number', async () => {
    expect((await readCompany({ name: ' ', domain: 'acme.com' }))?.name).toBe('acme.com');
    expect((await readCompany({}))?.name).toBe('Company 77');
    expect(await readCompany({ name: 'Acme' })).toMatchObject({ name: 'Acme', domains: [] });
  });

  it('is not its own parent', async () => {
    expect((await readCompany({ hs_parent_company_id: '77' }))?.parentId).toBeUndefined();
    expect((await readCompany({ hs_parent_company_id: '78' }))?.parentId).toBe('78');
  });

  it('remembers the names it had, not other spellings of the one it has', async () => {
    const account = await readCompany(
      { name: 'Acme Health' },
      {
        name: [
          { value: 'Acme Health', at: '2026-03-01T00:00:00Z' },
          { value: 'ACME HEALTH', at: '2026-02-01T00:00:00Z' },
          { value: 'Old Clinics', at: '2025-02-01T00:00:00Z' },
          { value: '', at: '2024-02-01T00:00:00Z' },
        ],
      },
    );
    expect(account?.formerNames).toEqual(['Old Clinics']);
  });
});

describe('The owners a company had', () => {
  it('are told from the oldest on, each with who changed it', async () => {
    const account = await readCompany(
      { hubspot_owner_id: '11' },
      {
        hubspot_owner_id: [
          { value: '11', at: '2026-05-01T00:00:00Z', sourceType: 'AUTOMATION_PLATFORM' },
          { value: '', at: '2026-04-01T00:00:00Z', sourceType: 'MERGE_COMPANIES' },
          { value: '12', at: '2026-03-01T00:00:00Z', sourceId: 'userId:2' },
          { value: '11', at: '2026-02-01T00:00:00Z', by: 1 },
          { value: '11', at: '2026-01-01T00:00:00Z', by: 9 },
        ],
      },
    );
    expect(account?.ownerHistory.map(({ ownerId, by }) => [ownerId, by])).toEqual([
      ['11', { id: 'user:9', name: 'HubSpot user 9' }],
      ['12', { id: '12', name: 'Bob' }],
      [undefined, { id: 'MERGE_COMPANIES', name: 'HubSpot merge companies' }],
      ['11', { id: 'AUTOMATION_PLATFORM', name: 'HubSpot workflow' }],
    ]);
  });

  it('end with the present one even where HubSpot’s history stops short', async () => {
    const past = { hubspot_owner_id: [{ value: '11', at: '2026-01-01T00:00:00Z', by: 1 }] };
    const moved = await readCompany({ hubspot_owner_id: '12' }, past);
    expect(moved?.ownerHistory.map(({ ownerId }) => ownerId)).toEqual(['11', '12']);
    const freed = await readCompany({ hubspot_owner_id: '' }, past);
    expect(freed?.ownerId).toBeUndefined();
    expect(freed?.ownerHistory.at(-1)?.ownerId).toBeUndefined();
    const unknown = await readCompany({ hubspot_owner_id: '12' });
    expect(unknown?.ownerHistory).toMatchObject([{ ownerId: '12', by: { name: 'HubSpot' } }]);
  });

  it('are none where nobody ever owned it', async () => {
    expect((await readCompany({}))?.ownerHistory).toEqual([]);
  });
});

describe('A deal of HubSpot', () => {
  const stage = (id: string, label: string, metadata: object) => ({ id, label, metadata });
  const stages = [
    stage('talks', 'In talks', { isClosed: 'false', probability: '0.9' }),
    stage('signed', 'Signed', { isClosed: 'true', probability: '1.0' }),
    stage('gone', 'Gone', { isClosed: 'true', probability: '0.0' }),
  ];
  const readDeals = async (...deals: object[]) => {
    const portal = await startPortal(({ path }) => {
      if (path.includes('/pipelines/')) return aPage([{ stages }]);
      if (!path.startsWith('/account-info')) return aPage(deals);
      return { json: { portalId: 1, uiDomain: 'app-eu1.hubspot.com', companyCurrency: 'EUR' } };
    });
    return collect(connect(portal).deals());
  };

  it('is open, won or lost as its stage says', async () => {
    const deals = await readDeals(
      aRecord('1', { dealstage: 'talks' }),
      aRecord('2', { dealstage: 'signed' }),
      aRecord('3', { dealstage: 'gone' }),
      aRecord('4', { dealstage: 'archived', hs_is_closed: 'true', hs_is_closed_won: 'true' }),
      aRecord('5', { dealstage: 'archived', hs_is_closed: 'true', hs_is_closed_won: 'false' }),
    );
    expect(deals.map(({ stage, status }) => [stage, status])).toEqual([
      ['In talks', 'open'],
      ['Signed', 'won'],
      ['Gone', 'lost'],
      ['archived', 'won'],
      ['archived', 'lost'],
    ]);
  });

  it('is of its primary company and, unless it says otherwise, in the house’s currency', async () => {
    const results = [
      { id: '70', type: 'deal_to_company_unlabeled' },
      { id: '77', type: 'deal_to_company' },
    ];
    const [deal, bare] = await readDeals(
      aRecord(
        '1',
        { dealname: 'Pilot', amount: '1200.50', closedate: '2026-12-24T00:00:00Z' },
        { associations: { companies: { results } } },
      ),
      aRecord('2', { amount: 'tbd', closedate: 'soon', deal_currency_code: 'JPY' }),
    );
    expect(deal).toMatchObject({ accountId: '77', amount: 1200.5, currency: 'EUR' });
    expect(deal?.closesAt).toEqual(new Date('2026-12-24T00:00:00Z'));
    expect(bare).toEqual({
      id: '2',
      name: 'Deal 2',
      stage: 'without a stage',
      status: 'open',
      currency: 'JPY',
      changedAt: new Date('2026-11-01T08:00:00Z'),
    });
  });
});

describe('A link to a company', () => {
  const linkOf = async (uiDomain: string) => {
    const portal = await startPortal(() => ({ json: { portalId: 4711, uiDomain } }));
    return await connect(portal).accountUrl();
  };

  it('opens HubSpot where the account lives', async () => {
    expect(await linkOf('app-eu1.hubspot.com')).toBe(
      'https://app-eu1.hubspot.com/contacts/4711/record/0-2/{id}',
    );
    expect(await linkOf('127.0.0.1:4000')).toBe(
      'http://127.0.0.1:4000/contacts/4711/record/0-2/{id}',
    );
  });

  it('is asked for once, and again only after a failure', async () => {
    const portal = await startPortal((_call, nth) =>
      nth === 1
        ? { status: 401, json: { message: 'expired' } }
        : { json: { portalId: 1, uiDomain: 'app.hubspot.com' } },
    );
    const crm = connect(portal);
    await expect(crm.accountUrl()).rejects.toThrow(
      'HubSpot refused the token (401): expired. Put a valid one into HUBSPOT_TOKEN.',
    );
    await crm.accountUrl();
    await crm.accountUrl();
    expect(portal.calls).toHaveLength(2);
  });
});
