import { expect, it } from 'vitest';
import { type BookNow, wordBooks } from '../../src/domain/dispute-books.ts';

const west = { id: 't1', name: 'West', size: 4, accounts: 40, pipeline: 4_000_000 };
const east = { id: 't2', name: 'East', size: 2, accounts: 20, pipeline: 500_000 };
const ana: BookNow = { id: 'a', name: 'Ana', accounts: 14, pipeline: 1_200_000, team: west };
const bo: BookNow = {
  ...{ id: 'b', name: 'Bo', accounts: 8, pipeline: 100_000, team: east },
  capacity: 8,
};
const cy: BookNow = { id: 'c', name: 'Cy', accounts: 10, pipeline: 900_000, team: west };
const stake = { ownerId: 'a', pipeline: 200_000 };

it('says what each outcome would do to both books, beside what their teams have on average then', () => {
  const rules = { kind: 'rep', id: 'c' } as const;
  expect(wordBooks([ana, bo, cy], stake, { wanted: ['b'], rules })).toEqual([
    'Ana has 14 accounts, with open deals worth 1.2M.',
    'Bo has 8 accounts of at most 8, with open deals worth 100K.',
    'Cy has 10 accounts, with open deals worth 900K.',
    'If it stays Ana’s: Ana has 14 accounts, 4 above the mean of West, worth 1.2M, 200K above it; ' +
      'Bo has 8 accounts, 2 below the mean of East, worth 100K, 150K below it; ' +
      'Cy has 10 accounts, at the mean of West, worth 900K, 100K below it.',
    // West has one less then, and East one more.
    'If it goes to Bo: Ana has 13 accounts, 3.3 above the mean of West, worth 1M, 50K above it; ' +
      'Bo has 9 accounts (more than they can hold), 1.5 below the mean of East, worth 300K, 50K below it.',
    // Within a team it is the same.
    'If it goes to Cy, as the rules have it: Ana has 13 accounts, 3 above the mean of West, worth 1M, at it; ' +
      'Cy has 11 accounts, 1 above the mean of West, worth 1.1M, 100K above it.',
  ]);
});

it('says it of an account of nobody’s, of a pool, and of whoever has no team', () => {
  const dee: BookNow = { id: 'd', name: 'Dee', accounts: 0, pipeline: 0 };
  const rules = { kind: 'pool', name: 'Desk' } as const;
  const nobodys = { pipeline: 0 };
  expect(wordBooks([dee], nobodys, { wanted: ['d'], rules })).toEqual([
    'Dee has 0 accounts, with open deals worth 0.',
    'If it stays nobody’s: Dee has 0 accounts, worth 0.',
    'If it goes to Dee: Dee has 1 account, worth 0.',
    'If the rules deal it, whoever of the pool Desk is next has one more.',
  ]);
});
