import type { Known } from '../domain/facts.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Person } from '../domain/roster.ts';
import { groundsOf, groundsOfTests } from '../domain/rule-grounds.ts';
import { decide } from '../domain/rules/decide.ts';
import type { Decision } from '../domain/rules/decision.ts';
import { type Way, whatIf } from '../domain/rules/explain/what-if.ts';
import { whyNot } from '../domain/rules/explain.ts';
import { fold } from '../domain/rules/fold.ts';
import { lineOf, type RuleLine, type RuleRef } from '../domain/rules-listing.ts';
import {
  outcomesFor,
  type RuleReason,
  type WayToRep,
  type WhyNotAnswer,
} from '../domain/why-not.ts';
import type { Ports } from '../ports.ts';
import { readFacts } from '../store/facts.ts';
import { readSeats } from '../store/seats.ts';
import { describeAccounts } from '../store/suggestions.ts';
import { type Published, publishedRules } from './published-rules.ts';
import { standingFor } from './standing.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;
type Hearing = {
  published: Published;
  seats: Awaited<ReturnType<typeof readSeats>>;
  known: Known;
  decision: Decision;
};

const SUGGESTED = 50;
const WAYS = 3;
/** Some of them are about leads. */
const LOOKED_AT = 12;

/** Why a rule does not decide an account. */
export async function whyNotRule(
  ports: Needs,
  workspaceId: string,
  accountId: string,
  { edition, place }: RuleRef,
): Promise<WhyNotAnswer> {
  const hearing = await hear(ports, workspaceId, accountId);
  const { number, compiled } = hearing.published;
  if (number !== edition || !compiled.rules[place]) {
    throw new Refusal({ kind: 'rules-have-changed' });
  }
  const line = lineAt(hearing, place);
  return { kind: 'rule', line, reason: reasonOf(line, hearing) };
}

function reasonOf({ place, rule }: RuleLine, hearing: Hearing): RuleReason {
  const found = whyNot(hearing.decision, place);
  switch (found.kind) {
    case 'won':
    case 'not-in-force':
      return found;
    case 'not-met': {
      const grounds = groundsOf(rule.condition, found.findings, backingOf(hearing));
      return { kind: 'not-met', answer: found.answer, grounds };
    }
    case 'beaten':
      return { kind: 'beaten', by: lineAt(hearing, found.by), through: found.through };
  }
}

/** What would have to be otherwise for somebody to own an account. */
export async function whyNotRep(
  ports: Needs,
  workspaceId: string,
  accountId: string,
  repId: string,
): Promise<WhyNotAnswer> {
  const hearing = await hear(ports, workspaceId, accountId);
  const { published, seats, known, decision } = hearing;
  const seat = seats.byId.get(repId);
  if (!seat) throw new Refusal({ kind: 'out-of-date' });
  const wanted = outcomesFor(seat, published.ruleSet, known.facts, seats);
  const rule = published.compiled.rules[decision.winner];
  const { id, name, slackUserId } = seat;
  return {
    kind: 'rep',
    rep: { id, name, ...(slackUserId && { slackUserId }) },
    ...(rule && { now: lineAt(hearing, decision.winner) }),
    isWanted: rule !== undefined && wanted.has(rule.outcome),
    ways: whatIf(decision, (outcome) => wanted.has(outcome), LOOKED_AT)
      .filter(isThinkable)
      .slice(0, WAYS)
      .map((way) => wayOf(way, hearing)),
  };
}

/** An account never becomes a lead, whatever else may change. */
function isThinkable({ changes }: Way): boolean {
  return changes.some((change) => change.every(({ facts }) => !Object.hasOwn(facts, 'record')));
}

function wayOf({ rule, changes, ahead, aheadCount }: Way, hearing: Hearing): WayToRep {
  return {
    line: lineAt(hearing, rule),
    changes: changes.map((change) => groundsOfTests(change, backingOf(hearing))),
    ahead: ahead.map((place) => lineAt(hearing, place)),
    aheadCount,
  };
}

async function hear(
  { database, clock }: Needs,
  workspaceId: string,
  accountId: string,
): Promise<Hearing> {
  const published = await publishedRules(database, workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
  const { prisma } = database;
  const known = (await readFacts(prisma, workspaceId, [accountId])).get(accountId);
  if (!known) throw new Refusal({ kind: 'out-of-date' });
  const seats = await readSeats(prisma, workspaceId);
  const standing = await standingFor({ database, clock }, workspaceId, published);
  const decision = decide(published.compiled, known.facts, clock.now(), standing);
  return { published, seats, known, decision };
}

function backingOf({ known, seats }: Hearing) {
  return { origins: known.origins, people: seats.byEmail };
}

function lineAt({ published, seats }: Hearing, place: number): RuleLine {
  const rule = published.compiled.rules[place];
  if (!rule) throw new Error(`there is no rule ${place}`);
  return lineOf(place, rule, seats);
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
    .filter(({ leftAt }) => !leftAt || leftAt > at)
    .filter(({ name, email }) => {
      const said = fold(`${name} ${email}`);
      return words.every((word) => said.includes(word));
    })
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .slice(0, SUGGESTED);
}
