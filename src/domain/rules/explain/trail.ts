import { NONE } from '../compiled/table.ts';
import type { Decision } from '../decision.ts';
import { isInForce } from '../in-force.ts';
import { type Change, changesFor, type Lack, lacksOf } from './change.ts';
import { hearingOf } from './finding.ts';
import { nearness } from './nearness.ts';

/** A rule that came near, and a smallest set of tests that kept it from matching. */
type Miss = { rule: number; failing: Lack[] };

/** The rules tried down to the winner. */
export type Trail = {
  winner: number;
  tried: number;
  notInForce: number;
  /** How many of each layer, in the order of the layers. */
  layers: { layer: string; tried: number }[];
  /** Those of whose tests the largest share holds come first. */
  nearest: Miss[];
};

const MOST_MISSES = 10;

export function trail(decision: Decision, most = MOST_MISSES): Trail {
  const { compiled, winner, at } = decision;
  const before = compiled.rules.slice(0, winner === NONE ? undefined : winner);
  const hearing = hearingOf(decision);
  const counts = new Map<string, number>();
  const misses: { rule: number; change: Change; near: number }[] = [];
  let notInForce = 0;
  for (const [rule, { layer, condition, ...each }] of before.entries()) {
    if (!isInForce(each, at)) {
      notInForce += 1;
      continue;
    }
    counts.set(layer, (counts.get(layer) ?? 0) + 1);
    const [change] = changesFor(condition, hearing);
    // It matches, and lost a tie: or nothing could make it match.
    if (!change || change.length === 0) continue;
    const near = nearness(condition, change, hearing);
    if (near > 0) misses.push({ rule, change, near });
  }
  misses.sort((a, b) => b.near - a.near || a.rule - b.rule);
  return {
    winner,
    tried: before.length - notInForce,
    notInForce,
    layers: [...counts].map(([layer, tried]) => ({ layer, tried })),
    nearest: misses.slice(0, most).map(({ rule, change }) => ({
      rule,
      failing: lacksOf(change, hearing),
    })),
  };
}
