export type ZipRange = { from: string; to: string };

/** 94000-94999: two ends of the same length, in order. 60601-1234 is one American code. */
export function zipRange(text: string): ZipRange | undefined {
  const [, from = '', to = ''] = /^(\d{1,10})\s?-\s?(\d{1,10})$/.exec(text.slice(0, 25)) ?? [];
  return from !== '' && from.length === to.length && from <= to ? { from, to } : undefined;
}

/** The fewest beginnings that cover a range and nothing else: 94000-94999 is all that begins with 94. */
export function zipsBetween({ from, to }: ZipRange): string[] {
  return beginnings('', from, to);
}

function beginnings(shared: string, from: string, to: string): string[] {
  const isWhole = /^0*$/.test(from) && /^9*$/.test(to);
  if (shared !== '' && isWhole) return [shared];
  const found: string[] = [];
  const first = Number(from[0]);
  const last = Number(to[0]);
  const length = from.length - 1;
  for (let digit = first; digit <= last; digit += 1) {
    const low = digit === first ? from.slice(1) : '0'.repeat(length);
    const high = digit === last ? to.slice(1) : '9'.repeat(length);
    found.push(...beginnings(`${shared}${digit}`, low, high));
  }
  return found;
}
