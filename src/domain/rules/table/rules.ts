import type { Condition } from '../condition.ts';
import type { Rule } from '../rule-set.ts';
import { type Goal, goalKey, nameOfGoal, narrowness, type Place, type Spot } from './place.ts';

/** Room for rules between those of a table. */
const STEP = 10;

/** As few rules as can be: one for each destination and width of place, the narrowest first. */
export function rulesOf(spots: readonly Spot[]): Rule[] {
  const widths = Map.groupBy(spots, ({ place }) => narrowness(place));
  const narrowestFirst = [...widths].toSorted(([a], [b]) => b - a);
  return narrowestFirst.flatMap(([, alike], index) => {
    const goals = Map.groupBy(alike, ({ goal }) => goalKey(goal));
    return [...goals.values()].map((own) => ruleOf(own, (index + 1) * STEP));
  });
}

function ruleOf(spots: Spot[], priority: number): Rule {
  const [first] = spots;
  if (!first) throw new Error('a group has members');
  const name = nameOfGoal(first.goal);
  return {
    name: `${name}: ${widthName(first.place)}`,
    sentence: sentenceFor(first.goal),
    layer: 'geography',
    priority,
    condition: anyPlace(spots.map(({ place }) => place)),
    outcome: outcomeOf(first.goal),
    tags: [],
  };
}

/** Reps read it: an address says less to them than the name, which stands beside it. */
function sentenceFor({ territory }: Goal): string {
  return territory === undefined
    ? 'The territory table gives this place to one rep.'
    : `The territory table gives this place to ${territory}.`;
}

/** A rep who works a place under a territory's name gets the account, and the name as a tag. */
function outcomeOf({ territory, rep }: Goal): Rule['outcome'] {
  if (rep === undefined) {
    return { to: { kind: 'territory', territory: territory ?? '' }, roles: {}, tags: [] };
  }
  const tags = territory === undefined ? [] : [territory];
  return { to: { kind: 'rep', rep }, roles: {}, tags };
}

function widthName({ country, state, zip }: Place): string {
  const parts = [
    ...(country === undefined ? [] : ['country']),
    ...(state === undefined ? [] : ['state']),
    ...(zip === undefined ? [] : [`postal code (${zip.length})`]),
  ];
  return parts.length === 0 ? 'everywhere' : `by ${parts.join(', ')}`;
}

/** Places of one width, which name the same things. */
function anyPlace(places: Place[]): Condition {
  const [first = {}] = places;
  if (first.zip !== undefined) {
    const groups = Map.groupBy(places, ({ country = '', state = '' }) => `${country}|${state}`);
    return any([...groups.values()].map(anyZip));
  }
  if (first.state !== undefined) {
    const groups = Map.groupBy(places, ({ country = '' }) => country);
    return any([...groups.values()].map(anyState));
  }
  const countries = places.flatMap(({ country }) => (country === undefined ? [] : [country]));
  return countries.length === 0 ? { kind: 'all', of: [] } : oneOf('country', countries);
}

function anyState(places: Place[]): Condition {
  const states = places.flatMap(({ state }) => (state === undefined ? [] : [state]));
  return all([...countryTest(places[0]), oneOf('state', states)]);
}

function anyZip(places: Place[]): Condition {
  const [first] = places;
  const zips = [...new Set(places.flatMap(({ zip }) => (zip === undefined ? [] : [zip])))];
  // Facts have American codes in five digits: comparing all of one is quicker than how it begins.
  const isWhole = first?.country === 'US' && first.zip?.length === 5;
  const begins = zips.map((text): Condition => ({ kind: 'starts-with', attribute: 'zip', text }));
  const stateTest = first?.state === undefined ? [] : [oneOf('state', [first.state])];
  return all([...countryTest(first), ...stateTest, isWhole ? oneOf('zip', zips) : any(begins)]);
}

function countryTest(place: Place | undefined): Condition[] {
  return place?.country === undefined ? [] : [oneOf('country', [place.country])];
}

function oneOf(attribute: string, values: string[]): Condition {
  const [value, ...others] = new Set(values);
  if (value === undefined) return { kind: 'any', of: [] };
  if (others.length === 0) return { kind: 'compare', attribute, op: '=', value };
  return { kind: 'in', attribute, values: [value, ...others] };
}

function any(of: Condition[]): Condition {
  const [only, ...others] = of;
  return only && others.length === 0 ? only : { kind: 'any', of };
}

function all(of: Condition[]): Condition {
  const [only, ...others] = of;
  return only && others.length === 0 ? only : { kind: 'all', of };
}
