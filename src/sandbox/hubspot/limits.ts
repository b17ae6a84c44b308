import { Problem } from './problem.ts';

/** The burst limit of a privately distributed app: 190 in ten seconds, searches 5 a second. */
export type Limits = {
  /** Counts a call or refuses it; returns the headers that tell how much is left. */
  spend(path: string): Record<string, string>;
};

const perTenSeconds = 190;
const searchesPerSecond = 5;
const perDay = 1_000_000;

export function createLimits(now: () => number): Limits {
  const burst: number[] = [];
  const searches: number[] = [];
  let today = 0;
  return {
    spend: (path) => {
      const at = now();
      forget(burst, at - 10_000);
      forget(searches, at - 1_000);
      if (path.endsWith('/search')) {
        if (searches.length >= searchesPerSecond) throw tooMany('SECONDLY', 'secondly');
        searches.push(at);
      }
      if (burst.length >= perTenSeconds)
        throw tooMany('TEN_SECONDLY_ROLLING', 'ten_secondly_rolling');
      burst.push(at);
      today += 1;
      return path.endsWith('/search') ? {} : headers(burst.length, today);
    },
  };
}

/** For bulk work: nothing is counted, nothing refused. */
export const noLimits: Limits = { spend: () => ({}) };

function headers(burst: number, today: number): Record<string, string> {
  return {
    'x-hubspot-ratelimit-max': String(perTenSeconds),
    'x-hubspot-ratelimit-remaining': String(perTenSeconds - burst),
    'x-hubspot-ratelimit-interval-milliseconds': '10000',
    'x-hubspot-ratelimit-daily': String(perDay),
    'x-hubspot-ratelimit-daily-remaining': String(perDay - today),
  };
}

function tooMany(policyName: string, spoken: string): Problem {
  return new Problem(429, 'RATE_LIMITS', `You have reached your ${spoken} limit.`, {
    errorType: 'RATE_LIMIT',
    policyName,
  });
}

function forget(times: number[], before: number): void {
  while ((times[0] ?? before) < before) times.shift();
}
