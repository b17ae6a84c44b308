import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../src/domain/rules/attribute.ts';
import { overlapsOf } from '../../../../src/domain/rules/check/overlaps.ts';
import { search } from '../../../../src/domain/rules/check/search.ts';
import { lookAt } from '../../../../src/domain/rules/check/seen.ts';
import { shadowsOf } from '../../../../src/domain/rules/check/shadows.ts';
import { type Survey, surveyOf } from '../../../../src/domain/rules/check/survey.ts';
import { checkRules } from '../../../../src/domain/rules/check.ts';
import { compileRules, questionOf } from '../../../../src/domain/rules/compiled.ts';
import { decide } from '../../../../src/domain/rules/decide.ts';
import { YES } from '../../../../src/domain/rules/evaluate.ts';
import type { Rule, RuleSet } from '../../../../src/domain/rules/rule-set.ts';
import { sheetOf } from '../../../../src/domain/rules/vocabulary.ts';
import { anyRuleSet } from '../any-rule-set.ts';
import { facts, moment, rule, ruleSet, setOf, standing } from '../engine/arbitrary.ts';
import { anAround } from './around.ts';

/** Before all days that rules are given. */
const at = new Date('2025-12-30T00:00:00Z');
const runs = { numRuns: 300 };
const accounts = fc.array(fc.tuple(facts, moment), { minLength: 10, maxLength: 40 });

function without(set: RuleSet, gone: ReadonlySet<Rule | undefined>): RuleSet {
  return { ...set, rules: set.rules.filter((each) => !gone.has(each)) };
}

describe('a rule that is said never to decide', () => {
  it('never does, and without it every account goes where it went', () => {
    fc.assert(
      fc.property(ruleSet, accounts, standing, (set, cases, sizes) => {
        const survey = surveyOf(set, anAround({ at }));
        const { compiled } = survey;
        const shadows = shadowsOf(survey).map((shadow) => shadow.rule);
        fc.pre(shadows.length > 0);
        const smaller = [shadows, ...shadows.map((each) => [each])].map((gone) =>
          compileRules(without(set, new Set(gone.map((each) => compiled.rules[each])))),
        );
        for (const [account, now] of cases) {
          const { winner } = decide(compiled, account, now, sizes);
          expect(shadows).not.toContain(winner);
          for (const each of smaller) {
            const then = decide(each, account, now, sizes).winner;
            expect(each.rules[then]?.outcome).toEqual(compiled.rules[winner]?.outcome);
          }
        }
      }),
      runs,
    );
  });

  it('never does, however early the search has to stop', () => {
    const effort = fc.record({ each: fc.nat(4), left: fc.nat(6) });
    fc.assert(
      fc.property(ruleSet, accounts, effort, (set, cases, given) => {
        const survey = surveyOf(set, anAround({ at }));
        const hidden = survey.compiled.rules.keys().filter((number) => {
          const boxes = survey.taking[number];
          return boxes && search(boxes, number, survey, { ...given }).kind === 'taken';
        });
        const shadows = [...hidden];
        for (const [account, now] of cases) {
          expect(shadows).not.toContain(decide(survey.compiled, account, now).winner);
        }
      }),
      runs,
    );
  });
});

