import type { Person } from './roster.ts';

/** Somebody who could get an account, with what helps to choose among them. */
export type Offered = Person & {
  accounts: number;
  capacity?: number;
  team?: string;
  awayUntil?: Date;
};

/** Somebody who is named for it, with what they have. */
export type Candidate = Person & { email: string; accounts: number; capacity?: number };

/** Those who are there and have room come first, then by name. */
export function byFit<One extends Offered>(people: readonly One[]): One[] {
  return people.toSorted((a, b) => burden(a) - burden(b) || a.name.localeCompare(b.name));
}

function burden({ accounts, capacity, awayUntil }: Offered): number {
  const isFull = capacity !== undefined && accounts >= capacity;
  return (awayUntil ? 2 : 0) + (isFull ? 1 : 0);
}
