import {
  type CrmImport,
  type ImportCounts,
  type ImportState,
  type ImportStep,
  importCounts,
  stepAfter,
} from '../domain/crm-import.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Crm, Ports } from '../ports.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { holdImport, noteProblem, saveImport } from '../store/imports.ts';
import { queueImportPost } from './import-post.ts';

export type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'log'>;

/** An import while a process is at it. */
export type Run = {
  ports: Needs;
  workspaceId: string;
  crm: Crm;
  /** As its row says. */
  now: CrmImport;
  onProgress: (now: CrmImport) => void;
};

/** What one transaction has brought, and where the import stands with it. */
type Move = { brought: Partial<ImportCounts>; state: ImportState };

/**
 * What is done and how far the import has come stand or fall together: a kill leaves the one with the other. Of two processes at
 * one import the first one to move goes on, and the other stops.
 */
export async function moveOn(run: Run, work: (tx: Db) => Promise<Move>): Promise<void> {
  const { ports, workspaceId, now } = run;
  run.now = await inTransaction(ports.database, async (tx) => {
    if (!(await holdImport(tx, workspaceId, now))) throw new Refusal({ kind: 'import-elsewhere' });
    const { brought, state } = await work(tx);
    const counts = sumOf(now.counts, brought);
    const next = { ...now, counts, state, moves: now.moves + 1, aliveAt: ports.clock.now() };
    await saveImport(tx, workspaceId, next);
    await queueImportPost(tx, ports, workspaceId, next);
    return next;
  });
  run.onProgress(run.now);
}

/** Further in the same step, or at the beginning of the next one where there is no place to go on from. */
export function onwards(step: Exclude<ImportStep, 'lead-routing'>, place?: string): ImportState {
  if (place !== undefined) return { status: 'running', step, place };
  return { status: 'running', step: stepAfter(step) ?? step };
}

function sumOf(counts: ImportCounts, brought: Partial<ImportCounts>): ImportCounts {
  const sum = { ...counts };
  for (const key of importCounts.keyof().options) sum[key] += brought[key] ?? 0;
  return sum;
}

/** Whoever waits for it is told why it stands still. */
export async function tellProblem({ ports, workspaceId, now }: Run, error: unknown): Promise<void> {
  const problem = error instanceof Error ? error.message : String(error);
  await inTransaction(ports.database, async (tx) => {
    await noteProblem(tx, workspaceId, now, problem);
    await queueImportPost(tx, ports, workspaceId, now);
  });
}
