import type { Dispute } from './dispute-state.ts';

type Contested = Pick<Dispute, 'claims' | 'filedAt'>;

/** The attributes that somebody says are wrong. */
export function contestedFacts({ claims }: Pick<Dispute, 'claims'>): string[] {
  return [...new Set(claims.flatMap(({ claim }) => claim.attribute ?? []))];
}

/** Since when it is wrong, in whose eyes: by the first claim at the latest when it was filed; who joins it may say another day. */
export function contestedMoments({ claims, filedAt }: Contested): { at: Date; by: string[] }[] {
  const said = claims.flatMap(({ by, claim: { contestedAt } }, nth) => {
    const at = contestedAt ?? (nth === 0 ? filedAt : undefined);
    return at ? [{ at, by: by.name }] : [];
  });
  const moments = Map.groupBy(said, ({ at }) => at.getTime());
  return [...moments].map(([at, same]) => ({ at: new Date(at), by: same.map(({ by }) => by) }));
}
