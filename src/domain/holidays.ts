import Holidays from 'date-holidays';

const DAY_HOURS = 24;
const known = new Map<string, ReadonlySet<string>>();

/** Whether nobody works on a day (2026-12-25) of a region: US, US-CA, DE-BY. Half holidays are working days. */
export function isHoliday(region: string, day: string): boolean {
  const year = Number(day.slice(0, 4));
  // A feast of several days may have begun last year, and a substitute may come before next year's first of January.
  return [year, year - 1, year + 1].some((near) => holidaysOf(region, near).has(day));
}

/** Every region that is known has holidays, in any year. */
export function isHolidayRegion(region: string): boolean {
  return holidaysOf(region, 2026).size > 0;
}

/** Working them out takes milliseconds; they are asked for at every turn of every clock. */
function holidaysOf(region: string, year: number): ReadonlySet<string> {
  const key = `${region} ${year}`;
  let days = known.get(key);
  if (!days) {
    days = new Set(daysOff(region, year));
    known.set(key, days);
  }
  return days;
}

function daysOff(region: string, year: number): string[] {
  return new Holidays(region).getHolidays(year).flatMap(({ type, date, start, end }) => {
    const [day = '', time = ''] = date.split(' ');
    if (type !== 'public' || !time.startsWith('00:00')) return [];
    // The day on which clocks are put forward has 23 hours.
    const hours = (end.getTime() - start.getTime()) / 3_600_000 + 1;
    return Array.from({ length: Math.floor(hours / DAY_HOURS) }, (_, later) =>
      dayAfter(day, later),
    );
  });
}

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
