import { z } from 'zod';
import { field, mayBeAttribute } from './field.ts';
import { isHolidayRegion } from './holidays.ts';
import { hasLeft } from './leaving.ts';
import { type NoticeRoute, noticeRoute } from './notice.ts';
import { relatedChoice } from './related-policy.ts';
import { isTimeZone } from './time-zone.ts';

export const roles = ['rep', 'manager', 'ops', 'admin', 'viewer'] as const;
export type Role = (typeof roles)[number];

export type Rep = {
  id: string;
  name: string;
  email: string;
  role: Role;
  title: string;
  slackUserId?: string;
  team?: string;
  leftAt?: Date;
  absences: Absence[];
};

type Absence = { from: Date; until: Date; reason: string; backup?: Person };

/** A rep as others see them: enough to name and to mention. */
export type Person = { id: string; name: string; slackUserId?: string };

/** Whether a rep can be asked at a moment, and who can in their place. */
export type Presence =
  | { kind: 'here' }
  | { kind: 'away'; until: Date; reason: string; backup?: Person }
  | { kind: 'left'; since: Date };

export function presenceOf(rep: Pick<Rep, 'leftAt' | 'absences'>, at: Date): Presence {
  if (rep.leftAt && hasLeft(rep, at)) return { kind: 'left', since: rep.leftAt };
  const absence = rep.absences.find(({ from, until }) => from <= at && at < until);
  if (!absence) return { kind: 'here' };
  const { until, reason, backup } = absence;
  return backup ? { kind: 'away', until, reason, backup } : { kind: 'away', until, reason };
}

/** A day, or a moment where the hour matters. */
const day = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
const email = z.email().transform((text) => text.toLowerCase());
/** A file may say null or leave out: both mean "none". */
const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 09:00');
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** By weekday, on the clocks where they are; until a time that is not later is until the next day. */
export const workingHours = z.partialRecord(
  z.enum(weekdays),
  z.array(z.strictObject({ from: clockTime, until: clockTime })),
);
export type WorkingHours = z.infer<typeof workingHours>;

const rosterTeam = z.strictObject({
  name: z.string().min(1),
  channel: maybe(z.string()),
  manager: maybe(email),
});

const rosterRep = z.strictObject({
  email,
  name: maybe(z.string().min(1)),
  slackUserId: maybe(z.string()),
  /** Left out, it is the strongest that a group gives, else rep. */
  role: maybe(z.enum(roles)),
  title: z.string().default(''),
  team: maybe(z.string()),
  skills: z.array(z.string()).default([]),
  languages: z.array(z.string()).default([]),
  certificates: z.array(z.string()).default([]),
  capacity: maybe(z.int().positive()),
  weight: z.number().positive().default(1),
  /** Left out, it is what Slack says of them, else UTC. */
  timeZone: maybe(z.string().refine(isTimeZone, 'a time zone like Europe/Berlin')),
  workingHours: workingHours.default({}),
  holidayRegion: maybe(z.string().refine(isHolidayRegion, 'a region like US, US-CA or DE-BY')),
  leftOn: maybe(day),
  absences: z
    .array(
      z.strictObject({
        from: day,
        until: day,
        reason: z.string().default(''),
        backup: maybe(email),
      }),
    )
    .default([]),
});

const rosterTerritory = z.strictObject({
  key: z.string().min(1),
  name: z.string().min(1),
  parent: maybe(z.string()),
  coverage: z.array(z.strictObject({ role: z.enum(['AE', 'SDR', 'CSM']), email })).default([]),
});

const rosterPin = z.strictObject({
  domain: maybe(z.string()),
  crmId: maybe(z.string()),
  who: email,
  why: z.string().min(1),
  until: maybe(day),
});

const rosterField = field.extend({
  attribute: field.shape.attribute.refine(mayBeAttribute, 'a name for rules, like health_score'),
  type: field.shape.type.default('text'),
});

/** Whoever is in a user group of Slack (its id, or its handle like @sales-ops) or in a team of the CRM has this role. */
export const roleGrant = z.union([
  z.strictObject({ group: z.string().min(1), role: z.enum(roles) }),
  z.strictObject({ crmTeam: z.string().min(1), role: z.enum(roles) }),
]);
export type RoleGrant = z.infer<typeof roleGrant>;

const PLACE =
  'the id of a channel or a person in Slack, like C0123ABCD (in a channel’s details, below)';

/** A name may be given to another channel. */
function isInSlack({ to }: NoticeRoute): boolean {
  return to === undefined || /^[CGDUW][A-Z0-9]{4,}$/.test(to);
}

/** What somebody is in Slack, as one workspace sees them: only its members may ask. */
export const slackStandings = ['member', 'guest', 'stranger', 'deactivated'] as const;
export type SlackStanding = (typeof slackStandings)[number];

/** Somebody's account in Slack, and by which clock they live in its word. */
export type SlackPerson = { slackUserId: string; timeZone?: string };

/** The file an operator keeps: people, teams, territories, pins and fields, people named by e-mail address. */
export const rosterFile = z.strictObject({
  opsChannel: maybe(z.string()),
  teams: z.array(rosterTeam).default([]),
  reps: z.array(rosterRep).default([]),
  territories: z.array(rosterTerritory).default([]),
  pins: z.array(rosterPin).default([]),
  /** Properties of the CRM that rules may ask for. */
  fields: z.array(rosterField).default([]),
  /** By attribute of accounts, who is right about it, the best source first. */
  sources: z.record(z.string(), z.array(z.string())).default({}),
  /** Who hears of changes of owner, where and when. */
  notices: z.array(noticeRoute.refine(isInSlack, { path: ['to'], error: PLACE })).default([]),
  /** Which groups make their members what; where it is left out, what was chosen before stands. */
  roles: maybe(z.array(roleGrant)),
  /** What goes with an account that changes hands, by cause; where it is left out, what was chosen before stands. */
  related: maybe(relatedChoice),
});
export type RosterFile = z.infer<typeof rosterFile>;
