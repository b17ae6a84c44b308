import type { Commonness } from './commonness.ts';
import { compareCompanies, PROBABLE } from './likeness.ts';
import { type Profile, profileOf, type Typed } from './profile.ts';

/** An account that somebody owns, and that is probably the one just come in. */
export type OwnedCopy = { account: string; owner: string; score: number };
/** One that nobody owns yet, by its id: it may be given away a moment before. */
export type FreeCopy = { id: string; account: string; score: number };
export type Copies = { owned?: OwnedCopy; free: FreeCopy[] };
export type Suspect = Typed & { id: string; owner?: string | undefined };

/** The likeliest of the suspects that somebody owns, and all that nobody does. Those that are no copies show how common a mark is. */
export function copiesOf(account: Typed, suspects: readonly Suspect[]): Copies {
  const own = profileOf(account);
  const others = suspects.map((suspect) => ({ suspect, profile: profileOf(suspect) }));
  const common = commonnessAmong([own, ...others.map(({ profile }) => profile)]);
  const copies = others.flatMap(({ suspect: { id, name, owner }, profile }) => {
    const { score } = compareCompanies(own, profile, common);
    return score >= PROBABLE ? [{ id, account: name, owner, score }] : [];
  });
  const owned = copies
    .flatMap(({ id: _, owner, ...copy }) => (owner ? [{ ...copy, owner }] : []))
    .toSorted(likeliestFirst)[0];
  const free = copies.flatMap(({ owner, ...copy }) => (owner ? [] : [copy]));
  return { free, ...(owned && { owned }) };
}

function likeliestFirst(a: OwnedCopy, b: OwnedCopy): number {
  return b.score - a.score || (a.account < b.account ? -1 : 1);
}

/** The same once some of those that nobody owned have been given away, to whom it says: by the likeliest of all. */
export function ownedAmong(
  { owned, free }: Copies,
  given: ReadonlyMap<string, string>,
): OwnedCopy | undefined {
  const taken = free.flatMap(({ id, ...copy }) => {
    const owner = given.get(id);
    return owner === undefined ? [] : [{ ...copy, owner }];
  });
  return [...(owned ? [owned] : []), ...taken].toSorted(likeliestFirst)[0];
}

/** How rare a word is in the whole book is not asked for here: none is taken for rare. */
function commonnessAmong(profiles: readonly Profile[]): Commonness {
  const holding = (has: (profile: Profile) => boolean) => profiles.filter(has).length;
  return {
    core: (core) => holding((profile) => profile.core === core),
    domain: (domain) => holding(({ domains }) => domains.includes(domain)),
    word: () => Number.POSITIVE_INFINITY,
  };
}
