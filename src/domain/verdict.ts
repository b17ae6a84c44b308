import { z } from 'zod';
import { actor } from './ownership.ts';

const given = { by: actor, at: z.coerce.date(), reason: z.string() };
const to = z.object({ id: z.string(), name: z.string(), slackUserId: z.string().optional() });

/** What became of a proposal, by whose hand and why. */
export const verdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('approved'), ...given, to }),
  z.object({ kind: z.literal('reassigned'), ...given, to }),
  z.object({ kind: z.literal('rejected'), ...given }),
  z.object({ kind: z.literal('claimed'), by: actor, at: z.coerce.date() }),
]);
export type Verdict = z.infer<typeof verdict>;
