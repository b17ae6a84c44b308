const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs more than thousands of its answers. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

export function isTimeZone(text: string): boolean {
  try {
    return Boolean(formatOf(text));
  } catch {
    return false;
  }
}

/** What clocks on the wall there show at a moment, as if they showed UTC. */
export function wallClock(timeZone: string, at: number): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) shown[type] = Number(value);
  const { year = 0, month = 1, day, hour, minute, second } = shown;
  const milliseconds = ((at % 1000) + 1000) % 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) + milliseconds;
}

function offset(timeZone: string, at: number): number {
  return wallClock(timeZone, at) - at;
}

/**
 * The moment at which clocks there first show this; a time that they skip, when they are put forward, is the moment
 * of the skip. So a later time on the wall is never an earlier moment.
 */
export function momentOf(timeZone: string, wall: number): number {
  const around = [offset(timeZone, wall - DAY), offset(timeZone, wall + DAY)];
  const [first, last] = [wall - Math.max(...around), wall - Math.min(...around)];
  if (first + offset(timeZone, first) === wall) return first;
  if (last + offset(timeZone, last) === wall) return last;
  return skipBetween(timeZone, first, last);
}

function skipBetween(timeZone: string, before: number, after: number): number {
  const skipped = offset(timeZone, after);
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(timeZone, middle) === skipped) high = middle;
    else low = middle;
  }
  return high;
}
