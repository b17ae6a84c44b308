import type { CrmPause, CrmUnread } from '../domain/crm-pause.ts';
import type { CrmKind, CrmTouch } from '../ports.ts';
import { asLines, type Db, LINES, rows } from './database.ts';

const KINDS: CrmKind[] = ['account', 'lead', 'deal'];
const tables = { account: 'accounts', lead: 'leads', deal: 'deals' } as const;
const BEGIN = `
  INSERT INTO crm_watches (workspace_id, kind, seen_until, checked_at)
  SELECT $1, kind, $3, $3 FROM unnest($2::text[]) AS kind
  ON CONFLICT (workspace_id, kind) DO UPDATE SET seen_until = greatest(crm_watches.seen_until, excluded.seen_until)`;
const READ =
  'SELECT seen_until AS "seenUntil" FROM crm_watches WHERE workspace_id = $1 AND kind = $2';
const SAVE = `
  UPDATE crm_watches w SET seen_until = greatest(w.seen_until, $3), checked_at = $4, problem = NULL, problem_since = NULL,
    paused_until = NULL, tries = 0
  FROM crm_watches before
  WHERE w.workspace_id = $1 AND w.kind = $2 AND before.workspace_id = w.workspace_id AND before.kind = w.kind
  RETURNING before.problem, before.problem_since AS since`;
const NOTE_UNREAD = `
  UPDATE crm_watches SET problem = $3, problem_since = coalesce(problem_since, $4), paused_until = $5, tries = $6
  WHERE workspace_id = $1 AND kind = $2
  RETURNING kind, problem_since AS since, problem, paused_until AS until, tries`;
const END_UNREAD = `
  UPDATE crm_watches SET problem = NULL, problem_since = NULL, paused_until = NULL, tries = 0
  WHERE workspace_id = $1 AND kind = $2`;
const READ_UNREAD = `
  SELECT kind, problem_since AS since, problem, paused_until AS until, tries FROM crm_watches
  WHERE workspace_id = $1 AND problem IS NOT NULL ORDER BY problem_since, kind`;
const ADD_FOUND = 'UPDATE crm_watches SET found = found + $3 WHERE workspace_id = $1 AND kind = $2';
const FOUND = 'SELECT kind, sum(found)::int AS found FROM crm_watches GROUP BY kind';
/** When the CRM last touched a record is none of what is known of it. */
const VALUES =
  "(SELECT jsonb_object_agg(key, held->'value') FROM jsonb_each(s.attributes) AS e (key, held))";
const known: Record<CrmKind, string> = {
  account: `s.name, s.owner_id, s.parent_id, s.territory_id, s.deleted_at, ${VALUES},
    (SELECT array_agg(domain ORDER BY domain) FROM account_domains d WHERE d.account_id = s.id)`,
  lead: `s.name, s.email, s.owner_id, s.account_id, s.deleted_at, ${VALUES}`,
  deal: 's.name, s.stage, s.status, s.amount, s.currency, s.owner_id, s.account_id, s.closes_at',
};
/** Served by the unique key on workspace and CRM id. */
const picture = (kind: CrmKind) => `
  SELECT s.crm_id AS id, md5(row(${known[kind]})::text) AS digest FROM ${tables[kind]} s
  WHERE s.workspace_id = $1 AND s.crm_id = ANY($2::text[])`;
const WATCHED = 'SELECT DISTINCT workspace_id AS id FROM crm_watches';
/** Served by the unique key on workspace and CRM id. A deal that is gone has no row. */
const behind = (kind: CrmKind) => `
  SELECT t.id FROM jsonb_to_recordset(${LINES}) AS t (id text, at timestamptz)
  WHERE NOT EXISTS (SELECT FROM ${tables[kind]} s WHERE s.workspace_id = $1 AND s.crm_id = t.id
    AND s.crm_changed_at >= t.at ${kind === 'deal' ? '' : 'AND s.deleted_at IS NULL'})`;
const kept = (kind: CrmKind, what = 'crm_id AS id') => `
  SELECT ${what} FROM ${tables[kind]} WHERE workspace_id = $1 ${kind === 'deal' ? '' : 'AND deleted_at IS NULL'}`;

