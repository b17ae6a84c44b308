import { z } from 'zod';
import { actor } from './ownership.ts';

const blind = z.object({ rule: z.string(), attributes: z.array(z.string()) });

/** Why a machine should not decide alone, with the facts that say so. */
export const flag = z.discriminatedUnion('kind', [
  /** The rule itself asks for a person, or for somebody's approval. */
  z.object({ kind: z.literal('review'), rule: z.string(), by: z.string().optional() }),
  z.object({ kind: z.literal('no-match') }),
  z.object({ kind: z.literal('conflict'), rule: z.string(), rival: z.string() }),
  /** Rule `rule` would win if these facts were known and suited it; so would the others, and `more` that are not named. */
  z.object({
    kind: z.literal('missing-data'),
    ...blind.shape,
    also: z.array(blind).optional(),
    more: z.number().optional(),
  }),
  /** The rule rests on a fact that is older than `limit` days. */
  z.object({
    kind: z.literal('stale-data'),
    attribute: z.string(),
    since: z.coerce.date(),
    limit: z.number().optional(),
  }),
  z.object({
    kind: z.literal('high-value'),
    attribute: z.string(),
    value: z.number(),
    limit: z.number(),
  }),
  z.object({
    kind: z.literal('over-capacity'),
    rep: z.string(),
    load: z.number(),
    capacity: z.number(),
  }),
  /** The rules lead to somebody who has left, or to a pool in which nobody can be asked. */
  z.object({ kind: z.literal('inactive-owner'), name: z.string() }),
  /** The rules lead to a name that the registry does not have. */
  z.object({ kind: z.literal('no-owner'), wanted: z.string() }),
  /** It belongs to whoever of the pool claims it first. */
  z.object({ kind: z.literal('unclaimed'), pool: z.string() }),
  z.object({ kind: z.literal('pinned'), by: actor, reason: z.string() }),
  /** Somebody contests it: its owner stays as it is until the case is closed. */
  z.object({ kind: z.literal('disputed'), by: z.string(), since: z.coerce.date() }),
  /** A person chose the present owner: a rule does not undo that by itself. */
  z.object({
    kind: z.literal('set-by-hand'),
    by: actor,
    at: z.coerce.date(),
    /** They took its owner away. */
    owner: z.literal('nobody').optional(),
  }),
  /** Its owner changed so often within an hour that something else must be setting it as well. */
  z.object({ kind: z.literal('restless'), changes: z.number() }),
  /** Somebody gave it to another in the CRM while a new owner was on the way there. Theirs stands meanwhile. */
  z.object({ kind: z.literal('crm-edit'), by: actor, crm: z.string() }),
  z.object({ kind: z.literal('open-deal'), owner: z.string(), value: z.number() }),
  z.object({ kind: z.literal('family-split'), owner: z.string() }),
  /** Probably the same company as `account`, which is somebody else’s. */
  z.object({ kind: z.literal('duplicate'), account: z.string(), owner: z.string() }),
]);
export type Flag = z.infer<typeof flag>;
export const flagKinds = flag.options.map(({ shape }) => shape.kind.value);

/** People whom a flag names, by e-mail address. */
export function peopleIn(flag: Flag): string[] {
  switch (flag.kind) {
    case 'review':
      return flag.by ? [flag.by.toLowerCase()] : [];
    case 'open-deal':
    case 'duplicate':
    case 'family-split':
      return [flag.owner];
    default:
      return [];
  }
}

/** Whether something speaks against it now that did not then. What only a count says drifts by itself. */
export function isAnotherReason(then: readonly Flag[], now: readonly Flag[]): boolean {
  const known = new Set(then.map(reasonOf));
  return now.some((one) => !known.has(reasonOf(one)));
}

function reasonOf(flag: Flag): string {
  switch (flag.kind) {
    case 'over-capacity':
      return `${flag.kind} ${flag.rep}`;
    case 'restless':
      return flag.kind;
    default:
      return JSON.stringify(flag);
  }
}

/** A workspace's own limits; what it leaves out is as here. */
export const flagPolicy = z.object({
  /** From these values on a person looks, whoever would get the account. */
  highValue: z
    .object({
      revenue: z.number().default(1_000_000_000),
      open_deal_value: z.number().default(500_000),
    })
    .prefault({}),
  /** A fact that decides and is older than this is doubtful. */
  staleDays: z.number().default(730),
  /** Kinds that are noted and do not make anybody wait. */
  noted: z.array(z.string()).default(['family-split', 'stale-data']),
});
export type FlagPolicy = z.infer<typeof flagPolicy>;

/** Once a person has looked, nothing makes it wait. */
export function withoutWaiting(policy: FlagPolicy): FlagPolicy {
  return { ...policy, noted: flagKinds };
}
