import { z } from 'zod';

/** What can be made to go wrong with the next calls, by `POST /admin/fail`. */
const failure = z.object({
  /** How many calls it meets. */
  times: z.number().int().min(1).default(1),
  /** Only calls of this method; every one if left out. */
  method: z.string().optional(),
  /** Only calls whose path holds this text. */
  path: z.string().default(''),
  how: z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('status'),
        status: z.number(),
        category: z.string().default('INTERNAL_ERROR'),
        message: z.string().default('Made to fail'),
        policyName: z.string().optional(),
        retryAfter: z.number().optional(),
      }),
      z.object({ kind: z.literal('html'), status: z.number().default(502) }),
      z.object({ kind: z.literal('empty'), status: z.number().default(404) }),
      z.object({ kind: z.literal('reset') }),
      z.object({ kind: z.literal('hang') }),
      /** The write is done, but its answer is lost. */
      z.object({ kind: z.literal('lost-answer') }),
    ])
    .default({ kind: 'status', status: 500, category: 'INTERNAL_ERROR', message: 'Made to fail' }),
});

export type Failure = z.infer<typeof failure>;

export function planFailure(planned: Failure[], body: unknown): Failure {
  const plan = failure.parse(body);
  planned.push(plan);
  return plan;
}

/** The first plan that fits, with one of its times used up. */
export function nextFailure(
  planned: Failure[],
  method: string,
  path: string,
): Failure['how'] | undefined {
  const plan = planned.find(
    (one) => (one.method === undefined || one.method === method) && path.includes(one.path),
  );
  if (!plan) return undefined;
  plan.times -= 1;
  if (plan.times === 0) planned.splice(planned.indexOf(plan), 1);
  return plan.how;
}
