import { z } from 'zod';
import { presenceOf } from '../domain/roster.ts';
import type { KnownRep } from '../domain/rules/check/around.ts';
import { type Db, rows } from './database.ts';
import { absence, maybe, time } from './json.ts';

const READ_REPS = `
  SELECT email, name, capacity, left_at AS "leftAt", coalesce(skills, '{}') AS skills,
    coalesce(languages, '{}') AS languages, coalesce(certificates, '{}') AS certificates,
    (SELECT coalesce(json_agg(json_build_object('from', x."from", 'until', x.until,
        'reason', x.reason)), '[]')
      FROM absences x WHERE x.rep_id = reps.id AND x."from" <= $2 AND x.until > $2) AS absences
  FROM reps WHERE workspace_id = $1`;
/** Ids are drawn by chance, so the first ones are a fair sample. */
const SAMPLE = `
  SELECT id FROM accounts WHERE workspace_id = $1 AND deleted_at IS NULL ORDER BY id LIMIT $2`;

const rep = z.object({
  email: z.string(),
  name: z.string(),
  capacity: maybe(z.number()),
  leftAt: maybe(time),
  skills: z.array(z.string()),
  languages: z.array(z.string()),
  certificates: z.array(z.string()),
  absences: z.array(absence),
});

/** Everybody whom a rule may name, and whether they can be asked now. */
export async function readKnownReps(
  db: Db,
  workspaceId: string,
  at: Date,
): Promise<Map<string, KnownRep>> {
  const found = await rows(db, READ_REPS, workspaceId, at);
  return new Map(
    found.map((row) => {
      const { email, leftAt, absences, capacity, ...known } = rep.parse(row);
      const presence = presenceOf({ absences, ...(leftAt && { leftAt }) }, at).kind;
      return [email, { ...known, presence, ...(capacity !== undefined && { capacity }) }];
    }),
  );
}

export async function sampleAccounts(db: Db, workspaceId: string, size: number): Promise<string[]> {
  const found = await rows<{ id: string }>(db, SAMPLE, workspaceId, size);
  return found.map(({ id }) => id);
}