/** All that was touched before `at` has been read. */
export async function beginWatch(db: Db, workspaceId: string, at: Date): Promise<void> {
  await db.$executeRawUnsafe(BEGIN, workspaceId, KINDS, at);
}

export async function readSeenUntil(
  db: Db,
  workspaceId: string,
  kind: CrmKind,
): Promise<Date | undefined> {
  const [row] = await rows<{ seenUntil: Date }>(db, READ, workspaceId, kind);
  return row?.seenUntil;
}

/** It could be read. Returns why it could not be before. */
export async function saveWatch(
  db: Db,
  workspaceId: string,
  kind: CrmKind,
  { seenUntil, at }: { seenUntil: Date; at: Date },
): Promise<CrmUnread | undefined> {
  type Row = { problem: string; since: Date | null };
  const [before] = await rows<Row>(db, SAVE, workspaceId, kind, seenUntil, at);
  return before?.since ? { kind, problem: before.problem, since: before.since } : undefined;
}

/** It could not be read, perhaps for a while already. */
export async function noteUnread(
  db: Db,
  workspaceId: string,
  { kind, problem, at, until, tries }: Omit<CrmPause, 'since' | 'until'> & Noted,
): Promise<CrmUnread | undefined> {
  const said = [kind, problem, at, until, tries];
  return (await rows<CrmUnread>(db, NOTE_UNREAD, workspaceId, ...said))[0];
}
type Noted = { at: Date; until: Date | null };

/** It could be read. */
export async function endUnread(db: Db, workspaceId: string, kind: CrmKind): Promise<void> {
  await db.$executeRawUnsafe(END_UNREAD, workspaceId, kind);
}

export function readUnread(db: Db, workspaceId: string): Promise<CrmUnread[]> {
  return rows(db, READ_UNREAD, workspaceId);
}

/** So many more were not here as they are there, and nothing had told. */
export async function addFound(
  tx: Db,
  workspaceId: string,
  kind: CrmKind,
  found: number,
): Promise<void> {
  await tx.$executeRawUnsafe(ADD_FOUND, workspaceId, kind, found);
}

/** What is known of some records, so that two such pictures can be compared. */
export async function readPictures(
  tx: Db,
  workspaceId: string,
  asked: Record<CrmKind, string[]>,
): Promise<Record<CrmKind, Map<string, string>>> {
  const look = async (kind: CrmKind) => {
    if (asked[kind].length === 0) return new Map<string, string>();
    type Row = { id: string; digest: string };
    const found = await rows<Row>(tx, picture(kind), workspaceId, asked[kind]);
    return new Map(found.map(({ id, digest }) => [id, digest]));
  };
  return { account: await look('account'), deal: await look('deal'), lead: await look('lead') };
}

/** Workspaces that were imported once. */
export async function findWatched(db: Db): Promise<string[]> {
  return (await rows<{ id: string }>(db, WATCHED)).map(({ id }) => id);
}

/** How many records asking has found to be others than here, by kind. */
export function readFound(db: Db): Promise<{ kind: string; found: number }[]> {
  return rows(db, FOUND);
}

/** Those of them that the registry does not have as they are now. */
export async function findBehind(
  db: Db,
  workspaceId: string,
  kind: CrmKind,
  touches: CrmTouch[],
): Promise<Set<string>> {
  const found = await rows<{ id: string }>(db, behind(kind), workspaceId, asLines(touches));
  return new Set(found.map(({ id }) => id));
}

export async function countKept(db: Db, workspaceId: string, kind: CrmKind): Promise<number> {
  const [found] = await rows<{ count: number }>(
    db,
    kept(kind, 'count(*)::int AS count'),
    workspaceId,
  );
  return found?.count ?? 0;
}

/** The CRM's numbers of all records that the registry believes to be there. */
export async function readKept(db: Db, workspaceId: string, kind: CrmKind): Promise<string[]> {
  return (await rows<{ id: string }>(db, kept(kind), workspaceId)).map(({ id }) => id);
}
