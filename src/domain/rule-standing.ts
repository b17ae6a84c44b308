import type { Flag } from './flag.ts';
import type { Owner, OwnerCard } from './owner-card.ts';
import { isToClaim, mayStayWith } from './pool-overflow.ts';
import type { Person } from './roster.ts';
import {
  type Findings,
  openQuestions,
  personOf,
  type Seat,
  type Seats,
  type Target,
  type Territory,
} from './routing.ts';
import type { Facts } from './rules/attribute.ts';
import type { Decision } from './rules/decision.ts';
import { whyNot } from './rules/explain.ts';
import type { Pool } from './rules/pool.ts';

/** How the present owner of an account stands to the rules that hold now. */
export type RuleStanding = {
  edition: number;
  rule?: { name: string; sentence: string };
  territory?: string;
  verdict: StandingVerdict;
  /** How the owner came to it, where a rule did it and the rules would not do so again. */
  came?: Came;
};

type StandingVerdict =
  | { kind: 'by-rules' }
  | { kind: 'differs'; wanted: Wanted }
  /** They lead to somebody else, and do not settle it: rules tie, or a missing fact may lead elsewhere. */
  | { kind: 'unsettled'; flags: Flag[] }
  /** The rules leave it to a person. */
  | { kind: 'open'; flag: Flag };

/** `claim`: a pool whose members take what they like. */
export type Wanted = { kind: 'rep'; person: Person } | { kind: 'pool' | 'claim'; pool: string };

/** The rule that made them the owner, and what has become of it since. */
export type Came = {
  rule: string;
  edition: number;
  now: /** No rule is called so any more. */
    | 'gone'
    | 'not-in-force'
    /** Its condition does not hold any more. */
    | 'not-met'
    /** It fits, and another comes first. */
    | 'beaten'
    /** It decides as it did, and leads to somebody else. */
    | 'won';
};

type Asked = {
  decision: Decision;
  findings: Findings;
  target: Target;
  facts: Facts;
  pools: readonly Pool[];
};

/** What routing the account now would make of its owner: nothing that was decided earlier is taken for granted. */
export function standingOf(edition: number, card: OwnerCard, asked: Asked): RuleStanding {
  const { target, decision, findings } = asked;
  const { rule } = findings;
  const territory = 'territory' in target ? target.territory?.name : undefined;
  const verdict = withoutLeavers(settled(verdictOf(card, asked), findings), card.owner);
  const came = verdict.kind === 'by-rules' ? undefined : cameBy(card, decision);
  return {
    edition,
    ...(rule && { rule: { name: rule.name, sentence: rule.sentence } }),
    ...(territory !== undefined && { territory }),
    verdict,
    ...(came && { came }),
  };
}

function verdictOf(
  { owner, why }: OwnerCard,
  { target, findings, facts, pools }: Asked,
): StandingVerdict {
  switch (target.kind) {
    case 'present':
      return { kind: 'by-rules' };
    case 'rep': {
      if (target.seat.id === owner?.id) return { kind: 'by-rules' };
      return { kind: 'differs', wanted: { kind: 'rep', person: personOf(target.seat) } };
    }
    case 'pool': {
      const { pool } = target;
      const wasDealt = why?.cause.kind === 'routing' && why.cause.rule === findings.rule?.name;
      const email = typeof facts.owner === 'string' ? facts.owner : '';
      if (mayStayWith(email, { pool, wasDealt }, pools)) return { kind: 'by-rules' };
      const kind = isToClaim(pools, pool) ? 'claim' : 'pool';
      return { kind: 'differs', wanted: { kind, pool } };
    }
    case 'nobody':
      return { kind: 'open', flag: target.flag };
  }
}

function cameBy({ owner, why }: OwnerCard, decision: Decision): Came | undefined {
  if (!owner || why?.cause.kind !== 'routing') return undefined;
  const { rule, ruleSet: edition } = why.cause;
  const place = decision.compiled.rules.findIndex(({ name }) => name === rule);
  return { rule, edition, now: place < 0 ? 'gone' : whyNot(decision, place).kind };
}

/** Who has it keeps it; nobody else gets it as long as a question is open. */
function settled(verdict: StandingVerdict, findings: Findings): StandingVerdict {
  const flags = openQuestions(findings);
  return verdict.kind === 'differs' && flags.length > 0 ? { kind: 'unsettled', flags } : verdict;
}

/** Rules that keep an owner say nothing of whether the owner is still there. */
function withoutLeavers(verdict: StandingVerdict, owner: Owner | undefined): StandingVerdict {
  const isGone = verdict.kind === 'by-rules' && owner?.presence.kind === 'left';
  return isGone ? { kind: 'open', flag: { kind: 'inactive-owner', name: owner.name } } : verdict;
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
