import { addHours } from 'date-fns/addHours';
import type { Availability } from './availability.ts';
import { type Candidate, type Choice, choose, type Ground } from './choice.ts';
import { countsTurns, type Loads, type OpenPool, type Seat, type Subject } from './pool-state.ts';
import type { Person } from './roster.ts';

type Verdict =
  | { kind: 'chosen' | 'waits'; ground: Ground; backup?: Person }
  | { kind: 'full'; load: number; capacity: number }
  | Exclude<Availability, { kind: 'here' }>;
/** Of every member, in the order of the list. */
export type Why = { rep: Person; verdict: Verdict }[];

export type Answer =
  | { kind: 'chosen'; rep: Person; turn: Turn; why: Why }
  /** Nobody is chosen: it belongs to whoever of these claims it first. */
  | { kind: 'open'; to: Person[]; why: Why }
  | { kind: 'nobody'; overflow?: string; why: Why };

/** What was booked: on whose seat, and how their credit moved. */
type Turn = { number: number; seat: Person; before: number; after: number };

/** Somebody who may be asked, from a later moment on where they do not work now; or why they may not. */
type Sifted = { seat: Seat; taker: Seat; from?: Date } | { seat: Seat; verdict: Verdict };

/** While nobody works, those who begin within so many hours of the first are asked alike. */
const ONE_MORNING_HOURS = 3;

/**
 * One turn. Away and full members are passed over. Whoever works now comes first; while nobody does, it waits for those
 * who work soonest, all who begin within one country's morning, lest the earliest riser get every night's leads.
 * Where turns are counted, an away member's backup takes their turns if the pool has them too; elsewhere the backup
 * stands beside the others anyhow.
 */
export function deal(
  pool: OpenPool,
  subject: Subject,
  loads: Loads,
): { answer: Answer; after: OpenPool } {
  const sifted = pool.seats.map((seat) => sift(seat, pool, loads));
  const candidates = soonest(sifted);
  const choice = choose(pool, candidates, subject, loads);
  const why = whyOf(sifted, candidates, choice);
  if (choice.winner) return book(pool, candidates, choice.winner, choice, why);
  if (candidates.length > 0) {
    const to = candidates.map(({ taker }) => taker.rep);
    return { answer: { kind: 'open', to, why }, after: pool };
  }
  const { overflow } = pool;
  return { answer: { kind: 'nobody', ...(overflow && { overflow }), why }, after: pool };
}

function sift(seat: Seat, pool: OpenPool, loads: Loads): Sifted {
  const { availability } = seat;
  if (availability.kind !== 'away') return { seat, ...askable(seat, loads) };
  const backup = countsTurns(pool.method)
    ? pool.seats.find(({ rep }) => rep.id === availability.backup?.id)
    : undefined;
  const standIn = backup && askable(backup, loads);
  return standIn && 'taker' in standIn ? { seat, ...standIn } : { seat, verdict: availability };
}

function askable(taker: Seat, loads: Loads): { taker: Seat; from?: Date } | { verdict: Verdict } {
  const { rep, availability, capacity } = taker;
  const load = loads.get(rep.id)?.accounts ?? 0;
  const isFull = capacity !== undefined && load >= capacity;
  switch (availability.kind) {
    case 'left':
    case 'lacks':
    case 'away':
      return { verdict: availability };
    case 'here':
    case 'off':
      if (isFull) return { verdict: { kind: 'full', load, capacity } };
      if (availability.kind === 'here') return { taker };
      return availability.until ? { taker, from: availability.until } : { verdict: availability };
  }
}

function soonest(sifted: Sifted[]): Candidate[] {
  const free = sifted.filter((one) => 'taker' in one);
  const working = free.filter(({ from }) => !from);
  if (working.length > 0) return working;
  const first = Math.min(...free.map(({ from }) => from?.getTime() ?? 0));
  const last = Number.isFinite(first) ? addHours(first, ONE_MORNING_HOURS) : undefined;
  return free.filter(({ from }) => from && last && from <= last);
}

function whyOf(sifted: Sifted[], candidates: Candidate[], { winner, grounds }: Choice): Why {
  const places = new Map(candidates.map((candidate, index) => [candidate.seat, index]));
  return sifted.map((one) => {
    const { rep } = one.seat;
    if ('verdict' in one) return { rep, verdict: one.verdict };
    const ground = grounds[places.get(one.seat) ?? -1];
    if (!ground) return { rep, verdict: { kind: 'off', until: one.from } };
    const kind = one.seat === winner?.seat ? 'chosen' : 'waits';
    const backup = one.taker === one.seat ? undefined : one.taker.rep;
    return { rep, verdict: { kind, ground, ...(backup && { backup }) } };
  });
}

function book(
  pool: OpenPool,
  candidates: Candidate[],
  { seat, taker }: Candidate,
  { credits }: Choice,
  why: Why,
): { answer: Answer; after: OpenPool } {
  const number = pool.turns + 1;
  const moved = new Map(candidates.map((one, index) => [one.seat, credits?.[index]]));
  const creditOf = (one: Seat) => moved.get(one) ?? one.credit;
  const turn = { number, seat: seat.rep, before: seat.credit, after: creditOf(seat) };
  const makesGood = countsTurns(pool.method) && !credits;
  const seats = pool.seats.map((one) => ({
    ...one,
    credit: creditOf(one),
    owed: one === seat && makesGood ? one.owed - 1 : one.owed,
    lastTurn: one === taker ? number : one.lastTurn,
  }));
  return {
    answer: { kind: 'chosen', rep: taker.rep, turn, why },
    after: { ...pool, turns: number, seats },
  };
}
