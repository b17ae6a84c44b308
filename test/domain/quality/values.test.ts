import { describe, expect, it } from 'vitest';
import { houseStyleOf, type Spelling } from '../../../src/domain/quality/house-style.ts';
import { valueFlaws } from '../../../src/domain/quality/values.ts';
import { readAttributes } from '../../../src/domain/reading/attributes.ts';
import { standardCatalogue } from '../../../src/domain/rules/attribute.ts';

const at = new Date('2026-05-01T00:00:00Z');
const codes: Spelling[] = [
  { country: 'US', state: 'CA', count: 90 },
  { country: 'DE', state: 'BY', count: 40 },
];
const words: Spelling[] = [
  { country: 'United States', state: 'CA', count: 90 },
  { country: 'USA', count: 20 },
  { country: 'Germany', state: 'Bayern', count: 40 },
  { country: 'Hong Kong', count: 3 },
];

type Values = Record<string, string | number>;

function flawsOf(values: Values, book: Spelling[] = codes) {
  const stored = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { value, source: 'HubSpot', at }]),
  );
  return valueFlaws(stored, readAttributes(stored, standardCatalogue), houseStyleOf(book));
}

/** What is wrong with the last of these values. */
function flawOf(values: Values, book?: Spelling[]) {
  const attribute = Object.keys(values).at(-1);
  const found = flawsOf(values, book).filter(
    (flaw) => 'attribute' in flaw && flaw.attribute === attribute,
  );
  const [flaw] = found;
  if (!flaw) return 'clean';
  if (flaw.kind === 'impossible') return `${flaw.why}${flaw.proposed ? `, ${flaw.proposed}?` : ''}`;
  return flaw.kind === 'inconsistent' ? (flaw.proposed ?? 'for a person') : flaw.kind;
}

describe('a book that writes countries and states by their codes', () => {
  it.each<[Values, string]>([
    [{ country: 'US' }, 'clean'],
    [{ country: 'USA ' }, 'US'],
    [{ country: 'Deutschland' }, 'DE'],
    [{ country: 'united kingdom' }, 'GB'],
    [{ country: 'US', state: 'Calif.' }, 'CA'],
    [{ country: 'US', state: 'US-CA' }, 'CA'],
    [{ country: 'DE', state: 'Bavaria' }, 'BY'],
  ])('takes %j for %s', (values, clean) => expect(flawOf(values)).toBe(clean));
});

describe('a book that writes them in words', () => {
  it.each<[Values, string]>([
    [{ country: 'United States' }, 'clean'],
    [{ country: 'USA' }, 'United States'],
    [{ country: 'Deutschland' }, 'Germany'],
    [{ country: 'DE' }, 'Germany'],
    [{ country: 'HK' }, 'Hong Kong'],
    [{ country: 'FR' }, 'France'],
    [{ country: 'USA', state: 'California' }, 'CA'],
    [{ country: 'Germany', state: 'BY' }, 'Bayern'],
  ])('takes %j for %s', (values, clean) => expect(flawOf(values, words)).toBe(clean));
});

describe('a book without a custom', () => {
  it('takes codes for right', () => {
    expect(flawOf({ country: 'Deutschland' }, [])).toBe('DE');
    expect(flawOf({ country: 'DE' }, [])).toBe('clean');
  });
});

describe('values that cannot be', () => {
  it.each<[Values, string]>([
    [{ country: 'Narnia' }, 'unknown-country'],
    [{ country: 'DE', state: 'Texas' }, 'no-such-state'],
    [{ country: 'US', zip: '94612', city: 'Oakland', state: 'Oakland' }, 'no-such-state, CA?'],
    [{ country: 'DE', zip: 'M1 2AB' }, 'zip-does-not-fit'],
    [{ country: 'US', zip: '00000' }, 'zip-does-not-fit'],
    [{ employees: -4 }, 'too-small'],
    [{ employees: 0 }, 'too-small'],
    [{ revenue: '-5M' }, 'too-small'],
    [{ revenue: '$-5M' }, 'too-small'],
    [{ employees: 'plenty' }, 'unreadable'],
    [{ industry: 'Zyxology' }, 'unreadable'],
  ])('finds %j: %s', (values, why) => expect(flawOf(values)).toBe(why));

  it.each<[Values, string[]]>([
    [
      { country: 'US', zip: '84101', city: 'UT', state: 'Salt Lake City' },
      ['state: Salt Lake City → UT', 'city: UT → Salt Lake City'],
    ],
    // Written over, the city would be lost; of a city that has a state's name nobody can tell which it is.
    [{ country: 'US', zip: '94612', state: 'Oakland' }, ['state: Oakland → ?']],
    [
      { country: 'US', zip: '10001', city: 'New York', state: 'Manhattan' },
      ['state: Manhattan → ?'],
    ],
    // The postal code says California: "LA" is no Louisiana.
    [{ country: 'US', zip: '90001', city: 'LA', state: 'Watts' }, ['state: Watts → ?']],
  ])('never writes over the one place where the city of %j stands', (values, fixes) => {
    const found = flawsOf(values).flatMap((flaw) =>
      flaw.kind === 'impossible'
        ? [`${flaw.attribute}: ${flaw.value} → ${flaw.proposed ?? '?'}`]
        : [],
    );
    expect(found).toEqual(fixes);
  });

  it('says nothing of a field in which nothing is said', () => {
    expect(flawsOf({ country: 'n/a', zip: '-', employees: '' })).toEqual([]);
  });
});

describe('values that mean the same and are written differently', () => {
  it.each<[Values, string]>([
    [{ revenue: '$5M' }, '5000000'],
    [{ revenue: '1.2 bn USD' }, '1200000000'],
    [{ employees: '1,200' }, '1200'],
    [{ employees: '1200' }, 'clean'],
    [{ employees: 1200 }, 'clean'],
    [{ country: 'US', zip: '1234' }, '01234'],
    [{ country: 'PL', zip: '50107' }, '50-107'],
    [{ country: 'GB', zip: 'm12ab' }, 'M1 2AB'],
    [{ city: 'Oakland  ' }, 'Oakland'],
  ])('takes %j for %s', (values, clean) => expect(flawOf(values)).toBe(clean));

  it.each<[Values]>([
    [{ employees: '500+' }],
    [{ employees: '50-100' }],
    [{ revenue: '$10M to 50M' }],
  ])('proposes nothing for %j, which says more than one number', (values) =>
    expect(flawOf(values)).toBe('for a person'),
  );

  it.each<[Values]>([
    [{ country: 'US', zip: '94612-1234' }],
    [{ country: 'LU', zip: 'L-1279' }],
    [{ country: 'GB', state: 'Kent' }],
    [{ country: 'IT', state: 'MI' }],
    [{ industry: 'HOSPITAL_HEALTH_CARE' }],
    [{ type: 'PAST_CUSTOMER' }],
  ])('leaves %j alone: a clean value would say less', (values) => {
    expect(flawOf(values)).toBe('clean');
  });
});
