import { z } from 'zod';
import {
  type Finding,
  type FlawKind,
  finding,
  flawKinds,
  matter,
  type QualityRun,
} from '../domain/quality.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { newId } from './id.ts';

const SAVE_RUN = `
  INSERT INTO quality_runs (id, workspace_id, at, accounts, leads) VALUES ($1::uuid, $2, $3, $4, $5)`;
const SAVE_COUNTS = `
  INSERT INTO quality_counts (run_id, workspace_id, kind, records, fixes, matters, samples)
  SELECT $3::uuid, $1, c.kind, c.records, c.fixes, c.matters, c.samples
  FROM jsonb_to_recordset(${LINES}) AS c (kind text, records int, fixes int, matters jsonb, samples jsonb)`;
/** Samples of yesterday name what may be mended today. */
const EMPTY_OLDER = `
  UPDATE quality_counts SET samples = '[]' WHERE workspace_id = $1 AND run_id <> $2::uuid AND samples <> '[]'`;
const FORGET_OLDER = 'DELETE FROM quality_runs WHERE workspace_id = $1 AND at < $2';
/** Served by quality_runs_workspace_id_at_idx. */
const READ_RUNS = `
  SELECT r.at, r.accounts, r.leads,
    (SELECT coalesce(json_agg(json_build_object('kind', c.kind, 'records', c.records,
        'fixes', c.fixes, 'matters', c.matters)), '[]')
      FROM quality_counts c WHERE c.run_id = r.id) AS counts
  FROM quality_runs r WHERE r.workspace_id = $1 ORDER BY r.at DESC LIMIT $2`;
const READ_SAMPLES = `
  SELECT samples FROM quality_counts WHERE kind = $2 AND run_id = (
    SELECT id FROM quality_runs WHERE workspace_id = $1 ORDER BY at DESC LIMIT 1)`;

const runRow = z.object({
  at: z.date(),
  accounts: z.number(),
  leads: z.number(),
  counts: z.array(
    z.object({
      kind: z.enum(flawKinds),
      records: z.number(),
      fixes: z.number(),
      matters: z.array(matter),
    }),
  ),
});

export async function saveRun(
  tx: Db,
  workspaceId: string,
  { at, accounts, leads, counts }: QualityRun,
  samples: readonly Finding[],
  forgetBefore: Date,
): Promise<void> {
  const id = newId();
  await tx.$executeRawUnsafe(SAVE_RUN, id, workspaceId, at, accounts, leads);
  const lines = counts.map((count) => ({
    ...count,
    samples: samples.filter(({ flaw }) => flaw.kind === count.kind),
  }));
  await tx.$executeRawUnsafe(SAVE_COUNTS, workspaceId, asLines(lines), id);
  await tx.$executeRawUnsafe(EMPTY_OLDER, workspaceId, id);
  await tx.$executeRawUnsafe(FORGET_OLDER, workspaceId, forgetBefore);
}

/** The last ones, newest first. */
export async function readRuns(db: Db, workspaceId: string, most: number): Promise<QualityRun[]> {
  const found = await rows(db, READ_RUNS, workspaceId, most);
  return found.map((row) => runRow.parse(row));
}

/** What the last run keeps to show of one kind. */
export async function readSamples(db: Db, workspaceId: string, kind: FlawKind): Promise<Finding[]> {
  const [row] = await rows<{ samples: unknown }>(db, READ_SAMPLES, workspaceId, kind);
  return z.array(finding).parse(row?.samples ?? []);
}
