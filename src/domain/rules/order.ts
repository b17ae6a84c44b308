import type { Condition } from './condition.ts';
import type { Standing } from './decision.ts';
import { fold } from './fold.ts';
import { dayOf } from './literal.ts';
import type { Outcome } from './outcome.ts';
import type { Rule, RuleSet, TieBreaker } from './rule-set.ts';

/** Rules in the order in which they win. */
export type Order = {
  rules: Rule[];
  /** For each rule the end of those that tie with it, and whether some of them want something else. */
  tieEnds: Int32Array;
  isTied: Uint8Array;
  /** Rules with the same number want the same. */
  wants: Int32Array;
  /** What only the moment can tell, and all tie-breakers after it. */
  later: TieBreaker[];
};

export function orderOf({ layers, tieBreakers, rules }: RuleSet): Order {
  const isLater = (breaker: TieBreaker) => momentary.includes(breaker);
  const firstLater = tieBreakers.findIndex(isLater);
  const later = firstLater < 0 ? [] : tieBreakers.slice(firstLater);
  const sooner = tieBreakers.slice(0, tieBreakers.length - later.length);
  const rest = later.filter((breaker) => !isLater(breaker));
  const places = new Map(layers.map((layer, place) => [fold(layer), place]));
  const ranked = rules.map((rule) => {
    // A layer that nobody declared comes last.
    const layer = places.get(fold(rule.layer)) ?? layers.length;
    const group = [layer, rule.priority, ...sooner.map((breaker) => lasting(breaker, rule))];
    return { rule, group, rest: rest.map((breaker) => lasting(breaker, rule)) };
  });
  ranked.sort((a, b) => compare(a.group, b.group) || compare(a.rest, b.rest));
  const ordered = ranked.map(({ rule }) => rule);
  const wants = wantsOf(ordered);
  const ties = tiesOf(
    ranked.map(({ group }) => group),
    wants,
  );
  return { rules: ordered, wants, later, ...ties };
}

const momentary: TieBreaker[] = ['smallest-territory', 'least-loaded'];

function compare(one: number[], other: number[]): number {
  for (const [place, value] of one.entries()) {
    const rival = other[place] ?? value;
    if (value !== rival) return value < rival ? -1 : 1;
  }
  return 0;
}

/** What can be known of a rule for good. The least wins. */
function lasting(breaker: TieBreaker, rule: Rule): number {
  switch (breaker) {
    case 'most-specific':
      return -testCount(rule.condition);
    case 'oldest':
      // Without its day a rule counts as the newest.
      return rule.written ? dayOf(rule.written) : Number.POSITIVE_INFINITY;
    case 'smallest-territory':
    case 'least-loaded':
      return 0;
  }
}

function testCount(condition: Condition): number {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.reduce((sum, each) => sum + testCount(each), 0);
    case 'not':
      return testCount(condition.of);
    default:
      return 1;
  }
}

function wantsOf(rules: Rule[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(rules, ({ outcome }) => {
    const key = outcomeKey(outcome);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

const destinationKeys = ['kind', 'rep', 'territory', 'pool', 'of'];

function outcomeKey({ to, roles, tags, approval }: Outcome): string {
  const destination = JSON.stringify(to, destinationKeys);
  const beside = [Object.entries(roles).sort(), tags.toSorted(), approval];
  return `${destination}${JSON.stringify(beside)}`;
}

function tiesOf(groups: readonly number[][], wants: Int32Array) {
  const tieEnds = new Int32Array(groups.length);
  const isTied = new Uint8Array(groups.length);
  let start = 0;
  for (const [number, group] of groups.entries()) {
    const next = groups[number + 1];
    if (next && compare(group, next) === 0) continue;
    const end = number + 1;
    tieEnds.fill(end, start, end);
    isTied.fill(Number(new Set(wants.subarray(start, end)).size > 1), start, end);
    start = end;
  }
  return { tieEnds, isTied };
}

/**
 * Which of several rules that match and tie wins. Where more than one is left that want different things, the second is
 * the first one's rival.
 */
export function settle(tied: readonly number[], order: Order, standing: Standing | undefined) {
  let left = tied;
  for (const breaker of order.later) left = unbeaten(left, breaker, order, standing);
  const [winner = -1, ...others] = left;
  const rival = others.find((rule) => order.wants[rule] !== order.wants[winner]) ?? -1;
  return { winner, rival };
}

/** A tie-breaker puts aside the rules that it knows to be worse than another. */
export function unbeaten(
  tied: readonly number[],
  breaker: TieBreaker,
  { rules }: Order,
  standing: Standing | undefined,
): number[] {
  const measured = tied.map((rule) => measure(breaker, rules[rule], standing));
  const least = Math.min(...measured.filter((value) => value !== undefined));
  return tied.filter((_, place) => (measured[place] ?? least) === least);
}

function measure(
  breaker: TieBreaker,
  rule: Rule | undefined,
  standing: Standing | undefined,
): number | undefined {
  if (!rule) return undefined;
  const { to } = rule.outcome;
  switch (breaker) {
    case 'most-specific':
    case 'oldest':
      return lasting(breaker, rule);
    case 'smallest-territory':
      return to.kind === 'territory'
        ? standingOf(standing?.territorySizes, to.territory)
        : undefined;
    case 'least-loaded':
      return to.kind === 'rep' ? standingOf(standing?.loads, to.rep) : undefined;
  }
}

function standingOf(known: Readonly<Record<string, number>> | undefined, name: string) {
  return known && Object.hasOwn(known, name) ? known[name] : undefined;
}
