import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCompanies, PROBABLE } from '../../../src/domain/matching/likeness.ts';
import { profileOf, type Typed } from '../../../src/domain/matching/profile.ts';
import { aCompany, anyCompany, rare } from './book.ts';

const company = aCompany();
const bare = { domains: [], phone: '', zip: '' };
const compare = (one: Partial<Typed>, other: Partial<Typed> = {}, common = rare) =>
  compareCompanies(profileOf(aCompany(one)), profileOf(aCompany(other)), common);
const signs = (one: Partial<Typed>, other: Partial<Typed> = {}) =>
  compare(one, other).reasons.map(({ sign }) => sign);

describe('two records are probably one company', () => {
  it.each<[string, Partial<Typed>]>([
    ['whose name is typed in capitals, without its form', { name: 'BLUE HERON FREIGHT' }],
    ['with a letter wrong', { name: 'Blue Hreon Freight LLC', domains: [] }],
    ['that is marked as a copy', { name: 'Blue Heron Freight (duplicate?)', phone: '' }],
    ['whose domain stands where the name belongs', { name: 'blueheronfreight.com', phone: '' }],
    ['that has moved', { city: 'Denver', zip: '80202', phone: '+1 303 555 0111' }],
    ['with a new domain', { domains: ['getblueheronfreight.com'], phone: '' }],
    ['whose telephone number is written otherwise', { ...bare, phone: '(510) 555-0100' }],
    ['that calls itself a group', { name: 'Blue Heron Freight Group', phone: '' }],
  ])('%s', (_, copy) => {
    expect(compare(copy).score).toBeGreaterThan(PROBABLE);
  });
});

describe('two records are not taken for one company', () => {
  it.each<[string, Partial<Typed>, Partial<Typed>]>([
    ['of one name in two countries', bare, { ...bare, country: 'Germany', city: 'Berlin' }],
    ['of one family, as somebody said', { family: 'heron' }, { family: 'heron' }],
    ['of one brand and another trade', { name: 'Blue Heron Robotics' }, { phone: '' }],
    ['with another number in the name', { name: 'Store 12' }, { name: 'Store 13' }],
    ['with nothing but a town in common', { ...bare, name: 'Grey Wolf Mills' }, bare],
    [
      'that share a free mail domain',
      { ...bare, domains: ['gmail.com'], city: '' },
      { domains: ['gmail.com'], name: 'Grey Wolf Mills' },
    ],
  ])('%s', (_, one, other) => {
    expect(compare(one, other).score).toBeLessThan(PROBABLE);
  });

  it('where many have the name and the domain: those are outlets of a chain', () => {
    const chain = { core: () => 40, domain: () => 40, word: () => 40 };
    const outlet = { city: 'Denver', zip: '80202', phone: '+1 303 555 0111' };
    expect(compare(outlet, {}, chain).score).toBeLessThan(0.1);
    expect(compare(outlet).score).toBeGreaterThan(PROBABLE);
  });

  it('where one word that many have stands for another: Foods is no misspelling of Goods', () => {
    const common = { ...rare, word: (word: string) => (word === 'acme' ? 2 : 500) };
    const [one, other] = [
      { ...bare, name: 'Acme Foods' },
      { ...bare, name: 'Acme Goods' },
    ];
    expect(compare(one, other, common).reasons.map(({ sign }) => sign)).toContain('other-words');
    expect(compare(one, other).reasons.map(({ sign }) => sign)).toContain('near-name');
  });
});

describe('a likeness', () => {
  it('says its reasons, for and against', () => {
    expect(signs({ name: 'Blue Heron Freight', city: 'Denver', zip: '80202' })).toEqual([
      'same-name',
      'rare-name',
      'same-domain',
      'same-phone',
      'other-city',
    ]);
  });

  it('does not depend on which record is asked first', () => {
    fc.assert(
      fc.property(anyCompany, anyCompany, (one, other) => {
        const [a, b] = [profileOf(one), profileOf(other)];
        expect(compareCompanies(a, b, rare)).toEqual(compareCompanies(b, a, rare));
      }),
    );
  });

  it('is a probability', () => {
    fc.assert(
      fc.property(anyCompany, (other) => {
        const { score } = compareCompanies(profileOf(company), profileOf(other), rare);
        expect(score).toBeGreaterThan(0);
        expect(score).toBeLessThan(1);
      }),
    );
  });
});
