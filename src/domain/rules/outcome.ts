import { z } from 'zod';

/** Who gets what a rule takes. People are named by e-mail address, territories by key. */
const destination = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rep'), rep: z.string() }),
  z.object({ kind: z.literal('territory'), territory: z.string() }),
  z.object({ kind: z.literal('pool'), pool: z.string() }),
  /** The present owner stays. */
  z.object({ kind: z.literal('keep') }),
  z.object({
    kind: z.literal('owner-of'),
    of: z.enum(['parent', 'family', 'match', 'open-deal']),
  }),
  /** Always a person. */
  z.object({ kind: z.literal('review') }),
]);

/** Beside the owner: others by role, tags, and whose approval it needs whatever else holds. */
export const outcome = z.object({
  to: destination,
  roles: z.record(z.string(), z.string()).default({}),
  tags: z.array(z.string()).default([]),
  approval: z.string().optional(),
});
export type Outcome = z.infer<typeof outcome>;
export type Destination = Outcome['to'];
