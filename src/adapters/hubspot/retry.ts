import type { HubSpotFault } from './fault.ts';
import type { Pace } from './pace.ts';

export const MOST_TRIES = 5;
/** Whoever is told to wait longer gives up: whole jobs are tried again by the queue. */
export const PATIENCE_MS = 60_000;

/** How long to wait before the next try, undefined where there should be none. */
export function waitBeforeRetry(
  fault: HubSpotFault,
  tries: number,
  { chance }: Pace,
): number | undefined {
  if (fault.kind !== 'retry' && fault.kind !== 'unknown') return undefined;
  if (tries >= MOST_TRIES || fault.waitMs > PATIENCE_MS) return undefined;
  const backoff = 500 * 2 ** (tries - 1);
  return fault.waitMs + backoff * (0.5 + chance() / 2);
}
