import { countryOf } from '../../geography/country.ts';
import { stateOf } from '../../geography/state.ts';
import { orderOf } from '../order.ts';
import type { Region, Rule, RuleSet } from '../rule-set.ts';
import { isEmail } from '../text/value.ts';
import { type Earlier, type Line, overtaken, remember } from './order.ts';
import { type Goal, goalKey, nameOfPlace, narrowness, type Place, placeKey } from './place.ts';
import { placesOf } from './places.ts';

/** Why a rule cannot be said in a table. */
export type Left = { rule: string; why: string };

/** The lines of a table by the rules that win first, and the rules that are left out. */
export function exportLines(ruleSet: RuleSet): { lines: Line[]; left: Left[] } {
  const lines: Line[] = [];
  const left: Left[] = [];
  const earlier: Earlier = new Map();
  for (const rule of orderOf(ruleSet).rules) {
    const found = linesOf(rule, ruleSet.regions);
    const why = typeof found === 'string' ? found : overtaken(found, earlier);
    if (typeof found === 'string' || why !== undefined) {
      left.push({ rule: rule.name, why: why ?? '' });
      continue;
    }
    lines.push(...found);
    remember(found, earlier);
  }
  return { lines, left };
}

function linesOf(rule: Rule, regions: readonly Region[]): Line[] | string {
  const goal = goalOf(rule);
  if (typeof goal === 'string') return goal;
  const found = placesOf(rule.condition, regions);
  if (found.kind === 'more') return found.why;
  const strange = found.places.find((place) => !isReadable(place));
  if (strange) return `a table would not read ${nameOfPlace(strange)} as it is`;
  if (found.places.length === 0) return 'it names no place';
  const owner = goalKey(goal);
  return found.places.map((place) => {
    return { place, goal, owner, rule: rule.name, key: placeKey(place), width: narrowness(place) };
  });
}

/** As a table says it, or why it cannot. */
function goalOf({ outcome, from, until }: Rule): Goal | string {
  const { to, roles, tags, approval } = outcome;
  if (from !== undefined || until !== undefined) return 'it holds for some time only';
  if (approval !== undefined) return 'it needs approval';
  if (Object.keys(roles).length > 0) return 'it names others beside the owner';
  const [tag, ...others] = tags;
  switch (to.kind) {
    case 'territory':
      return tag === undefined ? { territory: to.territory } : 'it sets tags';
    case 'rep':
      if (!isEmail(to.rep)) return `${to.rep} is no e-mail address`;
      if (others.length > 0) return 'it sets tags';
      return { rep: to.rep, ...(tag !== undefined && { territory: tag }) };
    case 'pool':
      return 'it goes to a pool';
    case 'keep':
      return 'it keeps the owner';
    case 'owner-of':
      return 'it goes to the owner of something else';
    case 'review':
      return 'it goes to a person for review';
  }
}

/** Whether the reader of tables gives back the same. */
function isReadable({ country, state, zip = '' }: Place): boolean {
  if (country !== undefined && countryOf(country) !== country) return false;
  if (state !== undefined && stateOf(state, country) !== state) return false;
  return zip.trim() === zip && !/[,;|/*]/.test(zip);
}
