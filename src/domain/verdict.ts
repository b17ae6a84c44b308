import { z } from 'zod';
import { actor } from './ownership.ts';

const person = z.object({ id: z.string(), name: z.string(), slackUserId: z.string().optional() });
const given = {
  by: actor,
  at: z.coerce.date(),
  reason: z.string(),
  /** In whose place it was given, since they were away. */
  onBehalfOf: person.optional(),
};

/** What became of a proposal, by whose hand and why. */
export const verdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('approved'), ...given, to: person }),
  z.object({ kind: z.literal('reassigned'), ...given, to: person }),
  z.object({ kind: z.literal('rejected'), ...given }),
  z.object({ kind: z.literal('claimed'), by: actor, at: z.coerce.date() }),
  /** Nobody answered in time, and the policy leaves it as it is then. */
  z.object({ kind: z.literal('expired'), by: actor, at: z.coerce.date(), reason: z.string() }),
]);
export type Verdict = z.infer<typeof verdict>;
