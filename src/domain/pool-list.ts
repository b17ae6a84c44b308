import { inherit } from './credit.ts';

/** A member's place on a pool's list. */
export type Place = { repId: string; weight: number; credit: number; owed: number };

/**
 * A pool's list after it was edited. Whoever stays keeps their credit; whoever comes begins with none, in the middle of
 * the line; what leavers leave open falls to those who stay, so that the books balance for ever.
 */
export function relist(
  present: readonly Place[],
  wanted: readonly { repId: string; weight: number }[],
): Place[] {
  const known = new Map(present.map((place) => [place.repId, place]));
  const list = wanted.map(({ repId, weight }) => {
    const { credit, owed } = known.get(repId) ?? { credit: 0, owed: 0 };
    return { repId, weight, credit, owed };
  });
  const staying = list.filter(({ repId }) => known.has(repId));
  const heirs = staying.length > 0 ? staying : list;
  const total = (places: readonly Place[]) => places.reduce((sum, { credit }) => sum + credit, 0);
  const credits = inherit(heirs, total(present) - total(staying));
  const inherited = new Map(heirs.map(({ repId }, index) => [repId, credits[index]]));
  return list.map((place) => ({ ...place, credit: inherited.get(place.repId) ?? place.credit }));
}
