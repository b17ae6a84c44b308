import type { Pace } from './pace.ts';

/** Lets calls go one by one, evenly, so that a long read never bursts through HubSpot's limit. */
export type Limiter = {
  turn: () => Promise<void>;
  /** Holds back every later call: HubSpot counts them all in one pot. */
  pause: (ms: number) => void;
};

export function createLimiter(callsPerTenSeconds: number, pace: Pace): Limiter {
  const gap = 10_000 / callsPerTenSeconds;
  let free = Number.NEGATIVE_INFINITY;
  return {
    turn: async () => {
      const now = pace.elapsed();
      const mine = Math.max(free, now);
      free = mine + gap;
      if (mine > now) await pace.sleep(mine - now);
    },
    pause: (ms) => {
      free = Math.max(free, pace.elapsed() + ms);
    },
  };
}
