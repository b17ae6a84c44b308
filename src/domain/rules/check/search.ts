import { type Box, boxWithout } from '../boxes/box.ts';
import { exampleFrom } from '../boxes/example.ts';
import { decide } from '../decide.ts';
import type { Decision } from '../decision.ts';
import type { Survey } from './survey.ts';
import { priceOfMatches, tiedMatches } from './tied-matches.ts';

/**
 * Whether a rule, or one that ties with it, ever decides about an account in some boxes: the decision of one that it
 * does decide about; or the rules before it that take them all; or nothing certain.
 */
export type Search =
  | { kind: 'reached'; decision: Decision }
  | { kind: 'taken'; by: ReadonlySet<number> }
  | { kind: 'unclear' };

/** Examples that may be tried in one search, and what may be spent in all that are still to come. */
export type Effort = { readonly each: number; left: number };

/**
 * Asks the engine about an example. Where a rule before takes it, all that this rule takes is cut away, and what is left
 * is searched in the same way: so each step either finds an account or is a part of the proof that there is none.
 */
export function search(
  boxes: readonly Box[],
  rule: number,
  survey: Survey,
  effort: Effort,
): Search {
  const { compiled, taking, standing, at, palette } = survey;
  const left = [...boxes];
  const by = new Set<number>();
  for (let step = 0; step < effort.each; step++) {
    const box = left.pop();
    if (!box) return { kind: 'taken', by };
    if (effort.left <= 0) return { kind: 'unclear' };
    const example = exampleFrom(box, at, palette);
    if (!example) return { kind: 'unclear' };
    const decision = decide(compiled, example.facts, example.at, standing);
    effort.left -= priceOf(survey);
    const { winner } = decision;
    if (isTied(winner, rule, compiled.order.tieEnds)) return { kind: 'reached', decision };
    const taken = winner >= 0 && winner < rule ? taking[winner] : undefined;
    if (!taken) return { kind: 'unclear' };
    by.add(winner);
    left.push(...cutAway([box], taken));
  }
  return left.length === 0 ? { kind: 'taken', by } : { kind: 'unclear' };
}

/** Where only the moment settles a tie, the engine has looked at all rules that tie. */
function priceOf({ compiled, price }: Survey): number {
  return compiled.order.later.length > 0 ? price + priceOfMatches(tiedMatches(compiled)) : price;
}

function cutAway(boxes: Box[], taken: readonly Box[]): Box[] {
  return taken.reduce((parts, each) => parts.flatMap((part) => boxWithout(part, each)), boxes);
}

/** Whether the two are one rule or tie: of others, the first in order wins. */
function isTied(one: number, other: number, tieEnds: Int32Array): boolean {
  if (one < 0) return false;
  const [first, second] = one < other ? [one, other] : [other, one];
  return first === second || (tieEnds[first] ?? 0) > second;
}
