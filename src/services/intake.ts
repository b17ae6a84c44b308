import type { OwnerChange } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import { trailOf } from '../domain/routing-verdict.ts';
import type { Ports } from '../ports.ts';
import { findUnowned } from '../store/accounts.ts';
import { type Db, inTransaction } from '../store/database.ts';
import {
  findDecided,
  newDecisionId,
  type SavedDecision,
  saveDecisions,
  saveProposals,
} from '../store/decisions.ts';
import { hashFacts, readFacts } from '../store/facts.ts';
import { lockDeeds, readLastChanges } from '../store/ownership.ts';
import { readPins } from '../store/pins.ts';
import { countBooks, readSeats } from '../store/seats.ts';
import { readFlagPolicy } from '../store/workspaces.ts';
import { changeOwners } from './ownership.ts';
import { type Published, publishedRules } from './published-rules.ts';
import { type Case, considerEach, dealEach, flagEach, type Rulebook } from './routing.ts';
import { standingFor } from './standing.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'log'>;

/** An account that is new or has changed. `key` names what came in: the same event is decided once. */
export type Arrival = { accountId: string; key: string; at: Date };

export type Routed = { assigned: number; stays: number; pending: number };
const NOTHING: Routed = { assigned: 0, stays: 0, pending: 0 };

/**
 * Decides by the published rules, and assigns where nothing speaks against it; what a machine should not decide
 * alone is kept as a proposal. Decisions, changes and effects stand or fall together.
 */
export async function routeAccounts(
  ports: Needs,
  workspaceId: string,
  arrivals: Arrival[],
): Promise<Routed> {
  const published = await publishedRules(ports.database, workspaceId);
  if (!published || arrivals.length === 0) return NOTHING;
  // Before the transaction: what is read outside it must not wait for it.
  const standing = await standingFor(ports, workspaceId, published);
  return inTransaction(ports.database, async (tx) => {
    // The lock puts two workers with one arrival in order: the second finds it decided.
    await lockDeeds(tx, workspaceId, [...new Set(arrivals.map(({ accountId }) => accountId))]);
    const decided = await findDecided(
      tx,
      workspaceId,
      arrivals.map(({ key }) => key),
    );
    const fresh = latestOfEach(arrivals.filter(({ key }) => !decided.has(key)));
    if (fresh.size === 0) return NOTHING;
    const cases = await judge(tx, ports, workspaceId, { ...published, standing }, [
      ...fresh.keys(),
    ]);
    return settle(tx, ports, workspaceId, { published, cases, arrivals: fresh });
  });
}

/** So many at a time that the workspace's audit is not held for long. */
const BATCH = 1000;

/** Any number of arrivals, a batch at a time: each batch stands by itself. */
export async function routeAll(
  ports: Needs,
  workspaceId: string,
  arrivals: Arrival[],
): Promise<Routed> {
  const total = { ...NOTHING };
  for (let from = 0; from < arrivals.length; from += BATCH) {
    const routed = await routeAccounts(ports, workspaceId, arrivals.slice(from, from + BATCH));
    for (const kind of ['assigned', 'stays', 'pending'] as const) total[kind] += routed[kind];
  }
  return total;
}

/** Accounts that nobody owns, once under each version of the rules: what came before the rules did. */
export async function routeUnowned(ports: Needs, workspaceId: string): Promise<Routed> {
  const { database, clock } = ports;
  const published = await publishedRules(database, workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
  const ids = await findUnowned(database.prisma, workspaceId);
  const at = clock.now();
  const arrivals = ids.map((accountId) => {
    return { accountId, key: `unowned:${accountId}:${published.number}`, at };
  });
  return routeAll(ports, workspaceId, arrivals);
}

/** Of several arrivals of one account at once, the last one is the picture to decide on. */
function latestOfEach(arrivals: Arrival[]): Map<string, Arrival> {
  return new Map(arrivals.map((arrival) => [arrival.accountId, arrival]));
}

async function judge(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  published: Published & Rulebook,
  accountIds: string[],
): Promise<Case[]> {
  const at = ports.clock.now();
  const policy = await readFlagPolicy(tx, workspaceId);
  const [facts, seats, pins, lastChanges] = [
    await readFacts(tx, workspaceId, accountIds),
    await readSeats(tx, workspaceId),
    await readPins(tx, workspaceId, accountIds, at),
    await readLastChanges(tx, workspaceId, accountIds),
  ];
  const asked = [...facts].map(([subjectId, known]) => ({
    subjectId,
    known,
    pin: pins.get(subjectId),
    lastChange: lastChanges.get(subjectId),
  }));
  const considered = considerEach(asked, published, seats, at);
  const dealt = await dealEach(tx, ports, workspaceId, considered, {
    published,
    seats,
    policy,
    at,
  });
  const wanted = new Set(dealt.flatMap((one) => one.wanted?.id ?? []));
  const loads = await countBooks(tx, workspaceId, [...wanted]);
  return flagEach(dealt, loads, policy, at);
}

type Settlement = { published: Published; cases: Case[]; arrivals: Map<string, Arrival> };

async function settle(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { published, cases, arrivals }: Settlement,
): Promise<Routed> {
  const at = ports.clock.now();
  const decisions = cases.flatMap((one) => {
    const arrival = arrivals.get(one.subjectId);
    return arrival ? [decisionOf(one, arrival, published, at)] : [];
  });
  const moving = cases.filter(({ verdict }) => verdict === 'assigned');
  const changes = moving.map((one) => changeOf(one, published));
  const { refused } = await changeOwners(tx, ports, workspaceId, changes);
  const [unheard] = refused;
  // The accounts are locked and the people were just read: a refusal here is a fault of ours.
  if (unheard) throw new Error(`routing was refused: ${unheard.reason.kind}`);
  await saveDecisions(tx, workspaceId, decisions, at);
  await saveProposals(tx, workspaceId, decisions, at);
  const count = (kind: SavedDecision['kind']) =>
    decisions.filter((one) => one.kind === kind).length;
  return { assigned: count('assigned'), stays: count('stays'), pending: count('pending') };
}

function decisionOf(one: Case, arrival: Arrival, published: Published, at: Date): SavedDecision {
  const { subjectId, known, findings, wanted, present, territory, flags, verdict, dealt } = one;
  const { facts } = known;
  return {
    id: newDecisionId(),
    subject: { kind: 'account', id: subjectId },
    ruleSetId: published.id,
    arrival: arrival.key,
    arrivedAt: arrival.at,
    kind: verdict,
    ...(findings.rule && { rule: findings.rule.name }),
    ...(wanted && { wantedId: wanted.id }),
    ...(present && { presentId: present.id }),
    flags,
    outcome: {
      ...findings.rule?.outcome,
      ...(territory && { territory: territory.key }),
      ...(dealt && { dealt }),
    },
    facts,
    factsHash: hashFacts(facts),
    trail: trailOf(findings, flags),
    latencyMs: Math.max(0, at.getTime() - arrival.at.getTime()),
  };
}

function changeOf(
  { subjectId, findings, wanted, present, territory }: Case,
  { number }: Published,
): OwnerChange {
  const { name = '', sentence = '' } = findings.rule ?? {};
  return {
    accountId: subjectId,
    expected: present?.id ?? null,
    wanted: wanted?.id ?? null,
    cause: { kind: 'routing', ruleSet: number, rule: name },
    actor: { kind: 'machine', name: 'Cadastre' },
    reason: sentence,
    ...(territory && { territory }),
  };
}
