import type { Known } from './facts.ts';
import { type Flag, type FlagPolicy, flagPolicy } from './flag.ts';
import { flagsOf, mustWait } from './routing.ts';
import { findingsOf } from './routing-verdict.ts';
import type { Compiled } from './rules/compiled.ts';
import { decide } from './rules/decide.ts';
import type { Decision } from './rules/decision.ts';
import { fold } from './rules/fold.ts';
import type { Outcome } from './rules/outcome.ts';

/** What the rules of a file, published or not, make of one account or lead. */
export type Trial = {
  name: string;
  decision: Decision;
  known: Known;
  flags: Flag[];
  course: Course;
};

/** Names of people are as those know them who ask. `leads`: nobody here knows who is who. */
export type Course =
  | { kind: 'stays'; to: string }
  | { kind: 'goes'; to: string; from?: string }
  | { kind: 'dealt' | 'claimed'; pool: string }
  | { kind: 'waits'; to?: string }
  | { kind: 'leads' };

/** Where there is no registry to say who is who: by the facts and the usual limits alone. */
export function tryFacts(name: string, known: Known, compiled: Compiled, at: Date): Trial {
  const decision = decide(compiled, known.facts, at.getTime());
  const policy: FlagPolicy = flagPolicy.parse({});
  const flags = flagsOf(findingsOf(decision), undefined, { ...known, load: 0 }, policy, at);
  const isReview = compiled.rules[decision.winner]?.outcome.to.kind === 'review';
  const course: Course = { kind: isReview || mustWait(flags, policy) ? 'waits' : 'leads' };
  return { name, decision, known, flags, course };
}

/** Whether a rule of this name decided, or whether it leads to whoever has this name or address. */
export function isAsExpected({ decision, course }: Trial, expected: string): boolean {
  const rule = decision.compiled.rules[decision.winner];
  if (!rule) return false;
  const names = [rule.name, ...namesIn(rule.outcome), ...partyIn(course)];
  return names.some((name) => fold(name) === fold(expected));
}

function namesIn({ to }: Outcome): string[] {
  switch (to.kind) {
    case 'rep':
      return [to.rep];
    case 'territory':
      return [to.territory];
    case 'pool':
      return [to.pool];
    case 'review':
    case 'keep':
    case 'owner-of':
      return [to.kind];
  }
}

/** Ana Ruiz (ana@example.com) answers to either. */
function partyIn(course: Course): string[] {
  if (!('to' in course) || course.to === undefined) return [];
  const [, name = course.to, email = ''] = /^(.*) \((\S+@\S+)\)$/.exec(course.to) ?? [];
  return [name, email];
}
