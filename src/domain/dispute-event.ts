import { addDays } from 'date-fns/addDays';
import { z } from 'zod';
import { rungs } from './dispute-bench.ts';
import { claim, party } from './dispute-claim.ts';
import { type Ruling, ruling } from './dispute-outcome.ts';
import type { DisputePolicy } from './dispute-policy.ts';

const rung = z.enum(rungs);
const at = { at: z.coerce.date() };
const said = { ...at, by: party };

/** Why a case came to a rung. */
const because = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened') }),
  z.object({ kind: z.literal('silence') }),
  /** Nobody was there who could have ended it on the rung before. */
  z.object({ kind: z.literal('nobody') }),
  /** Those who had to say the same said different things. */
  z.object({ kind: z.literal('differed') }),
  z.object({ kind: z.literal('passed-up'), by: party, why: z.string() }),
  z.object({ kind: z.literal('appeal') }),
  z.object({ kind: z.literal('hold-over') }),
  /** What was decided could not be carried out. */
  z.object({ kind: z.literal('impossible'), why: z.string() }),
]);
export type Because = z.infer<typeof because>;

const verdictOfDispute = z.discriminatedUnion('kind', [
  /** Both sides said the same. */
  z.object({ kind: z.literal('agreed'), by: z.array(party) }),
  z.object({
    kind: z.literal('ruled'),
    by: z.array(party.extend({ inPlaceOf: party.optional() })),
    code: z.string(),
    text: z.string(),
  }),
  /** Nobody said anything up to the last rung: it stays as it is. */
  z.object({ kind: z.literal('lapsed') }),
  z.object({
    kind: z.literal('in-band'),
    ...{ attribute: z.string(), value: z.number(), line: z.number(), percent: z.number() },
  }),
]);

export const disputeDecision = z.object({
  ...at,
  verdict: verdictOfDispute,
  ruling,
  /** Where it was decided; undefined where a machine did at triage. */
  rung: rung.optional(),
});
export type DisputeDecision = z.infer<typeof disputeDecision>;

/** What triage found: something for people, or something that a machine may close. */
const finding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('for-people') }),
  z.object({
    kind: z.literal('data-wrong'),
    ...{ attribute: z.string(), was: z.string(), is: z.string(), source: z.string() },
    /** Where ops have ranked its sources: at which place this one is, and the one that it counts for more than. */
    ranked: z
      .object({ place: z.int(), over: z.object({ source: z.string(), place: z.int() }).optional() })
      .optional(),
  }),
  z.object({
    kind: z.literal('in-band'),
    ...{ attribute: z.string(), value: z.number(), line: z.number(), percent: z.number() },
  }),
]);
export type Finding = z.infer<typeof finding>;

/** A file in Slack. `id`: of the one that was brought; `kept`: the link leads to a copy of the bot’s own. */
const broughtFile = z.object({
  ...{ name: z.string(), link: z.string(), id: z.string().optional() },
  became: z.enum(['kept', 'lost']).optional(),
});
export type BroughtFile = z.infer<typeof broughtFile>;

/** A piece of evidence that a person brings. */
const submission = z.object({
  ...said,
  text: z.string(),
  link: z.string().optional(),
  files: z.array(broughtFile).optional(),
});
export type Submission = z.infer<typeof submission>;

/** How a disputed account came to somebody: by ops, or in the CRM. */
const handedOver = z.object({
  kind: z.enum(['operator', 'crm']),
  ...{ by: z.string(), reason: z.string() },
});
export type HandedOver = z.infer<typeof handedOver>;

const clock = z.object({
  since: z.coerce.date(),
  remindAt: z.coerce.date(),
  dueAt: z.coerce.date(),
});
/** Where somebody is asked besides, on a rung where all must speak: everybody has the whole time again. */
const anew = { anew: z.object({ seats: z.array(party), clock }).optional() };

