import type { Facts, Value } from '../attribute.ts';
import { attributesOf } from '../attributes-of.ts';
import { type Atlas, atlasOf, folded } from '../boxes/atlas.ts';
import { type Box, boxWithout } from '../boxes/box.ts';
import { boxesOf } from '../boxes/boxes-of.ts';
import { exampleFrom, type Palette } from '../boxes/example.ts';
import { normalForm } from '../compiled/normal-form.ts';
import { NONE } from '../compiled/table.ts';
import { questionOf, questionOfTest } from '../compiled.ts';
import type { Condition } from '../condition.ts';
import { decide } from '../decide.ts';
import type { Decision } from '../decision.ts';
import { inRegion, NO, YES } from '../evaluate.ts';
import { matchesIn, turnTo } from '../match.ts';
import { sheetOf } from '../vocabulary.ts';
import type { Change } from './change.ts';
import { type Hearing, hearingOf, ruleNumbered } from './finding.ts';
import { listNeedsIn, withListsChanged } from './listing.ts';

/** What comes of an account of which the facts are otherwise that a change is about, and no others. */
export type Attempt =
  /** The rule decides, for instance where these facts are so. */
  | { kind: 'wins'; facts: Facts }
  /** It fits, and these win over it: none of them might fit. */
  | { kind: 'behind'; ahead: number[]; count: number }
  /** No facts are like this. */
  | { kind: 'impossible' }
  /** Nothing can be said of whether it would decide. */
  | { kind: 'unclear' };

/** So many examples are tried. */
const MOST_STEPS = 24;
const MOST_AHEAD = 10;
const always: Condition = { kind: 'all', of: [] };
const never: Condition = { kind: 'any', of: [] };

/** What comes of it where lists would be otherwise as well. */
export function attempt(rule: number, change: Change, hearing: Hearing): Attempt {
  const { decision } = hearing;
  const { rules } = decision.compiled;
  const needs = listNeedsIn(change, decision.facts);
  if (needs.length === 0) return attemptOnFacts(rule, change, hearing);
  const others = change.filter((need) => !needs.some((one) => one === need));
  const then = withListsChanged(rule, needs, others, decision);
  const numberThen = then.compiled.rules.indexOf(ruleNumbered(decision.compiled, rule));
  const outcome = attemptOnFacts(numberThen, others, hearingOf(then));
  if (outcome.kind !== 'behind') return outcome;
  const ahead = outcome.ahead.map((number) => rules.indexOf(ruleNumbered(then.compiled, number)));
  return { ...outcome, ahead };
}

/**
 * Makes examples of the change, and lets the rules decide about each. Where another rule takes one, all that this rule
 * takes is left out, and the next example is made of what remains.
 */
function attemptOnFacts(rule: number, change: Change, hearing: Hearing): Attempt {
  const { compiled, facts, at, standing } = hearing.decision;
  const atlas = atlasOf(compiled.vocabulary);
  const open = new Set(change.flatMap(({ test }) => attributesOf(test)));
  const boxesIn = (condition: Condition) => boxesOf(settled(condition, open, hearing), atlas);
  const left = boxesIn({
    kind: 'all',
    of: [ruleNumbered(compiled, rule).condition, ...wantedBy(change)],
  });
  if (!left) return { kind: 'unclear' };
  let nearest: Attempt = { kind: 'impossible' };
  for (let step = 0; step < MOST_STEPS; step++) {
    const box = left.pop();
    if (!box) return nearest;
    const changed = exampleIn(box, rule, hearing, atlas);
    if (!changed) return nearest.kind === 'impossible' ? { kind: 'unclear' } : nearest;
    const decision = decide(compiled, { ...facts, ...changed }, at, standing);
    if (decision.winner === rule) return { kind: 'wins', facts: changed };
    nearest = fewer(nearest, aheadOf(rule, decision));
    const taken = boxesIn(ruleNumbered(compiled, decision.winner).condition);
    if (!taken) return nearest;
    left.push(
      ...taken.reduce((parts, each) => parts.flatMap((one) => boxWithout(one, each)), [box]),
    );
  }
  return nearest;
}

function wantedBy(change: Change): Condition[] {
  return change.map(({ test, wanted }) => (wanted === YES ? test : { kind: 'not', of: test }));
}

/** What is left of a condition to ask, once all that is not open is as the account has it. */
function settled(condition: Condition, open: ReadonlySet<string>, hearing: Hearing): Condition {
  const { compiled } = hearing.decision;
  return reduced(normalForm(condition), false);

  function reduced(part: Condition, isNegated: boolean): Condition {
    switch (part.kind) {
      case 'all':
      case 'any':
        return { kind: part.kind, of: part.of.map((each) => reduced(each, false)) };
      case 'not':
        return reduced(part.of, true);
      case 'in-region':
      case 'not-in-region': {
        const isOutside = isNegated !== (part.kind === 'not-in-region');
        return reduced(normalForm(inRegion(part.region, compiled.vocabulary), isOutside), false);
      }
      default: {
        if (attributesOf(part).some((each) => open.has(each))) {
          return isNegated ? { kind: 'not', of: part } : part;
        }
        const answer = questionOfTest(compiled, part)(hearing.sheet);
        return answer === (isNegated ? NO : YES) ? always : never;
      }
    }
  }
}

/** Facts that put the account into a box; what it has several of, it keeps where it may. */
function exampleIn(box: Box, rule: number, hearing: Hearing, atlas: Atlas): Facts | undefined {
  const { compiled, facts, at } = hearing.decision;
  const made = exampleFrom(box, at, paletteOf(facts, atlas));
  if (!made) return undefined;
  const changed: Record<string, Value | null | undefined> = { ...made.facts };
  for (const [{ attribute }, { mayLack }] of box) if (mayLack) changed[attribute] = null;
  const fits = (each: Facts) => {
    const sheet = sheetOf(compiled.vocabulary, { ...facts, ...each }, at);
    return questionOf(compiled, rule)(sheet) === YES;
  };
  return [withKept(changed, facts), changed].find(fits);
}

function withKept(changed: Facts, facts: Facts): Facts {
  const kept = Object.entries(changed).map(([key, value]) => {
    const own = facts[key];
    const isMore = Array.isArray(value) && Array.isArray(own);
    return [key, isMore ? [...new Set([...own, ...value])] : value];
  });
  return Object.fromEntries(kept);
}

/** Rather what the account has already than something made up. */
function paletteOf(facts: Facts, atlas: Atlas): Palette {
  const valuesOf = (attribute: string) => {
    const own = facts[attribute];
    return typeof own === 'string' ? [folded(own, atlas)] : [];
  };
  return { spellings: atlas.spellings, valuesOf };
}

/** A tie that only the moment settles may be won from behind. */
function aheadOf(rule: number, { compiled, facts, at, winner }: Decision): Attempt {
  turnTo(compiled, facts, at);
  const before = matchesIn(compiled, 0, rule);
  const all = winner !== NONE && winner > rule ? [...before, winner] : before;
  return { kind: 'behind', ahead: all.slice(0, MOST_AHEAD), count: all.length };
}

function fewer(one: Attempt, other: Attempt): Attempt {
  if (one.kind !== 'behind' || other.kind !== 'behind') return other;
  return other.count < one.count ? other : one;
}
