import { z } from 'zod';

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

export type Absence = { from: Date; until: Date; reason: string; backup?: Person };

/** A rep as others see them: enough to name and to mention. */
export type Person = { id: string; name: string; slackUserId?: string };

/** Whether a rep can be asked at a moment, and who can in their place. */
export type Presence =
  | { kind: 'here' }
  | { kind: 'away'; until: Date; reason: string; backup?: Person }
  | { kind: 'left'; since: Date };

export function presenceOf(rep: Pick<Rep, 'leftAt' | 'absences'>, at: Date): Presence {
  if (rep.leftAt && rep.leftAt <= at) return { kind: 'left', since: rep.leftAt };
  const absence = rep.absences.find(({ from, until }) => from <= at && at < until);
  if (!absence) return { kind: 'here' };
  const { until, reason, backup } = absence;
  return backup ? { kind: 'away', until, reason, backup } : { kind: 'away', until, reason };
}

const day = z.iso.date();
const email = z.email().transform((text) => text.toLowerCase());

/** The file an operator keeps: people, teams, territories and pins, in their own words. */
export const rosterFile = z.strictObject({
  teams: z.array(
    z.strictObject({
      name: z.string().min(1),
      channel: z.string().optional(),
      manager: email.optional(),
    }),
  ),
  reps: z.array(
    z.strictObject({
      name: z.string().min(1).optional(),
      email,
      slackUserId: z.string().optional(),
      role: z.enum(roles).default('rep'),
      title: z.string().default(''),
      team: z.string().optional(),
      skills: z.array(z.string()).default([]),
      languages: z.array(z.string()).default([]),
      certificates: z.array(z.string()).default([]),
      capacity: z.int().positive().optional(),
      weight: z.number().positive().default(1),
      calendar: z.string().optional(),
      leftOn: day.optional(),
      absences: z
        .array(
          z.strictObject({
            from: day,
            until: day,
            reason: z.string().default(''),
            backup: email.optional(),
          }),
        )
        .default([]),
    }),
  ),
  calendars: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        timeZone: z.string(),
        hours: z.record(z.string(), z.tuple([z.string(), z.string()])),
        holidayRegion: z.string().optional(),
      }),
    )
    .default([]),
  territories: z
    .array(
      z.strictObject({
        key: z.string().min(1),
        name: z.string().min(1),
        parent: z.string().optional(),
        cover: z.array(z.strictObject({ role: z.enum(['AE', 'SDR', 'CSM']), email })).default([]),
      }),
    )
    .default([]),
  pins: z
    .array(
      z.strictObject({
        account: z.string().min(1),
        by: email,
        reason: z.string().min(1),
        until: day.optional(),
      }),
    )
    .default([]),
});
export type RosterFile = z.infer<typeof rosterFile>;
