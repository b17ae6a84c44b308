import { describe, expect, it } from 'vitest';
import { findingsOf, kindsOf, rest, written } from './around.ts';

describe('rules that overlap', () => {
  const us = written('US', 'country = US');
  const banks = written('Banks', 'industry = Banking', ['then rep bo@example.com']);

  it('are told with an account made up from both conditions', () => {
    const found = findingsOf([us, banks, rest]);
    expect(found).toEqual([
      {
        severity: 'warning',
        kind: 'overlap',
        rule: 'US',
        line: 2,
        message:
          '“US” and “Banks” (both in geography, priority 10) want different things of one with country US, industry Banking, and no tie-breaker parts them.',
        remedy: 'Give one of them another priority, or narrow one until they no longer meet.',
      },
    ]);
  });

  it.each([
    ['zip starts with 606', 'zip = 60601'],
    ['zip starts with 606', 'zip starts with 60'],
    ['zip starts with 60', 'zip starts with 606'],
    ['in region DACH', 'country in (AT, FR)'],
    ['revenue >= 5M', 'revenue < 6M'],
    ['country != US', 'country != DE'],
    ['tags = field', 'tags = west'],
    ['name contains bank', 'name starts with First'],
    ['state exists', 'country missing'],
  ])('are found where %s meets %s', (one, other) => {
    const parts = [written('A', one), written('B', other, ['then review']), rest];
    expect(kindsOf(['ties oldest', ...parts])).toEqual(['overlap']);
  });

  it('are told with the samples that they meet in', () => {
    const samples = [
      { name: 'Acme', country: 'US', industry: 'Banking' },
      { name: 'Globex', country: 'US', industry: 'banking' },
      { name: 'Initech', country: 'US', industry: 'Retail' },
    ];
    const [first] = findingsOf([us, banks, rest], { samples });
    expect(first?.message).toContain('want different things of 2 accounts, such as Acme,');
  });

  it.each<[string, string[]]>([
    ['want the same', [us, written('Banks', 'industry = Banking')]],
    ['have no account in common', [us, written('DE', 'country = DE', ['then review'])]],
    [
      'differ in priority',
      [us, written('B', 'industry = X', ['in geography, priority 9', 'then review'])],
    ],
    [
      'differ in layer',
      [us, written('B', 'industry = X', ['in size, priority 10', 'then review'])],
    ],
    [
      'one of which is more specific',
      [us, written('B', 'industry = X and revenue > 5', ['then review'])],
    ],
    [
      'hold at different times',
      [
        written('A', 'country = US', ['until 2026-03-31']),
        written('B', 'industry = X', ['from 2026-04-01', 'then review']),
      ],
    ],
    [
      'meet only where a rule before takes it',
      [written('Both', 'country = US and industry = Banking', ['in vertical']), us, banks],
    ],
    [
      'a declared tie-breaker parts',
      [
        'ties smallest territory',
        written('A', 'country = US', ['then territory West']),
        written('B', 'industry = X', ['then territory North']),
      ],
    ],
  ])('are not told where they %s', (_, parts) => {
    const territories = new Map(
      ['West', 'North'].map((name) => [
        name.toLowerCase(),
        { name, cover: { kind: 'rep' as const, email: 'ana@example.com' } },
      ]),
    );
    const found = kindsOf([...parts, rest], { territories });
    expect(found.filter((kind) => kind === 'overlap')).toEqual([]);
  });

  it('are told where territories are as large as each other today', () => {
    const parts = [
      'ties smallest territory',
      written('A', 'country = US', ['then territory West']),
      written('B', 'industry = X', ['then territory East']),
      rest,
    ];
    const sizes = (West: number, East: number) => ({
      standing: { territorySizes: { West, East }, loads: {} },
    });
    expect(kindsOf(parts, sizes(3, 3))).toContain('overlap');
    expect(kindsOf(parts, sizes(3, 4))).not.toContain('overlap');
  });
});