/** Everything that can happen to a case. They are kept, and what it is follows from them. */
export const disputeEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('filed'),
    ...said,
    account: z.object({ id: z.string(), name: z.string() }),
    owner: party.optional(),
    claim,
    parties: z.array(party),
  }),
  z.object({ kind: z.literal('joined'), ...said, claim, parties: z.array(party), ...anew }),
  /** `rule`: the one that decided over the account then; `leadsTo`: to whom, or to whose pool. */
  z.object({
    kind: z.literal('triaged'),
    ...at,
    finding,
    rule: z.string().optional(),
    leadsTo: z.array(z.string()).optional(),
  }),
  /** A better source has the value that was wrong: nobody needs to decide. */
  z.object({ kind: z.literal('data-fixed'), ...at }),
  z.object({
    kind: z.literal('reached'),
    ...at,
    rung,
    because,
    seats: z.array(party),
    clock,
  }),
  /** Sides or deciders who have left the company. */
  z.object({ kind: z.literal('departed'), ...at, who: z.array(party) }),
  z.object({ kind: z.literal('reminded'), ...at, rung, whom: z.array(party) }),
  z.object({ kind: z.literal('offered'), ...said, side: z.string(), ruling }),
  z.object({ kind: z.literal('agreed'), ...said, side: z.string() }),
  z.object({
    kind: z.literal('ruled'),
    ...said,
    ...{ seat: z.string(), ruling, code: z.string(), text: z.string() },
    /** For those who decide after them; the sides never read it. */
    note: z.string().optional(),
  }),
  z.object({ kind: z.literal('submitted'), ...at, submission }),
  /** The CRM, or ops, have not taken what the case ended with. */
  z.object({ kind: z.literal('not-taken'), ...at, why: z.string() }),
  /** The CRM does not take the owner by its verdict, until somebody writes it again or takes it back. */
  z.object({ kind: z.literal('write-refused'), ...at, why: z.string() }),
  /** That has found its end: the CRM has this owner by now, or there is a newer one. */
  z.object({ kind: z.literal('write-ended'), ...at, how: z.enum(['taken', 'moved']) }),
  /** The day has come for a deal that stayed with the former owner; without `to` it stays where it is. */
  z.object({
    kind: z.literal('holdover-ended'),
    ...at,
    ...{ deal: z.string(), from: party, to: party.optional() },
    /** Whose the account is. */
    owner: party.optional(),
  }),
  /** What came of files that somebody brought. */
  z.object({ kind: z.literal('files-kept'), ...at, files: z.array(broughtFile) }),
  z.object({ kind: z.literal('decided'), decision: disputeDecision, ...at }),
  z.object({ kind: z.literal('applied'), ...at }),
  z.object({
    kind: z.literal('closed'),
    ...at,
    appealUntil: z.coerce.date(),
    barredUntil: z.coerce.date(),
    grounds: z.record(z.string(), z.string()),
  }),
  /** `parties`: the sides that stay. */
  z.object({ kind: z.literal('left'), ...said, parties: z.array(party).optional() }),
  z.object({ kind: z.literal('withdrawn'), ...at, by: party.optional(), reason: z.string() }),
  /** Whoever appealed lets it be: what was decided stands. */
  z.object({ kind: z.literal('appeal-dropped'), ...said }),
  /** Nobody has answered it up to the last rung: what was decided stands. */
  z.object({ kind: z.literal('appeal-lapsed'), ...at }),
  z.object({
    kind: z.literal('merged'),
    ...at,
    ...{ into: z.string(), number: z.int().optional() },
    /** So many pieces of evidence found no room there. */
    left: z.int().optional(),
  }),
  z.object({
    kind: z.literal('moved'),
    ...at,
    account: z.object({ id: z.string(), name: z.string() }),
    /** Whoever has it there, and all sides with them. */
    owner: party.optional(),
    parties: z.array(party).optional(),
    ...anew,
  }),
  /** Somebody else has it than whoever was known to. `parties`: where they were no side, all sides with them. */
  z.object({
    kind: z.literal('changed-hands'),
    ...at,
    ...{ owner: party, parties: z.array(party).optional(), how: handedOver.optional() },
    ...anew,
  }),
  z.object({
    kind: z.literal('appealed'),
    ...said,
    owner: party.optional(),
    submission,
  }),
]);
export type DisputeEvent = z.infer<typeof disputeEvent>;
export type EventOf<Kind extends DisputeEvent['kind']> = Extract<DisputeEvent, { kind: Kind }>;

/** What is not said at the same moment by another: what is applied is closed, and the last word asked for is the verdict. */
export function isTold({ kind }: DisputeEvent, next: DisputeEvent | undefined): boolean {
  return kind === 'ruled' ? next?.kind !== 'decided' : kind !== 'applied';
}

/** What nightly runs must not undo. Where nobody decided, or the rules are to decide anew, nothing is pinned. */
export function pinnedUntil(
  { verdict, ruling }: DisputeDecision,
  { pinDays }: Pick<DisputePolicy, 'pinDays'>,
  at: Date,
): Date | undefined {
  if (verdict.kind === 'lapsed') return undefined;
  if (verdict.kind === 'in-band' || ruling.pinUntil) return ruling.pinUntil;
  return isPinned(ruling) ? addDays(at, pinDays) : undefined;
}

/** Whether it comes with a pin though nobody names a day. */
export function isPinned({ outcome }: Ruling): boolean {
  return !['hold', 're-route', 'fix-data', 'merge'].includes(outcome.kind);
}
