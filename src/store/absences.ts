import type { RosterFile } from '../domain/roster.ts';
import type { Db } from './database.ts';

/** Of the rep `r`, those of the moment $3, as domain/roster takes them. */
export const ABSENCES_NOW = `
  (SELECT coalesce(json_agg(json_build_object('from', x."from", 'until', x.until, 'reason', x.reason,
      'backup', CASE WHEN b.id IS NOT NULL THEN
        json_build_object('id', b.id, 'name', b.name, 'slackUserId', b.slack_user_id) END)), '[]')
    FROM absences x LEFT JOIN reps b ON b.id = x.backup_id
    WHERE x.rep_id = r.id AND x."from" <= $3 AND x.until > $3)`;

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
