import type { Facts } from '../attribute.ts';
import { NONE } from '../compiled/table.ts';
import { decide } from '../decide.ts';
import type { Survey } from './survey.ts';
import { priceOfMatches, tiedMatches } from './tied-matches.ts';

/** Two rules that tie and want different things of an account at a moment; `count`: of so many samples, if of any. */
export type Conflict = { winner: number; rival: number; facts: Facts; at: number; count: number };

/** What the rules say of the samples now. */
export type Seen = {
  /** So many were looked at. */
  count: number;
  /** By sample, the rule that decides. */
  winners: number[];
  /** By rule, how many it takes, or would if it won a tie. */
  taken: Int32Array;
  /** Those that no rule takes. */
  left: Facts[];
  conflicts: Conflict[];
};

/** What may be spent: where thousands of rules match every sample, some samples are enough. */
const MOST_SPENT = 40_000;

export function lookAt({ compiled, around, at, standing, price }: Survey): Seen {
  const seen: Seen = {
    count: 0,
    winners: [],
    taken: new Int32Array(compiled.rules.length),
    left: [],
    conflicts: [],
  };
  const conflicts = new Map<string, Conflict>();
  let spent = 0;
  for (const facts of around.samples) {
    if (spent > MOST_SPENT) break;
    seen.count += 1;
    const { winner, rival } = decide(compiled, facts, at, standing);
    seen.winners.push(winner);
    const matches = tiedMatches(compiled);
    spent += price + priceOfMatches(matches);
    if (winner === NONE) {
      seen.left.push(facts);
      continue;
    }
    for (const rule of matches) seen.taken[rule] = (seen.taken[rule] ?? 0) + 1;
    if (rival !== NONE) note({ winner, rival, facts, at, count: 1 }, conflicts);
  }
  seen.conflicts = [...conflicts.values()];
  return seen;
}

function note(conflict: Conflict, conflicts: Map<string, Conflict>): void {
  const key = `${conflict.winner} ${conflict.rival}`;
  const known = conflicts.get(key);
  if (known) known.count += 1;
  else conflicts.set(key, conflict);
}
