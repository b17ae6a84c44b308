import { type Problem, problemAt } from '../text/problem.ts';
import { goalKey, nameOfGoal, nameOfPlace, placeKey, type Spot } from './place.ts';
import type { Claim } from './row.ts';

/** Two rows that give one place to two: neither is narrower, so no order could decide. */
export function spotConflicts(spots: readonly Spot[]): Problem[] {
  const first = new Map<string, Spot>();
  const problems: Problem[] = [];
  for (const spot of spots) {
    const key = placeKey(spot.place);
    const other = first.get(key);
    if (!other) first.set(key, spot);
    else if (goalKey(other.goal) !== goalKey(spot.goal)) problems.push(conflict(spot, other));
  }
  return problems;
}

function conflict(spot: Spot, other: Spot): Problem {
  const place = nameOfPlace(spot.place);
  const names = `${nameOfGoal(other.goal)} in line ${other.line} and ${nameOfGoal(spot.goal)} here`;
  return problemAt({ line: spot.line, column: 1 }, `${place} goes to ${names}`, 'keep one of them');
}

type Interval = { from: string; to: string; claim: Claim };

/** Ranges of which each begins inside the other's end: what they share would go by chance. */
export function rangeConflicts(claims: readonly Claim[]): Problem[] {
  const groups = Map.groupBy(claims, ({ country, state }) => placeKey({ country, state }));
  return [...groups.values()].flatMap((group) => overlaps(intervalsOf(group)));
}

/** In digits of one length: 941 is 94100 to 94199. */
function intervalsOf(claims: readonly Claim[]): Interval[] {
  const all = claims.flatMap((claim) =>
    claim.codes?.ends ? [{ ...claim.codes.ends, claim }] : [],
  );
  const width = all.reduce((most, { to }) => Math.max(most, to.length), 0);
  return all
    .map(({ from, to, claim }) => ({
      from: from.padEnd(width, '0'),
      to: to.padEnd(width, '9'),
      claim,
    }))
    .toSorted((a, b) => compare(a.from, b.from) || compare(b.to, a.to));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Whatever encloses the present interval is on the stack; what ends inside it overlaps. */
function overlaps(intervals: readonly Interval[]): Problem[] {
  const problems: Problem[] = [];
  const open: Interval[] = [];
  for (const interval of intervals) {
    while (open.length > 0 && (open.at(-1)?.to ?? '') < interval.from) open.pop();
    const other = open.at(-1);
    if (
      other &&
      other.to < interval.to &&
      goalKey(other.claim.goal) !== goalKey(interval.claim.goal)
    ) {
      const message = `postal codes ${interval.from} to ${other.to} are also in line ${other.claim.line}, for ${nameOfGoal(other.claim.goal)}`;
      const place = { line: interval.claim.line, column: 1 };
      problems.push(problemAt(place, message, 'let one range hold the other, or neither'));
    }
    open.push(interval);
  }
  return problems;
}
