import { z } from 'zod';
import type { Course } from './approval-course.ts';
import { actor } from './ownership.ts';
import { may } from './permission.ts';
import type { Reason } from './refusal.ts';
import type { RelatedKind } from './related-policy.ts';
import type { Person, Role } from './roster.ts';

const held = z.object({ accounts: z.number(), leads: z.number() });
const given = {
  by: actor,
  at: z.coerce.date(),
  reason: z.string(),
  /** What there was to be handed over, where it was ordered. */
  held: held.optional(),
};
const to = z.object({ id: z.string(), name: z.string(), slackUserId: z.string().optional() });

/** What was said of the accounts of somebody who has left. */
export const handoverVerdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('by-rules'), ...given }),
  z.object({ kind: z.literal('to'), ...given, to }),
  z.object({ kind: z.literal('left'), ...given }),
]);
export type HandoverVerdict = z.infer<typeof handoverVerdict>;
type ByRules = Extract<HandoverVerdict, { kind: 'by-rules' }>;

/** Somebody has left who holds accounts: who is to have them? Or the book of somebody who is here, as a person has ordered. */
export type Handover = {
  id: string;
  rep: Person;
  leftAt?: Date;
  /** When all of it was carried out. */
  endedAt?: Date;
  /** Who has decided it. */
  by?: Person;
  state: /** `byRules`: they were asked already, and have left some where it was. */
    | { kind: 'open'; byRules?: ByRules | undefined }
    | { kind: 'decided'; verdict: HandoverVerdict }
    | { kind: 'withdrawn' };
  /** What they hold still. */
  held: Held;
  /** Accounts that stay for now: those in dispute, and of somebody who is here pinned ones. */
  pinned?: Some;
  disputed?: Some;
  deals: { count: number; total: number; currency: string };
  manager?: Person;
  /** Who is asked, and until when: of whoever has left. */
  course?: Course | undefined;
  dueAt?: Date | undefined;
  /** Where the rules would lead, the most first; undefined where there are none, and once it is decided. */
  preview?: HandoverPreview;
};
type Held = z.infer<typeof held>;
/** Some accounts, the first of them by name. */
export type Some = { count: number; names: string[] };
/** A book that is about to be handed over, what goes along with its accounts, and to whom it was said to go. */
export type BookToHandOver = Pick<
  Handover,
  'rep' | 'leftAt' | 'manager' | 'held' | 'deals' | 'pinned' | 'disputed'
> & {
  along: readonly RelatedKind[];
  to?: Person;
};
export type HandoverPreview = {
  gain: { name: string; count: number }[];
  /** Those that the rules leave where they are. */
  stay: number;
  /** Those that a person would have to look at one by one. */
  wait: number;
  /** Of those that would go: to whoever has had the rules asked, so it is for somebody else to say so. */
  toDecider?: number;
};

/** Why somebody may not decide it: managers decide for their own people, and whoever is asked about it or stands above those. */
export function obstacleToHandover(
  { manager, rep, state }: Pick<Handover, 'manager' | 'rep' | 'state'>,
  { person, role }: { person: Person; role: Role },
  {
    kind,
    gains,
    hasSay,
  }: { kind?: HandoverVerdict['kind']; gains?: string | undefined; hasSay: boolean },
): Reason | undefined {
  const asked = state.kind === 'open' && kind === 'by-rules' ? state.byRules?.by : undefined;
  const hasAsked = asked?.kind === 'rep' && asked.id === person.id;
  // What would go to others has gone.
  if (hasAsked) return { kind: 'own-gain', subject: `What is left of the book of ${rep.name}` };
  if (gains === person.id) return { kind: 'own-gain', subject: `The book of ${rep.name}` };
  if (hasSay) return undefined;
  if (!may(role, 'decide proposals')) return { kind: 'not-your-role', deed: 'decide proposals' };
  if (role !== 'manager' || !manager || manager.id === person.id) return undefined;
  return { kind: 'not-your-team', managers: [manager.name] };
}
