import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOut, TURN, takeTurn } from '../../src/domain/credit.ts';
import { anyHistory, History } from '../support/pool-history.ts';

describe('while the same people can be asked', () => {
  it('keeps everybody strictly within one turn of their share, at every moment', () => {
    const weight = fc.oneof(
      fc.integer({ min: 1, max: 100 }),
      fc.constantFrom(0.5, 1.25, 0.1, 1, 1),
    );
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 25 }), (weights) => {
        const total = weights.reduce((sum, one) => sum + one, 0);
        const had = weights.map(() => 0);
        let credits = weights.map(() => 0);
        for (let turn = 1; turn <= 300; turn += 1) {
          const stakes = weights.map((one, index) => ({
            weight: one,
            credit: credits[index] ?? 0,
          }));
          const taken = takeTurn(stakes);
          credits = taken.credits;
          had[taken.winner] = (had[taken.winner] ?? 0) + 1;
          const off = weights.map((one, index) => Math.abs((had[index] ?? 0) * total - turn * one));
          expect(Math.max(...off)).toBeLessThan(total);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('shares of a turn', () => {
  it('are whole, in proportion, and add up exactly', () => {
    const weight = fc.oneof(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.double({ min: 0.001, max: 9, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(weight, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: -3 * TURN, max: 3 * TURN }),
        (weights, amount) => {
          const shares = shareOut(amount, weights);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(amount);
          expect(shares.every(Number.isSafeInteger)).toBe(true);
        },
      ),
    );
  });
});

describe('over any history of people who come, go, are away, return, and weigh more or less', () => {
  it('the books say to a hair what everybody is due, and balance', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const history = new History();
        for (const event of events) {
          history.happen(event);
          const { members } = history.pool;
          expect(members.reduce((sum, { credit }) => sum + credit, 0)).toBe(0);
          const off = members.map(({ rep, credit, owed }) =>
            Math.abs(credit / TURN + owed - (history.owing.get(rep.id) ?? 0)),
          );
          expect(Math.max(...off)).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('nobody is ever owed, or ahead by, as much as two turns', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const history = new History();
        for (const event of events) {
          history.happen(event);
          const credits = history.pool.members.map(({ credit }) => Math.abs(credit));
          expect(Math.max(...credits)).toBeLessThan(2 * TURN);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a pool of three keeps to one turn, whoever is away when', () => {
    const company = fc.subarray([0, 1, 2], { minLength: 1 });
    const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        weights,
        fc.array(company, { maxLength: 400 }),
        ([a = 1, b = 1, c = 1], turns) => {
          const credits = [0, 0, 0];
          for (const present of turns) {
            const stakes = present.map((index) => ({
              weight: [a, b, c][index] ?? 1,
              credit: credits[index] ?? 0,
            }));
            const taken = takeTurn(stakes);
            for (const [place, index] of present.entries())
              credits[index] = taken.credits[place] ?? 0;
            expect(Math.max(...credits.map(Math.abs))).toBeLessThanOrEqual(TURN);
          }
        },
      ),
    );
  });
});
