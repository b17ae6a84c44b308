import type { Pace } from './pace.ts';

/** `bulk`: whole books being read, which people, news and owners go before. */
export type Urgency = 'first' | 'bulk';

/** Lets calls go one by one, evenly, so that a long read never bursts through HubSpot's limit. */
export type Limiter = {
  turn: (urgency?: Urgency) => Promise<void>;
  /** Holds back every later call: HubSpot counts them all in one pot. */
  pause: (ms: number) => void;
};

/** HubSpot counts when calls arrive, and some travel faster than others. */
const WINDOW_MS = 10_100;
/** However many go before, one in so many is for what waits behind them. */
const BULK_SHARE = 10;

export function createLimiter(callsPerTenSeconds: number, pace: Pace): Limiter {
  const gap = 10_000 / callsPerTenSeconds;
  const gone: number[] = [];
  let free = Number.NEGATIVE_INFINITY;
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
  const line = createLine();
  let isMoving = false;
  const move = async () => {
    isMoving = true;
    // Who goes is chosen when there is room: whoever came meanwhile may go before.
    while (line.isWaiting()) {
      await leave();
      line.next();
    }
    isMoving = false;
  };
  return {
    turn: (urgency = 'first') => {
      const turn = line.join(urgency);
      if (!isMoving) void move();
      return turn;
    },
    pause: (ms) => {
      free = Math.max(free, pace.elapsed() + ms);
    },
  };
}

function createLine() {
  const waiting: Record<Urgency, (() => void)[]> = { first: [], bulk: [] };
  let before = 0;
  return {
    join: (urgency: Urgency) =>
      new Promise<void>((resolve) => {
        waiting[urgency].push(resolve);
      }),
    isWaiting: () => waiting.first.length + waiting.bulk.length > 0,
    next: () => {
      const isForBulk = waiting.first.length === 0 || before + 1 >= BULK_SHARE;
      const go = (isForBulk ? waiting.bulk.shift() : undefined) ?? waiting.first.shift();
      before = isForBulk ? 0 : before + 1;
      go?.();
    },
  };
}
