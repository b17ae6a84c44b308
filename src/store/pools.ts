import { z } from 'zod';
import { type Place, relist } from '../domain/pool-list.ts';
import type { Member, PoolState } from '../domain/pool-state.ts';
import { workingHours } from '../domain/roster.ts';
import { fold } from '../domain/rules/fold.ts';
import { type Pool, pool } from '../domain/rules/pool.ts';
import { isTimeZone } from '../domain/time-zone.ts';
import { type Db, plannedRows, rows } from './database.ts';
import { absence, maybe, person, time } from './json.ts';

const POOL = 'id, name, method, requires, overflow, turns';
const READ_POOL = `
  SELECT ${POOL} FROM pools WHERE workspace_id = $1 AND key = $2 AND retired_at IS NULL`;
/** The row lock that puts all who deal from one pool in order, until they commit. */
const LOCK_POOL = `
  ${READ_POOL} FOR UPDATE`;
const LOCK_POOL_BY_ID = `
  SELECT ${POOL} FROM pools WHERE workspace_id = $1 AND id = $2::uuid FOR UPDATE`;
const READ_MEMBERS = `
  SELECT json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) AS rep,
    m.weight, m.credit, m.owed, m.last_turn AS "lastTurn",
    coalesce(r.skills, '{}') AS skills, coalesce(r.languages, '{}') AS languages,
    coalesce(r.certificates, '{}') AS certificates, r.capacity, r.left_at AS "leftAt", r.time_zone AS "timeZone", r.hours,
    r.holiday_region AS "holidayRegion",
    (SELECT coalesce(json_agg(json_build_object('from', x."from", 'until', x.until,
        'reason', x.reason, 'backup', CASE WHEN b.id IS NOT NULL THEN
          json_build_object('id', b.id, 'name', b.name, 'slackUserId', b.slack_user_id) END)), '[]')
      FROM absences x LEFT JOIN reps b ON b.id = x.backup_id
      WHERE x.rep_id = r.id AND x.until > $2) AS absences
  FROM pool_members m JOIN reps r ON r.id = m.rep_id
  WHERE m.pool_id = $1::uuid AND m.left_at IS NULL ORDER BY m.position, r.id`;
/** In the order of ids, so that two who publish cannot wait for each other. */
const LOCK_ALL = 'SELECT id FROM pools WHERE workspace_id = $1 ORDER BY id FOR UPDATE';
const RETIRE = `
  UPDATE pools SET retired_at = $3
  WHERE workspace_id = $1 AND retired_at IS NULL AND NOT key = ANY($2::text[])`;
const SAVE_POOL = `
  INSERT INTO pools (workspace_id, key, name, method, requires, overflow)
  VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6)
  ON CONFLICT (workspace_id, key) DO UPDATE SET name = excluded.name, method = excluded.method,
    requires = excluded.requires, overflow = excluded.overflow, retired_at = NULL
  RETURNING id`;
const READ_PLACES = `
  SELECT rep_id AS "repId", weight, credit::float8 AS credit, owed FROM pool_members
  WHERE pool_id = $1::uuid AND left_at IS NULL ORDER BY position, rep_id`;
const CLOSE_PLACES = `
  UPDATE pool_members SET left_at = $3, credit = 0, owed = 0
  WHERE pool_id = $1::uuid AND left_at IS NULL AND NOT rep_id = ANY($2::uuid[])`;
const SAVE_PLACES = `
  INSERT INTO pool_members AS m
    (pool_id, workspace_id, rep_id, weight, credit, owed, position, joined_at)
  SELECT $1::uuid, $2, p."repId", p.weight, p.credit, p.owed, p.position, $4
  FROM jsonb_to_recordset($3::jsonb) AS p (
    "repId" uuid, weight float8, credit bigint, owed int, position int)
  ON CONFLICT (pool_id, rep_id) DO UPDATE SET weight = excluded.weight, credit = excluded.credit,
    owed = excluded.owed, position = excluded.position, left_at = NULL,
    joined_at = CASE WHEN m.left_at IS NULL THEN m.joined_at ELSE excluded.joined_at END`;
const IDS_BY_EMAIL = `
  SELECT email, id FROM reps WHERE workspace_id = $1 AND email = ANY($2::text[])`;

const poolRow = pool
  .pick({ name: true, method: true, requires: true })
  .extend({ id: z.string(), overflow: maybe(z.string()), turns: z.coerce.number() });
