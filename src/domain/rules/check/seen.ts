import type { Facts } from '../attribute.ts';
import { NONE } from '../compiled/table.ts';
import type { Compiled } from '../compiled.ts';
import { decide } from '../decide.ts';
import { firstMatch, matchesIn } from '../match.ts';
import type { Survey } from './survey.ts';

/** Two rules that tie and want different things of an account; `count`: of so many samples, if of any. */
export type Conflict = { winner: number; rival: number; facts: Facts; count: number };

/** What the rules say of the samples now. */
export type Seen = {
  /** By rule, how many it takes, or would if it won a tie. */
  taken: Int32Array;
  /** Those that no rule takes. */
  left: Facts[];
  conflicts: Conflict[];
};

export function lookAt({ compiled, around, at, standing }: Survey): Seen {
  const taken = new Int32Array(compiled.rules.length);
  const left: Facts[] = [];
  const conflicts = new Map<string, Conflict>();
  for (const facts of around.samples) {
    const { winner, rival } = decide(compiled, facts, at, standing);
    if (winner === NONE) left.push(facts);
    else for (const rule of tiedMatches(compiled)) taken[rule] = (taken[rule] ?? 0) + 1;
    if (rival === NONE) continue;
    const key = `${winner} ${rival}`;
    const known = conflicts.get(key);
    if (known) known.count += 1;
    else conflicts.set(key, { winner, rival, facts, count: 1 });
  }
  return { taken, left, conflicts: [...conflicts.values()] };
}

/** The rules of which one takes the account that was decided last. */
function tiedMatches(compiled: Compiled): number[] {
  const first = firstMatch(compiled, 0, compiled.rules.length);
  return matchesIn(compiled, first, compiled.order.tieEnds[first] ?? 0);
}
