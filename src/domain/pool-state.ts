import { type Availability, availabilityOf, type Colleague } from './availability.ts';
import type { Facts } from './rules/attribute.ts';
import type { Pool } from './rules/pool.ts';
import { type WinRates, type WinRecord, winRates } from './win-rate.ts';

/** What is dealt. */
export type Subject = { kind: 'account' | 'lead'; id: string; facts: Facts };

/** What a rep has already; `value` is that of open deals. */
export type Load = { accounts: number; leads: number; value: number; score: number };
/** By rep. */
export type Loads = ReadonlyMap<string, Load>;

export type Member = Colleague & {
  weight: number;
  /** See `credit.ts`. */
  credit: number;
  /** Turns that were returned to them and are still to be made good. */
  owed: number;
  /** The pool's number of the last turn they had; 0 for none. */
  lastTurn: number;
  /** Accounts. */
  capacity?: number;
};

export type PoolState = Pick<Pool, 'name' | 'method' | 'requires' | 'overflow'> & {
  id: string;
  /** The number of the last turn. */
  turns: number;
  /** In the order of the list, which decides where nothing else does. */
  members: Member[];
  /** What its members won and lost, where the method asks. */
  records: WinRecord[];
};

export type Seat = Member & { availability: Availability };
/** A pool at one moment, to be dealt from any number of times. */
export type OpenPool = Omit<PoolState, 'members'> & { at: Date; seats: Seat[]; rates?: WinRates };

export function openPool({ members, ...pool }: PoolState, at: Date): OpenPool {
  const seats = members.map((member) => ({
    ...member,
    availability: availabilityOf(member, pool.requires, at),
  }));
  const rates = winRates(pool.records);
  return { ...pool, at, seats, ...(rates && { rates }) };
}

/** Some methods count turns and keep credit; the others look at what people have, or at what they can do. */
export function countsTurns({ kind }: Pool['method']): boolean {
  return kind === 'round-robin' || kind === 'weighted';
}

/** The load of somebody who gets a subject. */
export function withSubject(load: Load | undefined, { kind, facts }: Subject): Load {
  const { accounts, leads, value, score } = load ?? { accounts: 0, leads: 0, value: 0, score: 0 };
  const [deals, points] = [facts.open_deal_value, facts.score];
  return {
    accounts: accounts + (kind === 'account' ? 1 : 0),
    leads: leads + (kind === 'lead' ? 1 : 0),
    value: value + (typeof deals === 'number' ? deals : 0),
    score: score + (typeof points === 'number' ? points : 0),
  };
}

/** The pool after a turn that moves no credit. */
export function withTurn(pool: OpenPool, taker: Seat): OpenPool {
  const turns = pool.turns + 1;
  const seats = pool.seats.map((one) => (one === taker ? { ...one, lastTurn: turns } : one));
  return { ...pool, turns, seats };
}
