import { z } from 'zod';
import type { Concerning, Waiting, WaitingLine, WaitingPage } from '../domain/book.ts';
import { type Flag, flag } from '../domain/flag.ts';
import type { Role } from '../domain/roster.ts';
import { isOps } from '../domain/staff.ts';
import { type Db, rows } from './database.ts';
import { maybe, person, time } from './json.ts';
import { countRefusedWrites } from './refused-writes.ts';
import { countTwins } from './twins.ts';

const OLDEST = 5;
const PERSON = (alias: string) => `CASE WHEN ${alias}.id IS NOT NULL THEN
  json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'slackUserId', ${alias}.slack_user_id) END`;
/** With whom it is and to whom it would go, and what it is about. */
export const WAITING = `
  proposals p LEFT JOIN reps o ON o.id = p.present_owner_id LEFT JOIN reps w ON w.id = p.proposed_owner_id
    LEFT JOIN accounts a ON a.id = p.account_id LEFT JOIN leads l ON l.id = p.lead_id
    LEFT JOIN decisions d ON d.id = p.decision_id`;
/** Where it goes, else where it lies. */
const TERRITORY = `CASE WHEN d.outcome->>'territory' IS NOT NULL
  THEN t.key = d.outcome->>'territory' ELSE t.id = coalesce(a.territory_id, la.territory_id) END`;
export const WAITING_FIELDS = `
  p.id AS "proposalId", CASE WHEN p.lead_id IS NULL THEN 'account' ELSE 'lead' END AS kind,
  coalesce(a.name, l.name) AS name, p.flags, p.created_at AS since, p.due_at AS "dueAt", ${PERSON('o')} AS present, ${PERSON('w')} AS proposed,
  d.outcome->>'pool' AS pool, p.decision_id AS "decisionId"`;
/** $2: only what is asked of them; $3: and of no manager in particular. Ops see all. */
const OF_ASKED = `p.workspace_id = $1 AND p.status = 'pending' AND ($2::uuid IS NULL OR $2::uuid = ANY(p.asked)
    OR ($3 AND p.course->'seats' @> '[{"asked": {"kind": "managers"}}]'))`;
/** All are served by proposals_waiting. */
const COUNT_WAITING = `SELECT count(*)::int AS total FROM proposals p WHERE ${OF_ASKED}`;
const COUNT_OVERDUE = `
  SELECT count(*)::int AS total FROM proposals p WHERE ${OF_ASKED} AND p.due_at <= $4`;
const COUNT_BY_FLAG = `
  SELECT f->>'kind' AS kind, count(DISTINCT p.id)::int AS decisions
  FROM proposals p CROSS JOIN LATERAL jsonb_array_elements(p.flags) f WHERE ${OF_ASKED} GROUP BY 1 ORDER BY 2 DESC, 1`;
/** Territory $5, and all below it: few, by the index on their key. */
const BELOW = `
  WITH RECURSIVE below AS (
    SELECT id, key FROM territories WHERE workspace_id = $1 AND id = $5::uuid
    UNION SELECT t.id, t.key FROM below b JOIN territories t ON t.workspace_id = $1 AND t.parent_id = b.id)`;
/** Only those with a flag of kind $4, in territory $5 or below, asked before $6; $7: for which somebody is proposed. */
const AMONG = `
  FROM ${WAITING} LEFT JOIN accounts la ON la.id = l.account_id
  WHERE ${OF_ASKED}
    AND ($4::text IS NULL OR p.flags @> jsonb_build_array(jsonb_build_object('kind', $4::text)))
    AND ($5::uuid IS NULL OR EXISTS (SELECT FROM below t WHERE ${TERRITORY}))
    AND ($6::timestamptz IS NULL OR p.created_at < $6::timestamptz)
    AND (NOT $7 OR p.proposed_owner_id IS NOT NULL OR d.outcome->>'pool' IS NOT NULL)`;
const COUNT_AMONG = `${BELOW} SELECT count(*)::int AS total ${AMONG}`;
const READ_LINES = `${BELOW} SELECT ${WAITING_FIELDS} ${AMONG} ORDER BY p.created_at, p.id LIMIT $8 OFFSET $9`;
/**
 * As many as a select takes, each with what lies below it. Counted before territories are looked up: there may be many decisions
 * and are few places.
 */
const COUNT_BY_TERRITORY = `
  WITH RECURSIVE places AS (
    SELECT d.outcome->>'territory' AS key,
      CASE WHEN d.outcome->>'territory' IS NULL THEN coalesce(a.territory_id, la.territory_id) END AS id, count(*) AS decisions
    FROM ${WAITING} LEFT JOIN accounts la ON la.id = l.account_id WHERE ${OF_ASKED} GROUP BY 1, 2),
  lie AS (
    SELECT t.id, sum(x.decisions) AS decisions
    FROM places x JOIN territories t ON t.workspace_id = $1 AND (t.key = x.key OR t.id = x.id) GROUP BY t.id),
  above AS (
    SELECT id, id AS at FROM lie
    UNION SELECT t.parent_id, u.at FROM above u JOIN territories t ON t.id = u.id WHERE t.parent_id IS NOT NULL)
  SELECT t.id, t.name, sum(l.decisions)::int AS decisions,
    coalesce(sum(l.decisions) FILTER (WHERE u.id <> u.at), 0)::int AS below
  FROM above u JOIN lie l ON l.id = u.at JOIN territories t ON t.id = u.id
  GROUP BY t.id, t.name ORDER BY 3 DESC, 4 DESC, 2 LIMIT 99`;

