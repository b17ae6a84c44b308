import type { Decision } from '../decision.ts';
import { isInForce } from '../in-force.ts';
import type { Outcome } from '../outcome.ts';
import { type Attempt, attempt } from './attempt.ts';
import { type Change, changesFor, type Lack, lacksOf } from './change.ts';
import { type Hearing, hearingOf } from './finding.ts';

/** What would have to differ for a rule to win: one of these, those first with which it would. */
export type Way = { rule: number; tries: Try[] };

/** Nothing is lacking where the rule fits already. */
type Try = { lacking: Lack[]; outcome: Exclude<Attempt, { kind: 'impossible' }> };

const MOST_WAYS = 3;
/** So many of the nearest rules are tried out: some of them would not win all the same. */
const MOST_TRIED = 12;

/**
 * The rules with a wanted outcome that are nearest to winning: those that would decide come first, then those for which
 * the least would have to change.
 */
export function whatIf(
  decision: Decision,
  isWanted: (outcome: Outcome) => boolean,
  most = MOST_WAYS,
): Way[] {
  const { compiled, at, winner } = decision;
  const hearing = hearingOf(decision);
  const candidates = [...compiled.rules.entries()].flatMap(([rule, each]) => {
    if (rule === winner || !isWanted(each.outcome) || !isInForce(each, at)) return [];
    const changes = changesFor(each.condition, hearing).filter(isThinkable);
    return changes[0] ? [{ rule, changes, size: changes[0].length }] : [];
  });
  const nearest = candidates.sort((a, b) => a.size - b.size || a.rule - b.rule);
  const ways = nearest.slice(0, MOST_TRIED).map(({ rule, changes }) => ({
    rule,
    tries: triesOf(rule, changes, hearing),
  }));
  return ways
    .filter(({ tries }) => tries.length > 0)
    .sort((a, b) => rankOf(a.tries[0]) - rankOf(b.tries[0]))
    .slice(0, most);
}

/** An account never becomes a lead, whatever else may change. */
function isThinkable(change: Change): boolean {
  return change.every(({ test }) => !('attribute' in test) || test.attribute !== 'record');
}

function triesOf(rule: number, changes: readonly Change[], hearing: Hearing): Try[] {
  const tries = changes.flatMap((change): Try[] => {
    const outcome = attempt(rule, change, hearing);
    return outcome.kind === 'impossible' ? [] : [{ lacking: lacksOf(change, hearing), outcome }];
  });
  return tries.sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf(one: Try | undefined): number {
  return one?.outcome.kind === 'wins' ? 0 : 1;
}
