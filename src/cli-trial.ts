import type { Flag } from './domain/flag.ts';
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
    ...flags.map((flag) => `  ! ${wordFlag(flag)}`),
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

function wordFlag(flag: Flag): string {
  switch (flag.kind) {
    case 'review':
      return flag.by
        ? `“${flag.rule}” asks for the approval of ${flag.by}`
        : `“${flag.rule}” leaves it to a person`;
    case 'no-match':
      return 'no rule fits';
    case 'conflict':
      return `“${flag.rule}” and “${flag.rival}” both fit, and want different things`;
    case 'missing-data':
      return [flag, ...(flag.also ?? [])]
        .map(({ rule, attributes }) => {
          return `“${rule}” might win if more were known: ${attributes.join(', ')}`;
        })
        .concat(flag.more ? [`so might ${flag.more} more`] : [])
        .join('; ');
    case 'stale-data':
      return `the rule rests on ${flag.attribute}, last set ${day(flag.since)}${flag.limit ? `: after ${flag.limit} days a fact is doubtful` : ''}`;
    case 'high-value':
      return `${flag.attribute} is ${printNumber(flag.value)}, and from ${printNumber(flag.limit)} on a person looks`;
    case 'over-capacity':
      return `${flag.rep} has ${flag.load} accounts, of at most ${flag.capacity}`;
    case 'inactive-owner':
      return `${flag.name} has left or cannot be asked`;
    case 'no-owner':
      return `the registry does not know ${flag.wanted}`;
    case 'unclaimed':
      return `it belongs to whoever of the pool “${flag.pool}” claims it first`;
    case 'pinned':
      return `it is pinned by ${flag.by.name}: ${flag.reason}`;
    case 'set-by-hand':
      return `${flag.by.name} chose its owner by hand on ${day(flag.at)}`;
    case 'open-deal':
      return `${flag.owner} has an open deal on it (${printNumber(flag.value)})`;
    case 'duplicate':
      return `it is probably the same company as ${flag.account}, which is ${flag.owner}’s`;
    case 'family-split':
      return `the head of its family is ${flag.owner}’s`;
  }
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}
