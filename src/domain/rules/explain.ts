import { NONE } from './compiled/table.ts';
import type { Decision } from './decision.ts';
import { type Finding, findingsIn, hearingOf, ruleNumbered, type Word, wordOf } from './explain/finding.ts';
import { askInForce } from './in-force.ts';
import { firstMatch, matchesIn, turnTo } from './match.ts';
import { type Advantage, advantageOf, settle } from './order.ts';

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
  const { compiled, winner, standing, at } = decision;
  const rule = ruleNumbered(compiled, number);
  if (number === winner) return { kind: 'won' };
  if (!isInForce(rule, at)) {
    const { from, until } = rule;
    return { kind: 'not-in-force', ...(from && { from }), ...(until && { until }) };
  }
  const hearing = hearingOf(decision);
  const findings = findingsIn(rule.condition, hearing);
  const answer = wordOf(answerOf(compiled, number, hearing));
  if (answer !== 'yes') return { kind: 'not-met', answer, findings };
  const through = advantageOf(winner, number, tied, compiled.order, standing);
  return { kind: 'beaten', by: winner, through, findings };
}
