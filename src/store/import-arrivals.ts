import { asLines, type Db, LINES, rows } from './database.ts';

export type ArrivalKind = 'account' | 'lead';
/** Somebody or something that an import has brought in and that is to be routed. */
export type KeptArrival = { subjectId: string; key: string; at: Date };

const SAVE = `
  INSERT INTO import_arrivals (workspace_id, kind, subject_id, key, at)
  SELECT $1, $3, a."subjectId", a.key, a.at
  FROM jsonb_to_recordset(${LINES}) AS a ("subjectId" uuid, key text, at timestamptz, nth int)
  ORDER BY a.nth`;
/** Served by the primary key. */
const TAKE = `
  WITH first AS (
    SELECT seq FROM import_arrivals WHERE workspace_id = $1 AND kind = $2 ORDER BY seq LIMIT $3),
  taken AS (
    DELETE FROM import_arrivals a USING first
    WHERE a.workspace_id = $1 AND a.kind = $2 AND a.seq = first.seq
    RETURNING a.seq, a.subject_id, a.key, a.at)
  SELECT subject_id AS "subjectId", key, at FROM taken ORDER BY seq`;
const FORGET = 'DELETE FROM import_arrivals WHERE workspace_id = $1 AND kind = $2';
/** Served by the index on the subject. */
const FIND_KEPT = `
  SELECT DISTINCT subject_id AS id FROM import_arrivals
  WHERE workspace_id = $1 AND kind = $2 AND subject_id = ANY($3::uuid[])`;

export async function keepArrivals(
  tx: Db,
  workspaceId: string,
  kind: ArrivalKind,
  arrivals: KeptArrival[],
): Promise<void> {
  if (arrivals.length === 0) return;
  const lines = arrivals.map((arrival, nth) => ({ ...arrival, nth }));
  await tx.$executeRawUnsafe(SAVE, workspaceId, asLines(lines), kind);
}

/** The first ones, in the order in which they came; whoever takes them routes them in the same transaction. */
export function takeArrivals(
  tx: Db,
  workspaceId: string,
  kind: ArrivalKind,
  most: number,
): Promise<KeptArrival[]> {
  return rows(tx, TAKE, workspaceId, kind, most);
}

export async function forgetArrivals(
  tx: Db,
  workspaceId: string,
  kind: ArrivalKind,
): Promise<void> {
  await tx.$executeRawUnsafe(FORGET, workspaceId, kind);
}

/** Which of these an import will route. */
export async function findKept(
  tx: Db,
  workspaceId: string,
  kind: ArrivalKind,
  subjectIds: string[],
): Promise<Set<string>> {
  if (subjectIds.length === 0) return new Set();
  const found = await rows<{ id: string }>(tx, FIND_KEPT, workspaceId, kind, subjectIds);
  return new Set(found.map(({ id }) => id));
}
