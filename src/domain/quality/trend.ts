import { subHours } from 'date-fns/subHours';
import { type FlawKind, flawKinds, type QualityRun } from '../quality.ts';

/** How many of a kind there are, and how that came about. */
export type Trend = {
  kind: FlawKind;
  records: number;
  /** Against the run of `since`; nothing where there was none before. */
  change?: number;
  /** The last runs, the oldest first. */
  past: number[];
};

/** Somebody who looks again after a minute wants to see the night, not the minute. */
const FRESH_HOURS = 20;
const SHOWN = 8;

/** Runs come newest first. Of several on one day only the last counts. */
export function trendsOf(runs: readonly QualityRun[]): { since?: Date; trends: Trend[] } {
  const [latest, ...earlier] = runs;
  if (!latest) return { trends: [] };
  const before = earlier.find(({ at }) => at <= subHours(latest.at, FRESH_HOURS)) ?? earlier.at(-1);
  const past = lastOfEachDay(runs).slice(0, SHOWN).reverse();
  const trends = flawKinds.map((kind): Trend => {
    const records = countOf(latest, kind);
    return {
      ...{ kind, records, past: past.map((run) => countOf(run, kind)) },
      ...(before && { change: records - countOf(before, kind) }),
    };
  });
  return { trends, ...(before && { since: before.at }) };
}

function lastOfEachDay(runs: readonly QualityRun[]): QualityRun[] {
  const days = new Map<string, QualityRun>();
  for (const run of runs) {
    const day = run.at.toISOString().slice(0, 10);
    if (!days.has(day)) days.set(day, run);
  }
  return [...days.values()];
}

function countOf({ counts }: QualityRun, wanted: FlawKind): number {
  return counts.find(({ kind }) => kind === wanted)?.records ?? 0;
}
