import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/domain/facts.ts';
import type { CrmField } from '../../src/domain/field.ts';
import { houseStyleOf } from '../../src/domain/quality/house-style.ts';
import { Refusal, wordRefusal } from '../../src/domain/refusal.ts';
import { standardCatalogue } from '../../src/domain/rules/attribute.ts';
import {
  rankable,
  rankedAttribute,
  readSources,
  type Source,
  usualSources,
} from '../../src/domain/source.ts';
import {
  betterWord,
  type Sayings,
  textOf,
  wordSources,
  wordsOf,
} from '../../src/domain/source-word.ts';

const field = (name: string, label: string, more: Partial<CrmField> = {}): CrmField => ({
  ...{ name, label, type: 'number', isArchived: false, ...more },
});
const present = [
  field('zi_employees', 'ZoomInfo employees'),
  field('billing_country', 'Billing country', { type: 'text' }),
  field('vendor_a', 'Vendor', { type: 'text' }),
  field('vendor_b', 'Vendor', { type: 'text' }),
  field('old_count', 'Old count', { isArchived: true }),
  field('is_public', 'Public', { type: 'boolean' }),
];
const property = (name: string): Source => {
  const label = present.find((one) => one.name === name)?.label ?? name;
  return { kind: 'property', property: name, label, state: 'sound' };
};
const read = (text: string, attribute = 'employees') =>
  readSources(attribute, attribute === 'employees' ? 'number' : 'text', text.split('\n'), present);

describe('a ranking that ops type', () => {
  it('takes properties by either name, numbered or not, and what the registry knows besides', () => {
    const typed = '1. ZoomInfo Employees\n\n2) RULES\nfamily\nCorrected';
    expect(read(typed)).toEqual({
      problems: [],
      sources: [
        property('zi_employees'),
        { kind: 'rules' },
        { kind: 'family' },
        { kind: 'corrected' },
      ],
    });
    expect(read('Postal code\nrules', 'state').problems).toEqual([]);
    expect(read('\n \n')).toEqual({ sources: [], problems: [] });
  });

  it.each([
    ['zi_employees', /“rules” is missing: add that line/],
    ['zi_employes\nrules', /no property “zi_employes”: did you mean zi_employees\?/],
    ['nonsense\nrules', /no property “nonsense”: choose one there, or one of rules, corrected/],
    ['rules\nzi_employees\nzi_employees', /“zi_employees” stands there twice: leave one/],
    ['vendor\nrules', /several properties are called “vendor”.*\(vendor_a, vendor_b\)/],
    ['old_count\nrules', /“old_count” is archived in the CRM: restore it there, or leave it out/],
    ['is_public\nrules', /“is_public” holds yes or no, and employees is a number: name another/],
    ['postal-code\nrules', /“postal-code” says something of a state only.*leave it out/],
    [`rules\n${'family\n'.repeat(11)}`, /these are 12 sources: leave the best 10/],
  ])('names what is wrong with %j, and the remedy', (typed, problem) => {
    expect(read(typed).problems.join('\n')).toMatch(problem);
  });

  it('is of an attribute that some property says', () => {
    const own = { record: 'account', property: 'h', attribute: 'health', type: 'number' } as const;
    const known = rankable([own]);
    expect(rankedAttribute(' Employees ', known)).toEqual({
      attribute: 'employees',
      type: 'number',
    });
    expect(rankedAttribute('health', known).type).toBe('number');
    const wordFor = (written: string) => {
      try {
        return rankedAttribute(written, known).attribute;
      } catch (error) {
        return error instanceof Refusal ? wordRefusal(error.reason) : String(error);
      }
    };
    expect(wordFor('emploees')).toMatch(
      /No field of accounts is called “emploees”: did you mean employees\?/,
    );
    expect(wordFor('owner')).toMatch(/No field of accounts is called “owner”/);
  });
});

const at = new Date('2026-11-01T00:00:00Z');
const from = (value: unknown, source = 'HubSpot') => ({ value, source, at });
const sayings = (more: Partial<Sayings> = {}): Sayings => ({
  ...{ attributes: {}, others: {}, corrected: new Map(), contacts: new Map() },
  ...more,
});
const heard = (attribute: string, sources: Source[], said: Sayings) => {
  const account = { name: 'Acme', domains: [], openDeals: { value: 0 } };
  const known = factsOf({ ...account, attributes: said.attributes });
  const reading = { known, catalogue: standardCatalogue, at };
  return wordsOf(attribute, sources, said, reading);
};
const vendorFirst: Source[] = [property('zi_employees'), { kind: 'rules' }];

