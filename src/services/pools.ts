import { type Answer, deal, type Why } from '../domain/distribution.ts';
import {
  countsTurns,
  type Load,
  type OpenPool,
  openPool,
  type Subject,
  withSubject,
} from '../domain/pool-state.ts';
import type { Person } from '../domain/roster.ts';
import { fold } from '../domain/rules/fold.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { newId } from '../store/id.ts';
import { readLoads, readRecords } from '../store/pool-loads.ts';
import { findLastTurn, saveStanding, saveTurns, type TurnLine } from '../store/pool-turns.ts';
import { lockPool, lockPoolById } from '../store/pools.ts';

type Needs = Pick<Ports, 'clock'>;

/** What became of one subject. `passed`: pools in which nobody could be asked, which overflowed to the next. */
export type Dealt = { passed: { pool: string; why: Why }[] } & (
  | { kind: 'chosen'; pool: string; rep: Person; turnId: string; why: Why }
  | { kind: 'open'; pool: string; to: Person[]; why: Why }
  /** `unknown`: the pool that no published rule set has. */
  | { kind: 'nobody'; unknown?: string }
);

/** One turn of a pool, inside the caller's transaction: it is taken if and only if that commits. */
export async function dealFrom(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  poolName: string,
  subject: Subject,
): Promise<Dealt> {
  const [dealt] = await dealMany(tx, ports, workspaceId, poolName, [subject]);
  return dealt ?? { kind: 'nobody', passed: [] };
}

/**
 * A turn for each, in order: reads once, decides in memory, writes once. The pool stays locked until the transaction
 * ends, so others deal from it before or after, never in between; who deals from several pools takes them in the order
 * of their names, or two of that kind may wait for each other and one is run again. Owners must change in the same
 * transaction, or the next one to deal sees old loads.
 */
export async function dealMany(
  tx: Db,
  { clock }: Needs,
  workspaceId: string,
  poolName: string,
  subjects: readonly Subject[],
): Promise<Dealt[]> {
  const round: Round = {
    tx,
    workspaceId,
    at: clock.now(),
    tables: new Map(),
    given: [],
    lines: [],
  };
  const dealt: Dealt[] = [];
  for (const subject of subjects) dealt.push(await dealAlong(round, poolName, subject));
  for (const table of round.tables.values()) {
    if (table && table.pool.turns > table.turnsBefore) await saveStanding(tx, table.pool);
  }
  await saveTurns(tx, workspaceId, round.lines, round.at);
  return dealt;
}

type Table = { pool: OpenPool; loads: Map<string, Load>; turnsBefore: number };
type Round = {
  tx: Db;
  workspaceId: string;
  at: Date;
  tables: Map<string, Table | undefined>;
  /** What the database does not know yet. */
  given: { repId: string; subject: Subject }[];
  lines: TurnLine[];
};

/** From pool to pool along the overflow; one that overflows back to an earlier one ends there. */
async function dealAlong(round: Round, poolName: string, subject: Subject): Promise<Dealt> {
  const passed: Dealt['passed'] = [];
  const tried = new Set<string>();
  for (let next: string | undefined = poolName; next !== undefined && !tried.has(fold(next)); ) {
    const table = await tableOf(round, next);
    if (!table) return { kind: 'nobody', unknown: next, passed };
    tried.add(fold(next));
    const { answer, after } = deal(table.pool, subject, table.loads);
    const { name } = table.pool;
    table.pool = after;
    switch (answer.kind) {
      case 'chosen':
        return take(round, table, subject, answer, passed);
      case 'open':
        return { ...answer, pool: name, passed };
      case 'nobody':
        passed.push({ pool: name, why: answer.why });
        next = answer.overflow;
    }
  }
  return { kind: 'nobody', passed };
}

async function tableOf(round: Round, name: string): Promise<Table | undefined> {
  const { tx, workspaceId, at, tables, given } = round;
  const key = fold(name);
  if (tables.has(key)) return tables.get(key);
  const locked = await lockPool(tx, workspaceId, name, at);
  if (!locked) return undefined;
  const repIds = locked.members.map(({ rep }) => rep.id);
  const records = await readRecords(tx, workspaceId, repIds, locked.method);
  const loads = await readLoads(tx, workspaceId, repIds, locked.method);
  for (const { repId, subject } of given) loads.set(repId, withSubject(loads.get(repId), subject));
  const table = { pool: openPool({ ...locked, records }, at), loads, turnsBefore: locked.turns };
  tables.set(key, table);
  return table;
}

function take(
  { tables, given, lines }: Round,
  { pool }: Table,
  subject: Subject,
  { rep, turn, why }: Extract<Answer, { kind: 'chosen' }>,
  passed: Dealt['passed'],
): Dealt {
  const turnId = newId();
  const { number, seat, before, after } = turn;
  lines.push({
    ...{ id: turnId, poolId: pool.id, kind: 'dealt', subject, number, before, after, why },
    ...{ repId: rep.id, seatId: seat.id },
  });
  given.push({ repId: rep.id, subject });
  for (const table of tables.values()) {
    table?.loads.set(rep.id, withSubject(table.loads.get(rep.id), subject));
  }
  return { kind: 'chosen', pool: pool.name, rep, turnId, why, passed };
}

export type Returned =
  /** Where turns are counted the rep is next in line, once. */
  | { kind: 'returned'; turnId: string; rep: string; isNext: boolean }
  | { kind: 'returned-before' }
  | { kind: 'never-dealt' };

/** Gives back the turn by which an account or a lead was last dealt: it came to nothing. A turn is returned once. */
export async function returnTurn(
  tx: Db,
  { clock }: Needs,
  workspaceId: string,
  subject: Pick<Subject, 'kind' | 'id'>,
  reason: string,
): Promise<Returned> {
  const at = clock.now();
  const before = await findLastTurn(tx, workspaceId, subject.id);
  const pool = before && (await lockPoolById(tx, workspaceId, before.poolId, at));
  // Behind the lock, where nobody else returns it at the same moment.
  const turn = pool && (await findLastTurn(tx, workspaceId, subject.id));
  if (!turn) return { kind: 'never-dealt' };
  // Meanwhile another pool has dealt it anew.
  if (turn.poolId !== pool.id) return returnTurn(tx, { clock }, workspaceId, subject, reason);
  if (turn.isReturned) return { kind: 'returned-before' };
  const table = openPool({ ...pool, records: [] }, at);
  const seat = table.seats.find(({ rep }) => rep.id === turn.seatId);
  const isNext = seat !== undefined && countsTurns(pool.method);
  const number = pool.turns + 1;
  const seats = table.seats.map((one) =>
    one === seat && isNext ? { ...one, owed: one.owed + 1 } : one,
  );
  await saveStanding(tx, { ...table, seats, turns: number });
  const credit = seat?.credit ?? 0;
  const id = newId();
  await saveTurns(
    tx,
    workspaceId,
    [
      {
        ...{
          id,
          poolId: pool.id,
          number,
          kind: 'returned',
          subject,
          before: credit,
          after: credit,
        },
        ...{ repId: turn.repId, seatId: turn.seatId, returnsId: turn.id, why: { reason, isNext } },
      },
    ],
    at,
  );
  return { kind: 'returned', turnId: id, rep: turn.repId, isNext };
}