/** $2: the rep who would gain or lose by it. */
const CONCERNS = `p.workspace_id = $1 AND p.status = 'pending' AND (p.present_owner_id = $2::uuid OR p.proposed_owner_id = $2::uuid)`;
const COUNT_CONCERNING = `SELECT count(*)::int AS total FROM proposals p WHERE ${CONCERNS}`;
const READ_CONCERNING = `
  SELECT ${WAITING_FIELDS} FROM ${WAITING} WHERE ${CONCERNS} ORDER BY p.created_at, p.id LIMIT $3`;

export const waitingLine = z.object({
  proposalId: z.string(),
  kind: z.enum(['account', 'lead']),
  name: z.string(),
  flags: z.array(flag).catch([]),
  since: time,
  present: maybe(person),
  proposed: maybe(person),
  dueAt: maybe(time),
  pool: maybe(z.string()),
  decisionId: maybe(z.string()),
});

/** Whose list it is: of ops, who see all, or of somebody who is asked. */
export type ListOf = { kind: 'all' } | { kind: 'asked'; repId: string; isManager: boolean };

export function listOf({ id: repId, role }: { id: string; role: Role }): ListOf {
  return isOps({ role })
    ? { kind: 'all' }
    : { kind: 'asked', repId, isManager: role === 'manager' };
}

function whose(of: ListOf): [string | null, boolean] {
  return of.kind === 'all' ? [null, false] : [of.repId, of.isManager];
}

export async function readWaitingDecisions(
  db: Db,
  workspaceId: string,
  of: ListOf,
): Promise<Waiting> {
  const oldest = await readWaitingLines(db, workspaceId, of, { from: 0, most: OLDEST });
  return { ...(await countWaiting(db, workspaceId, of)), oldest };
}

export async function countWaiting(
  db: Db,
  workspaceId: string,
  of: ListOf,
): Promise<Pick<Waiting, 'total' | 'byFlag' | 'twins' | 'refused'>> {
  const [counted] = await rows<{ total: number }>(db, COUNT_WAITING, workspaceId, ...whose(of));
  const byFlag = await rows<Waiting['byFlag'][number]>(
    ...([db, COUNT_BY_FLAG, workspaceId] as const),
    ...whose(of),
  );
  const twins = of.kind === 'all' ? await countTwins(db, workspaceId) : 0;
  const theirs = of.kind === 'all' ? {} : { decidedBy: of.repId };
  const refused = await countRefusedWrites(db, workspaceId, theirs);
  return { total: counted?.total ?? 0, byFlag, twins, refused };
}

/** `before`: asked earlier than that; `only`: what can be approved as it is. */
export type Among = { flag?: Flag['kind']; territory?: string; before?: Date; only?: 'proposed' };

function amongOf({ flag: kind, territory, before, only }: Among): unknown[] {
  return [kind ?? null, territory ?? null, before ?? null, only === 'proposed'];
}

export async function countAmong(
  db: Db,
  workspaceId: string,
  of: ListOf,
  among: Among,
): Promise<number> {
  const part = [...whose(of), ...amongOf(among)];
  const [counted] = await rows<{ total: number }>(db, COUNT_AMONG, workspaceId, ...part);
  return counted?.total ?? 0;
}

/** Where those lie that wait, most first; a territory before those below it. */
export function countByTerritory(
  db: Db,
  workspaceId: string,
  of: ListOf,
): Promise<WaitingPage['byTerritory']> {
  return rows(db, COUNT_BY_TERRITORY, workspaceId, ...whose(of));
}

/** The oldest first, from one of them on. */
export async function readWaitingLines(
  db: Db,
  workspaceId: string,
  of: ListOf,
  { from, most, ...among }: Among & { from: number; most: number },
): Promise<WaitingLine[]> {
  const part = [...whose(of), ...amongOf(among), most, from];
  const found = await rows(db, READ_LINES, workspaceId, ...part);
  return found.map((row) => waitingLine.parse(row));
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
  return { total, lines: found.map((row) => waitingLine.parse(row)) };
}

/** How many of them are past their time. */
export async function countOverdue(
  db: Db,
  workspaceId: string,
  of: ListOf,
  at: Date,
): Promise<number> {
  const found = await rows<{ total: number }>(db, COUNT_OVERDUE, workspaceId, ...whose(of), at);
  return found[0]?.total ?? 0;
}
