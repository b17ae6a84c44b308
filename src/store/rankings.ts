import { z } from 'zod';
import { type Ranking, source } from '../domain/source.ts';
import { type Db, rows } from './database.ts';
import { time } from './json.ts';

/** All are served by the key. */
const READ = `
  SELECT attribute, sources, checked_at AS "checkedAt" FROM rankings WHERE workspace_id = $1 ORDER BY attribute`;
const SAVE = `
  INSERT INTO rankings (workspace_id, attribute, sources, checked_at) VALUES ($1, $2, $3::jsonb, $4)
  ON CONFLICT (workspace_id, attribute) DO UPDATE SET sources = excluded.sources, checked_at = excluded.checked_at`;
const DROP = 'DELETE FROM rankings WHERE workspace_id = $1 AND attribute = $2';
const WORKSPACES = 'SELECT DISTINCT workspace_id AS id FROM rankings';

const row = z.object({ attribute: z.string(), sources: z.array(source), checkedAt: time });
export type KeptRanking = z.infer<typeof row>;

export async function readRankings(db: Db, workspaceId: string): Promise<KeptRanking[]> {
  return (await rows(db, READ, workspaceId)).map((found) => row.parse(found));
}

/** One order for an attribute: what was there before gives way. */
export async function saveRanking(
  db: Db,
  workspaceId: string,
  { attribute, sources }: Ranking,
  at: Date,
): Promise<void> {
  await db.$executeRawUnsafe(SAVE, workspaceId, attribute, JSON.stringify(sources), at);
}

export async function dropRanking(
  db: Db,
  workspaceId: string,
  attribute: string,
): Promise<boolean> {
  return (await db.$executeRawUnsafe(DROP, workspaceId, attribute)) > 0;
}

export async function findRankingWorkspaces(db: Db): Promise<string[]> {
  return (await rows<{ id: string }>(db, WORKSPACES)).map(({ id }) => id);
}
