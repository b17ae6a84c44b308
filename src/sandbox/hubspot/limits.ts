import { z } from 'zod';
import { Problem } from './problem.ts';

/** What one app may ask; a privately distributed one on the largest plan, where nothing is said. */
export const budget = z.object({
  perTenSeconds: z.number().int().min(1).default(190),
  searchesPerSecond: z.number().int().min(1).default(5),
  perDay: z.number().int().min(1).default(1_000_000),
});
export type Budget = z.infer<typeof budget>;
export const usualBudget: Budget = budget.parse({});

type Spent = { burst: number[]; searches: number[]; day: string; today: number };

/** Counts the calls of each app by itself. */
export type Limits = {
  budget: Budget | undefined;
  spent: Map<number, Spent>;
  now: () => number;
  /** The day in the account's own time zone, at whose midnight the daily limit ends. */
  dayOf: (at: number) => string;
};

export function createLimits(
  budget: Budget | undefined,
  { now, timeZone }: { now: () => number; timeZone: string },
): Limits {
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone });
  return { budget, spent: new Map(), now, dayOf: (at) => calendar.format(at) };
}

/** Counts a call, or refuses it; the headers tell how much is left, which searches never do. */
export function spend(
  limits: Limits,
  appId: number,
  path: string,
): { headers: Record<string, string>; refusal?: Problem } {
  const { budget } = limits;
  if (!budget) return { headers: {} };
  const at = limits.now();
  const spent = spentBy(limits, appId, at);
  const isSearch = path.endsWith('/search');
  const exceeded = exceededBy(budget, spent, isSearch);
  if (!exceeded) {
    spent.burst.push(at);
    if (isSearch) spent.searches.push(at);
    spent.today += 1;
  }
  const headers = isSearch ? {} : headersOf(budget, spent);
  return exceeded ? { headers, refusal: tooMany(exceeded) } : { headers };
}

type Policy = 'SECONDLY' | 'TEN_SECONDLY_ROLLING' | 'DAILY';

function exceededBy(budget: Budget, spent: Spent, isSearch: boolean): Policy | undefined {
  if (isSearch && spent.searches.length >= budget.searchesPerSecond) return 'SECONDLY';
  if (spent.today >= budget.perDay) return 'DAILY';
  return spent.burst.length >= budget.perTenSeconds ? 'TEN_SECONDLY_ROLLING' : undefined;
}

function spentBy({ spent, dayOf }: Limits, appId: number, at: number): Spent {
  const known = spent.get(appId) ?? { burst: [], searches: [], day: '', today: 0 };
  spent.set(appId, known);
  forget(known.burst, at - 10_000);
  forget(known.searches, at - 1_000);
  const day = dayOf(at);
  if (known.day !== day) Object.assign(known, { day, today: 0 });
  return known;
}

function headersOf(budget: Budget, { burst, today }: Spent): Record<string, string> {
  return {
    'x-hubspot-ratelimit-max': String(budget.perTenSeconds),
    'x-hubspot-ratelimit-remaining': String(budget.perTenSeconds - burst.length),
    'x-hubspot-ratelimit-interval-milliseconds': '10000',
    'x-hubspot-ratelimit-daily': String(budget.perDay),
    'x-hubspot-ratelimit-daily-remaining': String(budget.perDay - today),
  };
}

function tooMany(policyName: Policy): Problem {
  const message = `You have reached your ${policyName.toLowerCase()} limit.`;
  return new Problem(429, 'RATE_LIMITS', message, { errorType: 'RATE_LIMIT', policyName });
}

function forget(times: number[], before: number): void {
  const first = times.findIndex((time) => time >= before);
  if (first !== 0) times.splice(0, first === -1 ? times.length : first);
}
