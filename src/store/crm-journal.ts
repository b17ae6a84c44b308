import { type Db, rows } from './database.ts';

const READ = 'SELECT place FROM crm_journals WHERE workspace_id = $1';
const SAVE = `
  INSERT INTO crm_journals AS j (workspace_id, place, read_at) VALUES ($1, $2, $3)
  ON CONFLICT (workspace_id) DO UPDATE SET place = excluded.place, read_at = excluded.read_at
  WHERE j.place IS NOT DISTINCT FROM $4`;

export async function readPlace(db: Db, workspaceId: string): Promise<string | undefined> {
  const [row] = await rows<{ place: string }>(db, READ, workspaceId);
  return row?.place;
}

/** False where somebody else has read on from there. */
export async function savePlace(
  tx: Db,
  workspaceId: string,
  { from, to }: { from: string | undefined; to: string },
  at: Date,
): Promise<boolean> {
  return (await tx.$executeRawUnsafe(SAVE, workspaceId, to, at, from ?? null)) > 0;
}
