import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blindRules } from '../../../../src/domain/rules/blind.ts';
import { compileRules } from '../../../../src/domain/rules/compiled.ts';
import { decide, possibleRules } from '../../../../src/domain/rules/decide.ts';
import type { Decision } from '../../../../src/domain/rules/decision.ts';
import { facts, moment, ruleSet, standing } from './arbitrary.ts';
import { all, always, any, decided, inUs, large, not, retail, rule } from './few-rules.ts';
import { plainAnswer } from './plain-answer.ts';

const told = (decision: Decision) =>
  blindRules(decision).found.map(({ rule: { name }, attributes }) => [name, attributes]);

describe('rules that see too little', () => {
  it('are all that would win, each with the facts it lacks', () => {
    const rules = [
      rule(all(inUs, large)),
      rule(retail, { priority: 2 }),
      rule(always, { priority: 3 }),
    ];
    expect(told(decided(rules, { country: 'US' }))).toEqual([
      ['rule 0', ['revenue']],
      ['rule 1', ['industry']],
    ]);
    expect(told(decided(rules, { country: 'DE', industry: 'Retail' }))).toEqual([]);
  });

  it('do not lack what is settled without it', () => {
    const settled = all(any(inUs, retail), large);
    expect(told(decided([rule(settled)], { country: 'US' }))).toEqual([['rule 0', ['revenue']]]);
    const dacian = { kind: 'in-region' as const, region: 'DACH' };
    expect(told(decided([rule(all(dacian, retail))], { country: 'DE' }))).toEqual([
      ['rule 0', ['industry']],
    ]);
    expect(told(decided([rule(not(all(dacian, retail)))], { industry: 'Retail' }))).toEqual([
      ['rule 0', ['country']],
    ]);
  });

  it('do not lack what is not there', () => {
    const isAnas = { ...inUs, attribute: 'parent_owner', value: 'ana@x.com' };
    const childless = rule(all(isAnas, inUs));
    expect(told(decided([childless, rule(always, { priority: 2 })], {}))).toEqual([]);
    expect(told(decided([rule(any(isAnas, inUs))], {}))).toEqual([['rule 0', ['country']]]);
    expect(told(decided([rule(not(isAnas))], {}))).toEqual([['rule 0', ['parent_owner']]]);
  });

  it('are looked into until there are enough', () => {
    const rules = [1, 2, 3, 4].map((priority) => rule(inUs, { priority }));
    const { found, more } = blindRules(decided(rules, {}), 3);
    expect([found.length, more]).toEqual([3, 1]);
    expect(blindRules(decided(rules, {}))).toMatchObject({ more: 0 });
  });

  it('lack what is not known and leaves them undecided, and no more', () => {
    const seen = { rules: 0 };
    fc.assert(
      fc.property(ruleSet, facts, moment, standing, (set, account, at, known) => {
        const decision = decide(compileRules(set), account, at, known);
        const places = possibleRules(decision);
        const { found: blind } = blindRules(decision);
        expect(places.map((place) => decision.compiled.rules[place])).toEqual(
          expect.arrayContaining(blind.map(({ rule: each }) => each)),
        );
        for (const { attributes } of blind) {
          seen.rules += 1;
          expect(attributes.length).toBeGreaterThan(0);
          for (const attribute of attributes) {
            const test = { kind: 'missing', attribute } as const;
            expect(plainAnswer(test, account, at, set)).toBe(true);
          }
        }
      }),
      { numRuns: 1500 },
    );
    expect(seen.rules).toBeGreaterThan(50);
  });
});
