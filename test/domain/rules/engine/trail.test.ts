import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../../src/domain/rules/compiled.ts';
import { decide } from '../../../../src/domain/rules/decide.ts';
import { trail } from '../../../../src/domain/rules/explain/trail.ts';
import { whatIf } from '../../../../src/domain/rules/explain/what-if.ts';
import { why, whyNot } from '../../../../src/domain/rules/explain.ts';
import { facts, moment, ruleSet } from './arbitrary.ts';
import { all, always, any, decided, inUs, large, retail, rule } from './few-rules.ts';
import { accountNumbered, manyRules } from './many-rules.ts';

describe('the trail of a decision', () => {
  it('counts the rules tried down to the winner by layer, and names the nearest first', () => {
    const rules = [
      rule(all(inUs, large, retail), { layer: 'named' }),
      rule(all(inUs, retail), { layer: 'named', priority: 2 }),
      rule(all(inUs, large), { until: '2020-01-01' }),
      rule(all(large, any(retail, inUs)), { priority: 2 }),
      rule(always, { layer: 'catch-all' }),
      rule(inUs, { layer: 'catch-all', priority: 2 }),
    ];
    const account = { country: 'US', revenue: 5, industry: 'Banking' };
    const revenue = { needed: large, answer: 'no', facts: { revenue: 5 } };
    const industry = { needed: retail, answer: 'no', facts: { industry: 'Banking' } };
    expect(trail(decided(rules, account))).toEqual({
      winner: 4,
      tried: 3,
      notInForce: 1,
      layers: [
        { layer: 'named', tried: 2 },
        { layer: 'geography', tried: 1 },
      ],
      nearest: [
        { rule: 3, failing: [revenue] },
        { rule: 1, failing: [industry] },
        { rule: 0, failing: [revenue, industry] },
      ],
    });
  });

  it('leaves out rules of which nothing holds but that it is an account', () => {
    const isAccount = { ...inUs, attribute: 'record', value: 'account' };
    const named = { ...retail, attribute: 'name', values: ['Globex'] };
    const rules = [rule(all(isAccount, inUs, retail)), rule(all(isAccount, named)), rule(named)];
    const { nearest } = trail(decided(rules, { record: 'account', name: 'Acme', country: 'US' }));
    expect(nearest.map((each) => each.rule)).toEqual([0]);
  });

  it('names the number that misses its limit by least first', () => {
    const over = (value: number) => ({ ...large, value });
    const rules = [over(1000), over(60), over(100)].map((test) => rule(all(inUs, test)));
    const { nearest } = trail(decided(rules, { country: 'US', revenue: 50 }));
    expect(nearest.map((each) => each.rule)).toEqual([1, 2, 0]);
  });

  it('is of all rules where nobody won', () => {
    expect(trail(decided([rule(inUs), rule(large)], { country: 'DE' }))).toMatchObject({
      winner: -1,
      tried: 2,
    });
  });

  it('names ten of thousands', () => {
    const set = manyRules(3000);
    const decision = decide(compileRules(set), accountNumbered(3), 0);
    const { nearest, tried, layers } = trail(decision);
    expect(tried).toBeGreaterThan(500);
    expect(layers.reduce((sum, each) => sum + each.tried, 0)).toBe(tried);
    expect(nearest).toHaveLength(10);
    expect(trail(decision, 3).nearest).toEqual(nearest.slice(0, 3));
  });
});

describe('an explanation', () => {
  it('can be kept and sent', () => {
    fc.assert(
      fc.property(ruleSet, facts, moment, (set, account, at) => {
        const decision = decide(compileRules(set), account, at);
        const said = [
          why(decision),
          trail(decision),
          whatIf(decision, () => true),
          set.rules.map((_, number) => whyNot(decision, number)),
        ];
        expect(structuredClone(said)).toEqual(said);
      }),
    );
  });

  it('is about its own account, whatever was decided since', () => {
    fc.assert(
      fc.property(ruleSet, facts, facts, moment, (set, account, other, at) => {
        const compiled = compileRules(set);
        const decision = decide(compiled, account, at);
        const said = () => [why(decision), trail(decision), whatIf(decision, () => true)];
        const before = said();
        decide(compiled, other, at);
        expect(said()).toEqual(before);
      }),
    );
  });
});
