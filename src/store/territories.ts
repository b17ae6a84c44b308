import type { RosterFile } from '../domain/roster.ts';
import { type Db, rows } from './database.ts';

const KEYS = 'SELECT key, id FROM territories WHERE workspace_id = $1';

/** Territory key → id, for a sync that reads a territory field. */
export async function readTerritoryIds(db: Db, workspaceId: string): Promise<Map<string, string>> {
  const found = await rows<{ key: string; id: string }>(db, KEYS, workspaceId);
  return new Map(found.map(({ key, id }) => [key, id]));
}

/** Writes the tree and its cover; parents may stand anywhere in the file. */
export async function saveTerritories(
  db: Db,
  workspaceId: string,
  { territories }: RosterFile,
  reps: Map<string, string>,
): Promise<void> {
  for (const { key, name } of territories) {
    await db.territory.upsert({
      where: { workspaceId_key: { workspaceId, key } },
      create: { workspaceId, key, name },
      update: { name },
    });
  }
  const ids = await readTerritoryIds(db, workspaceId);
  for (const { key, parent, coverage } of territories) {
    const id = ids.get(key);
    if (!id) continue;
    const parentId = (parent && ids.get(parent)) ?? null;
    await db.territory.update({ where: { id }, data: { parentId } });
    await db.cover.deleteMany({ where: { territoryId: id } });
    const covers = coverage.flatMap(({ role, email }) => {
      const repId = reps.get(email);
      return repId ? [{ workspaceId, territoryId: id, role, repId }] : [];
    });
    await db.cover.createMany({ data: covers });
  }
}
