import { addDays } from 'date-fns/addDays';
import { z } from 'zod';
import { canonical } from './audit.ts';
import type { DisputePolicy } from './dispute-policy.ts';

/** A person as the case keeps them: by the name they had then. */
export const party = z.object({
  id: z.string(),
  name: z.string(),
  slackUserId: z.string().optional(),
});
export type Party = z.infer<typeof party>;

export const claimKinds = [
  'owner-wrong',
  'territory-wrong',
  'duplicate',
  'credit',
  'holdover',
  'family',
  'data-wrong',
] as const;

/** What somebody says is wrong with an account, and what should happen in their eyes. */
export const claim = z.object({
  kind: z.enum(claimKinds),
  /** What should happen, in their own words. */
  wish: z.string(),
  reason: z.string(),
  links: z.array(z.string()),
  /** Who should have it, where that is not whoever files. */
  wanted: party.optional(),
  /** Of what else in the family, and whose it was then, where that is not the account of the case: the verdict is not about it. */
  account: z.object({ id: z.string(), name: z.string(), owner: party.optional() }).optional(),
  /** The attribute that is wrong, where that is the claim. */
  attribute: z.string().optional(),
  /** Since when it is wrong, where that is not now: the rules are asked as of then too. */
  contestedAt: z.coerce.date().optional(),
});
export type Claim = z.infer<typeof claim>;

/** What is known of an account, as far as a claim may rest on it. */
export type Grounds = Record<string, string>;

/** What makes a claim the same as another. */
type Asked = Pick<Claim, 'kind' | 'wanted' | 'attribute'>;

/** An earlier case of the same family that has ended. */
export type Precedent = {
  disputeId: string;
  /** Those over which there was a verdict: whoever came after it was not heard. */
  claims: Asked[];
  /** Between whom it was decided. */
  sides: readonly string[];
  barredUntil: Date;
  grounds: Grounds;
};

export type Bar = { disputeId: string; until: Date };

/** Whether it asks for the owner that the account has. */
export function asksForNothing(
  { kind, wanted }: Pick<Claim, 'kind' | 'wanted'>,
  owner: Pick<Party, 'id'> | undefined,
): boolean {
  return kind === 'owner-wrong' && owner !== undefined && wanted?.id === owner.id;
}

/** Owners are what the case was about, and time passes by itself: neither is news. */
const unheard = [
  ...['owner', 'last_activity', 'parent_owner', 'family_owner'],
  ...['matched_owner', 'open_deal_owner', 'open_deal_value'],
];

/** The verdict that bars a claim; undefined where nothing does, or what was known then has changed. */
export function barOf(
  earlier: readonly Precedent[],
  asked: Asked,
  now: Grounds,
  at: Date,
): Bar | undefined {
  const barring = earlier
    .filter(({ barredUntil }) => barredUntil > at)
    .filter(({ claims, sides }) => claims.some((one) => isSame(one, asked, sides)))
    .filter(({ grounds }) => changesIn(grounds, now).length === 0)
    .toSorted((one, other) => other.barredUntil.getTime() - one.barredUntil.getTime());
  const [last] = barring;
  return last && { disputeId: last.disputeId, until: last.barredUntil };
}

/** Whose it should be is one question, whatever somebody says is wrong. */
const aboutOwner = ['owner-wrong', 'territory-wrong', 'family'];

/** A side that has lost it asks for what was decided: that is what an appeal is for. */
function isSame(one: Asked, asked: Asked, sides: readonly string[]): boolean {
  const isOneKind =
    one.kind === asked.kind || [one, asked].every(({ kind }) => aboutOwner.includes(kind));
  if (!isOneKind || (asked.kind === 'data-wrong' && one.attribute !== asked.attribute))
    return false;
  const { wanted } = asked;
  const isDecided = wanted?.id === one.wanted?.id || (wanted && sides.includes(wanted.id));
  return Boolean(isDecided);
}

/** A claim that was let be, by whoever had filed it. */
export type Withdrawn = { claim: Asked; at: Date };

/** The last day on which a claim rests that its filer has let be too often: each time the account was frozen for nothing. */
export function restOf(
  withdrawn: readonly Withdrawn[],
  asked: Asked,
  { barDays, withdrawals }: Pick<DisputePolicy, 'barDays' | 'withdrawals'>,
  at: Date,
): Date | undefined {
  const counted = withdrawn
    .filter(({ claim: one }) => isSame(one, asked, []))
    .map((one) => addDays(one.at, barDays))
    .filter((until) => until > at)
    .toSorted((one, other) => other.getTime() - one.getTime());
  return counted[withdrawals - 1];
}

/** Attributes that say something else now. */
function changesIn(then: Grounds, now: Grounds): string[] {
  const keys = new Set([...Object.keys(then), ...Object.keys(now)]);
  return [...keys].filter((key) => !unheard.includes(key) && then[key] !== now[key]);
}

/** Facts as grounds: text, so that what was written down and what is read again compare. */
export function groundsFrom(facts: Record<string, unknown>): Grounds {
  const known = Object.entries(facts).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(known.map(([key, value]) => [key, canonical(value)]));
}