/** Few attributes and values, so that every account that rules can tell apart can be tried. */
const countries = ['US', 'DE', 'FR', 'elsewhere', undefined];
const revenues = [0, 1, 2, 5, 6, 10, 11, undefined];
const industries = ['Bank', 'Banking', 'Retail', 'else', undefined];
const everyAccount: Facts[] = countries.flatMap((country) =>
  revenues.flatMap((revenue) => industries.map((industry) => ({ country, revenue, industry }))),
);
const of = (attribute: string, values: (string | number)[]) => {
  const value = fc.constantFrom(...values);
  const isText = typeof values[0] === 'string';
  const ops = isText ? (['=', '!='] as const) : (['>', '>=', '<', '<='] as const);
  return fc.oneof(
    fc.record({
      kind: fc.constant('compare' as const),
      attribute: fc.constant(attribute),
      op: fc.constantFrom(...ops),
      value,
    }),
    fc.record({
      kind: fc.constantFrom('in' as const, 'not-in' as const),
      attribute: fc.constant(attribute),
      values: fc.array(value, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constantFrom('exists' as const, 'missing' as const),
      attribute: fc.constant(attribute),
    }),
  );
};
const plainTest = fc.oneof(
  of('country', ['US', 'DE', 'FR']),
  of('revenue', [1, 5, 10]),
  of('industry', ['Bank', 'Banking', 'Retail']),
);
const plainRule = fc.record({
  layer: fc.constantFrom('named', 'geography'),
  priority: fc.integer({ min: 1, max: 3 }),
  condition: fc.record({
    kind: fc.constant('all' as const),
    of: fc.array(plainTest, { maxLength: 3 }),
  }),
  outcome: rule.map(({ outcome }) => outcome),
});
const plainSet = fc.array(plainRule, { minLength: 2, maxLength: 8 }).map((rules) => setOf(rules));

describe('of plain rules', () => {
  it('every one that never decides and ties with none is found', () => {
    fc.assert(
      fc.property(plainSet, (set) => {
        const survey = surveyOf(set, anAround({ at }));
        const reached = new Set(everyAccount.flatMap((account) => tiedMatches(survey, account)));
        const hidden = survey.compiled.rules
          .keys()
          .filter((number) => !reached.has(number) && survey.taking[number]?.length !== 0);
        expect(shadowsOf(survey).map((shadow) => shadow.rule)).toEqual([...hidden]);
      }),
      runs,
    );
  });

  it('every one that can match is found to', () => {
    fc.assert(
      fc.property(plainSet, (set) => {
        const { compiled, holding } = surveyOf(set, anAround({ at }));
        for (const [number, each] of compiled.rules.entries()) {
          const alone = compileRules({ ...set, rules: [each] });
          const matches = everyAccount.some((account) => decide(alone, account, at).winner === 0);
          expect((holding[number]?.length ?? 0) > 0).toBe(matches);
        }
      }),
      runs,
    );
  });

  it('every one that overlaps with another is named with one that it overlaps with', () => {
    fc.assert(
      fc.property(plainSet, (set) => {
        const survey = surveyOf(set, anAround({ at }));
        const conflicts = everyAccount.map((account) =>
          decide(survey.compiled, account, at, survey.standing),
        );
        const winners = new Set(
          conflicts.flatMap(({ winner, rival }) => (rival < 0 ? [] : [winner])),
        );
        const found = overlapsOf(survey, lookAt(survey));
        const told = new Set(found.flatMap(({ winner, rival }) => [winner, rival]));
        expect([...winners].filter((winner) => !told.has(winner))).toEqual([]);
      }),
      runs,
    );
  });
});

/** All rules that might win, were it not for those that they tie with. */
function tiedMatches({ compiled }: Survey, account: Facts): number[] {
  const sheet = sheetOf(compiled.vocabulary, account, at.getTime());
  const matching = [...compiled.rules.keys()].filter(
    (number) => questionOf(compiled, number)(sheet) === YES,
  );
  const [first = 0] = matching;
  return matching.filter((number) => number < (compiled.order.tieEnds[first] ?? 0));
}

describe('an overlap', () => {
  it('is of two rules that match the account that is told, tie, and want different things', () => {
    fc.assert(
      fc.property(ruleSet, fc.array(facts, { maxLength: 5 }), (set, samples) => {
        const survey = surveyOf(set, anAround({ at, samples }));
        const { compiled } = survey;
        for (const { winner, rival, facts: account, at: now } of overlapsOf(
          survey,
          lookAt(survey),
        )) {
          const sheet = sheetOf(compiled.vocabulary, account, now);
          const answers = [winner, rival].map((number) => questionOf(compiled, number)(sheet));
          expect(answers).toEqual([YES, YES]);
          const decision = decide(compiled, account, now, survey.standing);
          expect(decision.rival).not.toBe(-1);
          const ends = [winner, rival, decision.winner].map((each) => compiled.order.tieEnds[each]);
          expect(new Set(ends).size).toBe(1);
          const wants = [winner, rival].map((each) => compiled.rules[each]?.outcome);
          expect(wants[0]).not.toEqual(wants[1]);
        }
      }),
      runs,
    );
  });
});

describe('a rule that is said never to match', () => {
  it('matches none of many accounts', () => {
    fc.assert(
      fc.property(rule, fc.array(facts, { minLength: 20 }), moment, (each, cases, now) => {
        const always = { ...each, from: undefined, until: undefined };
        const { compiled, holding } = surveyOf(setOf([always]), anAround({ at }));
        fc.pre(holding[0]?.length === 0);
        for (const account of cases) expect(decide(compiled, account, now).winner).toBe(-1);
      }),
      runs,
    );
  });
});

describe('any rule set', () => {
  const anything = fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom('country', 'revenue', 'tags', 'created', '__proto__')),
    fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.array(fc.string()), fc.constant(null)),
  );
  const moments = fc.oneof(fc.date(), fc.constant(new Date(Number.NaN)));

  it('is checked without a fault, whatever is in it and around it', () => {
    fc.assert(
      fc.property(anyRuleSet, fc.array(anything), moments, (set, samples, now) => {
        const many = samples.length === 0 ? [] : Array.from({ length: 501 }, () => samples).flat();
        const found = checkRules(set, anAround({ at: now, samples: many.slice(0, 600) }));
        for (const { message, remedy } of found) {
          expect(message).toMatch(/\.$/);
          expect(remedy).toMatch(/[.?]$/);
        }
      }),
    );
  });
});
