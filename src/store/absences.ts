import type { RosterFile } from '../domain/roster.ts';
import type { Db } from './database.ts';

/** Somebody's absences are those of the file: one that is no longer in it was called off or moved. */
export async function saveAbsences(
  db: Db,
  workspaceId: string,
  roster: RosterFile,
  reps: Map<string, string>,
): Promise<void> {
  for (const { email, absences } of roster.reps) {
    const repId = reps.get(email);
    if (!repId) continue;
    await db.absence.deleteMany({ where: { workspaceId, repId } });
    const data = absences.map(({ from, until, reason, backup }) => ({
      workspaceId,
      repId,
      from: new Date(from),
      until: new Date(until),
      reason,
      backupId: (backup && reps.get(backup)) ?? null,
    }));
    await db.absence.createMany({ data });
  }
}
