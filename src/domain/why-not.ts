import type { Person } from './roster.ts';
import { type Seat, type Seats, type Target, targetOf } from './routing.ts';
import type { Ground } from './rule-grounds.ts';
import type { Facts } from './rules/attribute.ts';
import type { Advantage } from './rules/explain/advantage.ts';
import type { Outcome } from './rules/outcome.ts';
import type { RuleSet } from './rules/rule-set.ts';
import type { RuleLine } from './rules-listing.ts';

/** The answer to "why not that rule?" or "why not that rep?" for one account. */
export type WhyNotAnswer =
  | { kind: 'rule'; line: RuleLine; reason: RuleReason }
  | { kind: 'rep'; rep: Person; now?: RuleLine; isWanted: boolean; ways: WayToRep[] };

export type RuleReason =
  | { kind: 'won' }
  | { kind: 'not-in-force'; from?: string; until?: string }
  | { kind: 'not-met'; answer: 'no' | 'unknown'; grounds: Ground[] }
  | { kind: 'beaten'; by: RuleLine; through: Advantage };

/** A rule that leads to the rep, what would have to be otherwise, and what comes first all the same. */
export type WayToRep = {
  line: RuleLine;
  changes: Ground[][];
  ahead: RuleLine[];
  aheadCount: number;
};

/** The outcomes that may make somebody the owner of an account with these facts. */
export function outcomesFor(
  rep: Seat,
  { rules, pools }: Pick<RuleSet, 'rules' | 'pools'>,
  facts: Facts,
  seats: Seats,
): Set<Outcome> {
  const inPools = new Set(
    pools
      .filter(({ members }) => members.some((member) => member.rep.toLowerCase() === rep.email))
      .map(({ name }) => name.toLowerCase()),
  );
  const leads = (target: Target) => {
    switch (target.kind) {
      case 'rep':
        return target.seat.id === rep.id;
      case 'pool':
        return inPools.has(target.pool.toLowerCase());
      case 'present':
        return facts.owner === rep.email;
      case 'nobody':
        return false;
    }
  };
  const leading = rules.filter((rule) => leads(targetOf(rule.outcome, rule, facts, seats)));
  return new Set(leading.map(({ outcome }) => outcome));
}
