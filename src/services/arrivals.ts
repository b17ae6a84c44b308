import { type FlagPolicy, withoutWaiting } from '../domain/flag.ts';
import type { Change, Deed, Refused } from '../domain/ownership.ts';
import { trailOf } from '../domain/routing-verdict.ts';
import type { Ports } from '../ports.ts';
import { type Db, inTransaction } from '../store/database.ts';
import {
  findDecided,
  type SavedDecision,
  saveDecisions,
  subjectColumns,
} from '../store/decisions.ts';
import { hashFacts } from '../store/facts.ts';
import { newId } from '../store/id.ts';
import { saveProposals } from '../store/new-proposals.ts';
import { countBooks, readSeats } from '../store/seats.ts';
import { readFlagPolicy } from '../store/workspaces.ts';
import { askProposals } from './courses.ts';
import { type Published, publishedRules } from './published-rules.ts';
import { noteRestless } from './restless.ts';
import {
  type Asked,
  besideGiven,
  type Case,
  considerEach,
  dealEach,
  flagEach,
  kindOf,
  type Rulebook,
  wavesOf,
} from './routing.ts';
import { standingFor } from './standing.ts';

export type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'log'>;

/** Something that is new or has changed. `key` names what came in: the same event is decided once. */
export type Arriving = { subjectId: string; key: string; at: Date };

export type Routed = { assigned: number; stays: number; pending: number };
const NOTHING: Routed = { assigned: 0, stays: 0, pending: 0 };

/** What accounts and leads do each in their own way. */
export type Desk = {
  /** Puts two workers with one arrival in order: the second finds it decided. */
  lock: (tx: Db, workspaceId: string, ids: string[]) => Promise<Map<string, Deed>>;
  /** All that is known of them. */
  ask: (tx: Db, workspaceId: string, ids: string[], at: Date) => Promise<Asked[]>;
  /** Through the door of owners. */
  give: (
    tx: Db,
    ports: Needs,
    workspaceId: string,
    cases: Case[],
    published: Published,
  ) => Promise<{ refused: Pick<Refused<unknown>, 'reason'>[] }>;
};

/**
 * Decides by the published rules, and assigns where nothing speaks against it; what a machine should not decide
 * alone is kept as a proposal. Decisions, changes and effects stand or fall together.
 */
export async function routeArrivals(
  ports: Needs,
  workspaceId: string,
  arrivals: Arriving[],
  desk: Desk,
): Promise<Routed> {
  if (arrivals.length === 0) return NOTHING;
  const rules = await readRulebook(ports, workspaceId);
  return inTransaction(ports.database, (tx) =>
    routeWithin(tx, ports, workspaceId, rules, arrivals, desk),
  );
}

/** The rules of the moment; undefined where none are published. */
export type RulesNow = (Published & Rulebook) | undefined;

/** Before a transaction: what is read outside it must not wait for it. */
export async function readRulebook(ports: Needs, workspaceId: string): Promise<RulesNow> {
  const published = await publishedRules(ports.database, workspaceId);
  if (!published) return undefined;
  return { ...published, standing: await standingFor(ports, workspaceId, published) };
}

/** The same in the caller's transaction: what has arrived and what was decided on it stand or fall together. */
export async function routeWithin(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  published: RulesNow,
  arrivals: Arriving[],
  desk: Desk,
): Promise<Routed> {
  if (!published || arrivals.length === 0) return NOTHING;
  await desk.lock(tx, workspaceId, [...new Set(arrivals.map(({ subjectId }) => subjectId))]);
  const keys = arrivals.map(({ key }) => key);
  const decided = await findDecided(tx, workspaceId, keys);
  const fresh = latestOfEach(arrivals.filter(({ key }) => !decided.has(key)));
  if (fresh.size === 0) return NOTHING;
  const policy = await readFlagPolicy(tx, workspaceId);
  const hearing = { published, desk, policy };
  const cases = await judge(tx, ports, workspaceId, hearing, [...fresh.keys()]);
  return settle(tx, ports, workspaceId, desk, { published, cases, arrivals: fresh });
}

/** So many at a time that the workspace's audit is not held for long. */
const BATCH = 1000;

/** Any number of arrivals, a batch at a time: each batch stands by itself. */
export async function inBatches<One>(
  arrivals: One[],
  route: (batch: One[]) => Promise<Routed>,
): Promise<Routed> {
  const total = { ...NOTHING };
  for (let from = 0; from < arrivals.length; from += BATCH) {
    const routed = await route(arrivals.slice(from, from + BATCH));
    for (const kind of ['assigned', 'stays', 'pending'] as const) total[kind] += routed[kind];
  }
  return total;
}

/** Of several arrivals of one account or lead at once, the last one is the picture to decide on. */
function latestOfEach(arrivals: Arriving[]): Map<string, Arriving> {
  return new Map(arrivals.map((arrival) => [arrival.subjectId, arrival]));
}

