import { describe, expect, it } from 'vitest';
import { factsOf, leadFactsOf, type StoredAccount } from '../../src/domain/facts.ts';
import { standardCatalogue } from '../../src/domain/rules/attribute.ts';

const at = new Date('2026-05-01T00:00:00Z');

function stored(values: Record<string, unknown>, source = 'HubSpot') {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { value, source, at }]),
  );
}

function anAccount(values: Record<string, unknown>, around: Partial<StoredAccount> = {}) {
  const attributes = stored(values);
  return { name: 'Acme', domains: [], attributes, openDeals: { value: 0 }, ...around };
}

describe('the facts of an account', () => {
  it('are what its stored values mean', () => {
    const { facts, origins, unreadable } = factsOf(
      anAccount({
        country: 'U.S.A.',
        state: 'Calif.',
        city: ' Oakland ',
        zip: '94612-1234',
        industry: 'HOSPITAL_HEALTH_CARE',
        employees: '201-500',
        revenue: '$50M',
        type: 'PAST_CUSTOMER',
        created: '2024-03-01',
        tags: 'green;blue',
        score: 71,
      }),
    );
    expect(facts).toMatchObject({
      record: 'account',
      name: 'Acme',
      country: 'US',
      state: 'CA',
      city: 'Oakland',
      zip: '94612',
      industry: 'Healthcare',
      employees: 201,
      revenue: 50_000_000,
      type: 'Past Customer',
      former_customer: true,
      created: Date.parse('2024-03-01'),
      tags: ['green', 'blue'],
      score: 71,
    });
    expect(origins.revenue).toEqual({ source: 'HubSpot', at });
    expect(origins.former_customer).toEqual({ source: 'HubSpot', at });
    expect(unreadable).toEqual([]);
  });

  it('are unknown and reported where a value cannot be read', () => {
    const { facts, origins, unreadable } = factsOf(
      anAccount({ country: 'Narnia', employees: 0, revenue: 'plenty', industry: 'Quantum' }),
    );
    const known = Object.keys(facts).filter((key) => facts[key] !== undefined);
    expect(known.toSorted()).toEqual(['name', 'open_deal_value', 'record']);
    expect(origins.country).toBeUndefined();
    expect(unreadable).toEqual([
      { attribute: 'country', value: 'Narnia', source: 'HubSpot' },
      { attribute: 'employees', value: '0', source: 'HubSpot' },
      { attribute: 'revenue', value: 'plenty', source: 'HubSpot' },
      { attribute: 'industry', value: 'Quantum', source: 'HubSpot' },
    ]);
  });

  it('are unknown and not reported where somebody wrote that there is nothing to say', () => {
    const { facts, unreadable } = factsOf(
      anAccount({ country: 'n/a', industry: 'Unknown', revenue: '-', city: '', state: null }),
    );
    expect([facts.country, facts.industry, facts.revenue, facts.city]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(unreadable).toEqual([]);
  });

  it('take the state from the postal code where none can be read, and say so', () => {
    const missing = factsOf(anAccount({ country: 'USA', zip: '2139' }));
    expect(missing.facts).toMatchObject({ state: 'MA', zip: '02139' });
    expect(missing.origins.state).toEqual({ source: 'HubSpot, by postal code', at });

    const swapped = factsOf(anAccount({ country: 'USA', zip: '94612', state: 'Oakland' }));
    expect(swapped.facts.state).toBe('CA');
    expect(swapped.unreadable).toEqual([
      { attribute: 'state', value: 'Oakland', source: 'HubSpot' },
    ]);
  });

  it('do not take a state from a postal code of nobody knows which country', () => {
    expect(factsOf(anAccount({ zip: '94612' })).facts.state).toBeUndefined();
  });

  it('read a place by its country, whichever of them was stored first', () => {
    const { facts } = factsOf(anAccount({ zip: '4109', state: 'Sachsen', country: 'Deutschland' }));
    expect(facts).toMatchObject({ country: 'DE', state: 'SN', zip: '04109' });
  });

  it('know who owns what stands around it', () => {
    const { facts } = factsOf(
      anAccount(
        {},
        {
          domains: ['acme.io', 'acme.com'],
          owner: 'ana@example.com',
          parent: { name: 'Acme Group', owner: 'bo@example.com' },
          familyOwner: 'cy@example.com',
          openDeals: { value: 90_000, owner: 'di@example.com' },
        },
      ),
    );
    expect(facts).toMatchObject({
      domain: 'acme.com',
      domains: ['acme.io', 'acme.com'],
      owner: 'ana@example.com',
      parent: 'Acme Group',
      parent_owner: 'bo@example.com',
      family_owner: 'cy@example.com',
      open_deal_owner: 'di@example.com',
      open_deal_value: 90_000,
    });
  });

  it('do not let the CRM say who owns an account: the registry does', () => {
    expect(factsOf(anAccount({ owner: 'eve@example.com' })).facts.owner).toBeUndefined();
  });

  it('know that a customer is no former one, and nothing where the CRM is silent', () => {
    expect(factsOf(anAccount({ type: 'CUSTOMER' })).facts.former_customer).toBe(false);
    expect(factsOf(anAccount({})).facts.former_customer).toBeUndefined();
    expect(factsOf(anAccount({ former_customer: 'yes' })).facts.former_customer).toBe(true);
  });

  it('pass on what the workspace added: by its catalogue, or as it is', () => {
    const values = { segment: 'Strategic', seats: '1,200', pilot: true, note: '1,200' };
    const catalogue = new Map([
      ...standardCatalogue,
      ['seats', { key: 'seats', label: 'Seats', type: 'number' as const }],
    ]);
    const { facts } = factsOf(anAccount(values), catalogue);
    expect(facts).toMatchObject({ segment: 'Strategic', seats: 1200, pilot: true, note: '1,200' });
  });
});

describe('the facts of a lead', () => {
  const account = factsOf(
    anAccount(
      { country: 'US', state: 'CA', industry: 'SaaS', revenue: 5_000_000, score: 10 },
      { owner: 'ana@example.com', domains: ['acme.com'] },
    ),
  );
  const lead = { name: 'Eva Roth', email: 'eva@acme.de', attributes: {} };

  it('are those of its account where it says nothing itself', () => {
    const { facts, origins } = leadFactsOf(lead, account);
    expect(facts).toMatchObject({
      record: 'lead',
      name: 'Eva Roth',
      domain: 'acme.com',
      country: 'US',
      state: 'CA',
      industry: 'Software',
      revenue: 5_000_000,
      matched_owner: 'ana@example.com',
    });
    expect(origins.country).toEqual({ source: 'HubSpot', at });
    expect(facts.owner).toBeUndefined();
    expect(facts.score).toBeUndefined();
  });

  it('keep its own place whole', () => {
    const inMunich = { ...lead, attributes: stored({ country: 'Germany', city: 'München' }) };
    const { facts } = leadFactsOf(inMunich, account);
    expect(facts).toMatchObject({ country: 'DE', city: 'München', industry: 'Software' });
    expect(facts.state).toBeUndefined();
  });

  it('stand alone where no account is matched', () => {
    const { facts } = leadFactsOf({
      ...lead,
      owner: 'bo@example.com',
      attributes: stored({ source: 'PAID_SEARCH' }),
    });
    expect(facts).toMatchObject({
      domain: 'acme.de',
      owner: 'bo@example.com',
      source: 'Paid Search',
    });
    expect(facts.matched_owner).toBeUndefined();
    expect(facts.open_deal_value).toBeUndefined();
  });
});
