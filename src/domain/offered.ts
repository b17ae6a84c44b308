import type { Fit } from './fit.ts';
import type { Person, Role } from './roster.ts';

/** Somebody who could get an account, with what helps to choose among them. */
export type Offered = Person & {
  role: Role;
  accounts: number;
  capacity?: number;
  team?: string;
  awayUntil?: Date;
  /** What speaks for them, for one account or lead. */
  suits?: Suits;
};
/** `words`: what it asks for and they bring; `deals`: that they have closed in its industry. */
type Suits = { score: number; words: string[]; deals: number };

export function suitsOf({ score, parts }: Fit): Suits {
  return {
    score,
    words: [...new Set(parts.flatMap(({ words = [] }) => words))],
    deals: parts.find(({ by }) => by === 'segment')?.deals ?? 0,
  };
}

/** Somebody who is named for it, with what they have. */
export type Candidate = Person & { email: string; accounts: number; capacity?: number };

/** Reps come before managers, those who are there and have room first, then those who suit it best, then by name. */
export function byFit<One extends Offered>(people: readonly One[]): One[] {
  return people.toSorted(
    (a, b) =>
      burden(a) - burden(b) ||
      (b.suits?.score ?? 0) - (a.suits?.score ?? 0) ||
      a.name.localeCompare(b.name),
  );
}

function burden({ role, accounts, capacity, awayUntil }: Offered): number {
  const isFull = capacity !== undefined && accounts >= capacity;
  return (role === 'manager' ? 4 : 0) + (awayUntil ? 2 : 0) + (isFull ? 1 : 0);
}
