import type { Cover } from '../../routing.ts';
import type { Catalogue, Facts } from '../attribute.ts';
import type { Standing } from '../decision.ts';
import type { Region } from '../rule-set.ts';

/** What the registry knows around a rule set. */
export type Around = {
  at: Date;
  /** By e-mail address in lower case. */
  reps: ReadonlyMap<string, KnownRep>;
  /** By key and by name in lower case. */
  territories: ReadonlyMap<string, KnownTerritory>;
  catalogue: Catalogue;
  /** Those that everybody has; the set's own come first. */
  regions: readonly Region[];
  /** Accounts as they are. */
  samples: readonly Facts[];
  /** How large territories and books are now. Without it no two count as equal, so that sizes settle every tie. */
  standing?: Standing;
  /** Where things stand in the text that was read: see `placesOf`. */
  places?: ReadonlyMap<string, number>;
};

export type KnownRep = {
  name: string;
  presence: 'here' | 'away' | 'left';
  /** Accounts. */
  capacity?: number;
  skills: string[];
  languages: string[];
  certificates: string[];
};

/** Covered by whom, in the role that owns accounts. */
export type KnownTerritory = { name: string; cover?: Cover };
