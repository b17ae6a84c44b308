import { z } from 'zod';

/** What a fact is compared with. A date is written 2026-01-31. */
const literal = z.union([z.string(), z.number(), z.boolean()]);
export type Literal = z.infer<typeof literal>;

const attribute = z.string();

/** One question about one account: what a condition is made of. */
const test = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('compare'),
    attribute,
    op: z.enum(['=', '!=', '<', '<=', '>', '>=']),
    value: literal,
  }),
  z.object({ kind: z.literal('between'), attribute, from: literal, to: literal }),
  z.object({ kind: z.enum(['in', 'not-in']), attribute, values: z.array(literal) }),
  z.object({ kind: z.enum(['in-list', 'not-in-list']), attribute, list: z.string() }),
  z.object({ kind: z.enum(['in-region', 'not-in-region']), region: z.string() }),
  z.object({ kind: z.enum(['exists', 'missing']), attribute }),
  z.object({ kind: z.enum(['contains', 'starts-with']), attribute, text: z.string() }),
  /** A date at most so many days before the moment of the decision, and not after it. */
  z.object({ kind: z.literal('within'), attribute, days: z.number() }),
]);
export type Test = z.infer<typeof test>;

/** Whether it asks for the opposite of another test of its attribute. */
export function saysNot(asked: Test): boolean {
  return (
    asked.kind === 'not-in' ||
    asked.kind === 'not-in-list' ||
    (asked.kind === 'compare' && asked.op === '!=')
  );
}

/**
 * Three answers: a test of a fact that is not known is neither true nor false, and so is what depends on it (`not`,
 * `all` and `any` by Kleene). `exists` and `missing` alone always know. A rule matches where its condition is true; it could
 * have matched where it is not false.
 */
export type Condition =
  | Test
  | { kind: 'all'; of: Condition[] }
  | { kind: 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition };

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    test,
    z.object({ kind: z.enum(['all', 'any']), of: z.array(condition) }),
    z.object({ kind: z.literal('not'), of: condition }),
  ]),
);
