import { z } from 'zod';

/** Reps who share work, and how it is dealt out. */
export const pool = z.object({
  name: z.string(),
  method: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('round-robin') }),
    z.object({ kind: z.literal('weighted') }),
    z.object({ kind: z.literal('least-loaded'), by: z.enum(['count', 'value', 'score']) }),
    z.object({
      kind: z.literal('best-fit'),
      by: z.array(z.enum(['skills', 'language', 'certificate', 'segment', 'win-rate'])),
    }),
    z.object({ kind: z.literal('claim') }),
  ]),
  /** By e-mail address; a weight counts where the method is weighted. */
  members: z.array(z.object({ rep: z.string(), weight: z.number().positive().default(1) })),
  /** Only members with all of these are asked. */
  requires: z
    .object({
      skills: z.array(z.string()).default([]),
      languages: z.array(z.string()).default([]),
      certificates: z.array(z.string()).default([]),
    })
    .prefault({}),
  /** Who takes over when every member is away or full. */
  overflow: z.string().optional(),
});
export type Pool = z.infer<typeof pool>;
