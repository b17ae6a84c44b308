import { NONE } from './compiled/table.ts';
import { questionOf } from './compiled.ts';
import type { Decision } from './decision.ts';
import { type Advantage, advantageOver } from './explain/advantage.ts';
import {
  type Finding,
  findingsIn,
  hearingOf,
  ruleNumbered,
  type Word,
  wordOf,
} from './explain/finding.ts';
import { isInForce } from './in-force.ts';
import { firstMatch, matchesIn, turnTo } from './match.ts';
import { settle } from './order.ts';

/** Each test of the winner, with the facts. Nothing where nobody won. */
export function why(decision: Decision): { rule: number; findings: Finding[] } | undefined {
  const { compiled, winner } = decision;
  if (winner === NONE) return undefined;
  const { condition } = ruleNumbered(compiled, winner);
  return { rule: winner, findings: findingsIn(condition, hearingOf(decision)) };
}

/** Why a rule did not take the account. */
export type WhyNot =
  | { kind: 'won' }
  | { kind: 'not-in-force'; from?: string; until?: string }
  | { kind: 'not-met'; answer: Exclude<Word, 'yes'>; findings: Finding[] }
  /** It matches too. */
  | { kind: 'beaten'; by: number; through: Advantage; findings: Finding[] };

export function whyNot(decision: Decision, number: number): WhyNot {
  const { compiled, winner, at } = decision;
  const rule = ruleNumbered(compiled, number);
  if (number === winner) return { kind: 'won' };
  if (!isInForce(rule, at)) {
    const { from, until } = rule;
    return { kind: 'not-in-force', ...(from && { from }), ...(until && { until }) };
  }
  const hearing = hearingOf(decision);
  const findings = findingsIn(rule.condition, hearing);
  const answer = wordOf(questionOf(compiled, number)(hearing.sheet));
  if (answer !== 'yes') return { kind: 'not-met', answer, findings };
  return { kind: 'beaten', by: winner, through: advantageOver(decision, number), findings };
}

/** The rule that would have won without the winner; -1 is none. */
export function nextBest({ compiled, facts, at, standing, winner }: Decision): number {
  turnTo(compiled, facts, at);
  const { order, rules } = compiled;
  const first = firstMatch(compiled, 0, rules.length);
  const next = first === winner ? firstMatch(compiled, winner + 1, rules.length) : first;
  if (next === NONE) return NONE;
  const others = matchesIn(compiled, next, order.tieEnds[next] ?? 0);
  return settle(
    others.filter((rule) => rule !== winner),
    order,
    standing,
  ).winner;
}
