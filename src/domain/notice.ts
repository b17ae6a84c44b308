import { addDays } from 'date-fns/addDays';
import { addHours } from 'date-fns/addHours';
import { addSeconds } from 'date-fns/addSeconds';
import { z } from 'zod';
import type { Activity } from './activity.ts';
import type { CrmPlace } from './crm-place.ts';
import { type Actor, type Cause, causeKinds, type Subject } from './ownership.ts';
import type { RelatedKind } from './related-policy.ts';
import type { Person } from './roster.ts';
import { isTimeZone, momentOf, wallClock } from './time-zone.ts';

/** Who hears of a change of owner, each in words of their own. */
export const audiences = [
  'owner',
  'former-owner',
  'team',
  'marketing',
  'customer-success',
  'finance',
  'ops',
] as const;
export type Audience = (typeof audiences)[number];

/** A file may say null or leave out: both mean "all", or "none". */
const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

/** One audience, where and when it hears, and of which changes; without causes or territories it hears of all. */
export const noticeRoute = z.strictObject({
  audience: z.enum(audiences),
  /** A channel. Owners and teams have places of their own. */
  to: maybe(z.string().min(1)),
  causes: maybe(z.array(z.enum(causeKinds)).min(1)),
  territories: maybe(z.array(z.string().min(1)).min(1)),
  subjects: maybe(z.array(z.enum(['account', 'lead'])).min(1)),
  when: z.enum(['off', 'now', 'hourly', 'daily']).default('now'),
  /** Whose nine o’clock a daily one goes by. */
  timeZone: z.string().refine(isTimeZone, 'a time zone like Europe/Berlin').default('UTC'),
});
export type NoticeRoute = z.infer<typeof noticeRoute>;

/** Owners and teams have places of their own. */
export function needsChannel(audience: Audience): boolean {
  return !['owner', 'former-owner', 'team'].includes(audience);
}

/** Whom customers concern is told of leads only where a line says so. */
function subjectsOf({ audience, subjects }: NoticeRoute): readonly Subject['kind'][] {
  if (subjects) return subjects;
  const isOfCustomers = ['marketing', 'customer-success', 'finance'].includes(audience);
  return isOfCustomers ? ['account'] : ['account', 'lead'];
}

/** What holds for an audience of which the workspace says nothing. */
const usualRoutes: NoticeRoute[] = (['owner', 'former-owner', 'team'] as const).map((audience) =>
  noticeRoute.parse({ audience }),
);

/** A change as far as it decides who hears of it. */
export type Told = {
  id: string;
  kind: Subject['kind'];
  cause: Cause;
  actor: Actor;
  territory?: string;
  /** The first of several changes that are told as one, since the CRM has never had those between: `from` is of that one. */
  firstId?: string;
  from?: Side;
  to?: Side;
};
/** `channel`: their team’s. */
type Side = Person & { hasLeft: boolean; channel?: string };

export type NewNotice = {
  changeId: string;
  audience: Audience;
  place: string;
  dueAt: Date;
  firstId?: string;
};

/** Not a person: whether the bot may post there is for people to mend. */
export function isChannel(place: string): boolean {
  return !/^[UW]/.test(place);
}

/** For ops, of places that take no message. */
export function placeRefused(...places: string[]): string {
  return `Nothing can be posted in ${places.join(', ')}: invite me there, or name another channel in the roster file; then retry.`;
}

/** So long changes are gathered that come together. */
const GATHER_SECONDS = 5;

/** What came with the CRM, and what only goes along with an account of which everybody hears. */
const untold: Cause['kind'][] = ['import', 'crm-copy', 'follow'];

/** Everybody who hears of it, each place once an audience. */
export function noticesOf(told: Told, routes: readonly NoticeRoute[], at: Date): NewNotice[] {
  if (untold.includes(told.cause.kind)) return [];
  // It has gone to somebody and come back before anybody was told.
  if (told.from?.id === told.to?.id) return [];
  const said = new Set(routes.map(({ audience }) => audience));
  const all = [...routes, ...usualRoutes.filter(({ audience }) => !said.has(audience))];
  const notices = all
    .filter((route) => route.when !== 'off' && concerns(route, told))
    .flatMap((route) =>
      placesOf(route, told).map((place) => ({
        ...{ changeId: told.id, audience: route.audience, place },
        ...(told.firstId !== undefined && { firstId: told.firstId }),
        dueAt: dueOf(route, at),
      })),
    );
  return [...new Map(notices.map((one) => [`${one.audience} ${one.place}`, one])).values()];
}

function concerns(route: NoticeRoute, { kind, cause, territory }: Told): boolean {
  const { causes, territories } = route;
  const isOfCause = causes === undefined || causes.includes(cause.kind);
  const isThere =
    territories === undefined || (territory !== undefined && territories.includes(territory));
  return isOfCause && isThere && subjectsOf(route).includes(kind);
}

function placesOf({ audience, to }: NoticeRoute, told: Told): string[] {
  switch (audience) {
    case 'owner':
      return isOwnDeed(told, told.to) ? [] : directly(told.to);
    case 'former-owner':
      return isOwnDeed(told, told.from) ? [] : directly(told.from);
    case 'team':
      return [told.from?.channel, told.to?.channel].filter((place) => place !== undefined);
    default:
      return to === undefined ? [] : [to];
  }
}

/** Whoever did it knows. */
function isOwnDeed({ actor }: Told, side: Side | undefined): boolean {
  return actor.kind === 'rep' && actor.id === side?.id;
}

function directly(side: Side | undefined): string[] {
  return side?.slackUserId && !side.hasLeft ? [side.slackUserId] : [];
}

const NINE = 9;

function dueOf({ when, timeZone }: NoticeRoute, at: Date): Date {
  switch (when) {
    case 'hourly':
      return new Date(Math.floor(addHours(at, 1).getTime() / 3_600_000) * 3_600_000);
    case 'daily': {
      const wall = new Date(wallClock(timeZone, at.getTime()));
      const morning = new Date(wall);
      morning.setUTCHours(NINE, 0, 0, 0);
      const next = morning > wall ? morning : addDays(morning, 1);
      return new Date(momentOf(timeZone, next.getTime()));
    }
    case 'off':
    case 'now':
      return addSeconds(at, GATHER_SECONDS);
  }
}

/** A change of owner as it is told: all that any audience may want to know of it. */
export type Notice = {
  audience: Audience;
  subject: Subject & { name: string; crmId: string; crm: CrmPlace };
  cause: Cause;
  actor: Actor;
  reason: string;
  at: Date;
  from?: Person;
  to?: Person;
  territory?: string;
  facts: { key: string; value: string }[];
  deals: { count: number; total: number; currency: string };
  leads: number;
  /** People there whom it knows, who changed last at the top; of many only some. */
  contacts: { name: string; email?: string | undefined }[];
  /** What goes along with it, and the open deals that its former owner still has: `until` then, where that is laid down. */
  along: readonly RelatedKind[];
  kept: Notice['deals'] & { until?: Date | undefined };
  /** What was done for it last, as the CRM has it: asked for whoever gets it. */
  last?: LastActivity;
};

export type LastActivity = Pick<Activity, 'kind' | 'at'> & { by?: Person };

/** What goes to one place at one time. Many changes are told as one. */
export type NoticeBatch = { id: string; audience: Audience; notices: Notice[] };
