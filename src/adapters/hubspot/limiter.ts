import type { Pace } from './pace.ts';

/** Lets calls go one by one, evenly, so that a long read never bursts through HubSpot's limit. */
export type Limiter = {
  turn: () => Promise<void>;
  /** Holds back every later call: HubSpot counts them all in one pot. */
  pause: (ms: number) => void;
};

/** HubSpot counts when calls arrive, and some travel faster than others. */
const WINDOW_MS = 10_100;

export function createLimiter(callsPerTenSeconds: number, pace: Pace): Limiter {
  const gap = 10_000 / callsPerTenSeconds;
  const gone: number[] = [];
  let free = Number.NEGATIVE_INFINITY;
  let last = Promise.resolve();
  const leave = async () => {
    const full = gone.length < callsPerTenSeconds ? undefined : gone.shift();
    const counted = full === undefined ? Number.NEGATIVE_INFINITY : full + WINDOW_MS;
    // Looked at again after each sleep: a pause may have come meanwhile.
    for (let now = pace.elapsed(); now < Math.max(free, counted); now = pace.elapsed()) {
      await pace.sleep(Math.max(free, counted) - now);
    }
    const now = pace.elapsed();
    gone.push(now);
    // A little lateness is made up for, a stall is not: what it held up would all arrive together.
    free = Math.max(free, now - gap) + gap;
  };
  return {
    turn: () => {
      last = last.then(leave);
      return last;
    },
    pause: (ms) => {
      free = Math.max(free, pace.elapsed() + ms);
    },
  };
}
