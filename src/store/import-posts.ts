import type { Posted } from '../ports.ts';
import { type Db, rows } from './database.ts';
import { HAS_LEFT } from './leaving.ts';

/** Where ops are told: in their channel; where they have none, each of them directly. */
const FIND_PLACES = `
  SELECT coalesce(w.ops_channel, r.slack_user_id) AS place FROM workspaces w
    LEFT JOIN reps r ON r.workspace_id = w.id AND w.ops_channel IS NULL AND r.role = 'ops'
      AND r.slack_user_id IS NOT NULL AND NOT ${HAS_LEFT('r', '$2')}
  WHERE w.id = $1 AND (w.ops_channel IS NOT NULL OR r.id IS NOT NULL) ORDER BY 1`;
/** Served by the primary key. Once posted, an import stays where it is. */
const READ_POSTED = `SELECT place FROM import_posts WHERE import_id = $1::uuid ORDER BY 1`;
const CLAIM = `
  INSERT INTO import_posts (import_id, place, workspace_id, status, drawn_at)
  VALUES ($1::uuid, $2, $3, 'posting', $4)
  ON CONFLICT (import_id, place) DO UPDATE SET drawn_at = excluded.drawn_at
    WHERE import_posts.status = 'posting' AND import_posts.drawn_at < $5
  RETURNING (xmax = 0) AS "isFirst"`;
const READ = `
  SELECT status, channel, ts, drawn_at AS "drawnAt" FROM import_posts WHERE import_id = $1::uuid AND place = $2`;
const SAVE = `
  UPDATE import_posts SET status = $3, channel = $4, ts = $5 WHERE import_id = $1::uuid AND place = $2`;
/** Each mark is later than the one before, even where two replicas' clocks differ. */
const MARK_DRAWN = `
  UPDATE import_posts SET drawn_at = greatest($4, drawn_at + interval '1 millisecond')
  WHERE import_id = $1::uuid AND place = $2 AND drawn_at = $3`;
/** Served by tasks_imports_waiting. A worker cannot claim a locked task before the locker has committed. */
const HOLD_WAITING = `
  SELECT id FROM tasks
  WHERE workspace_id = $1 AND kind = 'redraw-import' AND status IN ('due', 'retrying')
    AND payload->>'importId' = $2
  FOR SHARE`;

export type ImportPost =
  | { status: 'posting' }
  | { status: 'posted'; where: Posted; drawnAt: Date }
  | { status: 'gone' };
type Spot = { importId: string; place: string };

/** Where an import is told of. */
export async function readPlaces(
  db: Db,
  workspaceId: string,
  importId: string,
  at: Date,
): Promise<string[]> {
  const posted = await rows<{ place: string }>(db, READ_POSTED, importId);
  const found =
    posted.length > 0 ? posted : await rows<{ place: string }>(db, FIND_PLACES, workspaceId, at);
  return found.map(({ place }) => place);
}

/** Whoever claims it posts it. `again`: one who claimed it before `leaseFrom` has died over it, and may have posted it. */
export async function claimPost(
  db: Db,
  workspaceId: string,
  { importId, place }: Spot,
  at: Date,
  leaseFrom: Date,
): Promise<'first' | 'again' | 'taken'> {
  type Row = { isFirst: boolean };
  const [row] = await rows<Row>(db, CLAIM, importId, place, workspaceId, at, leaseFrom);
  if (!row) return 'taken';
  return row.isFirst ? 'first' : 'again';
}

export async function readPost(db: Db, { importId, place }: Spot): Promise<ImportPost> {
  type Row = { status: string; channel: string; ts: string; drawnAt: Date };
  const [row] = await rows<Row>(db, READ, importId, place);
  if (row?.status === 'gone') return { status: 'gone' };
  if (row?.status !== 'posted') return { status: 'posting' };
  const { channel, ts, drawnAt } = row;
  return { status: 'posted', where: { channel, ts }, drawnAt };
}

export async function savePost(
  db: Db,
  { importId, place }: Spot,
  posted: Posted | 'gone',
): Promise<void> {
  const [status, channel, ts] =
    posted === 'gone' ? ['gone', null, null] : ['posted', posted.channel, posted.ts];
  await db.$executeRawUnsafe(SAVE, importId, place, status, channel, ts);
}

/** False where another has drawn it since `seen`. */
export async function markPostDrawn(
  db: Db,
  { importId, place }: Spot,
  seen: Date,
  at: Date,
): Promise<boolean> {
  return (await db.$executeRawUnsafe(MARK_DRAWN, importId, place, seen, at)) === 1;
}

/** Whether it will be drawn again anyway, after this transaction. */
export async function holdWaitingPost(
  tx: Db,
  workspaceId: string,
  importId: string,
): Promise<boolean> {
  return (await rows(tx, HOLD_WAITING, workspaceId, importId)).length > 0;
}
