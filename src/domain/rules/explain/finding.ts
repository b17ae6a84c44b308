import type { Value } from '../attribute.ts';
import { attributesOf } from '../attributes-of.ts';
import { type Compiled, questionOfTest } from '../compiled.ts';
import type { Condition, Test } from '../condition.ts';
import type { Decision } from '../decision.ts';
import { NO, UNKNOWN } from '../evaluate.ts';
import { type Sheet, sheetOf } from '../vocabulary.ts';

/** One test of a rule, what it says of the account, and the facts on which it says so. */
export type Finding = { test: Test; answer: Word; facts: Record<string, Value | null> };
export type Word = 'yes' | 'no' | 'unknown';

/** What a decision was about, ready to be asked again. */
export type Hearing = { decision: Decision; sheet: Sheet };

export function hearingOf(decision: Decision): Hearing {
  const { compiled, facts, at } = decision;
  return { decision, sheet: sheetOf(compiled.vocabulary, facts, at) };
}

/** Every test of a condition, in the order in which they are written. */
export function findingsIn(condition: Condition, hearing: Hearing): Finding[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap((each) => findingsIn(each, hearing));
    case 'not':
      return findingsIn(condition.of, hearing);
    default:
      return [findingOf(condition, hearing)];
  }
}

export function findingOf(test: Test, { decision: { compiled, facts }, sheet }: Hearing): Finding {
  const asked = attributesOf(test).map((attribute) => [attribute, facts[attribute] ?? null]);
  const answer = wordOf(questionOfTest(compiled, test)(sheet));
  return { test, answer, facts: Object.fromEntries(asked) };
}

export function wordOf(answer: number): Word {
  if (answer === NO) return 'no';
  return answer === UNKNOWN ? 'unknown' : 'yes';
}

export function ruleNumbered({ rules }: Compiled, number: number) {
  const rule = rules[number];
  if (!rule) throw new Error(`there is no rule ${number}`);
  return rule;
}
