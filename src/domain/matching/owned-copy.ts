import type { Commonness } from './commonness.ts';
import { compareCompanies, PROBABLE } from './likeness.ts';
import { type Profile, profileOf, type Typed } from './profile.ts';

/** An account that somebody owns, and that is probably the one just come in. */
export type OwnedCopy = { account: string; owner: string; score: number };
export type Suspect = Typed & { owner?: string | undefined };

/** The likeliest of the suspects that somebody owns. Those without an owner only show how common a mark is. */
export function ownedCopyOf(account: Typed, suspects: readonly Suspect[]): OwnedCopy | undefined {
  const own = profileOf(account);
  const others = suspects.map((suspect) => ({ suspect, profile: profileOf(suspect) }));
  const common = commonnessAmong([own, ...others.map(({ profile }) => profile)]);
  const copies = others.flatMap(({ suspect: { name, owner }, profile }) => {
    const { score } = compareCompanies(own, profile, common);
    return owner && score >= PROBABLE ? [{ account: name, owner, score }] : [];
  });
  return copies.toSorted((a, b) => b.score - a.score || (a.account < b.account ? -1 : 1))[0];
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
