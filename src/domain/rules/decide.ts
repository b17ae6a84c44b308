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
  const possible = firstPossible(compiled, first, end, outrunning(compiled, tied, standing));
  return { ...settle(tied, order, standing), possible };
}

/** Whether a rule would win over those that tie with it. */
function outrunning(
  { order }: Compiled,
  tied: readonly number[],
  standing: Standing | undefined,
): (rule: number) => boolean {
  const end = order.tieEnds[tied[0] ?? 0];
  return (rule) => {
    if (order.tieEnds[rule] !== end) return true;
    if (tied.includes(rule)) return false;
    const all = [...tied, rule].sort((a, b) => a - b);
    return settle(all, order, standing).winner === rule;
  };
}

/** The first rule, from `from` on, that would win if what is not known suited it. */
function firstPossible(
  compiled: Compiled,
  first: number,
  end = first === NONE ? compiled.rules.length : first,
  wouldWin: (rule: number) => boolean = () => true,
  from = 0,
): number {
  const { grid, sight } = compiled;
  if (isFullyKnown(sight) && !sight.isDoubtful) return NONE;
  let rule = firstThinkable(grid, sight, from, end);
  while (rule !== NONE && !(wouldWin(rule) && isUnknown(compiled, rule))) {
    rule = firstThinkable(grid, sight, rule + 1, end);
  }
  return rule;
}

/** Every rule that would win, each by itself, if what is not known suited it. */
export function possibleRules({ compiled, facts, at, standing, possible }: Decision): number[] {
  if (possible === NONE) return [];
  turnTo(compiled, facts, at);
  const { isTied, later, tieEnds } = compiled.order;
  const first = firstMatch(compiled, 0, compiled.rules.length);
  const isOpen = first !== NONE && isTied[first] === 1 && later.length > 0;
  const end = isOpen ? tieEnds[first] : undefined;
  const wouldWin = isOpen
    ? outrunning(compiled, matchesIn(compiled, first, end ?? 0), standing)
    : undefined;
  const found: number[] = [];
  for (let rule = possible; rule !== NONE; ) {
    found.push(rule);
    rule = firstPossible(compiled, first, end, wouldWin, rule + 1);
  }
  return found;
}

/** Of a rule that does not match and may do so as far as the index can tell. */
function isUnknown(compiled: Compiled, rule: number): boolean {
  return !mustAsk(compiled, rule) || askRule(compiled, rule) === UNKNOWN;
}
