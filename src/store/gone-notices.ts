import type { Audience } from '../domain/notice.ts';
import { type Db, rows } from './database.ts';

/** Looked for only as somebody retries a place. */
const GONE = `workspace_id = $1 AND place = $2 AND status = 'gone' AND sent_at > $3`;
const FIND = `SELECT change_id AS "changeId", audience FROM notices WHERE ${GONE} FOR UPDATE`;
const DROP = `DELETE FROM notices WHERE ${GONE}`;

type Spot = { place: string; since: Date };

/** What could not be posted in a place since a moment, locked. */
export function findGone(
  tx: Db,
  workspaceId: string,
  { place, since }: Spot,
): Promise<{ changeId: string; audience: Audience }[]> {
  return rows(tx, FIND, workspaceId, place, since);
}

export async function dropGone(tx: Db, workspaceId: string, { place, since }: Spot): Promise<void> {
  await tx.$executeRawUnsafe(DROP, workspaceId, place, since);
}
