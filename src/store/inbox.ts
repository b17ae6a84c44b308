import { type Db, rows } from './database.ts';

const RECEIVE = `
  INSERT INTO inbox_events (workspace_id, source, external_id, payload, received_at, settled_at)
  VALUES ($1, $2, $3, '{}', $4, $4)
  ON CONFLICT (workspace_id, source, external_id) DO NOTHING RETURNING id`;
const FORGET = 'DELETE FROM inbox_events WHERE settled_at < $1';

/** True for whoever is first to receive an event, in all replicas. */
export async function receive(
  db: Db,
  workspaceId: string,
  source: string,
  externalId: string,
  at: Date,
): Promise<boolean> {
  const found = await rows(db, RECEIVE, workspaceId, source, externalId, at);
  return found.length > 0;
}

export async function forgetReceived(db: Db, before: Date): Promise<void> {
  await db.$executeRawUnsafe(FORGET, before);
}
