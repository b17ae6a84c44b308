import type { Flag } from './flag.ts';
import { type Loads, type OpenPool, withTurn } from './pool-state.ts';
import type { ClaimObstacle } from './refusal.ts';
import type { Person } from './roster.ts';

/** What members of a pool may take for themselves, whoever comes first. */
export type OpenClaim = { pool: string; members: Person[] };

/** The pool whose members may claim what waits with these flags. */
export function poolToClaimFrom(flags: readonly Flag[]): string | undefined {
  return flags.find((flag) => flag.kind === 'unclaimed')?.pool;
}

export type Claiming =
  /** The pool after the turn that this is. */
  | { kind: 'taken'; number: number; seat: OpenPool['seats'][number]; after: OpenPool }
  | { kind: 'refused'; because: ClaimObstacle };

/** Somebody claims from a pool. Whoever asks is at work, whatever their calendar says. */
export function claimFrom(pool: OpenPool, repId: string, loads: Loads): Claiming {
  const seat = pool.seats.find(({ rep }) => rep.id === repId);
  const members = pool.seats.map(({ rep }) => rep.name);
  const refused = (because: ClaimObstacle): Claiming => ({ kind: 'refused', because });
  if (!seat || seat.availability.kind === 'left') {
    return refused({ kind: 'not-of-pool', pool: pool.name, members });
  }
  const { availability, capacity } = seat;
  if (availability.kind === 'lacks') {
    const { gift, word } = availability;
    return refused({ kind: 'lacks', pool: pool.name, gift, word });
  }
  const load = loads.get(repId)?.accounts ?? 0;
  if (capacity !== undefined && load >= capacity) return refused({ kind: 'full', load, capacity });
  const after = withTurn(pool, seat);
  return { kind: 'taken', number: after.turns, seat, after };
}
