import { hasLeft } from '../domain/leaving.ts';
import type { Subject } from '../domain/ownership.ts';
import { poolNamed } from '../domain/pool-overflow.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Person } from '../domain/roster.ts';
import { mustWait, personOf, type Seat, targetOf } from '../domain/routing.ts';
import { groundsOf, groundsOfLacks } from '../domain/rule-grounds.ts';
import { ruleNumbered } from '../domain/rules/explain/finding.ts';
import { type Way, whatIf } from '../domain/rules/explain/what-if.ts';
import { whyNot } from '../domain/rules/explain.ts';
import { fold } from '../domain/rules/fold.ts';
import type { Outcome } from '../domain/rules/outcome.ts';
import { lineOf, type RuleLine, type RuleRef } from '../domain/rules-listing.ts';
import {
  isMember,
  outcomesFor,
  type PoolPlace,
  type RepPlace,
  type RuleReason,
  type TryForRep,
  type WayToRep,
  type WhyNotAnswer,
} from '../domain/why-not.ts';
import type { Ports } from '../ports.ts';
import { readLeadName } from '../store/leads.ts';
import { readSeats } from '../store/seats.ts';
import { describeAccounts } from '../store/suggestions.ts';
import { type Judged, judgeSubject } from './account-case.ts';
import { type Published, publishedRules } from './published-rules.ts';
import { readOutlook } from './rule-parts.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;
type Hearing = Judged & { published: Published };

const SUGGESTED = 50;
const WAYS = 3;
/** Some of them lead to pools that would not choose the rep. */
const LOOKED_AT = 6;

/** Why a rule does not decide an account or a lead. */
export async function whyNotRule(
  ports: Needs,
  workspaceId: string,
  subject: Subject,
  { edition, place }: RuleRef,
): Promise<WhyNotAnswer> {
  const hearing = await hear(ports, workspaceId, subject);
  const { number, compiled } = hearing.published;
  if (number !== edition || !compiled.rules[place]) {
    throw new Refusal({ kind: 'rules-have-changed' });
  }
  const line = lineAt(hearing, place);
  return { kind: 'rule', line, reason: reasonOf(line, hearing) };
}

function reasonOf({ place, rule }: RuleLine, hearing: Hearing): RuleReason {
  const found = whyNot(hearing.one.decision, place);
  switch (found.kind) {
    case 'won': {
      const rival = rivalIn(hearing);
      return { kind: 'won', ...(rival && { rival }) };
    }
    case 'not-in-force':
      return found;
    case 'not-met': {
      const grounds = groundsOf(rule.condition, found.findings, backingOf(hearing));
      return { kind: 'not-met', answer: found.answer, grounds };
    }
    case 'beaten':
      if (place === hearing.one.decision.rival) {
        return { kind: 'tied', with: lineAt(hearing, found.by) };
      }
      return { kind: 'beaten', by: lineAt(hearing, found.by), through: found.through };
  }
}

/** How somebody stands to an account or a lead now, and what would have to be otherwise for them to own it. */
export async function whyNotRep(
  ports: Needs,
  workspaceId: string,
  subject: Subject,
  repId: string,
): Promise<WhyNotAnswer> {
  const hearing = await hear(ports, workspaceId, subject);
  const { published, seats, one } = hearing;
  const seat = seats.byId.get(repId);
  if (!seat) throw new Refusal({ kind: 'out-of-date' });
  const wanted = outcomesFor(seat, published.ruleSet, one.known.facts, seats);
  const ways = whatIf(one.decision, (outcome) => wanted.has(outcome), LOOKED_AT);
  const read = outlooks(ports, workspaceId, hearing);
  const now = one.findings.rule && lineAt(hearing, one.decision.winner);
  const rival = rivalIn(hearing);
  return {
    kind: 'rep',
    rep: personOf(seat),
    ...(now && { now }),
    ...(rival && { rival }),
    place: await placeOf(seat, hearing, read),
    ways: await waysFor(ways, hearing, async (outcome) => {
      const { pool } = wanted.get(outcome) ?? {};
      return pool === undefined ? undefined : read(pool, seat);
    }),
  };
}

/** The nearest, but for those of pools that can never choose the rep. */
async function waysFor(
  ways: readonly Way[],
  hearing: Hearing,
  poolOf: (outcome: Outcome) => Promise<PoolPlace | undefined>,
): Promise<WayToRep[]> {
  const found: WayToRep[] = [];
  for (const way of ways) {
    const pool = await poolOf(outcomeOf(way, hearing));
    const isHopeless = pool?.verdict.kind === 'lacks' || pool?.verdict.kind === 'left';
    if (!isHopeless) found.push({ ...wayOf(way, hearing), ...(pool && { pool }) });
  }
  return found.slice(0, WAYS);
}

