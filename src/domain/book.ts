import type { Actor, Cause } from './ownership.ts';
import type { Person, Presence, Role } from './roster.ts';

/** What one person holds, and what has moved around them: the Home tab. */
export type Book = {
  /** Undefined for people who own nothing by trade: marketing, finance, customer success. */
  rep?: { person: Person; role: Role; team?: string; presence: Presence };
  accounts: number;
  pipeline: { deals: number; total: number; currency: string };
  /** Largest open pipeline first. */
  top: BookLine[];
  /** People whose accounts this person answers for while they are away. */
  covering: { person: Person; until: Date; accounts: number }[];
  /** Latest first: what came to them or went from them; for others, what moved anywhere. */
  moves: Move[];
  /** For a manager: everybody on their teams. */
  team: { person: Person; accounts: number; total: number; presence: Presence }[];
};

export type BookLine = { accountId: string; name: string; deals: number; total: number };
export type Move = {
  accountId: string;
  account: string;
  from?: Person;
  to?: Person;
  cause: Cause;
  actor: Actor;
  at: Date;
};
