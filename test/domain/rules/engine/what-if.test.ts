import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../src/domain/rules/attribute.ts';
import { compileRules } from '../../../../src/domain/rules/compiled.ts';
import type { Condition, Test } from '../../../../src/domain/rules/condition.ts';
import { decide } from '../../../../src/domain/rules/decide.ts';
import { whatIf } from '../../../../src/domain/rules/explain/what-if.ts';
import type { Rule } from '../../../../src/domain/rules/rule-set.ts';
import { facts, moment, ruleSet, setOf, standing } from './arbitrary.ts';
import { all, always, any, decided, inUs, large, not, retail, rule, to } from './few-rules.ts';
import { type Answer, plainAnswer } from './plain-answer.ts';

describe('what would have to differ', () => {
  const bo = to('bo@x.com');
  const forBo = (outcome: Rule['outcome']) =>
    outcome.to.kind === 'rep' && outcome.to.rep === 'bo@x.com';

  const onList = (attribute: string, list: string): Test => ({ kind: 'in-list', attribute, list });
  const country = (value: string): Test => ({
    kind: 'compare',
    attribute: 'country',
    op: '=',
    value,
  });
  const lacksRevenue = { needed: large, answer: 'no', facts: { revenue: 5 } };
  const lacksIndustry = { needed: retail, answer: 'unknown', facts: { industry: null } };

  it('is the fewest tests that have to answer otherwise, of the nearest rules first', () => {
    const rules = [rule(all(inUs, large, retail), bo), rule(all(inUs, large), bo), rule(always)];
    const ways = whatIf(decided(rules, { country: 'US', revenue: 5 }), forBo);
    const lacking = ways.map((way) => [way.rule, way.tries.map((each) => each.lacking)]);
    expect(lacking).toEqual([
      [1, [[lacksRevenue]]],
      [0, [[lacksRevenue, lacksIndustry]]],
    ]);
  });

  it('offers every smallest way', () => {
    const [way] = whatIf(decided([rule(any(all(inUs, large), retail, inUs), bo)], {}), forBo);
    const needed = way?.tries.map(({ lacking }) => lacking.map((each) => each.needed));
    expect(needed).toEqual([[retail], [inUs]]);
  });

  it('says what must not hold in so many words, also where it is not known', () => {
    const [way] = whatIf(decided([rule(not(retail), bo)], {}), forBo);
    expect(way?.tries).toEqual([
      {
        lacking: [
          {
            needed: { ...retail, kind: 'not-in' },
            answer: 'unknown',
            facts: { industry: null },
          },
        ],
        outcome: { kind: 'wins', facts: { industry: expect.any(String) } },
      },
    ]);
  });

  it('names the rules that would have to give way where the rule fits already', () => {
    const rules = [rule(always), rule(inUs, { ...bo, priority: 2 })];
    expect(whatIf(decided(rules, { country: 'US' }), forBo)).toEqual([
      { rule: 1, tries: [{ lacking: [], outcome: { kind: 'behind', ahead: [0], count: 1 } }] },
    ]);
  });

  it('judges the rules before by the facts as they would be', () => {
    const account = { country: 'DE', revenue: 500 };
    const inDe = country('DE');
    const before = rule(all(inDe, large), { priority: 1 });
    // It takes the account now and would not then.
    const gives = [before, rule(inUs, { ...bo, priority: 2 })];
    expect(outcomesOf(gives, account)).toMatchObject([{ kind: 'wins', facts: { country: 'US' } }]);
    // It does not take the account now and would then.
    const takes = [rule(all(inUs, large)), rule(inUs, { ...bo, priority: 2 })];
    expect(outcomesOf(takes, account)).toEqual([{ kind: 'behind', ahead: [0], count: 1 }]);
  });

  it('looks for facts that no rule before takes', () => {
    const american: Condition = { kind: 'in', attribute: 'country', values: ['US', 'CA'] };
    const rules = [rule(inUs), rule(american, { ...bo, priority: 2 })];
    expect(outcomesOf(rules, { country: 'DE' })).toEqual([
      { kind: 'wins', facts: { country: 'CA' } },
    ]);
  });

  it('puts the account on a list, and does not make another account of it', () => {
    const set = setOf([
      rule(onList('domain', 'Targets'), { layer: 'named' }),
      rule(onList('domain', 'Empty'), { ...bo, layer: 'named', priority: 2 }),
    ]);
    const there = decide(compileRules(set), { domain: 'acme.com' }, 0);
    expect(whatIf(there, forBo)[0]?.tries[0]?.outcome).toMatchObject({
      kind: 'behind',
      ahead: [0],
    });
    const elsewhere = decide(compileRules(set), { domain: 'other.com' }, 0);
    expect(whatIf(elsewhere, forBo)[0]?.tries[0]?.outcome).toMatchObject({ kind: 'wins' });
    // Whoever is put on it is on it for every rule that asks.
    const twice = setOf([
      rule(all(onList('domain', 'Empty'), inUs), { layer: 'named' }),
      rule(onList('domain', 'Empty'), { ...bo, layer: 'named', priority: 2 }),
    ]);
    const american = decide(compileRules(twice), { domain: 'x.com', country: 'US' }, 0);
    expect(whatIf(american, forBo)[0]?.tries[0]?.outcome).toMatchObject({ ahead: [0] });
  });

  it('adds to what an account has several of', () => {
    const tagged: Condition = { kind: 'in', attribute: 'tags', values: ['Partner'] };
    const field: Condition = { kind: 'in', attribute: 'tags', values: ['Field'] };
    const rules = [rule(field), rule(tagged, { ...bo, priority: 2 })];
    expect(outcomesOf(rules, { tags: ['Field'] })).toEqual([
      { kind: 'behind', ahead: [0], count: 1 },
    ]);
  });

  it('puts those that would win before those that come nearer', () => {
    const rules = [
      rule(inUs),
      rule(inUs, { ...bo, priority: 2 }),
      rule(all(country('CH'), large), { ...bo, priority: 3 }),
    ];
    const ways = whatIf(decided(rules, { country: 'DE', revenue: 5 }), forBo);
    expect(ways.map((way) => way.rule)).toEqual([2, 1]);
  });

  it('never makes a lead of an account', () => {
    const lead: Condition = { kind: 'compare', attribute: 'record', op: '=', value: 'lead' };
    expect(whatIf(decided([rule(lead, bo)], { record: 'account' }), forBo)).toEqual([]);
  });

  it('names a winner that comes later and won the tie', () => {
    const known = { territorySizes: {}, loads: { 'ana@x.com': 1, 'bo@x.com': 2 } };
    const rules = [rule(inUs, bo), rule(inUs)];
    const decision = decided(rules, { country: 'US' }, ['least-loaded'], known);
    expect(whatIf(decision, forBo)).toMatchObject([
      { rule: 0, tries: [{ lacking: [], outcome: { kind: 'behind', ahead: [1] } }] },
    ]);
  });

  it('leaves out what cannot be, and what is not in force', () => {
    const rules = [rule(any(), bo), rule(inUs, { ...bo, from: '2027-01-01' }), rule(always)];
    expect(whatIf(decided(rules, {}), forBo)).toEqual([]);
  });

  it('is never more than it takes', () => {
    fc.assert(
      fc.property(ruleSet, facts, moment, (set, account, at) => {
        const decision = decide(compileRules(set), account, at);
        for (const { rule: number, tries } of whatIf(decision, () => true)) {
          const { condition } = decision.compiled.rules[number] ?? { condition: always };
          const answerOf = (test: Test) => plainAnswer(test, account, at, set);
          fc.pre(testsIn(condition).length <= 6);
          const fewest = fewestChanges(condition, answerOf);
          for (const { lacking } of tries) expect(lacking.length).toBe(fewest);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('holds when the facts are made so', () => {
    const seen = { wins: 0, behind: 0, unclear: 0 };
    fc.assert(
      fc.property(ruleSet, facts, moment, standing, (set, account, at, known) => {
        const decision = decide(compileRules(set), account, at, known);
        for (const { rule: number, tries } of whatIf(decision, () => true, 12)) {
          for (const { lacking, outcome } of tries) {
            seen[outcome.kind] += 1;
            const isListed = lacking.some(({ needed }) => /list/.test(needed.kind));
            if (outcome.kind !== 'wins' || isListed) continue;
            const about = new Set(lacking.flatMap(({ facts: asked }) => Object.keys(asked)));
            expect([...about]).toEqual(expect.arrayContaining(Object.keys(outcome.facts)));
            const then = decide(decision.compiled, { ...account, ...outcome.facts }, at, known);
            expect(then.winner).toBe(number);
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(seen.wins).toBeGreaterThan(50);
    expect(seen.behind).toBeGreaterThan(50);
    expect(seen.unclear).toBeLessThan(seen.wins + seen.behind);
  });

  function outcomesOf(rules: Parameters<typeof decided>[0], account: Facts) {
    const ways = whatIf(decided(rules, account), forBo);
    return ways.flatMap(({ tries }) => tries.map(({ outcome }) => outcome));
  }
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
