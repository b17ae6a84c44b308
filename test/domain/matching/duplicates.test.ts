import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatePairs } from '../../../src/domain/matching/candidates.ts';
import { clustersOf, type Edge } from '../../../src/domain/matching/clusters.ts';
import { findDuplicates } from '../../../src/domain/matching/duplicates.ts';
import type { Typed } from '../../../src/domain/matching/profile.ts';
import { aCompany, anyCompany, bookOf } from './book.ts';

const others = ['Quill Ledger Ltd', 'Osprey Mills', 'Tidal Comet Foods'].map((name, nth) =>
  aCompany({ name, domains: [`other${nth}.com`], phone: '', city: 'Denver', zip: '80202' }),
);

describe('duplicates in a book', () => {
  it('are grouped, each with the record that it is most like and why', () => {
    const copy = aCompany({ name: 'BLUE HERON FREIGHT', phone: '' });
    const book = bookOf([...others, aCompany(), copy]);
    const { clusters } = findDuplicates(book);
    expect(clusters).toMatchObject([
      {
        members: [
          { record: 3, like: 4 },
          { record: 4, like: 3, reasons: [{ sign: 'same-name' }, { sign: 'rare-name' }, {}, {}] },
        ],
      },
    ]);
    expect(clusters[0]?.confidence).toBeGreaterThan(0.95);
  });

  it('are not looked for among those who share nothing', () => {
    const strangers = Array.from({ length: 300 }, (_, nth) =>
      aCompany({
        ...{ name: `Company Number ${nth}`, domains: [`number${nth}.com`], phone: '' },
        ...{ city: `Town ${nth}`, zip: '' },
      }),
    );
    const { clusters, compared } = findDuplicates(bookOf(strangers));
    expect({ clusters, few: compared < 600 }).toEqual({ clusters: [], few: true });
  });

  it('are looked for among the same pairs whatever the order of the book', () => {
    const compared = (companies: Typed[]) => {
      const pairs = candidatePairs(bookOf(companies), () => 1);
      return Array.from({ length: pairs.size }, (_, nth) =>
        pairs
          .at(nth)
          .map((record) => JSON.stringify(companies[record]))
          .toSorted()
          .join(),
      ).toSorted();
    };
    const book = fc.uniqueArray(anyCompany, {
      maxLength: 12,
      selector: (one) => JSON.stringify(one),
    });
    fc.assert(
      fc.property(book, (companies) => {
        expect(compared(companies.toReversed())).toEqual(compared(companies));
      }),
    );
  });
});

describe('groups of links', () => {
  const edge = (a: number, b: number, score: number): Edge => ({ a, b, score, reasons: [] });
  const members = (edges: Edge[], likeness: (a: number, b: number) => number) =>
    clustersOf(edges, likeness).map((one) => one.members.map(({ record }) => record));

  it('does not chain: that A is like B and B like C does not make A and C one', () => {
    const strangers = (a: number, b: number) => (Math.abs(a - b) === 2 ? 0.01 : 0.9);
    expect(members([edge(1, 2, 0.95), edge(2, 3, 0.9)], strangers)).toEqual([[1, 2]]);
    expect(members([edge(1, 2, 0.95), edge(2, 3, 0.9)], () => 0.9)).toEqual([[1, 2, 3]]);
  });

  it('is as sure as its weakest link', () => {
    const [cluster] = clustersOf([edge(1, 2, 0.99), edge(2, 3, 0.85)], () => 0.9);
    expect(cluster).toMatchObject({ confidence: 0.85, members: [{ like: 2 }, { like: 1 }, {}] });
  });

  it('does not depend on the order in which links were found', () => {
    const anyEdge = fc
      .tuple(fc.nat(9), fc.nat(9), fc.constantFrom(0.8, 0.85, 0.9, 0.99))
      .filter(([a, b]) => a < b);
    const edges = fc.uniqueArray(anyEdge, { selector: ([a, b]) => `${a} ${b}`, maxLength: 20 });
    const likeness = (a: number, b: number) => ((a * 7 + b * 7) % 5) / 5;
    fc.assert(
      fc.property(edges, fc.infiniteStream(fc.nat()), (chosen, dice) => {
        const all = chosen.map(([a, b, score]) => edge(a, b, score));
        const shuffled = all
          .map((one) => ({ one, at: dice.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(clustersOf(shuffled, likeness)).toEqual(clustersOf(all, likeness));
      }),
    );
  });
});
