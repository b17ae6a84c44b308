import { z } from 'zod';
import { type Clock, type Course, course } from '../domain/approval-course.ts';
import type { CareKind } from '../domain/question.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { maybe, time } from './json.ts';

const tables = { handover: 'handovers', twins: 'twins' } as const satisfies Record<
  CareKind,
  string
>;
const READ = (kind: CareKind) => `
  SELECT c.id, c.course, c.due_at AS "dueAt", r.id AS "repId", r.name AS rep
  FROM ${tables[kind]} c LEFT JOIN reps r ON r.id = ${kind === 'handover' ? 'c.rep_id' : 'NULL'}
  WHERE c.workspace_id = $1 AND c.id = ANY($2::uuid[]) AND c.status = 'open'`;
const SAVE = (kind: CareKind) => `
  UPDATE ${tables[kind]} c SET course = n.course, due_at = n."dueAt", bell = n.bell, bell_at = n."bellAt"
  FROM jsonb_to_recordset(${LINES}) AS n (id uuid, course jsonb, "dueAt" timestamptz, bell text, "bellAt" timestamptz)
  WHERE c.workspace_id = $1 AND c.id = n.id AND c.status = 'open'`;

const row = z.object({
  id: z.string(),
  course: maybe(course),
  dueAt: maybe(time),
  repId: maybe(z.string()),
  rep: maybe(z.string()),
});
/** `repId`: whose book it is about. */
export type Care = z.infer<typeof row>;

/** Those of them that wait. */
export async function readCare(
  db: Db,
  workspaceId: string,
  kind: CareKind,
  ids: readonly string[],
): Promise<Care[]> {
  return (await rows(db, READ(kind), workspaceId, ids)).map((one) => row.parse(one));
}

export async function saveCare(
  tx: Db,
  workspaceId: string,
  kind: CareKind,
  lines: readonly { id: string; course: Course; clock: Clock }[],
): Promise<void> {
  if (lines.length === 0) return;
  const flat = lines.map(({ clock: { dueAt, bell }, ...rest }) => ({
    ...{ ...rest, dueAt, bell: bell?.kind ?? null, bellAt: bell?.at ?? null },
  }));
  await tx.$executeRawUnsafe(SAVE(kind), workspaceId, asLines(flat));
}
