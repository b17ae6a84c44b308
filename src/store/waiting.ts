import { z } from 'zod';
import type { Concerning, Waiting, WaitingLine } from '../domain/book.ts';
import { type Flag, flag } from '../domain/flag.ts';
import { type Db, rows } from './database.ts';
import { maybe, person, time } from './json.ts';
import { countRefusedWrites } from './refused-writes.ts';
import { countTwins } from './twins.ts';

const OLDEST = 5;
const PERSON = (alias: string) => `CASE WHEN ${alias}.id IS NOT NULL THEN
  json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'slackUserId', ${alias}.slack_user_id) END`;
/** $2: only what that manager may decide, where a side is on their team or no side has a manager. */
const WAITING = `
  proposals p LEFT JOIN reps o ON o.id = p.present_owner_id LEFT JOIN teams ot ON ot.id = o.team_id
    LEFT JOIN reps w ON w.id = p.proposed_owner_id LEFT JOIN teams wt ON wt.id = w.team_id`;
const OF_MANAGER = `p.workspace_id = $1 AND p.status = 'pending' AND ($2::uuid IS NULL
    OR ot.manager_id = $2::uuid OR wt.manager_id = $2::uuid OR coalesce(ot.manager_id, wt.manager_id) IS NULL)`;
/** All are served by proposals_waiting. */
const COUNT_WAITING = `SELECT count(*)::int AS total FROM ${WAITING} WHERE ${OF_MANAGER}`;
const COUNT_BY_FLAG = `
  SELECT f->>'kind' AS kind, count(DISTINCT p.id)::int AS decisions
  FROM ${WAITING} CROSS JOIN LATERAL jsonb_array_elements(p.flags) f WHERE ${OF_MANAGER} GROUP BY 1 ORDER BY 2 DESC, 1`;
const LINE = `
  SELECT p.id AS "proposalId", CASE WHEN p.lead_id IS NULL THEN 'account' ELSE 'lead' END AS kind,
    coalesce(a.name, l.name) AS name, p.flags, p.created_at AS since, ${PERSON('o')} AS present, ${PERSON('w')} AS proposed
  FROM ${WAITING} LEFT JOIN accounts a ON a.id = p.account_id LEFT JOIN leads l ON l.id = p.lead_id`;
/** $3: only those with a flag of that kind. */
const READ_LINES = `${LINE}
  WHERE ${OF_MANAGER}
    AND ($3::text IS NULL OR p.flags @> jsonb_build_array(jsonb_build_object('kind', $3::text)))
  ORDER BY p.created_at, p.id LIMIT $4 OFFSET $5`;

/** $2: the rep who would gain or lose by it. */
const CONCERNS = `p.workspace_id = $1 AND p.status = 'pending' AND (p.present_owner_id = $2::uuid OR p.proposed_owner_id = $2::uuid)`;
const COUNT_CONCERNING = `SELECT count(*)::int AS total FROM proposals p WHERE ${CONCERNS}`;
const READ_CONCERNING = `${LINE} WHERE ${CONCERNS} ORDER BY p.created_at, p.id LIMIT $3`;

const line = z.object({
  proposalId: z.string(),
  kind: z.enum(['account', 'lead']),
  name: z.string(),
  flags: z.array(flag).catch([]),
  since: time,
  present: maybe(person),
  proposed: maybe(person),
});

/** Decisions that wait for a person: all of them, or those that one manager may decide. */
export async function readWaitingDecisions(
  db: Db,
  workspaceId: string,
  managerId?: string,
): Promise<Waiting> {
  const oldest = await readWaitingLines(db, workspaceId, { from: 0, most: OLDEST }, managerId);
  return { ...(await countWaiting(db, workspaceId, managerId)), oldest };
}

export async function countWaiting(
  db: Db,
  workspaceId: string,
  managerId: string | null = null,
): Promise<Pick<Waiting, 'total' | 'byFlag' | 'twins' | 'refused'>> {
  const [counted] = await rows<{ total: number }>(db, COUNT_WAITING, workspaceId, managerId);
  const byFlag = await rows<Waiting['byFlag'][number]>(db, COUNT_BY_FLAG, workspaceId, managerId);
  const twins = managerId === null ? await countTwins(db, workspaceId) : 0;
  const refused = managerId === null ? await countRefusedWrites(db, workspaceId) : 0;
  return { total: counted?.total ?? 0, byFlag, twins, refused };
}

/** The oldest first, from one of them on. */
export async function readWaitingLines(
  db: Db,
  workspaceId: string,
  { from, most, flag: kind }: { from: number; most: number; flag?: Flag['kind'] },
  managerId: string | null = null,
): Promise<WaitingLine[]> {
  const found = await rows(db, READ_LINES, workspaceId, managerId, kind ?? null, most, from);
  return found.map((row) => line.parse(row));
}

/** Decisions by which one rep would gain or lose something, the oldest of them in full. */
export async function readConcerning(
  db: Db,
  workspaceId: string,
  repId: string,
  most: number,
): Promise<Concerning> {
  const [counted] = await rows<{ total: number }>(db, COUNT_CONCERNING, workspaceId, repId);
  const total = counted?.total ?? 0;
  const found = total === 0 ? [] : await rows(db, READ_CONCERNING, workspaceId, repId, most);
  return { total, lines: found.map((row) => line.parse(row)) };
}
