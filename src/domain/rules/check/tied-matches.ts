import type { Compiled } from '../compiled.ts';
import { firstMatch, matchesIn } from '../match.ts';

const MATCHES_AT_ONE_PRICE = 8;

/** The rules of which one takes the account that was decided last. */
export function tiedMatches(compiled: Compiled): number[] {
  const first = firstMatch(compiled, 0, compiled.rules.length);
  return first < 0 ? [] : matchesIn(compiled, first, compiled.order.tieEnds[first] ?? 0);
}

export function priceOfMatches({ length }: readonly number[]): number {
  return length / MATCHES_AT_ONE_PRICE;
}
