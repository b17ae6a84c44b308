import type { Facts } from '../../../../src/domain/rules/attribute.ts';
import { compileRules } from '../../../../src/domain/rules/compiled.ts';
import type { Condition, Test } from '../../../../src/domain/rules/condition.ts';
import { decide } from '../../../../src/domain/rules/decide.ts';
import type { Decision, Standing } from '../../../../src/domain/rules/decision.ts';
import type { Rule, TieBreaker } from '../../../../src/domain/rules/rule-set.ts';
import { setOf } from './arbitrary.ts';

const AT = Date.parse('2026-02-10T12:00:00Z');
export const inUs: Test = { kind: 'compare', attribute: 'country', op: '=', value: 'US' };
export const large: Test = { kind: 'compare', attribute: 'revenue', op: '>=', value: 50 };
export const retail: Test = { kind: 'in', attribute: 'industry', values: ['Retail'] };
export const always: Condition = { kind: 'all', of: [] };

export function all(...of: Condition[]): Condition {
  return { kind: 'all', of };
}

export function any(...of: Condition[]): Condition {
  return { kind: 'any', of };
}

export function not(of: Condition): Condition {
  return { kind: 'not', of };
}

export function rule(condition: Condition, more: Partial<Rule> = {}) {
  const outcome = { to: { kind: 'rep' as const, rep: 'ana@x.com' }, roles: {}, tags: [] };
  return { layer: 'geography', priority: 1, condition, outcome, ...more };
}

export function to(rep: string): Pick<Rule, 'outcome'> {
  return { outcome: { to: { kind: 'rep', rep }, roles: {}, tags: [] } };
}

export function decided(
  rules: Parameters<typeof setOf>[0],
  account: Facts,
  ties?: TieBreaker[],
  known?: Standing,
): Decision {
  return decide(compileRules(setOf(rules, ties)), account, AT, known);
}
