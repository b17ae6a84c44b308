import type { Known } from '../domain/facts.ts';
import type { Flag, FlagPolicy } from '../domain/flag.ts';
import { hasLeft } from '../domain/leaving.ts';
import { type FreeCopy, ownedAmong } from '../domain/matching/owned-copy.ts';
import type { Subject } from '../domain/ownership.ts';
import { mayStayWith } from '../domain/pool-overflow.ts';
import {
  type Findings,
  flagsOf,
  mustWait,
  type Seat,
  type Situation,
  type Target,
  type Territory,
  targetOf,
} from '../domain/routing.ts';
import { findingsOf } from '../domain/routing-verdict.ts';
import type { Facts } from '../domain/rules/attribute.ts';
import { decide } from '../domain/rules/decide.ts';
import type { Decision, Standing } from '../domain/rules/decision.ts';
import { fold } from '../domain/rules/fold.ts';
import type { Pool } from '../domain/rules/pool.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import type { readSeats } from '../store/seats.ts';
import { type Dealt, dealMany } from './pools.ts';
import type { Published } from './published-rules.ts';

/** One account or lead on its way through the rules. */
export type Case = {
  subjectId: string;
  known: Known;
  present?: Seat;
  pin?: Situation['pin'];
  dispute?: Situation['dispute'];
  interim?: Interim;
  lastChange?: Situation['lastChange'];
  changes?: Situation['changes'];
  copy?: Situation['copy'];
  /** Probable copies that nobody owns: they may be given away beside it. */
  freeCopies?: FreeCopy[];
  decision: Decision;
  findings: Findings;
  target: Target;
  /** Who would get it: known at once, or when a pool has dealt. */
  wanted?: Seat;
  territory?: Territory;
  flags: Flag[];
  /** What becomes of it: the owner changes, stays, or a person must look first. */
  verdict: 'assigned' | 'stays' | 'pending';
  /** What the pool said: who was asked, and why this one. */
  dealt?: Dealt;
};

/** Its account is disputed: somebody works its new leads until that is settled. */
export type Interim = { disputeId: string; account: string; email: string };

/** Rules, and what tie-breakers of the moment go by. */
export type Rulebook = Pick<Published, 'compiled'> & { standing?: Standing | undefined };

export type Asked = {
  subjectId: string;
  known: Known;
  pin?: Situation['pin'] | undefined;
  dispute?: Situation['dispute'] | undefined;
  interim?: Interim | undefined;
  lastChange?: Situation['lastChange'] | undefined;
  changes?: Situation['changes'] | undefined;
  copy?: Situation['copy'] | undefined;
  freeCopies?: FreeCopy[] | undefined;
};
type Seats = Awaited<ReturnType<typeof readSeats>>;

/** Every one of them knows what it is. */
export function kindOf({ record }: Facts): Subject['kind'] {
  return record === 'lead' ? 'lead' : 'account';
}

/** What the rules say of each, before any pool has dealt: nothing is written. */
export function considerEach(
  asked: Asked[],
  { compiled, standing }: Rulebook,
  seats: Pick<Seats, 'byEmail' | 'territories'>,
  at: Date,
): Case[] {
  return asked.map((one) => {
    const { subjectId, known, pin, dispute, lastChange, changes, copy, freeCopies, interim } = one;
    const decision = decide(compiled, known.facts, at.getTime(), standing);
    const findings = findingsOf(decision);
    const { rule } = findings;
    const present =
      typeof known.facts.owner === 'string' ? seats.byEmail.get(known.facts.owner) : undefined;
    const standIn = present ? undefined : workerOf(interim, seats, at);
    const target = standIn ?? byRule(rule, known.facts, seats);
    const wanted =
      target.kind === 'rep' ? target.seat : target.kind === 'present' ? present : undefined;
    const territory = 'territory' in target ? target.territory : undefined;
    return {
      ...{ subjectId, known, decision, findings, target, flags: [], verdict: 'pending' },
      ...(present && { present }),
      ...(pin && { pin }),
      ...(dispute && { dispute }),
      ...(standIn && interim && { interim }),
      ...(lastChange && { lastChange }),
      ...(changes && { changes }),
      ...(copy && { copy }),
      ...(freeCopies && { freeCopies }),
      ...(wanted && { wanted }),
      ...(territory && { territory }),
    };
  });
}

function byRule(
  rule: Findings['rule'],
  facts: Facts,
  seats: Pick<Seats, 'byEmail' | 'territories'>,
): Target {
  return rule
    ? targetOf(rule.outcome, rule, facts, seats)
    : { kind: 'nobody', flag: { kind: 'no-match' } };
}

function workerOf(
  interim: Interim | undefined,
  { byEmail }: Pick<Seats, 'byEmail'>,
  at: Date,
): Target | undefined {
  const seat = interim && byEmail.get(interim.email);
  return seat && !hasLeft(seat, at) ? { kind: 'rep', seat } : undefined;
}

/**
 * One after the other: what may be a copy of one before it in the same batch is judged once that has an owner or waits, as it would be
 * if it had come later.
 */
export function wavesOf(cases: readonly Case[]): Case[][] {
  const waveOf = new Map<string, number>();
  for (const { subjectId, freeCopies = [] } of cases) {
    const before = freeCopies.map(({ id }) => waveOf.get(id) ?? -1);
    waveOf.set(subjectId, Math.max(-1, ...before) + 1);
  }
  const waves = Map.groupBy(cases, ({ subjectId }) => waveOf.get(subjectId) ?? 0);
  return [...waves].toSorted(([one], [two]) => one - two).map(([, wave]) => wave);
}

