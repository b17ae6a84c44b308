import type { Flag } from './flag.ts';
import { poolNamed } from './pool-overflow.ts';
import type { Person } from './roster.ts';
import { type Seat, type Seats, type Target, targetOf } from './routing.ts';
import type { Ground } from './rule-grounds.ts';
import type { People } from './rule-lead.ts';
import type { Outlook } from './rule-part.ts';
import type { Facts } from './rules/attribute.ts';
import type { Advantage } from './rules/explain/advantage.ts';
import type { Outcome } from './rules/outcome.ts';
import type { Pool } from './rules/pool.ts';
import type { RuleSet } from './rules/rule-set.ts';
import type { RuleLine } from './rules-listing.ts';

/** The answer to "why not that rule?" or "why not that rep?" for one account. */
export type WhyNotAnswer =
  | { kind: 'rule'; line: RuleLine; reason: RuleReason }
  | {
      kind: 'rep';
      rep: Person;
      now?: RuleLine;
      /** It ties with that one and wants something else. */
      rival?: RuleLine;
      place: RepPlace;
      ways: WayToRep[];
    };

export type RuleReason =
  /** `rival` ties with it and wants something else. */
  | { kind: 'won'; rival?: RuleLine }
  | { kind: 'not-in-force'; from?: string; until?: string }
  | { kind: 'not-met'; answer: 'no' | 'unknown'; grounds: Ground[] }
  | { kind: 'beaten'; by: RuleLine; through: Advantage }
  | { kind: 'tied'; with: RuleLine };

/** How somebody stands to an account under the rules as they are. */
export type RepPlace =
  /** They own it, and the rules say the same. */
  | { kind: 'owner' }
  /** The rules lead to them. Where flags speak against it a person looks first; else the next routing gives it to them. */
  | { kind: 'led'; flags: Flag[]; waits: boolean; people: People }
  /** The rules lead to a pool that they are a member of. */
  | { kind: 'pooled'; pool: PoolPlace; flags: Flag[]; waits: boolean; people: People }
  /** Its owner is a member too, and a pool leaves an account where it is. */
  | { kind: 'kept'; pool: string; owner: Person }
  /** A rule that leads to them ties with the first one. */
  | { kind: 'tied' }
  | { kind: 'elsewhere' };

/** What a turn would make of a member now. */
export type PoolPlace = {
  pool: string;
  method: Pool['method']['kind'];
  verdict: Outlook['members'][number]['verdict'];
  /** Whose turn it is. */
  next?: Person;
};

/** A rule that leads to the rep, and what would have to be otherwise: one of these. */
export type WayToRep = { line: RuleLine; tries: TryForRep[]; pool?: PoolPlace };

export type TryForRep = {
  lacking: Ground[];
  outcome:
    | { kind: 'wins' }
    /** These fit then as well and come first. */
    | { kind: 'behind'; ahead: RuleLine[]; count: number }
    | { kind: 'unclear' };
};

/** What may make somebody the owner of an account with these facts, each with the pool that would have to choose them. */
export function outcomesFor(
  rep: Seat,
  { rules, pools }: Pick<RuleSet, 'rules' | 'pools'>,
  facts: Facts,
  seats: Seats,
): Map<Outcome, { pool?: string }> {
  const found = new Map<Outcome, { pool?: string }>();
  for (const rule of rules) {
    const target = targetOf(rule.outcome, rule, facts, seats);
    if (!mayLeadTo(target, rep, pools, facts)) continue;
    found.set(rule.outcome, target.kind === 'pool' ? { pool: target.pool } : {});
  }
  return found;
}

function mayLeadTo(target: Target, rep: Seat, pools: readonly Pool[], facts: Facts): boolean {
  switch (target.kind) {
    case 'rep':
      return target.seat.id === rep.id;
    case 'pool':
      return isMember(rep, poolNamed(pools, target.pool));
    case 'present':
      return facts.owner === rep.email;
    case 'nobody':
      return false;
  }
}

export function isMember({ email }: Seat, pool: Pool | undefined): boolean {
  return pool?.members.some((member) => member.rep.toLowerCase() === email) ?? false;
}
