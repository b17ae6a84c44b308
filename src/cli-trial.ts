import { type Voice, wordFlag } from './domain/flag-words.ts';
import type { Trial } from './domain/rule-trial.ts';
import type { Value } from './domain/rules/attribute.ts';
import type { Condition } from './domain/rules/condition.ts';
import type { Finding } from './domain/rules/explain/finding.ts';
import { trail } from './domain/rules/explain/trail.ts';
import { nextBest, why } from './domain/rules/explain.ts';
import { printCondition } from './domain/rules/print-condition.ts';
import { printNumber } from './domain/rules/text/number-text.ts';
import { printDestination } from './domain/rules/text/print-rule.ts';

const NEAR = 5;

/** One account or lead on its way through the rules, line by line. */
export function wordTrial(trial: Trial): string[] {
  const { name, decision, flags } = trial;
  const { rules } = decision.compiled;
  const rule = rules[decision.winner];
  const next = rules[nextBest(decision)];
  const head = rule
    ? `${name}: “${rule.name}” decides, in ${rule.layer}, priority ${rule.priority}.`
    : `${name}: no rule takes it.`;
  return [
    head,
    ...(why(decision)?.findings ?? []).map(
      ({ test, answer, facts }) => `  ${signs[answer]} ${wordTest(test, facts)}`,
    ),
    ...(rule ? [`  → ${printDestination(rule.outcome.to)}`] : []),
    wordCourse(trial),
    ...flags.map((flag) => `  ! ${wordFlag(flag, plainly)}`),
    ...trailLines(trial),
    ...(next ? [`Next in line: “${next.name}” → ${printDestination(next.outcome.to)}`] : []),
  ];
}

const signs = { yes: '✓', no: '✗', unknown: '?' } as const;

function wordTest(condition: Condition, facts: Finding['facts']): string {
  const held = Object.entries(facts).map(([key, value]) => `${key} is ${wordValue(value)}`);
  return [printCondition(condition), ...held].join('; ');
}

function wordValue(value: Value | null): string {
  if (value === null) return 'not known';
  if (typeof value === 'number') return printNumber(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : value.join(', ');
}

function wordCourse({ course }: Trial): string {
  switch (course.kind) {
    case 'stays':
      return `It stays with ${course.to}.`;
    case 'goes':
      return `It would go from ${course.from ?? 'nobody'} to ${course.to}.`;
    case 'dealt':
      return `The pool “${course.pool}” would choose among its members.`;
    case 'claimed':
      return `Whoever of the pool “${course.pool}” claims it first would get it.`;
    case 'waits':
      return course.to
        ? `It would wait for a person; the rules lead to ${course.to}.`
        : 'It would wait for a person.';
    case 'leads':
      return 'Nothing would make it wait, as far as the facts tell.';
  }
}

function trailLines({ decision }: Trial): string[] {
  const { rules } = decision.compiled;
  const { tried, notInForce, nearest } = trail(decision, NEAR);
  const asleep = notInForce > 0 ? `; ${notInForce} more are not in force` : '';
  const near = nearest.flatMap(({ rule, failing }) => {
    const missed = rules[rule];
    return missed
      ? [
          `  “${missed.name}”: ${failing.map(({ needed, facts }) => wordTest(needed, facts)).join(' · ')}`,
        ]
      : [];
  });
  return [
    `${tried} of ${rules.length} rules tried before it${asleep}.`,
    ...(near.length > 0 ? ['What kept the nearest of them from it:', ...near] : []),
  ];
}

/** As the facts have it: a shell shows no names for addresses. */
const plainly: Voice = {
  text: (written) => written,
  attribute: (key) => key,
  value: (_, value) => printNumber(value),
  person: (email) => email,
  actor: ({ name }) => name,
  day: (at) => at.toISOString().slice(0, 10),
};