describe('what sources say', () => {
  it('is told in their order, with what rules read', () => {
    const said = sayings({
      attributes: { employees: from(110) },
      others: { zi_employees: from('1,250') },
    });
    expect(
      wordSources(heard('employees', vendorFirst, said), {
        attribute: 'employees',
        isRanked: true,
      }),
    ).toEqual([
      { text: 'employees: 1250 (ranked first)', by: 'HubSpot, ZoomInfo employees', at },
      { text: 'employees: 110 (ranked second; what rules read)', by: 'HubSpot', at },
      { text: 'The sources of employees disagree.' },
    ]);
  });

  it('agrees where it means the same, however it is written', () => {
    const sources: Source[] = [property('billing_country'), { kind: 'rules' }];
    const said = sayings({
      attributes: { country: from('Germany') },
      others: { billing_country: from('DEU') },
    });
    const words = heard('country', sources, said);
    expect(betterWord(words)).toBeUndefined();
    const order = { attribute: 'country', isRanked: false };
    expect(wordSources(words, order).map(({ text }) => text)).toEqual([
      'country: DE',
      'country: DE (what rules read)',
      'The sources of country agree.',
    ]);
  });

  it('is better than what rules read only where it is ranked above it and can be read', () => {
    const attributes = { employees: from(110) };
    const vendor = (value: unknown) => ({ zi_employees: from(value) });
    const better = (sources: Source[], others: Sayings['others']) =>
      betterWord(heard('employees', sources, sayings({ attributes, others })))?.value;
    expect(better(vendorFirst, vendor('250'))).toBe(250);
    expect(better(vendorFirst.toReversed(), vendor('250'))).toBeUndefined();
    expect(better(vendorFirst, vendor('a lot'))).toBeUndefined();
    expect(better(vendorFirst, {})).toBeUndefined();
    const unread = sayings({ others: vendor('250') });
    expect(betterWord(heard('employees', vendorFirst, unread))?.value).toBe(250);
    const gone: Source[] = [
      { ...property('zi_employees'), state: 'gone' } as Source,
      { kind: 'rules' },
    ];
    expect(better(gone, vendor('250'))).toBeUndefined();
  });

  it('is what the best source says, where even better ones say nothing', () => {
    const sources: Source[] = [{ kind: 'corrected' }, ...vendorFirst];
    const said = sayings({
      attributes: { employees: from(110) },
      others: { zi_employees: from(110) },
      corrected: new Map([['employees', { value: '90', by: 'Olga', at }]]),
    });
    expect(betterWord(heard('employees', sources, said))).toMatchObject({
      ...{ value: 90, by: 'corrected by Olga' },
    });
    expect(
      betterWord(heard('employees', sources, { ...said, corrected: new Map() })),
    ).toBeUndefined();
  });

  it('is of contacts what more than half of them say, and two at least', () => {
    const country = (...contacts: [string, number][]) => {
      const said = contacts.map(([value, count]) => ({ value, count }));
      const [word] = heard(
        'country',
        [{ kind: 'contacts' }],
        sayings({ contacts: new Map([['country', said]]) }),
      );
      return word && `${word.value}, ${word.by}`;
    };
    expect(country(['France', 2], ['FR', 1], ['Germany', 1])).toBe('FR, 3 of 4 contacts');
    expect(country(['France', 2], ['Germany', 2])).toBeUndefined();
    expect(country(['France', 1])).toBeUndefined();
    expect(country(['somewhere', 9], ['France', 2])).toBe('FR, 2 of 2 contacts');
  });

  it('is of the postal code its state, and of the head of the family what stands there', () => {
    const said = sayings({
      attributes: { country: from('US'), state: from('Texas'), zip: from('94105') },
      head: {
        name: 'Acme Holding',
        attributes: { country: from('Canada'), state: from('Ontario') },
      },
    });
    const words = heard('state', usualSources('state'), said);
    expect(words.map(({ by, value }) => `${value} ${by}`)).toEqual([
      'TX HubSpot',
      'CA HubSpot, by postal code',
      'ON Acme Holding, the head of the family',
    ]);
    expect(betterWord(words)).toBeUndefined();
  });
});

describe('a better value on its way to the CRM', () => {
  const style = houseStyleOf([{ country: 'Germany', state: 'Bavaria', count: 9 }]);
  const place = { attribute: 'country', type: 'text', style, country: 'DE' } as const;
  const word = (raw: unknown, value: string | number) => ({
    ...{ source: { kind: 'rules' } as const, by: 'HubSpot', at, raw, value },
  });

  it('is written as the book writes places, and numbers bare', () => {
    expect(textOf(word('deu', 'DE'), place)).toBe('Germany');
    expect(textOf(word('BY', 'BY'), { ...place, attribute: 'state' })).toBe('Bavaria');
    expect(textOf(word('1,250+', 1250), { ...place, attribute: 'employees', type: 'number' })).toBe(
      '1250',
    );
    expect(textOf(word('Köln', 'Köln'), { ...place, attribute: 'city' })).toBe('Köln');
  });
});