async function placeOf(
  seat: Seat,
  { one, policy, seats, published }: Hearing,
  read: PoolReader,
): Promise<RepPlace> {
  const { target, wanted, present, flags, verdict } = one;
  const standing = { flags, waits: mustWait(flags, policy), people: seats.byEmail };
  if (wanted?.id === seat.id) {
    return verdict === 'stays' ? { kind: 'owner' } : { kind: 'led', ...standing };
  }
  const { rival } = one.findings;
  const other = rival && targetOf(rival.outcome, rival, one.known.facts, seats);
  if (other?.kind === 'rep' && other.seat.id === seat.id) return { kind: 'tied' };
  if (target.kind !== 'pool') return { kind: 'elsewhere' };
  if (!isMember(seat, poolNamed(published.ruleSet.pools, target.pool)))
    return { kind: 'elsewhere' };
  if (wanted && present) return { kind: 'kept', pool: target.pool, owner: personOf(present) };
  const pool = await read(target.pool, seat);
  return pool ? { kind: 'pooled', pool, ...standing } : { kind: 'elsewhere' };
}

function rivalIn(hearing: Hearing): RuleLine | undefined {
  const { rival } = hearing.one.decision;
  return rival < 0 ? undefined : lineAt(hearing, rival);
}

type PoolReader = (pool: string, seat: Seat) => Promise<PoolPlace | undefined>;

/** What pools would make of somebody now. Nobody takes a turn. */
function outlooks(ports: Needs, workspaceId: string, { published, one }: Hearing): PoolReader {
  return async (name, { id }) => {
    const pool = poolNamed(published.ruleSet.pools, name);
    const outlook = pool && (await readOutlook(ports, workspaceId, name, one.known.facts));
    const member = outlook?.members.find(({ rep }) => rep.id === id);
    if (!outlook || !member) return undefined;
    const { next } = outlook;
    const { verdict } = member;
    return { pool: pool.name, method: pool.method.kind, verdict, ...(next && { next }) };
  };
}

function outcomeOf({ rule }: Way, { published }: Hearing): Outcome {
  return ruleNumbered(published.compiled, rule).outcome;
}

function wayOf({ rule, tries }: Way, hearing: Hearing): WayToRep {
  return {
    line: lineAt(hearing, rule),
    tries: tries.map(({ lacking, outcome }) => ({
      lacking: groundsOfLacks(lacking, backingOf(hearing)),
      outcome: spoken(outcome, hearing),
    })),
  };
}

function spoken(outcome: Way['tries'][number]['outcome'], hearing: Hearing): TryForRep['outcome'] {
  if (outcome.kind !== 'behind') return { kind: outcome.kind };
  return { ...outcome, ahead: outcome.ahead.map((place) => lineAt(hearing, place)) };
}

async function hear(ports: Needs, workspaceId: string, subject: Subject): Promise<Hearing> {
  const published = await publishedRules(ports.database, workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
  const judged = await judgeSubject(ports, workspaceId, subject, published);
  if (!judged) throw new Refusal({ kind: 'out-of-date' });
  return { published, ...judged };
}

function backingOf({ one: { known }, published, seats }: Hearing) {
  return { origins: known.origins, people: seats.byEmail, own: published.ruleSet.attributes ?? [] };
}

function lineAt({ published, seats }: Hearing, place: number): RuleLine {
  return lineOf(place, ruleNumbered(published.compiled, place), seats);
}

/** The account that a question is about, by the name people know. */
export async function nameAccount(
  { database }: Pick<Needs, 'database'>,
  workspaceId: string,
  accountId: string,
): Promise<{ id: string; name: string }> {
  const described = await describeAccounts(database.prisma, workspaceId, [accountId]);
  const { name } = described.get(accountId) ?? {};
  if (name === undefined) throw new Refusal({ kind: 'out-of-date' });
  return { id: accountId, name };
}

/** The same of an account or a lead. */
export async function nameSubject(
  ports: Pick<Needs, 'database'>,
  workspaceId: string,
  { kind, id }: Subject,
): Promise<Subject & { name: string }> {
  if (kind === 'account') return { kind, ...(await nameAccount(ports, workspaceId, id)) };
  const name = await readLeadName(ports.database.prisma, workspaceId, id);
  if (name === undefined) throw new Refusal({ kind: 'out-of-date' });
  return { kind, id, name };
}

/** Reps who are here and fit what has been typed so far; all of them where nothing has. */
export async function suggestReps(
  { database, clock }: Needs,
  workspaceId: string,
  typed: string,
): Promise<Person[]> {
  const { byId } = await readSeats(database.prisma, workspaceId);
  const words = fold(typed).split(/\s+/);
  const at = clock.now();
  return [...byId.values()]
    .filter((seat) => !hasLeft(seat, at))
    .filter(({ name, email }) => {
      const said = fold(`${name} ${email}`);
      return words.every((word) => said.includes(word));
    })
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .slice(0, SUGGESTED);
}
