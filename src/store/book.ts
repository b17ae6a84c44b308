import { subDays } from 'date-fns/subDays';
import { z } from 'zod';
import { type Book, groupMoves, type MoveGroup } from '../domain/book.ts';
import { actor, cause } from '../domain/ownership.ts';
import { presenceOf, type Role, roles } from '../domain/roster.ts';
import { isOps } from '../domain/staff.ts';
import { ABSENCES_NOW } from './absences.ts';
import { type Db, rows } from './database.ts';
import { readOwnDisputes } from './dispute-ledger.ts';
import { readFields } from './fields.ts';
import { readHealth } from './health.ts';
import { absence, maybe, person, time } from './json.ts';
import { countOverdue, listOf, readConcerning, readWaitingDecisions } from './waiting.ts';
import { CRM_NAME, crmName } from './workspaces.ts';

const TOP = 12;
const CONCERNING = 3;
const DISPUTES = 5;
const MOVES = 6;
/** Enough to tell how many moved together. */
const MOVES_READ = 500;
const MOVES_DAYS = 90;

const FIND_REP = `
  SELECT r.id, r.name, r.slack_user_id AS "slackUserId", r.role, r.left_at AS "leftAt", t.name AS team, r.capacity,
    ${ABSENCES_NOW} AS absences
  FROM reps r LEFT JOIN teams t ON t.id = r.team_id
  WHERE r.workspace_id = $1 AND r.slack_user_id = $2`;
const COUNT_ACCOUNTS = `
  SELECT count(*)::int AS accounts FROM accounts
  WHERE workspace_id = $1 AND owner_id = $2::uuid AND deleted_at IS NULL`;
const READ_PIPELINE = `
  SELECT count(*)::int AS deals, coalesce(sum(d.amount), 0)::float8 AS total,
    coalesce(max(d.currency), 'USD') AS currency
  FROM accounts a JOIN deals d ON d.account_id = a.id AND d.status = 'open'
  WHERE a.workspace_id = $1 AND a.owner_id = $2::uuid AND a.deleted_at IS NULL`;
const READ_TOP = `
  SELECT a.id AS "accountId", a.name, count(d.id)::int AS deals, sum(d.amount)::float8 AS total
  FROM accounts a JOIN deals d ON d.account_id = a.id AND d.status = 'open'
  WHERE a.workspace_id = $1 AND a.owner_id = $2::uuid AND a.deleted_at IS NULL
  GROUP BY a.id ORDER BY total DESC NULLS LAST, a.name LIMIT ${TOP}`;
const READ_COVERING = `
  SELECT json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) AS person,
    x.until, (SELECT count(*)::int FROM accounts a WHERE a.workspace_id = $1 AND a.owner_id = r.id
      AND a.deleted_at IS NULL) AS accounts
  FROM absences x JOIN reps r ON r.id = x.rep_id
  WHERE x.workspace_id = $1 AND x.backup_id = $2::uuid AND x."from" <= $3 AND x.until > $3
  ORDER BY x.until`;
/** Served by ownership_changes_recent; history that an import handed over is not news. */
const READ_MOVES = `
  SELECT a.id AS "accountId", a.name AS account, c.cause, c.actor, c.at, ${CRM_NAME} AS crm,
    CASE WHEN f.id IS NOT NULL THEN
      json_build_object('id', f.id, 'name', f.name, 'slackUserId', f.slack_user_id) END AS "from",
    CASE WHEN t.id IS NOT NULL THEN
      json_build_object('id', t.id, 'name', t.name, 'slackUserId', t.slack_user_id) END AS "to"
  FROM ownership_changes c JOIN accounts a ON a.id = c.account_id
    LEFT JOIN reps f ON f.id = c.from_id LEFT JOIN reps t ON t.id = c.to_id
  WHERE c.workspace_id = $1 AND (c.from_id IS NOT NULL OR c.cause->>'kind' <> 'import') AND c.at > $3
    AND ($2::uuid IS NULL OR c.from_id = $2::uuid OR c.to_id = $2::uuid)
  ORDER BY c.at DESC, c.audit_seq DESC LIMIT ${MOVES_READ}`;
const READ_TEAM = `
  SELECT json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) AS person,
    r.left_at AS "leftAt", r.capacity, ${ABSENCES_NOW} AS absences, count(DISTINCT a.id)::int AS accounts,
    coalesce(sum(d.total), 0)::float8 AS total
  FROM teams t JOIN reps r ON r.team_id = t.id AND r.id <> t.manager_id
    LEFT JOIN accounts a ON a.owner_id = r.id AND a.deleted_at IS NULL
    LEFT JOIN LATERAL (SELECT sum(amount) AS total FROM deals
      WHERE account_id = a.id AND status = 'open') d ON true
  WHERE t.workspace_id = $1 AND t.manager_id = $2::uuid
  GROUP BY r.id ORDER BY r.name`;

