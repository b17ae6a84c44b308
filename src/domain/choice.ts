import { TURN, takeTurn } from './credit.ts';
import { type FitPart, fitsOf } from './fit.ts';
import type { Load, Loads, OpenPool, Seat, Subject } from './pool-state.ts';

/** Whose turn it may be, and who would take it: their backup, while they are away. */
export type Candidate = { seat: Seat; taker: Seat };

/** What spoke for or against a candidate. Credit is in turns, that of this very turn included. */
export type Ground =
  | { kind: 'turn'; credit: number }
  | { kind: 'owed' }
  | { kind: 'load'; by: 'count' | 'value' | 'score'; load: number }
  | { kind: 'fit'; score: number; parts: FitPart[] }
  | { kind: 'claim' };

export type Choice = {
  winner?: Candidate;
  /** One a candidate. */
  grounds: Ground[];
  /** The same, where credit moves. */
  credits?: number[];
};

export function choose(
  pool: OpenPool,
  candidates: Candidate[],
  subject: Subject,
  loads: Loads,
): Choice {
  const { method } = pool;
  switch (method.kind) {
    case 'round-robin':
      return byTurn(candidates, () => 1);
    case 'weighted':
      return byTurn(candidates, ({ weight }) => weight);
    case 'least-loaded':
      return byLoad(candidates, method.by, subject, loads);
    case 'best-fit': {
      const people = candidates.map(({ taker: { rep, ...gifts } }) => ({ id: rep.id, ...gifts }));
      const fits = fitsOf(people, subject.facts, method.by, pool);
      const grounds = fits.map((fit): Ground => ({ kind: 'fit', ...fit }));
      const winner = least(candidates, (index) => -(fits[index]?.score ?? 0));
      return { ...(winner && { winner }), grounds };
    }
    case 'claim':
      return { grounds: candidates.map(() => ({ kind: 'claim' })) };
  }
}

/**
 * A turn that was returned is made good first, to whoever has waited longest. It stands in the place of the one that
 * came to nothing, so no credit moves; and nobody takes it for somebody who is away.
 */
function byTurn(candidates: Candidate[], weightOf: (seat: Seat) => number): Choice {
  const owed = candidates.filter(({ seat, taker }) => seat === taker && seat.owed > 0);
  const first = least(owed, (index) => owed[index]?.seat.lastTurn ?? 0);
  const stakes = candidates.map(({ seat }) => ({ weight: weightOf(seat), credit: seat.credit }));
  const turn = takeTurn(stakes);
  if (first) {
    const grounds = candidates.map(
      (one): Ground => (one === first ? { kind: 'owed' } : inTurns(one.seat.credit)),
    );
    return { winner: first, grounds };
  }
  const winner = candidates[turn.winner];
  return { ...(winner && { winner }), grounds: turn.due.map(inTurns), credits: turn.credits };
}

function inTurns(credit: number): Ground {
  return { kind: 'turn', credit: Math.round((credit / TURN) * 1000) / 1000 };
}

function byLoad(
  candidates: Candidate[],
  by: 'count' | 'value' | 'score',
  subject: Subject,
  loads: Loads,
): Choice {
  const held = candidates.map(({ taker }) => amountOf(loads.get(taker.rep.id), by, subject));
  const winner = least(candidates, (index) => held[index] ?? 0);
  return {
    ...(winner && { winner }),
    grounds: held.map((load) => ({ kind: 'load', by, load })),
  };
}

/** Leads are weighed against leads, accounts against accounts. */
function amountOf(
  load: Load | undefined,
  by: 'count' | 'value' | 'score',
  { kind }: Subject,
): number {
  if (!load) return 0;
  switch (by) {
    case 'count':
      return kind === 'lead' ? load.leads : load.accounts;
    case 'value':
      return load.value;
    case 'score':
      return load.score;
  }
}

/** Between equals, whoever has waited longest; then the order of the list. */
function least(candidates: Candidate[], measure: (index: number) => number): Candidate | undefined {
  const ranked = candidates.map((candidate, index) => ({ candidate, rank: measure(index) }));
  ranked.sort(
    (one, other) =>
      one.rank - other.rank || one.candidate.taker.lastTurn - other.candidate.taker.lastTurn,
  );
  return ranked[0]?.candidate;
}
