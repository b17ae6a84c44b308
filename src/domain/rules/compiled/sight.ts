import type { Facts } from '../attribute.ts';
import { fold } from '../fold.ts';
import { known, type Sheet, sheetOf } from '../vocabulary.ts';
import { classOfKnown, classOfNumber, classOfText, isMixed, NOT_KNOWN } from './classes.ts';
import { type Axis, type Family, makeRows } from './family.ts';
import type { Grid } from './grid.ts';
import type { KeySlot } from './key-slot.ts';
import { numberOfPair } from './pairs.ts';
import { mayBeAmong } from './sieve.ts';
import { bitOfRule, firstBit, firstDense, firstListed, NONE } from './table.ts';

/** One account as the index sees it. Used for one decision and then again for the next. */
export type Sight = {
  facts: Facts;
  at: number;
  /** Where the rows of its three families are: of terms that hold, and of those that may. */
  sure: Int32Array;
  thinkable: Int32Array;
  /** Lists of keyed terms that its names and domains lead to. */
  lists: number[];
  /** Key slots of which nothing is known: any of their terms may hold. */
  hidden: number;
  /** Whether one of its classes is mixed. */
  isMixed: boolean;
  /** Whether its rows stay where they are. */
  isKept: boolean;
  sheet: Sheet | undefined;
  /** Whether a rule that had to be asked did not know. */
  isDoubtful: boolean;
};

export function noSight(): Sight {
  return {
    facts: {},
    at: 0,
    sure: new Int32Array(3),
    thinkable: new Int32Array(3),
    lists: [],
    hidden: 0,
    isMixed: false,
    isKept: true,
    sheet: undefined,
    isDoubtful: false,
  };
}

export function look(grid: Grid, facts: Facts, at: number, sight: Sight): void {
  sight.facts = facts;
  sight.at = at;
  sight.sheet = undefined;
  sight.isMixed = false;
  sight.isKept = true;
  sight.isDoubtful = false;
  for (let place = 0; place < grid.families.length; place++) {
    const family = grid.families[place];
    if (family) locate(grid, family, place, sight);
  }
  lookUpKeys(grid, sight);
}

export function sheetOfSight({ vocabulary }: Grid, sight: Sight): Sheet {
  sight.sheet ??= sheetOf(vocabulary, sight.facts, sight.at);
  return sight.sheet;
}

function locate(grid: Grid, family: Family, place: number, sight: Sight): void {
  let node = 0;
  for (const axis of family.axes) {
    const number = classOfFact(axis, sight.facts, sight.at);
    if (axis.mayMix && isMixed(axis.classes, number)) sight.isMixed = true;
    if (node !== NONE) node = numberOfPair(family.pairs, node, number);
  }
  const sure = family.sureAt[node];
  if (sure === undefined) {
    locateAnew(grid, family, node, place, sight);
    return;
  }
  sight.sure[place] = sure;
  sight.thinkable[place] = family.thinkableAt[node] ?? NONE;
}

function locateAnew(grid: Grid, family: Family, node: number, place: number, sight: Sight): void {
  const classes = family.axes.map((axis) => classOfFact(axis, sight.facts, sight.at));
  const rows = makeRows(family, node, classes, sheetOfSight(grid, sight), grid.table);
  sight.sure[place] = rows.sure;
  sight.thinkable[place] = rows.thinkable;
  sight.isKept &&= family.sureAt[node] !== undefined;
}

function classOfFact({ slot, classes }: Axis, facts: Facts, at: number): number {
  const { attribute, type } = slot;
  const fact = facts[attribute];
  // The usual cases first: everything else takes the long way.
  if (fact === null) return type === 'moment' ? classOfKnown(classes, at) : NOT_KNOWN;
  if (typeof fact === 'string' && classes.kind === 'texts') return classOfText(classes, fact);
  if (type === 'number' && typeof fact === 'number' && classes.kind === 'numbers') {
    return Number.isNaN(fact) ? NOT_KNOWN : classOfNumber(classes, fact);
  }
  return classOfKnown(classes, known(type, fact, at));
}

function lookUpKeys({ keys }: Grid, sight: Sight): void {
  sight.hidden = 0;
  sight.lists.length = 0;
  for (let place = 0; place < keys.length; place++) {
    const key = keys[place];
    if (!key) continue;
    const fact = sight.facts[key.slot.attribute];
    if (typeof fact === 'string') addList(key, fact, sight.lists);
    else if (!addLists(key, fact, sight.lists)) sight.hidden |= 1 << place;
  }
}

function addList({ lists, sieve }: KeySlot, text: string, found: number[]): void {
  if (!mayBeAmong(sieve, text)) return;
  const list = lists.get(fold(text));
  if (list !== undefined) found.push(list);
}

/** Of several words, or of what has to be read as text first. */
function addLists(key: KeySlot, fact: Facts[string], found: number[]): boolean {
  const read = known(key.slot.type, fact, 0);
  if (typeof read === 'string') addList(key, read, found);
  else if (typeof read === 'object') for (const word of read) addList(key, word, found);
  return read !== undefined;
}

/** Whether nothing is missing that the rules' terms ask for. */
export function isFullyKnown({ sure, thinkable, hidden }: Sight): boolean {
  return (
    hidden === 0 && sure[0] === thinkable[0] && sure[1] === thinkable[1] && sure[2] === thinkable[2]
  );
}

/** The first rule from `from` on and before `to` of which a term holds. */
export function firstSure(
  { table }: Grid,
  { sure, lists }: Sight,
  from: number,
  to: number,
): number {
  return first(table, sure, lists, from, to);
}

/** The first of which a term is not known not to hold. */
export function firstThinkable(
  { table, keys }: Grid,
  { thinkable, lists, hidden }: Sight,
  from: number,
  to: number,
): number {
  const a = thinkable[0] ?? 0;
  const b = thinkable[1] ?? 0;
  const c = thinkable[2] ?? 0;
  let found = first(table, thinkable, lists, from, to);
  for (const [place, { start, end }] of keys.entries()) {
    if ((hidden & (1 << place)) === 0) continue;
    const begin = bitOfRule(table, from, start, end);
    const stop = bitOfRule(table, found === NONE ? to : found, start, end);
    const bit = firstBit(table.rows, table.summary, a, b, c, begin, stop);
    if (bit !== NONE) found = table.ruleOfBit[bit] ?? NONE;
  }
  return found;
}

function first(
  table: Grid['table'],
  rows: Int32Array,
  lists: readonly number[],
  from: number,
  to: number,
): number {
  const a = rows[0] ?? 0;
  const b = rows[1] ?? 0;
  const c = rows[2] ?? 0;
  let found: number = NONE;
  for (let place = 0; place < lists.length; place++) {
    const end = found === NONE ? to : found;
    const keyed = firstListed(table, a, b, c, lists[place] ?? 0, from, end);
    if (keyed !== NONE) found = keyed;
  }
  const dense = firstDense(table, a, b, c, from, found === NONE ? to : found);
  return dense === NONE ? found : dense;
}