const foundRep = person.extend({
  role: z.enum(roles),
  leftAt: maybe(time),
  team: maybe(z.string()),
  capacity: maybe(z.number()),
  absences: z.array(absence),
});
const move = z.object({
  accountId: z.string(),
  account: z.string(),
  cause,
  actor,
  crm: crmName,
  at: time,
  from: maybe(person),
  to: maybe(person),
});
const member = z.object({
  person,
  leftAt: maybe(time),
  capacity: maybe(z.number()),
  absences: z.array(absence),
  accounts: z.number(),
  total: z.number(),
});
const covering = z.object({ person, until: time, accounts: z.number() });

/** Who looks at what waits. */
const decides: Role[] = ['ops', 'admin', 'manager'];

/** Undefined where Slack knows the person and the roster does not. */
async function findRep(db: Db, workspaceId: string, slackUserId: string, at: Date) {
  const [row] = await rows(db, FIND_REP, workspaceId, slackUserId, at);
  return row === undefined ? undefined : foundRep.parse(row);
}

export async function readBook(
  db: Db,
  workspaceId: string,
  slackUserId: string,
  at: Date,
): Promise<Book> {
  const rep = await findRep(db, workspaceId, slackUserId, at);
  const id = rep?.id ?? null;
  const [held] = await rows<{ accounts: number }>(db, COUNT_ACCOUNTS, workspaceId, id);
  const top = await rows<Book['top'][number]>(db, READ_TOP, workspaceId, id);
  const covered = await rows(db, READ_COVERING, workspaceId, id, at);
  const around = rep?.role === 'rep' ? id : null;
  const team = id ? await rows(db, READ_TEAM, workspaceId, id, at) : [];
  const seesWaiting = rep !== undefined && decides.includes(rep.role);
  const asked = rep ? await readWaitingDecisions(db, workspaceId, listOf(rep)) : undefined;
  // Whoever stands in for somebody, or is of a group, sees what is asked of them as well.
  const isAsked = asked !== undefined && asked.total + asked.refused > 0;
  const waiting = seesWaiting || isAsked ? asked : undefined;
  const fields = seesWaiting ? await readFields(db, workspaceId) : [];
  const unsound = fields.filter(({ state }) => state.kind !== 'sound');
  return {
    ...(rep && { rep: standingOf(rep, at) }),
    accounts: held?.accounts ?? 0,
    pipeline: await readPipeline(db, workspaceId, id),
    top,
    covering: covered.map((row) => covering.parse(row)),
    moves: await readMoves(db, workspaceId, around, at),
    ...(waiting && { waiting }),
    overdue: rep && waiting ? await countOverdue(db, workspaceId, listOf(rep), at) : 0,
    concerning: id
      ? await readConcerning(db, workspaceId, id, CONCERNING)
      : { total: 0, lines: [] },
    disputes: id ? await readOwnDisputes(db, workspaceId, id, { most: DISPUTES, at }) : [],
    ...(rep && isOps(rep) && { health: await readHealth(db, workspaceId, at) }),
    fieldsOutOfOrder: unsound.map(({ attribute }) => attribute),
    team: team.map((row) => {
      const { leftAt, absences, ...line } = member.parse(row);
      return { ...line, presence: presenceOf({ leftAt, absences }, at) };
    }),
  };
}

/** What came to somebody or went from them, the latest first; of null, what moved anywhere. */
export async function readMoves(
  db: Db,
  workspaceId: string,
  repId: string | null,
  at: Date,
): Promise<MoveGroup[]> {
  const found = await rows(db, READ_MOVES, workspaceId, repId, subDays(at, MOVES_DAYS));
  return groupMoves(found.map((row) => move.parse(row))).slice(0, MOVES);
}

export async function readPipeline(
  db: Db,
  workspaceId: string,
  repId: string | null,
): Promise<Book['pipeline']> {
  const [pipeline] = await rows<Book['pipeline']>(db, READ_PIPELINE, workspaceId, repId);
  return pipeline ?? { deals: 0, total: 0, currency: 'USD' };
}

function standingOf(rep: z.infer<typeof foundRep>, at: Date): NonNullable<Book['rep']> {
  const { id, name, slackUserId, role, team, capacity, leftAt, absences } = rep;
  const presence = presenceOf({ leftAt, absences }, at);
  const person = { id, name, ...(slackUserId && { slackUserId }) };
  return { person, role, presence, ...(team && { team }), ...(capacity && { capacity }) };
}
