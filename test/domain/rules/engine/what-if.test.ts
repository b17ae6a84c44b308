import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../../src/domain/rules/compiled.ts';
import type { Condition, Test } from '../../../../src/domain/rules/condition.ts';
import { decide } from '../../../../src/domain/rules/decide.ts';
import { whatIf } from '../../../../src/domain/rules/explain/what-if.ts';
import type { Rule } from '../../../../src/domain/rules/rule-set.ts';
import { facts, moment, ruleSet } from './arbitrary.ts';
import { all, always, any, decided, inUs, large, retail, rule, to } from './few-rules.ts';
import { type Answer, plainAnswer } from './plain-answer.ts';

describe('what would have to differ', () => {
  const bo = to('bo@x.com');
  const forBo = (outcome: Rule['outcome']) =>
    outcome.to.kind === 'rep' && outcome.to.rep === 'bo@x.com';

  it('is the fewest tests that have to answer otherwise, of the nearest rules first', () => {
    const rules = [rule(all(inUs, large, retail), bo), rule(all(inUs, large), bo), rule(always)];
    const ways = whatIf(decided(rules, { country: 'US', revenue: 5 }), forBo);
    expect(ways.map(({ rule: each, changes }) => [each, changes])).toEqual([
      [1, [[{ test: large, answer: 'no', facts: { revenue: 5 } }]]],
      [
        0,
        [
          [
            { test: large, answer: 'no', facts: { revenue: 5 } },
            { test: retail, answer: 'unknown', facts: { industry: null } },
          ],
        ],
      ],
    ]);
  });

  it('offers every smallest way', () => {
    const [way] = whatIf(decided([rule(any(all(inUs, large), retail, inUs), bo)], {}), forBo);
    expect(way?.changes.map((set) => set.map(({ test }) => test))).toEqual([[retail], [inUs]]);
  });

  it('names the rules that would have to give way, and no change where the rule matches', () => {
    const rules = [rule(always), rule(inUs, { ...bo, priority: 2 })];
    expect(whatIf(decided(rules, { country: 'US' }), forBo)).toEqual([
      { rule: 1, changes: [[]], ahead: [0], aheadCount: 1 },
    ]);
  });

  it('names a winner that comes later and won the tie', () => {
    const known = { territorySizes: {}, loads: { 'ana@x.com': 1, 'bo@x.com': 2 } };
    const decision = decided(
      [rule(inUs, bo), rule(inUs)],
      { country: 'US' },
      ['least-loaded'],
      known,
    );
    expect(whatIf(decision, forBo)).toMatchObject([{ rule: 0, changes: [[]], ahead: [1] }]);
  });

  it('leaves out what cannot be, and what is not in force', () => {
    const rules = [rule(any(), bo), rule(inUs, { ...bo, from: '2027-01-01' }), rule(always)];
    expect(whatIf(decided(rules, {}), forBo)).toEqual([]);
  });

  it('is never more than it takes', () => {
    fc.assert(
      fc.property(ruleSet, facts, moment, (set, account, at) => {
        const decision = decide(compileRules(set), account, at);
        for (const { rule: number, changes } of whatIf(decision, () => true)) {
          const { condition } = decision.compiled.rules[number] ?? { condition: always };
          const answerOf = (test: Test) => plainAnswer(test, account, at, set);
          fc.pre(testsIn(condition).length <= 6);
          const fewest = fewestChanges(condition, answerOf);
          for (const change of changes) expect(change.length).toBe(fewest);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function testsIn(condition: Condition): Test[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap(testsIn);
    case 'not':
      return testsIn(condition.of);
    default:
      return [condition];
  }
}

/** By trying: every test may stay as it is, or be made to hold, or not to. */
function fewestChanges(condition: Condition, answerOf: (test: Test) => Answer): number {
  const tests = testsIn(condition);
  let fewest = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < 3 ** tests.length; trial++) {
    const changes = tests.map((_, place) => Math.floor(trial / 3 ** place) % 3);
    const count = changes.filter((change) => change > 0).length;
    if (count >= fewest) continue;
    const answers = tests.map((test, place) => {
      const change = changes[place];
      return change ? change === 1 : answerOf(test);
    });
    if (kleene(condition, answers.values()) === true) fewest = count;
  }
  return fewest;
}

function kleene(condition: Condition, answers: ArrayIterator<Answer>): Answer {
  switch (condition.kind) {
    case 'not': {
      const answer = kleene(condition.of, answers);
      return answer === null ? null : !answer;
    }
    case 'all':
    case 'any': {
      const each = condition.of.map((one) => kleene(one, answers));
      const decisive = condition.kind === 'any';
      if (each.includes(decisive)) return decisive;
      return each.includes(null) ? null : !decisive;
    }
    default:
      return answers.next().value ?? null;
  }
}
