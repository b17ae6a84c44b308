import type { LedgerLine } from './dispute-case.ts';
import type { Flag } from './flag.ts';
import type { Health } from './health.ts';
import type { Actor, Cause } from './ownership.ts';
import type { Person, Presence, Role } from './roster.ts';

/** What one person holds, and what has moved around them: the Home tab. */
export type Book = {
  /** Undefined for people who own nothing by trade: marketing, finance, customer success. */
  rep?: { person: Person; role: Role; team?: string; capacity?: number; presence: Presence };
  accounts: number;
  pipeline: { deals: number; total: number; currency: string };
  /** Largest open pipeline first. */
  top: BookLine[];
  /** People whose accounts this person answers for while they are away. */
  covering: { person: Person; until: Date; accounts: number }[];
  /** Latest first: what came to them or went from them; for others, what moved anywhere. */
  moves: MoveGroup[];
  /** For ops, admins and managers: decisions that wait for a person. */
  waiting?: Waiting;
  /** Of those the ones that are past their time. */
  overdue: number;
  /** Decisions that would give to them or take from them. */
  concerning: Concerning;
  /** Open cases in which they are a side, or have a say now; those that are due first. */
  disputes: LedgerLine[];
  /** For ops and admins. */
  health?: Health;
  /** For the same: attributes whose property in the CRM is not what it was. */
  fieldsOutOfOrder: string[];
  /** For a manager: everybody on their teams. */
  team: TeamLine[];
};

export type TeamLine = {
  person: Person;
  accounts: number;
  capacity?: number;
  total: number;
  presence: Presence;
};
export type BookLine = { accountId: string; name: string; deals: number; total: number };
export type Move = {
  accountId: string;
  account: string;
  from?: Person;
  to?: Person;
  cause: Cause;
  actor: Actor;
  /** What people call the CRM. */
  crm: string;
  at: Date;
};

/** One move, or many of one day that have one cause. */
export type MoveGroup = { moves: Move[] };

/** A decision may wait for several reasons. The oldest come first; a lead has no account to show. */
export type Waiting = {
  total: number;
  /** Pairs of records that are probably one company. */
  twins: number;
  /** New owners that the CRM does not take: all of them for ops, for others those that they decided. */
  refused: number;
  byFlag: { kind: Flag['kind']; decisions: number }[];
  oldest: WaitingLine[];
};
export type WaitingLine = {
  proposalId: string;
  kind: 'account' | 'lead';
  name: string;
  flags: Flag[];
  since: Date;
  present?: Person | undefined;
  proposed?: Person | undefined;
  /** By when it is to be decided. */
  dueAt?: Date | undefined;
  pool?: string | undefined;
  /** By which it is asked: another one asks something else. */
  decisionId?: string | undefined;
};

/** Only those with a flag, in a territory (by its id), or older than a day or a week. */
export type WaitingFilter = {
  flag?: Flag['kind'];
  territory?: string;
  age?: 'day' | 'week';
};

/** A page of those that a filter leaves, `among` in all. */
export type WaitingPage = Pick<Waiting, 'total' | 'byFlag' | 'refused'> & {
  /** `below`: so many of them lie in territories below it. */
  byTerritory: { id: string; name: string; decisions: number; below: number }[];
  filter: WaitingFilter;
  among: number;
  lines: WaitingLine[];
  page: number;
  pages: number;
};

/** How a book is listed: by open pipeline, or by what came last. */
export const bookOrders = ['biggest', 'newest'] as const;
export type BookOrder = (typeof bookOrders)[number];

/** One rep’s book, and a page of its accounts. */
export type BookListing = {
  rep: { person: Person; team?: string; capacity?: number; presence: Presence };
  accounts: number;
  pipeline: Book['pipeline'];
  /** Most accounts first. */
  territories: { name: string; accounts: number }[];
  moves: MoveGroup[];
  waiting: Concerning;
  order: BookOrder;
  lines: BookAccount[];
  page: number;
  pages: number;
};
export type BookAccount = BookLine & { territory?: string; since?: Date; isPinned: boolean };

/** Decisions that would give to somebody or take from them, the oldest first. */
export type Concerning = { total: number; lines: WaitingLine[] };

/** From so many on, moves of one day and one cause are told together. */
const MANY = 4;

/** Moves as people tell them, in the order of the latest of each group. */
export function groupMoves(moves: Move[]): MoveGroup[] {
  const alike = Map.groupBy(moves, keyOf);
  const told = new Set<string>();
  return moves.flatMap((move): MoveGroup[] => {
    const key = keyOf(move);
    const group = alike.get(key) ?? [];
    if (group.length < MANY) return [{ moves: [move] }];
    if (told.has(key)) return [];
    told.add(key);
    return [{ moves: group }];
  });
}

function keyOf({ at, cause, actor, from }: Move): string {
  const day = at.toISOString().slice(0, 10);
  return [day, cause.kind, from ? 'moved' : 'first owner', ...sharedBy(cause, actor)].join('\n');
}

/** What is said once for all of a group has to be true of each. */
function sharedBy(cause: Cause, actor: Actor): string[] {
  switch (cause.kind) {
    case 'routing':
    case 'crm-copy':
      return [];
    case 'realignment':
      return [cause.name];
    case 'handover':
      return [actor.name, cause.from];
    case 'follow':
      return [cause.account];
    case 'approval':
    case 'dispute':
    case 'crm-edit':
    case 'import':
    case 'operator':
    case 'undo':
      return [actor.name];
  }
}
