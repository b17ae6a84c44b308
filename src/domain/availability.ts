import { type Calendar, nextWorkingMoment } from './calendar.ts';
import { type Person, presenceOf, type Rep } from './roster.ts';
import { fold } from './rules/fold.ts';
import type { Pool } from './rules/pool.ts';

/** Somebody of a pool, as far as it matters to whether they can be asked. */
export type Colleague = {
  rep: Person;
  skills: string[];
  languages: string[];
  certificates: string[];
  leftAt?: Date;
  absences: Rep['absences'];
  calendar: Omit<Calendar, 'absences'>;
};

/** `off`: not at this hour; they work again then, or never where no time is named. */
export type Availability =
  | { kind: 'here' }
  | { kind: 'off'; until?: Date }
  | { kind: 'away'; until: Date; reason: string; backup?: Person }
  | { kind: 'left'; since: Date }
  | { kind: 'lacks'; gift: 'skill' | 'language' | 'certificate'; word: string };

export function availabilityOf(
  colleague: Colleague,
  requires: Pool['requires'],
  at: Date,
): Availability {
  const { leftAt, absences, calendar } = colleague;
  const presence = presenceOf({ leftAt, absences }, at);
  if (presence.kind === 'left') return presence;
  const lack = lackOf(colleague, requires);
  if (lack) return lack;
  if (presence.kind === 'away') return presence;
  const next = nextWorkingMoment({ ...calendar, absences }, at);
  if (!next) return { kind: 'off' };
  return next.getTime() === at.getTime() ? { kind: 'here' } : { kind: 'off', until: next };
}

/** What a pool requires and a rep has not. */
export function lackOf(
  { skills, languages, certificates }: Pick<Colleague, 'skills' | 'languages' | 'certificates'>,
  requires: Pool['requires'],
): Extract<Availability, { kind: 'lacks' }> | undefined {
  const demands = [
    ['skill', requires.skills, skills],
    ['language', requires.languages, languages],
    ['certificate', requires.certificates, certificates],
  ] as const;
  for (const [gift, wanted, own] of demands) {
    const has = new Set(own.map(fold));
    const word = wanted.find((one) => !has.has(fold(one)));
    if (word !== undefined) return { kind: 'lacks', gift, word };
  }
  return undefined;
}
