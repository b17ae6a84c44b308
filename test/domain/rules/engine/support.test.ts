import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributesOf } from '../../../../src/domain/rules/attributes-of.ts';
import { compileRules } from '../../../../src/domain/rules/compiled.ts';
import { decide } from '../../../../src/domain/rules/decide.ts';
import { restsOn } from '../../../../src/domain/rules/support.ts';
import { facts, moment, ruleSet } from './arbitrary.ts';
import { all, any, decided, inUs, large, not, retail, rule } from './few-rules.ts';

describe('what the winner rests on', () => {
  it('is every test that must hold, and of alternatives those that do', () => {
    const condition = all(inUs, any(large, retail), not(all(large, retail)));
    const account = { country: 'US', revenue: 5, industry: 'Retail' };
    expect(restsOn(decided([rule(condition)], account))).toEqual([
      'country',
      'industry',
      'revenue',
    ]);
    const either = any(large, all(inUs, retail));
    expect(restsOn(decided([rule(either)], { ...account, revenue: 60 }))).toEqual([
      ...['revenue', 'country', 'industry'],
    ]);
    expect(restsOn(decided([rule(either)], { revenue: 60, industry: 'Retail' }))).toEqual([
      'revenue',
    ]);
  });

  it('is of a region only what places the account in it', () => {
    const german = { kind: 'in-region' as const, region: 'DACH' };
    expect(restsOn(decided([rule(german)], { country: 'DE', zip: '10115' }))).toEqual(['country']);
    expect(restsOn(decided([rule(not(german))], { country: 'US' }))).toEqual(['country']);
  });

  it('is nothing where nobody wins', () => {
    expect(restsOn(decided([rule(inUs)], {}))).toEqual([]);
  });

  it('is enough: the winner fits whatever else becomes unknown', () => {
    fc.assert(
      fc.property(ruleSet, facts, moment, (set, account, at) => {
        const decision = decide(compileRules(set), account, at);
        const winner = decision.compiled.rules[decision.winner];
        if (!winner) return;
        const rests = restsOn(decision);
        expect(attributesOf(winner.condition)).toEqual(expect.arrayContaining(rests));
        // What is asked for by being there or not is not a matter of knowing it.
        fc.pre(!JSON.stringify(winner.condition).match(/exists|missing/));
        const kept = Object.fromEntries(rests.map((key) => [key, account[key]]));
        const alone = decide(compileRules({ ...set, rules: [winner] }), kept, at);
        expect(alone.winner).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });
});
