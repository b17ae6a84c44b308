import { setTimeout as sleep } from 'node:timers/promises';

/** Waiting and chance, handed in so that a test need not wait. */
export type Pace = {
  /** Milliseconds that only ever grow, whatever happens to the clock on the wall. */
  elapsed: () => number;
  sleep: (ms: number) => Promise<void>;
  /** From 0 to below 1. */
  chance: () => number;
};

export const realPace: Pace = {
  elapsed: () => performance.now(),
  sleep: (ms) => sleep(ms),
  chance: Math.random,
};