/** `given`: which accounts have just got an owner, and whom, by e-mail address. */
export function besideGiven(one: Case, given: ReadonlyMap<string, string>): Case {
  const { copy: owned, freeCopies: free = [] } = one;
  const copy = ownedAmong({ free, ...(owned && { owned }) }, given);
  return copy ? { ...one, copy } : one;
}

type Round = { published: Published; seats: Seats; policy: FlagPolicy; at: Date };

/**
 * Pools deal to the cases that they are asked for, in the order of their names, lest two routings wait for each other.
 * No turn is taken for what must wait anyway, nor where the present owner is one of the pool.
 */
export async function dealEach(
  tx: Db,
  ports: Pick<Ports, 'clock'>,
  workspaceId: string,
  cases: Case[],
  { published, seats, policy, at }: Round,
): Promise<Case[]> {
  const settled = stayEach(cases, published, at);
  const asking = settled.filter((one) => isAsking(one, policy, at));
  const names = new Set(asking.map(poolOf).toSorted());
  const answers = new Map<string, Dealt>();
  for (const name of names) {
    const dealtTo = asking.filter((one) => poolOf(one) === name);
    const subjects = dealtTo.map(({ subjectId: id, known: { facts } }) => ({
      ...{ kind: kindOf(facts), id, facts },
    }));
    const dealt = await dealMany(tx, ports, workspaceId, name, subjects);
    for (const [nth, answer] of dealt.entries()) {
      answers.set(dealtTo[nth]?.subjectId ?? '', answer);
    }
  }
  return settled.map((one) => withAnswer(one, answers.get(one.subjectId), seats));
}

/** Whose pool it is anyhow keeps it, without a turn. */
export function stayEach(cases: Case[], { ruleSet }: Pick<Published, 'ruleSet'>, at: Date): Case[] {
  return cases.map((one) => staying(one, ruleSet.pools, at));
}

function poolOf({ target }: Case): string {
  return target.kind === 'pool' ? fold(target.pool) : '';
}

/** What a rule has dealt to somebody to whom its pool overflowed, it does not deal again. */
function staying(one: Case, pools: readonly Pool[], at: Date): Case {
  const { present, lastChange, findings } = one;
  if (!present || hasLeft(present, at)) return one;
  const wasDealt = lastChange?.cause === 'routing' && lastChange.rule === findings.rule?.name;
  const stays = mayStayWith(present.email, { pool: poolOf(one), wasDealt }, pools);
  return stays ? { ...one, wanted: present } : one;
}

function isAsking(one: Case, policy: FlagPolicy, at: Date): boolean {
  if (one.target.kind !== 'pool' || one.wanted) return false;
  return !mustWait(flagsOfCase(one, 0, policy, at), policy);
}

function withAnswer(one: Case, dealt: Dealt | undefined, { byId }: Seats): Case {
  if (!dealt) return one;
  switch (dealt.kind) {
    case 'chosen': {
      const wanted = byId.get(dealt.rep.id);
      return { ...one, dealt, ...(wanted && { wanted }) };
    }
    case 'open':
      return { ...one, dealt, target: nobody({ kind: 'unclaimed', pool: dealt.pool }) };
    case 'nobody': {
      const name = one.target.kind === 'pool' ? `everybody in ${one.target.pool}` : '';
      return { ...one, dealt, target: nobody({ kind: 'inactive-owner', name }) };
    }
  }
}

function nobody(flag: Flag): Target {
  return { kind: 'nobody', flag };
}

/** Every reason to wait, once it is known who would get it; loads grow with each account given. */
export function flagEach(
  cases: Case[],
  loads: Map<string, number>,
  policy: FlagPolicy,
  at: Date,
): Case[] {
  return cases.map((one) => {
    const load = one.wanted ? (loads.get(one.wanted.id) ?? 0) : 0;
    const flags = flagsOfCase(one, load, policy, at);
    const verdict = verdictOf(one, flags, policy);
    const isOneMore = verdict === 'assigned' && kindOf(one.known.facts) === 'account';
    if (isOneMore && one.wanted) loads.set(one.wanted.id, load + 1);
    return { ...one, flags, verdict };
  });
}

function flagsOfCase(one: Case, load: number, policy: FlagPolicy, at: Date): Flag[] {
  // Somebody has to answer whoever writes now, whatever the rules would ask a person.
  if (one.interim) return [];
  const { findings, target, known, present, pin, dispute, lastChange, changes, copy, wanted } = one;
  const situation = {
    ...known,
    load,
    ...(present && { present }),
    ...(pin && { pin }),
    ...(dispute && { dispute }),
    ...(lastChange && { lastChange }),
    ...(changes && { changes }),
    ...(copy && { copy }),
  };
  const found = flagsOf(findings, wanted, situation, policy, at);
  return target.kind === 'nobody' ? unique([target.flag, ...found]) : found;
}

function verdictOf({ wanted, present }: Case, flags: Flag[], policy: FlagPolicy): Case['verdict'] {
  if (wanted && wanted.id === present?.id) return 'stays';
  return wanted && !mustWait(flags, policy) ? 'assigned' : 'pending';
}

/** A rule that asks for a person says so once. */
function unique(flags: Flag[]): Flag[] {
  return [...new Map(flags.map((one) => [JSON.stringify(one), one])).values()];
}
