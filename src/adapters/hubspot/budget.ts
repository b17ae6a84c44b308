import { HubSpotFault } from './fault.ts';
import type { Urgency } from './limiter.ts';
import type { Pace } from './pace.ts';

/** What HubSpot says is left of an account's calls of a day, which all its apps share. */
export type Budget = {
  /** Each answer tells it, those of searches excepted; of apps installed by OAuth none does. */
  note: (headers: Record<string, string>) => void;
  /** Throws where what is left is kept for what is more urgent. */
  check: (urgency: Urgency, what: string) => void;
};

/** So much of a day's calls is for owners, news and people alone. */
const KEPT = 0.1;
/** What was heard earlier may be of a day that is over. */
const HEARD_FOR_MS = 3_600_000;

export function createBudget(pace: Pace): Budget {
  let heard: { daily: number; left: number; at: number } | undefined;
  return {
    note: (headers) => {
      const daily = Number(headers['x-hubspot-ratelimit-daily']);
      const left = Number(headers['x-hubspot-ratelimit-daily-remaining']);
      if (daily > 0 && left >= 0) heard = { daily, left, at: pace.elapsed() };
    },
    check: (urgency, what) => {
      if (urgency === 'first' || !heard || pace.elapsed() > heard.at + HEARD_FOR_MS) return;
      const { daily, left } = heard;
      if (left >= daily * KEPT) return;
      const sentence = `${what}: ${left} of the account’s ${daily} calls for today are left, and are kept for owners and news. It goes on by itself after midnight.`;
      throw new HubSpotFault('retry', sentence, { waitMs: HEARD_FOR_MS });
    },
  };
}
