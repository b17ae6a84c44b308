import { z } from 'zod';

const record = z.object({
  kind: z.enum(['account', 'lead']),
  id: z.string(),
  name: z.string(),
  crmId: z.string(),
});
/** What a flaw is found on. */
export type FlawedRecord = z.infer<typeof record>;

const attribute = z.string();
/** What the CRM says now, and who told it. */
const present = { value: z.string(), source: z.string() };

export const impossibilities = [
  'unknown-country',
  'no-such-state',
  'zip-does-not-fit',
  'too-small',
  'no-domain',
  'is-a-state',
  'unreadable',
] as const;

/** What misleads a rule, or will mislead one soon. */
const flaw = z.discriminatedUnion('kind', [
  /** `rules` want the fact and come before the one that wins: they are blind here. */
  z.object({ kind: z.literal('missing'), attribute, rules: z.array(z.string()) }),
  /** Without an attribute: nothing of the record has been touched since. */
  z.object({ kind: z.literal('stale'), attribute: attribute.optional(), since: z.coerce.date() }),
  z.object({
    kind: z.literal('impossible'),
    ...{ attribute, ...present, why: z.enum(impossibilities) },
    proposed: z.string().optional(),
  }),
  /**
   * Means something, and says it as hardly anybody else here does. Of a range no value is proposed, nor where another source
   * says something else.
   */
  z.object({
    kind: z.literal('inconsistent'),
    ...{ attribute, ...present },
    proposed: z.string().optional(),
    against: z.object(present).optional(),
  }),
  z.object({
    kind: z.literal('orphan'),
    why: z.enum(['no-owner', 'no-domain', 'parent-gone', 'no-account']),
  }),
  z.object({ kind: z.literal('inactive-owner'), owner: z.string(), since: z.coerce.date() }),
  /** No rule takes it, or only one that takes everything. */
  z.object({ kind: z.literal('unseen'), rule: z.string().optional() }),
]);
export type Flaw = z.infer<typeof flaw>;
export type FlawKind = Flaw['kind'];

/** Those that mislead a rule today come first. */
export const flawKinds = [
  'unseen',
  'missing',
  'impossible',
  'inconsistent',
  'inactive-owner',
  'orphan',
  'stale',
] as const satisfies readonly FlawKind[];

export const finding = z.object({ record, flaw });
export type Finding = z.infer<typeof finding>;

/** What is wrong, more narrowly than its kind: the attribute, or the way in which a record is lost. */
export const matter = z.object({
  name: z.string(),
  records: z.number(),
  /** How many rules are blind because of it; the worst of them, and for how many records. */
  blind: z.number(),
  rules: z.array(z.object({ name: z.string(), records: z.number() })),
});
export type Matter = z.infer<typeof matter>;

/** All that a run has found of one kind. `fixes`: values that have a clean one to take their place. */
export type FlawCount = { kind: FlawKind; records: number; fixes: number; matters: Matter[] };

/** One look at the whole book. */
export type QualityRun = { at: Date; accounts: number; leads: number; counts: FlawCount[] };

export function matterOf(flaw: Flaw): string {
  switch (flaw.kind) {
    case 'missing':
    case 'impossible':
    case 'inconsistent':
      return flaw.attribute;
    case 'stale':
      return flaw.attribute ?? 'whole record';
    case 'orphan':
      return flaw.why;
    case 'inactive-owner':
      return flaw.owner;
    case 'unseen':
      return flaw.rule ?? 'no rule';
  }
}

/** The clean value for a stored one, where there is one. */
export function fixOf(
  flaw: Flaw,
): { attribute: string; value: string; proposed: string } | undefined {
  if (flaw.kind !== 'impossible' && flaw.kind !== 'inconsistent') return undefined;
  const { attribute, value, proposed } = flaw;
  return proposed === undefined ? undefined : { attribute, value, proposed };
}
