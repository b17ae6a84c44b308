import type { Facts } from '../../../../src/domain/rules/attribute.ts';
import type { Condition } from '../../../../src/domain/rules/condition.ts';
import type { Standing } from '../../../../src/domain/rules/decision.ts';
import type { Rule, RuleSet, TieBreaker } from '../../../../src/domain/rules/rule-set.ts';
import { type Answer, plainAnswer } from './plain-answer.ts';

/** What the engine must say: every rule asked in turn. It shares nothing with the engine, so as not to err with it. */
export function referenceOf(set: RuleSet) {
  const rules = set.rules.toSorted((a, b) => differ(rank(a), rank(b)));
  const groups = rules.map((rule) => rank(rule, []));
  const outcomes = rules.map(({ outcome }) => JSON.stringify(outcome));
  function rank(rule: Rule, breakers: readonly TieBreaker[] = set.tieBreakers): number[] {
    const place = set.layers.indexOf(rule.layer);
    return [place, rule.priority, ...breakers.map((each) => measure(each, rule) ?? 0)];
  }

  /** Of the rules that match. */
  function verdict(matches: readonly number[], standing?: Standing) {
    const top = matches.map(group).sort(differ)[0];
    let left = matches.filter((n) => top && differ(group(n), top) === 0);
    for (const breaker of set.tieBreakers) {
      const known = left.map((n) => measure(breaker, rules[n], standing));
      const best = Math.min(...known.filter((each) => each !== undefined));
      left = left.filter((_, at) => known[at] === undefined || known[at] === best);
    }
    const wanted = (n = -1) => outcomes[n];
    const rival = left.find((n) => wanted(n) !== wanted(left[0])) ?? -1;
    return { winner: left[0] ?? -1, rival };
  }

  function group(n: number): number[] {
    return groups[n] ?? [];
  }

  function decide(facts: Facts, at: number, standing?: Standing) {
    const answers = rules.map((rule) => isInForce(rule, at) && kleene(rule.condition, facts, at));
    const matches = [...answers.keys()].filter((n) => answers[n] === true);
    const wouldWin = (n: number) => {
      if (answers[n] !== null) return false;
      const more = [...matches, n].sort((a, b) => a - b);
      return verdict(more, standing).winner === n;
    };
    const possibles = [...answers.keys()].filter(wouldWin);
    return { ...verdict(matches, standing), possible: possibles[0] ?? -1, possibles };
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
function measure(breaker: TieBreaker, rule?: Rule, standing?: Standing): number | undefined {
  if (!rule) return undefined;
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
