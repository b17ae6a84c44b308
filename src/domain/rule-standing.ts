import type { Flag } from './flag.ts';
import type { Owner, OwnerCard } from './owner-card.ts';
import type { Person } from './roster.ts';
import type { Findings, Seat, Seats, Target, Territory } from './routing.ts';
import type { Facts } from './rules/attribute.ts';
import type { Pool } from './rules/pool.ts';

/** How the present owner of an account stands to the rules that hold now. */
export type RuleStanding = {
  edition: number;
  rule?: { name: string; sentence: string };
  territory?: string;
  verdict: StandingVerdict;
};

type StandingVerdict =
  | { kind: 'by-rules' }
  | { kind: 'differs'; wanted: { kind: 'rep'; person: Person } | { kind: 'pool'; pool: string } }
  /** The rules leave it to a person. */
  | { kind: 'open'; flag: Flag };

/** A rule of this very edition made them the owner: what it asked may have changed by that alone. */
export function cameByRule({ why, owner }: OwnerCard, edition: number): string | undefined {
  const isSo = owner && why?.cause.kind === 'routing' && why.cause.ruleSet === edition;
  return isSo && why.cause.kind === 'routing' ? why.cause.rule : undefined;
}

export function standingOf(
  edition: number,
  { rule }: Findings,
  target: Target,
  { owner, facts, pools }: { owner?: Owner | undefined; facts: Facts; pools: readonly Pool[] },
): RuleStanding {
  const territory = 'territory' in target ? target.territory?.name : undefined;
  return {
    edition,
    ...(rule && { rule: { name: rule.name, sentence: rule.sentence } }),
    ...(territory !== undefined && { territory }),
    verdict: withoutLeavers(verdictOf(), owner),
  };

  function verdictOf(): StandingVerdict {
    switch (target.kind) {
      case 'present':
        return { kind: 'by-rules' };
      case 'rep': {
        if (target.seat.id === owner?.id) return { kind: 'by-rules' };
        const { id, name, slackUserId } = target.seat;
        const person = { id, name, ...(slackUserId && { slackUserId }) };
        return { kind: 'differs', wanted: { kind: 'rep', person } };
      }
      case 'pool':
        return isMember(pools, target.pool, facts.owner)
          ? { kind: 'by-rules' }
          : { kind: 'differs', wanted: { kind: 'pool', pool: target.pool } };
      case 'nobody':
        return { kind: 'open', flag: target.flag };
    }
  }
}

/** Rules that keep an owner say nothing of whether the owner is still there. */
function withoutLeavers(verdict: StandingVerdict, owner: Owner | undefined): StandingVerdict {
  const isGone = verdict.kind === 'by-rules' && owner?.presence.kind === 'left';
  return isGone ? { kind: 'open', flag: { kind: 'inactive-owner', name: owner.name } } : verdict;
}

/** Whoever a pool deals to is one of its members. */
function isMember(pools: readonly Pool[], named: string, owner: Facts[string]): boolean {
  const pool = pools.find(({ name }) => name.toLowerCase() === named.toLowerCase());
  return pool?.members.some(({ rep }) => rep.toLowerCase() === owner) ?? false;
}

/** Whom the card itself can name: enough for most rules, so that nobody else needs to be read. */
export function seatsOfCard({ owner, territory }: OwnerCard, facts: Facts): Seats {
  const byEmail = new Map<string, Seat>();
  if (owner && typeof facts.owner === 'string') {
    byEmail.set(facts.owner, { ...owner, email: facts.owner });
  }
  const territories = new Map<string, Territory>();
  if (territory) {
    const { key, name, cover } = territory;
    const covers = cover.map(({ role, person }): [string, Territory['cover'][string]] => {
      // The card knows no addresses of theirs: their ids will do for names.
      byEmail.set(person.id, { ...person, email: person.id });
      return [role, { kind: 'rep', email: person.id }];
    });
    const known = { id: key, key, name, cover: Object.fromEntries(covers) };
    territories.set(name.toLowerCase(), known);
    territories.set(key.toLowerCase(), known);
  }
  return { byEmail, territories };
}
