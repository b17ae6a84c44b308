import { z } from 'zod';
import {
  type CrmImport,
  type ExpectedCounts,
  expectedCounts,
  type ImportOutcome,
  type ImportState,
  importCounts,
  importOutcome,
  importSteps,
} from '../domain/crm-import.ts';
import { type Db, rows } from './database.ts';
import { newId } from './id.ts';
import { maybe, time } from './json.ts';

const COLUMNS = `
  id, step, place, counts, expected, moves, problem, started_at AS "startedAt", alive_at AS "aliveAt",
  ended_at AS "endedAt", outcome`;
/** Served by imports_under_way. */
const FIND = `SELECT ${COLUMNS} FROM imports WHERE workspace_id = $1 AND ended_at IS NULL`;
const READ = `SELECT ${COLUMNS} FROM imports WHERE workspace_id = $1 AND id = $2::uuid`;
const BEGIN = `
  INSERT INTO imports (id, workspace_id, step, expected, started_at, alive_at)
  VALUES ($1::uuid, $2, '${importSteps[0]}', $3::jsonb, $4, $4) ON CONFLICT DO NOTHING`;
/** Whoever works at the same import waits here, and finds that it has moved. */
const HOLD = `
  SELECT id FROM imports WHERE workspace_id = $1 AND id = $2::uuid AND moves = $3 AND ended_at IS NULL FOR UPDATE`;
const SAVE = `
  UPDATE imports SET step = coalesce($3, step), place = $4, counts = $5::jsonb, moves = $6, alive_at = $7,
    ended_at = $8, outcome = $9::jsonb, problem = NULL
  WHERE workspace_id = $1 AND id = $2::uuid`;
const NOTE_PROBLEM = `
  UPDATE imports SET problem = $4 WHERE workspace_id = $1 AND id = $2::uuid AND moves = $3 AND ended_at IS NULL`;
const KEEP_ALIVE = `
  UPDATE imports SET alive_at = $4 WHERE workspace_id = $1 AND id = $2::uuid AND moves = $3 AND ended_at IS NULL`;
/** Served by imports_under_way. */
const FIND_STANDING = `
  SELECT workspace_id AS id FROM imports WHERE ended_at IS NULL AND alive_at < $1`;
const READ_OUTCOME = `
  SELECT (SELECT count(*)::int FROM accounts
      WHERE workspace_id = $1 AND owner_id IS NULL AND deleted_at IS NULL) AS unowned,
    (SELECT count(*)::int FROM proposals
      WHERE workspace_id = $1 AND status = 'pending') AS waiting`;

const row = z.object({
  id: z.string(),
  step: z.enum(importSteps),
  place: maybe(z.string()),
  counts: importCounts,
  expected: expectedCounts,
  moves: z.number(),
  problem: maybe(z.string()),
  ...{ startedAt: time, aliveAt: time, endedAt: maybe(time), outcome: maybe(importOutcome) },
});

function importOf(found: unknown): CrmImport {
  const { step, place, problem, endedAt, outcome, ...rest } = row.parse(found);
  const state: ImportState =
    endedAt && outcome
      ? { status: 'done', at: endedAt, outcome }
      : { status: 'running', step, ...(place && { place }), ...(problem && { problem }) };
  return { ...rest, state };
}

/** The one that is under way. */
export async function findImport(db: Db, workspaceId: string): Promise<CrmImport | undefined> {
  const [found] = await rows(db, FIND, workspaceId);
  return found === undefined ? undefined : importOf(found);
}

export async function readImport(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<CrmImport | undefined> {
  const [found] = await rows(db, READ, workspaceId, id);
  return found === undefined ? undefined : importOf(found);
}

/** Nothing where one is under way already. */
export async function beginImport(
  db: Db,
  workspaceId: string,
  expected: ExpectedCounts,
  at: Date,
): Promise<void> {
  await db.$executeRawUnsafe(BEGIN, newId(), workspaceId, JSON.stringify(expected), at);
}

/** False where somebody else has moved it since it was read, or is moving it. */
export async function holdImport(
  tx: Db,
  workspaceId: string,
  { id, moves }: CrmImport,
): Promise<boolean> {
  return (await rows(tx, HOLD, workspaceId, id, moves)).length === 1;
}

export async function saveImport(
  tx: Db,
  workspaceId: string,
  { id, counts, moves, aliveAt, state }: CrmImport,
): Promise<void> {
  const [step, place] =
    state.status === 'running' ? [state.step, state.place ?? null] : [null, null];
  const [endedAt, outcome] =
    state.status === 'done' ? [state.at, JSON.stringify(state.outcome)] : [null, null];
  const counted = JSON.stringify(counts);
  await tx.$executeRawUnsafe(
    ...([SAVE, workspaceId, id, step, place, counted, moves, aliveAt, endedAt, outcome] as const),
  );
}

/** A sign of life, also where a step takes its time. */
export async function keepAlive(
  db: Db,
  workspaceId: string,
  { id, moves }: CrmImport,
  at: Date,
): Promise<void> {
  await db.$executeRawUnsafe(KEEP_ALIVE, workspaceId, id, moves, at);
}

/** Left out where it has moved on since. */
export async function noteProblem(
  tx: Db,
  workspaceId: string,
  { id, moves }: CrmImport,
  problem: string,
): Promise<void> {
  await tx.$executeRawUnsafe(NOTE_PROBLEM, workspaceId, id, moves, problem);
}

/** Workspaces whose import nobody has been at since a moment. */
export async function findStanding(db: Db, since: Date): Promise<string[]> {
  return (await rows<{ id: string }>(db, FIND_STANDING, since)).map(({ id }) => id);
}

export async function readOutcome(
  db: Db,
  workspaceId: string,
  rules: ImportOutcome['rules'],
): Promise<ImportOutcome> {
  const [found] = await rows(db, READ_OUTCOME, workspaceId);
  return importOutcome.parse({ ...(found as object), rules });
}
