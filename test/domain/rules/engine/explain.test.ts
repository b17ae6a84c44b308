import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../../src/domain/rules/compiled.ts';
import type { Test } from '../../../../src/domain/rules/condition.ts';
import { decide } from '../../../../src/domain/rules/decide.ts';
import { nextBest, why, whyNot } from '../../../../src/domain/rules/explain.ts';
import { facts, moment, ruleSet, standing } from './arbitrary.ts';
import { all, always, any, decided, inUs, large, retail, rule, to } from './few-rules.ts';

describe('why a rule won', () => {
  it('is each of its tests with the facts, in the order in which they are written', () => {
    const decision = decided([rule(all(inUs, any(retail, large)))], { country: 'us', revenue: 70 });
    expect(why(decision)).toEqual({
      rule: 0,
      findings: [
        { test: inUs, answer: 'yes', facts: { country: 'us' } },
        { test: retail, answer: 'unknown', facts: { industry: null } },
        { test: large, answer: 'yes', facts: { revenue: 70 } },
      ],
    });
  });

  it('names all places that a region asks about', () => {
    const near: Test = { kind: 'in-region', region: 'Chicago' };
    const decision = decided([rule(near)], { country: 'US', state: 'IL', zip: '60601' });
    expect(why(decision)?.findings).toEqual([
      { test: near, answer: 'yes', facts: { country: 'US', state: 'IL', zip: '60601' } },
    ]);
  });

  it('is nothing where nobody won', () => {
    expect(why(decided([rule(inUs)], { country: 'DE' }))).toBeUndefined();
  });
});

describe('why a rule did not win', () => {
  it('is that it did', () => {
    expect(whyNot(decided([rule(inUs)], { country: 'US' }), 0)).toEqual({ kind: 'won' });
  });

  it('is that it was not in force', () => {
    const rules = [rule(inUs, { from: '2026-03-01' }), rule(inUs, { until: '2026-02-09' })];
    const decision = decided(rules, { country: 'US' });
    expect(whyNot(decision, 0)).toEqual({ kind: 'not-in-force', from: '2026-03-01' });
    expect(whyNot(decision, 1)).toEqual({ kind: 'not-in-force', until: '2026-02-09' });
  });

  it('is what it asks for and does not find, or does not know', () => {
    const rules = [rule(all(inUs, large)), rule(large, { priority: 2 })];
    const decision = decided(rules, { country: 'DE' });
    expect(whyNot(decision, 0)).toEqual({
      kind: 'not-met',
      answer: 'no',
      findings: [
        { test: inUs, answer: 'no', facts: { country: 'DE' } },
        { test: large, answer: 'unknown', facts: { revenue: null } },
      ],
    });
    expect(whyNot(decision, 1)).toMatchObject({ kind: 'not-met', answer: 'unknown' });
  });

  const small = {
    outcome: { to: { kind: 'territory' as const, territory: 'West' }, roles: {}, tags: [] },
  };
  const big = {
    outcome: { to: { kind: 'territory' as const, territory: 'East' }, roles: {}, tags: [] },
  };
  it.each([
    ['layer', rule(always, { layer: 'named' }), rule(always), []],
    ['priority', rule(always), rule(always, { priority: 2 }), []],
    ['most-specific', rule(inUs), rule(always), ['most-specific']],
    ['oldest', rule(always, { written: '2025-01-01' }), rule(always), ['oldest']],
    ['smallest-territory', rule(always, small), rule(always, big), ['smallest-territory']],
    ['least-loaded', rule(always, to('bo@x.com')), rule(always), ['least-loaded']],
    ['place', rule(always), rule(always, to('bo@x.com')), ['oldest', 'least-loaded']],
  ] as const)('is that another one wins by its %s', (through, one, other, ties) => {
    const known = {
      territorySizes: { West: 1, East: 2 },
      loads: { 'bo@x.com': 1, 'ana@x.com': 2 },
    };
    const stands = through === 'place' ? undefined : known;
    const decision = decided([one, other], { country: 'US' }, [...ties], stands);
    const { rules } = decision.compiled;
    const beaten = rules.findIndex((each) => each.name === 'rule 1');
    expect(whyNot(decision, beaten)).toMatchObject({
      kind: 'beaten',
      by: decision.winner,
      through,
    });
    expect(rules[decision.winner]?.name).toBe('rule 0');
  });
});

describe('what would have won next', () => {
  it('is what wins in a set without the winner', () => {
    fc.assert(
      fc.property(ruleSet, facts, moment, standing, (set, account, at, known) => {
        const decision = decide(compileRules(set), account, at, known);
        const { rules } = decision.compiled;
        fc.pre(decision.winner >= 0);
        const others = set.rules.filter(({ name: each }) => each !== rules[decision.winner]?.name);
        const next = decide(compileRules({ ...set, rules: others }), account, at, known);
        const name = next.compiled.rules[next.winner]?.name;
        expect(rules[nextBest(decision)]?.name).toBe(name);
      }),
      { numRuns: 1500 },
    );
  });
});
