import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardRegions } from '../../../../src/domain/geography.ts';
import { type Facts, standardCatalogue } from '../../../../src/domain/rules/attribute.ts';
import { type Compiled, compileRules } from '../../../../src/domain/rules/compiled.ts';
import { decide, possibleRules } from '../../../../src/domain/rules/decide.ts';
import type { Standing } from '../../../../src/domain/rules/decision.ts';
import type { RuleSet } from '../../../../src/domain/rules/rule-set.ts';
import { facts, moment, ruleSet, standing } from './arbitrary.ts';
import { referenceOf } from './reference.ts';

type Asked = [Facts, number, Standing | undefined];
const accounts = fc.array(fc.tuple(facts, moment, standing), { minLength: 1, maxLength: 12 });

function expectTheSame(set: RuleSet, asked: readonly Asked[], compiled: Compiled): void {
  const reference = referenceOf(set);
  const names = reference.rules.map(({ name }) => name);
  expect(compiled.rules.map(({ name }) => name)).toEqual(names);
  for (const [account, at, known] of asked) {
    const decision = decide(compiled, account, at, known);
    const { winner, possible, rival } = decision;
    const told = { winner, possible, rival, possibles: possibleRules(decision) };
    expect(told).toEqual(reference.decide(account, at, known));
  }
}

describe('a decision', () => {
  it('is what asking every rule in turn would say', () => {
    fc.assert(
      fc.property(ruleSet, accounts, (set, all) => {
        expectTheSame(set, all, compileRules(set));
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same however little room the index has', () => {
    const limits = fc.record({
      terms: fc.integer({ min: 1, max: 8 }),
      averageTerms: fc.integer({ min: 0, max: 2 }),
      texts: fc.nat(3),
      crowd: fc.integer({ min: 1, max: 64 }),
      marks: fc.nat(8),
      seen: fc.nat(3),
      inside: fc.nat(3),
      nodes: fc.nat(20),
      crossings: fc.nat(5),
      bytes: fc.constant(0),
    });
    fc.assert(
      fc.property(ruleSet, accounts, limits, (set, all, tight) => {
        expectTheSame(set, all, compileRules(set, standardCatalogue, standardRegions, tight));
      }),
      { numRuns: 4000 },
    );
  });
});
