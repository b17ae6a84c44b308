import fc from 'fast-check';
import type { Commonness } from '../../../src/domain/matching/commonness.ts';
import { profileOf, type Typed } from '../../../src/domain/matching/profile.ts';

/** A company in Oakland; a test names only what it is about. */
export function aCompany(fields: Partial<Typed> = {}): Typed {
  return {
    name: 'Blue Heron Freight Inc',
    domains: ['blueheronfreight.com'],
    phone: '+1 510 555 0100',
    country: 'United States',
    city: 'Oakland',
    zip: '94612',
    ...fields,
  };
}

export function bookOf(companies: Typed[]) {
  return companies.map(profileOf);
}

/** Nobody else has these names. */
export const rare: Commonness = { core: () => 2, domain: () => 2, word: () => 2 };

const words = ['Blue', 'Heron', 'Freight', 'Acme', 'Health', 'Group', 'North', 'Soouth', 'South'];
/** Companies that have a lot in common. */
export const anyCompany: fc.Arbitrary<Typed> = fc.record({
  name: fc.array(fc.constantFrom(...words), { maxLength: 3 }).map((chosen) => chosen.join(' ')),
  domains: fc.uniqueArray(fc.constantFrom('acme.com', 'acme.io', 'heron.com', 'gmail.com'), {
    maxLength: 2,
  }),
  phone: fc.constantFrom('+1 510 555 0100', '(510) 555-0100', '+1 415 555 0199', ''),
  country: fc.constantFrom('US', 'Deutschland', ''),
  city: fc.constantFrom('Oakland', 'Berlin', ''),
  zip: fc.constantFrom('94612', '10115', ''),
  family: fc.constantFrom('one', 'two', undefined),
});
