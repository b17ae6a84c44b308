import { isHoliday } from './holidays.ts';
import { type WorkingHours, weekdays } from './roster.ts';
import { momentOf, wallClock } from './time-zone.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Who does not work within so many days never works. */
const HORIZON_DAYS = 3 * 366;

/** When somebody works. A week without any hours says nothing: they work at all hours of all days but holidays. */
export type Calendar = {
  timeZone: string;
  hours: WorkingHours;
  holidayRegion?: string;
  absences: readonly Span[];
};
type Span = { from: Date; until: Date };

export function isWorking(calendar: Calendar, at: Date): boolean {
  return nextWorkingMoment(calendar, at)?.getTime() === at.getTime();
}

/** `at` itself where they work then; undefined where they never do. */
export function nextWorkingMoment(calendar: Calendar, at: Date): Date | undefined {
  for (const [from] of workingSpans(calendar, at.getTime())) return new Date(from);
  return undefined;
}

/** When so many hours of theirs have passed: 8 hours from 9 to 17 end at 17, not the next morning. */
export function addWorkingHours(calendar: Calendar, at: Date, hours: number): Date | undefined {
  let left = hours * 60 * MINUTE;
  for (const [from, until] of workingSpans(calendar, at.getTime())) {
    if (from + left <= until) return new Date(from + left);
    left -= until - from;
  }
  return undefined;
}

export function workingHoursBetween(calendar: Calendar, from: Date, until: Date): number {
  let passed = 0;
  for (const [start, end] of workingSpans(calendar, from.getTime())) {
    if (start >= until.getTime()) break;
    passed += Math.min(end, until.getTime()) - start;
  }
  return passed / (60 * MINUTE);
}

/** Every stretch of work from a moment on, in order, apart from each other. */
function* workingSpans(calendar: Calendar, at: number): Generator<[number, number]> {
  const today = Math.floor(wallClock(calendar.timeZone, at) / DAY) * DAY;
  let done = at;
  // A night shift of yesterday may still go on.
  for (let day = today - DAY; day <= today + HORIZON_DAYS * DAY; day += DAY) {
    for (const [from, until] of shiftsOn(calendar, day)) {
      if (until <= done) continue;
      yield* present(calendar.absences, Math.max(from, done), until);
      done = until;
    }
  }
}

/** A shift belongs to the day on which it begins, with that day's holiday. */
function shiftsOn({ timeZone, hours, holidayRegion }: Calendar, day: number): [number, number][] {
  const date = new Date(day);
  if (holidayRegion && isHoliday(holidayRegion, date.toISOString().slice(0, 10))) return [];
  const moment = (wall: number) => momentOf(timeZone, wall);
  if (!Object.values(hours).some((shifts) => shifts.length > 0)) {
    return [[moment(day), moment(day + DAY)]];
  }
  const weekday = weekdays[(date.getUTCDay() + 6) % 7] ?? 'mon';
  return (hours[weekday] ?? [])
    .map(({ from, until }): [number, number] => {
      const [start, end] = [minutes(from), minutes(until)];
      const ends = day + end * MINUTE + (end <= start ? DAY : 0);
      return [moment(day + start * MINUTE), moment(ends)];
    })
    .sort(([one], [other]) => one - other);
}

function minutes(clockTime: string): number {
  return Number(clockTime.slice(0, 2)) * 60 + Number(clockTime.slice(3));
}

/** What absences leave of a stretch. */
function* present(
  absences: readonly Span[],
  from: number,
  until: number,
): Generator<[number, number]> {
  let start = from;
  const inOrder = absences.toSorted((one, other) => one.from.getTime() - other.from.getTime());
  for (const absence of inOrder) {
    const [leaves, returns] = [absence.from.getTime(), absence.until.getTime()];
    if (returns <= start || leaves >= until) continue;
    if (leaves > start) yield [start, leaves];
    start = Math.max(start, returns);
  }
  if (start < until) yield [start, until];
}
