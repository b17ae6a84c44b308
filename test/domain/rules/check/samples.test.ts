import { describe, expect, it } from 'vitest';
import { findingsOf, kindsOf, rest, written } from './around.ts';

describe('what samples show', () => {
  const samples = (count: number, fields: (number: number) => object) =>
    Array.from({ length: count }, (_, number) => ({
      name: `Account ${number}`,
      ...fields(number),
    }));

  it('tells how many no rule takes, with three of them', () => {
    const found = findingsOf([written('US', 'country = US')], {
      samples: samples(1000, (number) => ({ country: number % 4 === 0 ? 'DE' : 'US' })),
    });
    expect(found.map(({ kind, message }) => [kind, message])).toEqual([
      ['gap', 'No rule takes 25 % of 1,000 accounts, such as Account 0, Account 4 and Account 8.'],
      ['no-catch-all', 'No rule takes every account, so some may be left that go to nobody.'],
    ]);
  });

  it('takes a rule for whoever is left as such only while it is in force', () => {
    const later = written('Rest', 'always', ['in catch-all', 'from 2027-01-01']);
    expect(kindsOf([later])).toEqual(['no-catch-all', 'not-yet-in-force']);
    expect(kindsOf([written('Rest', 'country exists or country missing')])).toEqual([]);
  });

  it('tells of an attribute that is mostly missing, and how often', () => {
    const found = findingsOf([written('A', 'industry = Banking'), rest], {
      samples: samples(5000, (number) => (number % 25 < 16 ? {} : { industry: 'Banking' })),
    });
    expect(found).toMatchObject([
      {
        severity: 'warning',
        kind: 'missing-data',
        rule: 'A',
        message: 'Industry is unknown for 64 % of 5,000 accounts, and “A” asks for it.',
      },
    ]);
  });

  it('minds a missing state only in the countries whose states rules ask for', () => {
    const parts = [
      written('A', 'country = US and state = CA'),
      written('B', 'in region "US West" and revenue missing'),
      rest,
    ];
    const abroad = (number: number) => ({ country: number % 10 === 0 ? 'US' : 'DE' });
    const home = (number: number) => ({
      ...abroad(number),
      state: number % 20 === 0 ? 'CA' : 'NY',
    });
    expect(kindsOf(parts, { samples: samples(400, home) })).toEqual([]);
    const [first] = findingsOf(parts, { samples: samples(400, abroad) });
    expect(first?.message).toBe(
      'State is unknown for 100 % of 40 accounts in US, and 2 rules ask for it.',
    );
  });

  it('does not mind that a fact is missing of which only that is asked', () => {
    const parts = [written('A', 'owner missing and industry exists'), rest];
    expect(kindsOf(parts, { samples: samples(400, () => ({ industry: 'X' })) })).toEqual([]);
  });

  it('tells of a rule that takes none of many', () => {
    const parts = [written('DE', 'country = DE'), rest];
    const american = () => ({ country: 'US' });
    expect(findingsOf(parts, { samples: samples(500, american) })).toMatchObject([
      {
        kind: 'takes-nothing',
        rule: 'DE',
        message: '“DE” takes none of 500 accounts: none fits it.',
      },
    ]);
    expect(kindsOf(parts, { samples: samples(499, american) })).toEqual([]);
  });

  it('names the rule in front of one that takes none', () => {
    const parts = [
      written('Board', 'domain in (acme.com, globex.com)', ['in named accounts']),
      written('Acme', 'domain = acme.com or city = Acmetown', ['in vertical']),
      written('Unsized', 'country = DE and employees missing', ['in vertical']),
      written('German', 'country = DE'),
      rest,
    ];
    const facts = (number: number) => ({
      ...{ domain: number < 2 ? 'acme.com' : 'board.com', city: 'Rome', country: 'US' },
      ...(number === 2 && { domain: 'globex.com' }),
    });
    const found = findingsOf(parts, { samples: samples(500, facts) });
    const said = found.flatMap(({ rule, message, remedy }) =>
      rule === 'Acme' || rule === 'German' ? [[message, remedy]] : [],
    );
    expect(said).toEqual([
      [
        '“Acme” takes none of 500 accounts: all 2 that fit it go to “Board” first.',
        'Put it before “Board”, or narrow what comes before it.',
      ],
      [
        '“German” takes none of 500 accounts: none fits it, and one with country DE would go to “Unsized” first.',
        'See whether its condition is what you mean, or put it before “Unsized”.',
      ],
    ]);
  });

  it('says no more of a rule of which it has said that it never decides', () => {
    const parts = [
      written('US', 'country = US', ['in vertical']),
      written('CA', 'country = US and state = CA'),
      written('None', 'country = US and country = DE'),
      written('Over', 'country = US', ['until 2026-01-01']),
      rest,
    ];
    const found = kindsOf(parts, { samples: samples(500, () => ({ country: 'US', state: 'CA' })) });
    expect(found.toSorted()).toEqual(['contradiction', 'expired', 'shadowed']);
  });
});
