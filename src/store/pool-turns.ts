import type { OpenPool, Subject } from '../domain/pool-state.ts';
import { asLines, type Db, LINES, rows } from './database.ts';

const SAVE_STANDING = `
  UPDATE pool_members AS m SET credit = s.credit, owed = s.owed, last_turn = s."lastTurn"
  FROM jsonb_to_recordset(${LINES}) AS s ("repId" uuid, credit bigint, owed int, "lastTurn" bigint)
  WHERE m.pool_id = $1::uuid AND m.rep_id = s."repId"`;
const SAVE_NUMBER = 'UPDATE pools SET turns = $2 WHERE id = $1::uuid';
const SAVE_LINES = `
  INSERT INTO pool_turns (id, workspace_id, pool_id, number, kind, rep_id, seat_id, account_id,
    lead_id, credit_before, credit_after, returns_id, why, at)
  SELECT t.id, $1, t."poolId", t.number, t.kind, t."repId", t."seatId", t."accountId",
    t."leadId", t.before, t.after, t."returnsId", t.why, $3
  FROM jsonb_to_recordset(${LINES}) AS t (
    id uuid, "poolId" uuid, number bigint, kind text, "repId" uuid, "seatId" uuid,
    "accountId" uuid, "leadId" uuid, before bigint, after bigint, "returnsId" uuid, why jsonb)`;
/** Served by the indexes on subject and time. */
const LAST_TURN = `
  SELECT t.id, t.pool_id AS "poolId", t.rep_id AS "repId", t.seat_id AS "seatId",
    EXISTS (SELECT FROM pool_turns r WHERE r.returns_id = t.id) AS "isReturned"
  FROM pool_turns t
  WHERE t.workspace_id = $1 AND t.kind = 'dealt' AND (t.account_id = $2::uuid OR t.lead_id = $2::uuid)
  ORDER BY t.at DESC, t.number DESC LIMIT 1`;
/** With the reasons of a large pool's members, a line has some kilobytes. */
const LINES_AT_ONCE = 1000;

export type TurnLine = {
  id: string;
  poolId: string;
  number: number;
  kind: 'dealt' | 'returned';
  repId: string;
  seatId: string;
  subject: Pick<Subject, 'kind' | 'id'>;
  before: number;
  after: number;
  returnsId?: string;
  why: unknown;
};

/** Where everybody in the pool stands after its last turn. */
export async function saveStanding(tx: Db, pool: OpenPool): Promise<void> {
  const standing = pool.seats.map(({ rep, credit, owed, lastTurn }) => ({
    ...{ repId: rep.id, credit, owed, lastTurn },
  }));
  await tx.$executeRawUnsafe(SAVE_STANDING, pool.id, asLines(standing));
  await tx.$executeRawUnsafe(SAVE_NUMBER, pool.id, pool.turns);
}

export async function saveTurns(
  tx: Db,
  workspaceId: string,
  lines: readonly TurnLine[],
  at: Date,
): Promise<void> {
  for (let start = 0; start < lines.length; start += LINES_AT_ONCE) {
    const page = lines.slice(start, start + LINES_AT_ONCE).map(({ subject, ...line }) => ({
      ...line,
      ...(subject.kind === 'account' ? { accountId: subject.id } : { leadId: subject.id }),
    }));
    await tx.$executeRawUnsafe(SAVE_LINES, workspaceId, asLines(page), at);
  }
}

export type LastTurn = {
  id: string;
  poolId: string;
  repId: string;
  seatId: string;
  isReturned: boolean;
};

/** The turn by which an account or a lead was last dealt. */
export async function findLastTurn(
  db: Db,
  workspaceId: string,
  subjectId: string,
): Promise<LastTurn | undefined> {
  const [turn] = await rows<LastTurn>(db, LAST_TURN, workspaceId, subjectId);
  return turn;
}
