import { describe, expect, it } from 'vitest';
import { aRep, findingsOf, kindsOf, rest, written } from './around.ts';

describe('people and territories', () => {
  it('warns of a rep who has left, wherever they are named', () => {
    const found = findingsOf([
      'pool "Inbound" claim = ana@example.com, lee@example.com',
      written('A', 'country = US', ['then rep lee@example.com', 'with SDR lee@example.com']),
      rest,
    ]);
    expect(found.map(({ kind, message }) => [kind, message])).toEqual([
      ['inactive-rep', 'The pool “Inbound” has Lee Park (lee@example.com), who has left.'],
      ['inactive-rep', '“A” gives accounts to Lee Park (lee@example.com), who has left.'],
      ['inactive-rep', '“A” names as SDR Lee Park (lee@example.com), who has left.'],
    ]);
  });

  it('warns of a territory that nobody covers, and of one whose rep has left', () => {
    const territories = new Map([
      ['east', { name: 'East' }],
      ['north', { name: 'North', cover: { kind: 'rep' as const, email: 'lee@example.com' } }],
    ]);
    const found = findingsOf(
      [
        written('A', 'country = US', ['then territory EAST']),
        written('B', 'country = CA', ['then territory north']),
        rest,
      ],
      { territories },
    );
    expect(found.map(({ kind, message }) => [kind, message])).toEqual([
      [
        'uncovered-territory',
        '“A” gives accounts to the territory “East”, which nobody covers as AE.',
      ],
      [
        'inactive-rep',
        '“B” gives accounts to the territory “North”, which belongs to Lee Park (lee@example.com), who has left.',
      ],
    ]);
  });
});

describe('pools', () => {
  const reps = new Map([
    ['ana@example.com', aRep({ certificates: ['hipaa'], presence: 'away' })],
    ['bo@example.com', aRep({ name: 'Bo Lind' })],
    ['cy@example.com', aRep({ name: 'Cy Oda', certificates: ['HIPAA'], capacity: 40 })],
  ]);
  const pool = [
    'pool "Healthcare" round robin = ana@example.com, bo@example.com, cy@example.com',
    '  requires certificate HIPAA',
  ];

  it('warns of one in which nobody can be asked, and says why', () => {
    const standing = { territorySizes: {}, loads: { 'cy@example.com': 40 } };
    const [first, ...others] = findingsOf([...pool, rest], { reps, standing });
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      severity: 'warning',
      kind: 'empty-pool',
      message:
        'The pool “Healthcare” has nobody who can be asked now: 1 is away, 1 lacks the certificate HIPAA and 1 is full.',
    });
  });

  it('is content while one of them can be asked', () => {
    expect(kindsOf([...pool, rest], { reps })).toEqual([]);
  });

  it('tells every circle of overflows once', () => {
    const found = findingsOf([
      'pool A claim = ana@example.com',
      '  overflow B',
      'pool B claim = ana@example.com',
      '  overflow C',
      'pool C claim = ana@example.com',
      '  overflow B',
      'pool D claim = ana@example.com',
      '  overflow D',
      rest,
    ]);
    expect(found.map(({ kind, line, message }) => [kind, line, message])).toEqual([
      ['overflow-loop', 4, 'The pools “B” and “C” overflow into one another in a circle.'],
      ['overflow-loop', 8, 'The pool “D” overflows into itself.'],
    ]);
  });
});
