import type { Facts } from './attribute.ts';
import { firstThinkable, isFullyKnown } from './compiled/sight.ts';
import { NONE } from './compiled/table.ts';
import type { Compiled } from './compiled.ts';
import type { Decision, Standing } from './decision.ts';
import { UNKNOWN } from './evaluate.ts';
import { askRule, firstMatch, matchesIn, mustAsk, turnTo } from './match.ts';
import { settle } from './order.ts';

/** Which rule takes an account, or a lead, at a moment. */
export function decide(
  compiled: Compiled,
  facts: Facts,
  at: number | Date,
  standing?: Standing,
): Decision {
  const moment = typeof at === 'number' ? at : at.getTime();
  turnTo(compiled, facts, moment);
  const first = firstMatch(compiled, 0, compiled.rules.length);
  const { isTied, later } = compiled.order;
  if (first === NONE || isTied[first] === 0) {
    const possible = firstPossible(compiled, first);
    return { compiled, facts, at: moment, standing, winner: first, possible, rival: NONE };
  }
  const tie =
    later.length > 0 ? momentaryTie(compiled, first, standing) : lastingTie(compiled, first);
  return { compiled, facts, at: moment, standing, ...tie };
}

type Verdict = Pick<Decision, 'winner' | 'possible' | 'rival'>;

/** The order has settled what could be settled. */
function lastingTie(compiled: Compiled, winner: number): Verdict {
  const { tieEnds, wants } = compiled.order;
  const end = tieEnds[winner] ?? 0;
  const possible = firstPossible(compiled, winner);
  let rival = firstMatch(compiled, winner + 1, end);
  while (rival !== NONE && wants[rival] === wants[winner]) {
    rival = firstMatch(compiled, rival + 1, end);
  }
  return { winner, possible, rival };
}

/** All that tie are looked at. One of which too little is known may win from behind the first match. */
function momentaryTie(compiled: Compiled, first: number, standing: Standing | undefined): Verdict {
  const { order } = compiled;
  const end = order.tieEnds[first] ?? 0;
  const tied = matchesIn(compiled, first, end);
  const wouldWin = (rule: number) => {
    if (order.tieEnds[rule] !== end) return true;
    if (tied.includes(rule)) return false;
    return (
      settle(
        [...tied, rule].sort((a, b) => a - b),
        order,
        standing,
      ).winner === rule
    );
  };
  const possible = firstPossible(compiled, first, end, wouldWin);
  return { ...settle(tied, order, standing), possible };
}

/** The first rule that would win if what is not known suited it. */
function firstPossible(
  compiled: Compiled,
  first: number,
  end = first === NONE ? compiled.rules.length : first,
  wouldWin: (rule: number) => boolean = () => true,
): number {
  const { grid, sight } = compiled;
  if (isFullyKnown(sight) && !sight.isDoubtful) return NONE;
  let rule = firstThinkable(grid, sight, 0, end);
  while (rule !== NONE && !(wouldWin(rule) && isUnknown(compiled, rule))) {
    rule = firstThinkable(grid, sight, rule + 1, end);
  }
  return rule;
}

/** Of a rule that does not match and may do so as far as the index can tell. */
function isUnknown(compiled: Compiled, rule: number): boolean {
  return !mustAsk(compiled, rule) || askRule(compiled, rule) === UNKNOWN;
}
