const day = 86_400_000;

const time = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' });
const timeWithSeconds = new Intl.DateTimeFormat('en', { timeStyle: 'medium' });
const long = new Intl.DateTimeFormat('en', { weekday: 'long', month: 'long', day: 'numeric' });
const longWithYear = new Intl.DateTimeFormat('en', { dateStyle: 'full' });
const short = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', year: 'numeric' });
const plain = new Intl.DateTimeFormat('en', { month: 'long', day: 'numeric', year: 'numeric' });

/** Slack's time stamps are seconds with a counter behind the point. */
function dateOf(ts: string): Date {
  return new Date(Number(ts) * 1000);
}

export function clockTime(ts: string): string {
  return time.format(dateOf(ts));
}

export function fullTime(ts: string): string {
  return `${longWithYear.format(dateOf(ts))} at ${timeWithSeconds.format(dateOf(ts))}`;
}

export function dayName(ts: string, now: Date): string {
  const date = dateOf(ts);
  return relativeDay(date, now) ?? (sameYear(date, now) ? long : longWithYear).format(date);
}

export function isSameDay(one: string, other: string): boolean {
  return dateOf(one).toDateString() === dateOf(other).toDateString();
}

/** Fills the tokens of `<!date^…>`, in the reader's own time zone, as Slack's clients do. */
export function formatDate(timestamp: number, format: string, now: Date): string {
  const date = new Date(timestamp * 1000);
  return format.replace(/\{(\w+)\}/g, (token, name: string) => wordsFor(name, date, now) ?? token);
}

function wordsFor(name: string, date: Date, now: Date): string | undefined {
  const pretty = name.endsWith('_pretty') ? relativeDay(date, now)?.toLowerCase() : undefined;
  switch (name.replace(/_pretty$/, '')) {
    case 'date_num':
      return date.toLocaleDateString('en-CA');
    case 'date':
      return pretty ?? plain.format(date);
    case 'date_short':
      return pretty ?? short.format(date);
    case 'date_long':
      return pretty ?? longWithYear.format(date);
    case 'time':
      return time.format(date);
    case 'time_secs':
      return timeWithSeconds.format(date);
    case 'ago':
      return ago(date, now);
  }
}

function relativeDay(date: Date, now: Date): string | undefined {
  const days = Math.round((midnight(date) - midnight(now)) / day);
  if (days === 0) return 'Today';
  if (days === -1) return 'Yesterday';
  if (days === 1) return 'Tomorrow';
}

function ago(date: Date, now: Date): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (Math.abs(seconds) < 3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (Math.abs(seconds) < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  return relative.format(Math.round(seconds / 86_400), 'day');
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function sameYear(one: Date, other: Date): boolean {
  return one.getFullYear() === other.getFullYear();
}
