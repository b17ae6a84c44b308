import type { Condition, Test } from './condition.ts';
import { DAY, dayOf } from './literal.ts';
import type { Rule } from './rule-set.ts';
import { MOMENT } from './vocabulary.ts';

/** A rule's days as tests of the moment: time is one more fact. */
export function inForce({ from, until }: Pick<Rule, 'from' | 'until'>): Test[] {
  const days: Test[] = [];
  const moment = { kind: 'compare', attribute: MOMENT } as const;
  if (from) days.push({ ...moment, op: '>=', value: dayOf(from) * DAY });
  if (until) days.push({ ...moment, op: '<', value: (dayOf(until) + 1) * DAY });
  return days;
}

/** What must hold for a rule to match. */
export function withDays(rule: Rule): Condition {
  const days = inForce(rule);
  return days.length === 0 ? rule.condition : { kind: 'all', of: [...days, rule.condition] };
}

export function isInForce({ from, until }: Pick<Rule, 'from' | 'until'>, at: number): boolean {
  if (from && at < dayOf(from) * DAY) return false;
  return !until || at < (dayOf(until) + 1) * DAY;
}