const memberRow = z.object({
  rep: person,
  weight: z.number(),
  credit: z.coerce.number(),
  owed: z.number(),
  lastTurn: z.coerce.number(),
  skills: z.array(z.string()),
  languages: z.array(z.string()),
  certificates: z.array(z.string()),
  capacity: maybe(z.number()),
  leftAt: maybe(time),
  // Rosters were once taken over without looking at this; one bad name must not stop a whole pool.
  timeZone: z.string().refine(isTimeZone).catch('UTC'),
  hours: workingHours,
  holidayRegion: maybe(z.string()),
  absences: z.array(absence),
});

/** The pool of that name as it stands once all who came before have committed; locked until the transaction ends. */
export async function lockPool(
  tx: Db,
  workspaceId: string,
  name: string,
  at: Date,
): Promise<Omit<PoolState, 'records'> | undefined> {
  const [row] = await plannedRows(tx, LOCK_POOL, workspaceId, fold(name));
  return row === undefined ? undefined : withMembers(tx, row, at);
}

/** The same for people who only look. */
export async function readPool(
  db: Db,
  workspaceId: string,
  name: string,
  at: Date,
): Promise<Omit<PoolState, 'records'> | undefined> {
  const [row] = await plannedRows(db, READ_POOL, workspaceId, fold(name));
  return row === undefined ? undefined : withMembers(db, row, at);
}

export async function lockPoolById(
  tx: Db,
  workspaceId: string,
  id: string,
  at: Date,
): Promise<Omit<PoolState, 'records'> | undefined> {
  const [row] = await plannedRows(tx, LOCK_POOL_BY_ID, workspaceId, id);
  return row === undefined ? undefined : withMembers(tx, row, at);
}

async function withMembers(db: Db, row: unknown, at: Date): Promise<Omit<PoolState, 'records'>> {
  const read = poolRow.parse(row);
  // In a statement of its own: what was read before a wait for the lock is out of date.
  const found = await plannedRows(db, READ_MEMBERS, read.id, at);
  const members = found.map((one): Member => {
    const { timeZone, hours, holidayRegion, ...member } = memberRow.parse(one);
    return { ...member, calendar: { timeZone, hours, ...(holidayRegion && { holidayRegion }) } };
  });
  return { ...read, members };
}

/** Somebody a pool names whom the registry does not know. */
export type Stranger = { pool: string; rep: string };

/**
 * Makes the pools of a published rule set those that are dealt from. Whoever stays keeps their credit; a pool that is
 * no longer named rests as it is. Returns the members who are not in the registry: they are left out.
 */
export async function syncPools(
  tx: Db,
  workspaceId: string,
  pools: readonly Pool[],
  at: Date,
): Promise<Stranger[]> {
  await rows(tx, LOCK_ALL, workspaceId);
  const keys = pools.map(({ name }) => fold(name));
  await tx.$executeRawUnsafe(RETIRE, workspaceId, keys, at);
  const emails = pools.flatMap(({ members }) => members.map(({ rep }) => rep.toLowerCase()));
  const known = await rows<{ email: string; id: string }>(tx, IDS_BY_EMAIL, workspaceId, emails);
  const ids = new Map(known.map(({ email, id }) => [email, id]));
  const strangers: Stranger[] = [];
  for (const one of pools) {
    const wanted = new Map<string, number>();
    for (const { rep, weight } of one.members) {
      const id = ids.get(rep.toLowerCase());
      if (id === undefined) strangers.push({ pool: one.name, rep });
      else if (!wanted.has(id)) wanted.set(id, weight);
    }
    await savePool(tx, workspaceId, one, wanted, at);
  }
  return strangers;
}

async function savePool(
  tx: Db,
  workspaceId: string,
  { name, method, requires, overflow }: Pool,
  wanted: Map<string, number>,
  at: Date,
): Promise<void> {
  const terms = [JSON.stringify(method), JSON.stringify(requires), overflow ?? null];
  const [saved] = await rows<{ id: string }>(
    tx,
    SAVE_POOL,
    workspaceId,
    fold(name),
    name,
    ...terms,
  );
  if (!saved) throw new Error(`pool ${name} was not written`);
  const present = await rows<Place>(tx, READ_PLACES, saved.id);
  const list = relist(
    present,
    [...wanted].map(([repId, weight]) => ({ repId, weight })),
  );
  const places = list.map((place, position) => ({ ...place, position }));
  await tx.$executeRawUnsafe(CLOSE_PLACES, saved.id, [...wanted.keys()], at);
  await tx.$executeRawUnsafe(SAVE_PLACES, saved.id, workspaceId, JSON.stringify(places), at);
}