/** What would become of it if nothing made it wait: a person has looked. Where a pool deals, the turn is taken. */
export async function judgeApproved(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { published, desk }: Pick<Hearing, 'published' | 'desk'>,
  id: string,
): Promise<Case | undefined> {
  const policy = withoutWaiting(await readFlagPolicy(tx, workspaceId));
  const [one] = await judge(tx, ports, workspaceId, { published, desk, policy }, [id]);
  return one;
}

type Hearing = { published: Published & Rulebook; desk: Desk; policy: FlagPolicy };

async function judge(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { published, desk, policy }: Hearing,
  ids: string[],
): Promise<Case[]> {
  const at = ports.clock.now();
  const known = new Map(
    (await desk.ask(tx, workspaceId, ids, at)).map((asked) => [asked.subjectId, asked]),
  );
  const seats = await readSeats(tx, workspaceId);
  // In the order in which they came: pools deal in turn.
  const asked = ids.flatMap((id) => known.get(id) ?? []);
  const considered = considerEach(asked, published, seats, at);
  const round = { published, seats, policy, at };
  const judged: Case[] = [];
  const given = new Map<string, string>();
  const loads = new Map<string, number>();
  for (const wave of wavesOf(considered)) {
    const beside = wave.map((one) => besideGiven(one, given));
    const dealt = await dealEach(tx, ports, workspaceId, beside, round);
    const wanted = new Set(dealt.flatMap((one) => one.wanted?.id ?? [])).difference(loads);
    for (const [id, load] of await countBooks(tx, workspaceId, [...wanted])) loads.set(id, load);
    const flagged = flagEach(dealt, loads, policy, at);
    for (const { subjectId, wanted: owner, verdict } of flagged) {
      if (owner && verdict === 'assigned') given.set(subjectId, owner.email);
    }
    judged.push(...flagged);
  }
  return judged;
}

type Settlement = { published: Published; cases: Case[]; arrivals: Map<string, Arriving> };

async function settle(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  desk: Desk,
  { published, cases, arrivals }: Settlement,
): Promise<Routed> {
  const at = ports.clock.now();
  const decisions = cases.flatMap((one) => {
    const arrival = arrivals.get(one.subjectId);
    return arrival ? [decisionOf(one, arrival, published, at)] : [];
  });
  const moving = cases.filter(({ verdict }) => verdict === 'assigned');
  const { refused } = await desk.give(tx, ports, workspaceId, moving, published);
  const [unheard] = refused;
  // All are locked and the people were just read: a refusal here is a fault of ours.
  if (unheard) throw new Error(`routing was refused: ${unheard.reason.kind}`);
  await saveDecisions(tx, workspaceId, decisions, at);
  const asked = decisions.filter(({ kind }) => kind === 'pending').map(proposalOf);
  const subjectIds = decisions.map(({ subject }) => subject.id);
  const saved = await saveProposals(tx, workspaceId, subjectIds, asked, at);
  await askProposals(tx, ports, workspaceId, saved);
  await noteRestless(tx, ports, workspaceId, decisions);
  const count = (kind: SavedDecision['kind']) =>
    decisions.filter((one) => one.kind === kind).length;
  return { assigned: count('assigned'), stays: count('stays'), pending: count('pending') };
}

function decisionOf(one: Case, arrival: Arriving, published: Published, at: Date): SavedDecision {
  const { subjectId, known, findings, wanted, present, territory, flags, verdict, dealt } = one;
  const { facts } = known;
  return {
    id: newId(),
    subject: { kind: kindOf(facts), id: subjectId },
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
      ...(one.target.kind === 'pool' && { pool: one.target.pool }),
      ...(dealt && { dealt }),
    },
    facts,
    factsHash: hashFacts(facts),
    trail: trailOf(findings, flags),
    latencyMs: Math.max(0, at.getTime() - arrival.at.getTime()),
  };
}

/** Whom the rules name who has left is proposed to nobody. */
function proposalOf({ id: decisionId, flags, presentId, subject, ...decided }: SavedDecision) {
  const hasLeft = flags.some(({ kind }) => kind === 'inactive-owner');
  const wantedId = hasLeft ? undefined : decided.wantedId;
  return { ...subjectColumns({ subject }), decisionId, flags, presentId, wantedId };
}

/** What a change of owner by routing says, whatever changes hands. */
export function changeOf(one: Case, { number }: Published): Change {
  const { findings, wanted, present, interim } = one;
  const { name = '', sentence = '' } = findings.rule ?? {};
  return {
    expected: present?.id ?? null,
    wanted: wanted?.id ?? null,
    cause: {
      ...{ kind: 'routing', ruleSet: number, rule: name },
      ...(interim && { interim: interim.disputeId }),
    },
    actor: { kind: 'machine', name: 'Cadastre' },
    reason: interim
      ? `${interim.account} is disputed: ${wanted?.name ?? 'nobody'} works its new leads meanwhile`
      : sentence,
  };
}
