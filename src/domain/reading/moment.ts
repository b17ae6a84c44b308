/**
 * Milliseconds since 1970. ISO days and times are read, milliseconds as HubSpot has them, and the ways of writing a day that
 * leave no doubt: 31.01.2026, and 31/01/2026 where one of the two cannot be a month.
 */
export function momentOf(text: string): number | undefined {
  const typed = text.trim();
  if (/^\d{12,13}$/.test(typed)) return Number(typed);
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].+)?$/.exec(typed);
  if (iso) {
    const day = dayOf(iso[1], iso[2], iso[3]);
    return day === undefined || typed.length === 10 ? day : timeOf(typed);
  }
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(typed);
  if (dotted) return dayOf(dotted[3], dotted[2], dotted[1]);
  const [, first, second, year] = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(typed) ?? [];
  if (Number(first) > 12) return dayOf(year, second, first);
  return Number(second) > 12 || first === second ? dayOf(year, first, second) : undefined;
}

/** A time that names no zone is in UTC. */
function timeOf(text: string): number | undefined {
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text);
  const time = Date.parse(text.replace(' ', 'T') + (hasZone ? '' : 'Z'));
  return Number.isNaN(time) ? undefined : time;
}

/** Nothing where the calendar has no such day: `Date` would go on to the next month. */
function dayOf(year?: string, month?: string, day?: string): number | undefined {
  const iso = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const time = Date.parse(iso);
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
  return isDay ? time : undefined;
}
