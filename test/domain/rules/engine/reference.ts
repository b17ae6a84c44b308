import type { Facts } from '../../../../src/domain/rules/attribute.ts';
import type { Condition } from '../../../../src/domain/rules/condition.ts';
import type { Standing } from '../../../../src/domain/rules/decision.ts';
import type { Rule, RuleSet, TieBreaker } from '../../../../src/domain/rules/rule-set.ts';
import { type Answer, plainAnswer } from './plain-answer.ts';

/** What the engine must say: every rule asked in turn. It shares nothing with the engine, so as not to err with it. */
export function referenceOf(set: RuleSet) {
  const rules = set.rules.toSorted((a, b) => differ(rank(a), rank(b)));
  function rank(rule: Rule, breakers: readonly TieBreaker[] = set.tieBreakers): number[] {
    const place = set.layers.indexOf(rule.layer);
    return [place, rule.priority, ...breakers.map((each) => measure(each, rule) ?? 0)];
  }

  function verdict(answers: readonly Answer[], standing?: Standing) {
    const matches = rules.filter((_, n) => answers[n] === true);
    const top = matches.map((rule) => rank(rule, [])).sort(differ)[0];
    let left = matches.filter((rule) => top && differ(rank(rule, []), top) === 0);
    for (const breaker of set.tieBreakers) {
      const known = left.map((rule) => measure(breaker, rule, standing));
      const best = Math.min(...known.filter((each) => each !== undefined));
      left = left.filter((_, at) => known[at] === undefined || known[at] === best);
    }
    const wanted = JSON.stringify(left[0]?.outcome);
    const rival = left.find(({ outcome }) => JSON.stringify(outcome) !== wanted);
    const numberOf = (rule?: Rule) => (rule ? rules.indexOf(rule) : -1);
    return { winner: numberOf(left[0]), rival: numberOf(rival) };
  }

  function decide(facts: Facts, at: number, standing?: Standing) {
    const answers = rules.map((rule) => isInForce(rule, at) && kleene(rule.condition, facts, at));
    const possible = answers.findIndex(
      (answer, n) => answer === null && verdict(answers.with(n, true), standing).winner === n,
    );
    return { ...verdict(answers, standing), possible };
  }

  function kleene(condition: Condition, facts: Facts, at: number): Answer {
    switch (condition.kind) {
      case 'not': {
        const answer = kleene(condition.of, facts, at);
        return answer === null ? null : !answer;
      }
      case 'all':
      case 'any': {
        const answers = condition.of.map((each) => kleene(each, facts, at));
        const decisive = condition.kind === 'any';
        if (answers.includes(decisive)) return decisive;
        return answers.includes(null) ? null : !decisive;
      }
      default:
        return plainAnswer(condition, facts, at, set);
    }
  }

  return { rules, decide };
}

/** Less is better; nothing where it is not known. */
function measure(breaker: TieBreaker, rule: Rule, standing?: Standing): number | undefined {
  const { to } = rule.outcome;
  if (breaker === 'most-specific')
    return -JSON.stringify(rule.condition).split('"kind"').length + depth(rule.condition);
  if (breaker === 'oldest') return Date.parse(rule.written ?? '9999-12-31');
  if (breaker === 'smallest-territory') {
    return to.kind === 'territory' ? own(standing?.territorySizes, to.territory) : undefined;
  }
  return to.kind === 'rep' ? own(standing?.loads, to.rep) : undefined;
}

function own(known: Readonly<Record<string, number>> = {}, name: string): number | undefined {
  return new Map(Object.entries(known)).get(name);
}

/** How many of its kinds are no tests. */
function depth(condition: Condition): number {
  if (condition.kind === 'not') return 1 + depth(condition.of);
  if (condition.kind !== 'all' && condition.kind !== 'any') return 0;
  return condition.of.reduce((sum, each) => sum + depth(each), 1);
}

function isInForce({ from, until }: Rule, at: number): boolean {
  const day = new Date(at).toISOString().slice(0, 10);
  return (!from || from <= day) && (!until || day <= until);
}

function differ(one: number[], other: number[]): number {
  const at = one.findIndex((value, place) => value !== other[place]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
