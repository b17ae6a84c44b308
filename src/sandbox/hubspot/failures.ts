import { z } from 'zod';

const how = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('status'),
    status: z.number(),
    category: z.string().default('INTERNAL_ERROR'),
    message: z.string().default('Made to fail'),
    policyName: z.string().optional(),
    retryAfter: z.number().optional(),
    errors: z.array(z.unknown()).optional(),
  }),
  z.object({ kind: z.literal('html'), status: z.number().default(502) }),
  z.object({ kind: z.literal('empty'), status: z.number().default(404) }),
  z.object({ kind: z.literal('reset') }),
  z.object({ kind: z.literal('hang') }),
  /** An answer that begins and never ends. */
  z.object({ kind: z.literal('trickle') }),
  /** The write is done, but its answer is lost: the line breaks, or nothing comes. */
  z.object({ kind: z.literal('lost-answer') }),
  z.object({ kind: z.literal('late-answer') }),
  /** The first input of a batch fails alone. */
  z.object({ kind: z.literal('partial') }),
  /** Somebody edits a record just before the call is carried out: `POST /admin/edit` with this. */
  z.object({ kind: z.literal('edit'), edit: z.unknown() }),
]);
type How = z.infer<typeof how>;

const limited = (policyName: string): How => ({
  kind: 'status',
  status: 429,
  category: 'RATE_LIMITS',
  message: `You have reached your ${policyName.toLowerCase()} limit.`,
  policyName,
});

const status = (status: number, category: string, message: string, more: object = {}): How => ({
  kind: 'status',
  status,
  category,
  message,
  ...more,
});

/** What is known to go wrong with HubSpot, by the names that the sandbox's page shows. */
const known = {
  burst: limited('TEN_SECONDLY_ROLLING'),
  daily: limited('DAILY'),
  secondly: limited('SECONDLY'),
  locked: status(423, 'LOCKED', 'The record is locked by another write.'),
  migrating: status(477, 'MIGRATION_IN_PROGRESS', 'The account is moving.', { retryAfter: 2 }),
  unavailable: status(503, 'INTERNAL_ERROR', 'Service unavailable'),
  gateway: { kind: 'html', status: 502 },
  page: { kind: 'html', status: 200 },
  empty: { kind: 'empty', status: 404 },
  reset: { kind: 'reset' },
  hang: { kind: 'hang' },
  trickle: { kind: 'trickle' },
  'lost-answer': { kind: 'lost-answer' },
  'late-answer': { kind: 'late-answer' },
  partial: { kind: 'partial' },
  conflict: status(409, 'CONFLICT', 'The record was changed meanwhile.'),
  required: status(400, 'VALIDATION_ERROR', 'Property values were not valid', {
    errors: [{ message: 'A property is required', code: 'MISSING_REQUIRED_PROPERTY' }],
  }),
  expired: status(401, 'EXPIRED_AUTHENTICATION', 'The OAuth token used to make this call expired.'),
  scope: status(403, 'MISSING_SCOPES', 'The app lacks a scope that this call needs.'),
} satisfies Record<string, How>;

const names = Object.keys(known) as (keyof typeof known)[];
export const failureNames: readonly string[] = names;
const named = z.enum(names as [keyof typeof known, ...(keyof typeof known)[]]);

/** What goes wrong with the next calls, by `POST /admin/fail`. */
const failure = z.object({
  /** How many calls it meets. */
  times: z.number().int().min(1).default(1),
  /** Only calls of this method; every one if left out. */
  method: z.string().optional(),
  /** Only calls whose path holds this text. */
  path: z.string().default(''),
  how: z
    .union([named.transform((name) => known[name]), how])
    .default({ kind: 'status', status: 500, category: 'INTERNAL_ERROR', message: 'Made to fail' }),
});
export type Failure = z.infer<typeof failure>;

/** What passes if one only asks again, and soon. */
const passing: (keyof typeof known)[] = [
  'burst',
  'locked',
  'migrating',
  'unavailable',
  'gateway',
  'page',
  'reset',
  'lost-answer',
  'partial',
];

/** Failures by chance, until it clears up. */
export const weather = z.object({
  share: z.number().min(0).max(1),
  kinds: z.array(named).min(1).default(passing),
  path: z.string().default(''),
});
type Weather = z.infer<typeof weather>;

/** All that is to go wrong. */
export type Trouble = { planned: Failure[]; weather: Weather | undefined; chance: () => number };

export function planFailure({ planned }: Trouble, body: unknown): Failure {
  const plan = failure.parse(body);
  planned.push(plan);
  return plan;
}

/** The first plan that fits, with one of its times used up; else what the weather brings. */
export function nextFailure(
  { planned, weather, chance }: Trouble,
  method: string,
  path: string,
): How | undefined {
  const plan = planned.find(
    (one) => (one.method === undefined || one.method === method) && path.includes(one.path),
  );
  if (plan) {
    plan.times -= 1;
    if (plan.times === 0) planned.splice(planned.indexOf(plan), 1);
    return plan.how;
  }
  if (!weather || !path.includes(weather.path) || chance() >= weather.share) return undefined;
  const kind = weather.kinds[Math.floor(chance() * weather.kinds.length)];
  return kind && known[kind];
}
