import { standardRegions } from '../../geography.ts';
import type { Cover } from '../../routing.ts';
import { type Catalogue, type Facts, standardCatalogue } from '../attribute.ts';
import type { Standing } from '../decision.ts';
import type { Region } from '../rule-set.ts';
import { placesOf } from '../text/places.ts';

/** What the registry knows around a rule set. Without one nothing is said of people and territories. */
export type Around = {
  at: Date;
  /** By e-mail address in lower case. */
  reps?: ReadonlyMap<string, KnownRep>;
  /** By key and by name in lower case. */
  territories?: ReadonlyMap<string, KnownTerritory>;
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

/** Of a file that is checked where there is no registry. */
export function aroundFile(text: string, at: Date): Around {
  return {
    ...{ at, catalogue: standardCatalogue, regions: standardRegions },
    ...{ samples: [], places: placesOf(text) },
  };
}
