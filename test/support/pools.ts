import { deal } from '../../src/domain/distribution.ts';
import {
  type Loads,
  type Member,
  type OpenPool,
  openPool,
  type PoolState,
  type Subject,
} from '../../src/domain/pool-state.ts';

/** A Tuesday, ten in the morning in London. */
export const tuesday = new Date('2026-06-02T09:00:00Z');

/** Somebody who works at all hours and may have anything; a test names only what it is about. */
export function aMember(name: string, fields: Partial<Member> = {}): Member {
  return {
    rep: { id: name, name },
    weight: 1,
    credit: 0,
    owed: 0,
    lastTurn: 0,
    skills: [],
    languages: [],
    certificates: [],
    absences: [],
    calendar: { timeZone: 'UTC', hours: {} },
    ...fields,
  };
}

export function aPool(members: Member[], fields: Partial<PoolState> = {}): PoolState {
  return {
    id: 'p1',
    name: 'Field',
    method: { kind: 'round-robin' },
    requires: { skills: [], languages: [], certificates: [] },
    turns: 0,
    records: [],
    members,
    ...fields,
  };
}

/** On leave since the first of June, with somebody to stand in or nobody. */
export const away = (until: string, backup?: string) => ({
  absences: [
    {
      from: new Date('2026-06-01'),
      until: new Date(until),
      reason: 'leave',
      ...(backup && { backup: { id: backup, name: backup } }),
    },
  ],
});

export const aLead = (facts: Subject['facts'] = {}): Subject => ({ kind: 'lead', id: 'l1', facts });

/** So many turns, one after the other: who got them, and the pool after them. */
export function play(
  pool: PoolState,
  turns: number,
  { loads = new Map(), at = tuesday }: { loads?: Loads; at?: Date } = {},
): { got: string[]; after: PoolState } {
  let open: OpenPool = openPool(pool, at);
  const got: string[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const { answer, after } = deal(open, aLead(), loads);
    got.push(answer.kind === 'chosen' ? answer.rep.name : answer.kind);
    open = after;
  }
  return { got, after: { ...pool, turns: open.turns, members: open.seats } };
}
