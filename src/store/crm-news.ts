import { z } from 'zod';
import type { CrmKind } from '../ports.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { newId } from './id.ts';

/** What the CRM tells; and what is only read anew, of a whole book perhaps, once nothing else waits. */
const sources = { now: 'crm', later: 'crm-later' } as const;
export type Turn = keyof typeof sources;
export const NEWS_SOURCE = sources.now;
export const NEWS_SOURCES = `('${sources.now}', '${sources.later}')`;
/** Then it is given up, and stays with its error. */
export const NEWS_TRIES = 12;
const SAVE = `
  INSERT INTO inbox_events (id, workspace_id, source, external_id, payload, received_at)
  SELECT DISTINCT ON (n.key) n.id, $1, $4, n.key, n.payload, $3
  FROM jsonb_to_recordset(${LINES}) AS n (id uuid, key text, payload jsonb)
  ON CONFLICT (workspace_id, source, external_id) DO UPDATE SET attempts = 0, received_at = excluded.received_at
  WHERE inbox_events.attempts >= ${NEWS_TRIES} AND inbox_events.settled_at IS NULL`;
/** Served by inbox_waiting. */
const READ_WAITING = `
  SELECT id, payload, attempts FROM inbox_events
  WHERE workspace_id = $1 AND source = $5 AND settled_at IS NULL AND attempts < ${NEWS_TRIES}
    AND payload->>'kind' = ANY($3::text[]) AND id <> ALL($4::uuid[])
  ORDER BY attempts, received_at, id LIMIT $2`;
const NOTE_FAILURES = `
  UPDATE inbox_events e SET attempts = e.attempts + 1, last_error = f.error
  FROM jsonb_to_recordset(${LINES}) AS f ("eventId" uuid, error text)
  WHERE e.workspace_id = $1 AND e.id = f."eventId" AND e.settled_at IS NULL`;
const FIND_LEFT = `
  SELECT DISTINCT workspace_id AS id FROM inbox_events
  WHERE source IN ${NEWS_SOURCES} AND settled_at IS NULL AND attempts < ${NEWS_TRIES} AND received_at < $1`;
const SETTLE = `
  UPDATE inbox_events SET settled_at = $3
  WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND settled_at IS NULL`;
/** Served by inbox_waiting. */
const SETTLE_GIVEN_UP = `
  UPDATE inbox_events e SET settled_at = $3 FROM inbox_events heard
  WHERE heard.workspace_id = $1 AND heard.id = ANY($2::uuid[])
    AND e.workspace_id = $1 AND e.source IN ${NEWS_SOURCES} AND e.settled_at IS NULL AND e.attempts >= ${NEWS_TRIES}
    AND e.payload->'kind' = heard.payload->'kind' AND e.payload->'id' = heard.payload->'id'`;

const kind = z.enum(['account', 'lead', 'deal']);
const content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changed') }),
  /** Asking has found it touched: nothing has told. */
  z.object({ kind: z.literal('found') }),
  z.object({ kind: z.literal('owner'), owner: z.string().optional() }),
  z.object({ kind: z.literal('deleted') }),
  z.object({ kind: z.literal('erased') }),
  z.object({ kind: z.literal('merged'), primary: z.string(), others: z.array(z.string()) }),
]);
/** What is kept of news: not its words, which are read anew. */
const kept = z.object({ kind, id: z.string(), content });
export type WaitingNews = { eventId: string } & z.infer<typeof kept>;
export type SavedNews = { key: string } & z.infer<typeof kept>;

/** What was given up is told anew: it is tried anew. Returns how many there are that were not known yet, or were given up. */
export function saveNews(
  db: Db,
  workspaceId: string,
  news: SavedNews[],
  at: Date,
  turn: Turn = 'now',
): Promise<number> {
  const lines = news.map(({ key, kind: of, id, content: told }) => ({
    ...{ id: newId(), key, payload: { kind: of, id, content: told } },
  }));
  return db.$executeRawUnsafe(SAVE, workspaceId, asLines(lines), at, sources[turn]);
}

type Wanted = { most: number; kinds: CrmKind[]; except: string[] };
export type NewsRead = { turn: Turn; news: WaitingNews[] };

/** Oldest first, all of one turn; once none is left that was never tried, those that failed. */
export async function readNews(db: Db, workspaceId: string, wanted: Wanted): Promise<NewsRead> {
  const now = await readTurn(db, workspaceId, wanted, 'now');
  if (now.isFresh) return now;
  const later = await readTurn(db, workspaceId, wanted, 'later');
  return later.isFresh || now.news.length === 0 ? later : now;
}

async function readTurn(
  db: Db,
  workspaceId: string,
  { most, kinds, except }: Wanted,
  turn: Turn,
): Promise<NewsRead & { isFresh: boolean }> {
  type Row = { id: string; payload: unknown; attempts: number };
  const asked = [workspaceId, most, kinds, except, sources[turn]];
  const found = await rows<Row>(db, READ_WAITING, ...asked);
  const fresh = found.filter(({ attempts }) => attempts === 0);
  const next = fresh.length > 0 ? fresh : found;
  const news = next.map(({ id, payload }) => ({ eventId: id, ...kept.parse(payload) }));
  return { turn, news, isFresh: fresh.length > 0 };
}

/** They are tried again after all others. */
export async function noteFailures(
  db: Db,
  workspaceId: string,
  failures: { eventId: string; error: string }[],
): Promise<void> {
  await db.$executeRawUnsafe(NOTE_FAILURES, workspaceId, asLines(failures));
}

/** Workspaces with news that has waited since before a moment. */
export async function findUnheardOf(db: Db, before: Date): Promise<string[]> {
  const found = await rows<{ id: string }>(db, FIND_LEFT, before);
  return found.map(({ id }) => id);
}

/** With what was given up about the same records: they are here now as they are there. */
export async function settleNews(
  db: Db,
  workspaceId: string,
  eventIds: string[],
  at: Date,
): Promise<void> {
  await db.$executeRawUnsafe(SETTLE, workspaceId, eventIds, at);
  await db.$executeRawUnsafe(SETTLE_GIVEN_UP, workspaceId, eventIds, at);
}
