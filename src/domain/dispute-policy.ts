import { z } from 'zod';
import type { Rung } from './dispute-bench.ts';

const hours = (usual: number) => z.number().positive().max(400).default(usual);

/** Clocks, rungs, bars and bands of disputes. Why these numbers: docs/decisions/0020. */
export const disputePolicy = z.strictObject({
  /** How many working hours each rung has; silence moves a case up. */
  peers: z.strictObject({ hours: hours(8) }).prefault({}),
  /** `both`: where the sides have different managers, the same verdict of both is needed. */
  manager: z
    .strictObject({ hours: hours(16), needs: z.enum(['both', 'either']).default('both') })
    .prefault({}),
  senior: z
    .strictObject({ hours: hours(8), needs: z.enum(['both', 'either']).default('either') })
    .prefault({}),
  /** Whether ops are the last rung, behind the senior one. */
  ops: z.strictObject({ sits: z.boolean().default(true), hours: hours(8) }).prefault({}),
  /** At which part of its time a rung is reminded. */
  remindAt: z.number().min(0.1).max(0.9).default(0.5),
  /** Working hours after the end in which one appeal is possible. */
  appealHours: hours(40),
  /** So many days the same claim is barred. */
  barDays: z.int().min(0).default(90),
  /** So often within these days somebody may withdraw the same claim and file it again. */
  withdrawals: z.int().positive().default(2),
  /** By attribute, within how many per cent of a rule's line an account stays where it is. */
  tolerance: z.record(z.string(), z.number().positive().max(50)).default({ employees: 20 }),
  /** How long a period of the sales plan is, and the month in which the first of a year starts: till its end such an account stays. */
  period: z
    .strictObject({
      months: z.literal([1, 3, 6, 12]).default(3),
      startsIn: z.int().min(1).max(12).default(1),
    })
    .prefault({}),
  /** Roles in which credit may be split. Empty: it may not be split. */
  splits: z.array(z.enum(['AE', 'SDR', 'CSM'])).default(['AE', 'SDR', 'CSM']),
  /** The most days that a deal may be held over, an account held, a transfer put off, a pin set. */
  most: z
    .strictObject({
      holdoverDays: z.int().positive().default(180),
      holdDays: z.int().positive().default(90),
      transferDays: z.int().positive().default(120),
      pinDays: z.int().positive().default(365),
    })
    .prefault({}),
  /** How long the verdict is kept from nightly runs where it says nothing itself. */
  pinDays: z.int().positive().default(90),
  /** Who works new leads of a disputed account meanwhile; without one, whom the rules say. */
  interim: z
    .email()
    .transform((text) => text.toLowerCase())
    .optional(),
  /** The channel in which cases live; without one it is that of ops. */
  channel: z.string().min(1).optional(),
  /** A channel in which verdicts are told beside the case. */
  announceIn: z.string().min(1).optional(),
  /** What a verdict may rest on: a code and its sentence. */
  reasons: z.record(z.string().regex(/^[a-z][a-z-]{1,30}$/), z.string().min(3).max(150)).default({
    'rules-say-so': 'The published rules say so',
    'active-work': 'Whoever did the work of the last weeks keeps it',
    'first-contact': 'Whoever was there first keeps it',
    'customer-wish': 'The customer asked for it',
    'one-family': 'The family of companies belongs together',
    'wrong-data': 'The decision rested on wrong data',
    workload: 'The books would be out of balance otherwise',
    other: 'Another reason, given in the text',
  }),
});
export type DisputePolicy = z.infer<typeof disputePolicy>;

/** The day on which the next period of the sales plan begins. */
export function nextPeriod({ period }: Pick<DisputePolicy, 'period'>, at: Date): Date {
  const { months, startsIn } = period;
  const since = (at.getUTCMonth() + 12 - (startsIn - 1)) % months;
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - since + months, 1));
}

/** The rungs of a case from the first to the last. */
export function ladderOf({ ops }: DisputePolicy): Rung[] {
  return ops.sits ? ['peers', 'manager', 'senior', 'ops'] : ['peers', 'manager', 'senior'];
}

/** Whether a value lies so near a rule's line that the account stays where it is. */
export function isWithinTolerance(
  { tolerance }: Pick<DisputePolicy, 'tolerance'>,
  { attribute, value, line }: { attribute: string; value: number; line: number },
): boolean {
  const percent = tolerance[attribute];
  return percent !== undefined && Math.abs(value - line) <= (Math.abs(line) * percent) / 100;
}
