import { derivedAttributes } from './attribute.ts';
import { questionOfTest } from './compiled.ts';
import { type Condition, saysNot, type Test } from './condition.ts';
import { possibleRules } from './decide.ts';
import type { Decision } from './decision.ts';
import { type Answer, inRegion, NO, UNKNOWN, YES } from './evaluate.ts';
import { type Hearing, hearingOf, ruleNumbered } from './explain/finding.ts';
import type { Rule } from './rule-set.ts';

/** A rule that would win if these facts were known and suited it. */
type Blind = { rule: Rule; attributes: string[] };

/** In the order in which they win. `more`: those that were not looked into, as there were enough. */
export type BlindRules = { found: Blind[]; more: number };

export function blindRules(decision: Decision, enough = Number.POSITIVE_INFINITY): BlindRules {
  const places = possibleRules(decision);
  const found: Blind[] = [];
  if (places.length === 0) return { found, more: 0 };
  const hearing = hearingOf(decision);
  for (const [nth, place] of places.entries()) {
    if (found.length === enough) return { found, more: places.length - nth };
    const blind = blindAt(place, hearing);
    if (blind) found.push(blind);
  }
  return { found, more: 0 };
}

function blindAt(place: number, hearing: Hearing): Blind | undefined {
  const rule = ruleNumbered(hearing.decision.compiled, place);
  const seen = see(rule.condition, hearing, derivedAttributes);
  if (seen.answer === NO) return undefined;
  const { lacks } = seen.answer === UNKNOWN ? seen : see(rule.condition, hearing, nothing);
  return { rule, attributes: [...new Set(lacks)] };
}

/** What a part of a condition answers, and the facts for lack of which it does not know. */
type Seen = { answer: Answer; lacks: string[] };
const nothing: ReadonlySet<string> = new Set();

/** `absent`: attributes of which nothing is known where there is nothing to know. */
function see(condition: Condition, hearing: Hearing, absent: ReadonlySet<string>): Seen {
  switch (condition.kind) {
    case 'all':
      return together(condition.of, YES, Math.min);
    case 'any':
      return together(condition.of, NO, Math.max);
    case 'not': {
      const { answer, lacks } = see(condition.of, hearing, absent);
      return { answer: (YES - answer) as Answer, lacks };
    }
    case 'in-region':
      return see(inRegion(condition.region, vocabulary()), hearing, absent);
    case 'not-in-region': {
      const inside: Test = { ...condition, kind: 'in-region' };
      return see({ kind: 'not', of: inside }, hearing, absent);
    }
    default: {
      const answer = questionOfTest(hearing.decision.compiled, condition)(hearing.sheet);
      if (answer !== UNKNOWN) return { answer, lacks: [] };
      const { attribute } = condition;
      if (absent.has(attribute)) return { answer: saysNot(condition) ? YES : NO, lacks: [] };
      return { answer, lacks: [attribute] };
    }
  }

  function vocabulary() {
    return hearing.decision.compiled.vocabulary;
  }

  function together(
    parts: readonly Condition[],
    least: Answer,
    settle: (...answers: number[]) => number,
  ): Seen {
    const seen = parts.map((part) => see(part, hearing, absent));
    const answer = settle(least, ...seen.map((each) => each.answer)) as Answer;
    const open = seen.filter((each) => each.answer === UNKNOWN);
    return { answer, lacks: answer === UNKNOWN ? open.flatMap(({ lacks }) => lacks) : [] };
  }
}
