import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/domain/facts.ts';
import { stateOfZip } from '../../src/domain/geography/postal-code.ts';
import { statesOf } from '../../src/domain/geography/state.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';

const company = createCompany({ seed: 7, accounts: 20_000 });
const at = new Date('2026-05-01T00:00:00Z');
const keys = ['country', 'state', 'zip', 'industry'] as const;

/** As the import stores them: what is empty in the CRM is not stored. */
const readings = Array.from({ length: company.accountCount }, (_, index) => {
  const { country, state, zip, industry, name } = company.account(index);
  const values = Object.entries({ country, state, zip, industry }).filter(
    ([, value]) => value !== '',
  );
  const attributes = Object.fromEntries(
    values.map(([key, value]) => [key, { value, source: 'HubSpot', at }]),
  );
  const account = { name, domains: [], attributes, openDeals: { value: 0 } };
  return { attributes, ...factsOf(account) };
});

describe('a company with the dirt that CRMs gather', () => {
  it.each(keys)('has at least 97 of 100 values of %s read', (key) => {
    const stored = readings.filter(({ attributes }) => attributes[key]).length;
    const unread = readings.flatMap(({ unreadable }) =>
      unreadable.filter(({ attribute }) => attribute === key).map(({ value }) => value),
    );
    const share = 1 - unread.length / stored;
    console.info(`${key}: ${(share * 100).toFixed(2)} % of ${stored} read; not: ${tally(unread)}`);
    expect(stored).toBeGreaterThan(15_000);
    expect(share).toBeGreaterThanOrEqual(0.97);
  });

  it('has the state of nearly every account in a country whose states are listed', () => {
    const listed = readings.filter(({ facts }) => statesOf(String(facts.country)).length > 0);
    const known = listed.filter(({ facts }) =>
      statesOf(String(facts.country)).includes(String(facts.state)),
    );
    expect(known.length / listed.length).toBeGreaterThan(0.99);
  });

  it('has no state of an American account that its postal code denies', () => {
    const american = readings.flatMap(({ facts: { country, state, zip } }) =>
      country === 'US' && state && zip ? [{ state, ofZip: stateOfZip(String(zip), 'US') }] : [],
    );
    expect(american.length).toBeGreaterThan(5000);
    expect(american.filter(({ state, ofZip }) => state !== ofZip)).toEqual([]);
  });
});

/** The most frequent first. */
function tally(values: string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a).slice(0, 12);
  return sorted.map(([value, count]) => `${value} ${count}`).join(', ') || 'none';
}
