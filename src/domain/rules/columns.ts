import type { Facts } from './attribute.ts';
import { crossingOf } from './compiled/crossing.ts';
import { joinedList } from './compiled/list.ts';
import { look, type Sight } from './compiled/sight.ts';
import {
  firstCrossing,
  firstDense,
  firstListed,
  NONE,
  shared,
  type Table,
} from './compiled/table.ts';
import type { Compiled } from './compiled.ts';
import { decide } from './decide.ts';
import type { Standing } from './decision.ts';

/**
 * Many accounts as the index of one rule set sees them at one moment: for each the places of its three rows, where the
 * first two cross, and the list that its name leads to. Threads can share them.
 */
export type Columns = { at: number; count: number; cells: Int32Array };

const WIDTH = 5;

/** The winner of an account that has to be decided by itself. */
const ASK = -2;

export function columnsOf(compiled: Compiled, accounts: readonly Facts[], at: number): Columns {
  const columns = { at, count: accounts.length, cells: shared(accounts.length * WIDTH) };
  for (const [number, facts] of accounts.entries()) encode(compiled, columns, number, facts);
  return columns;
}

/** Puts down one account, or what has become of it. */
export function encode(compiled: Compiled, columns: Columns, number: number, facts: Facts): void {
  const { grid, sight } = compiled;
  const { cells } = columns;
  const at = number * WIDTH;
  look(grid, facts, columns.at, sight);
  if (!isEncodable(sight)) {
    cells[at] = NONE;
    return;
  }
  const { sure, lists } = sight;
  const [a = 0, b = 0, c = 0] = sure;
  const [list = 0] = lists;
  cells[at] = a;
  cells[at + 1] = b;
  cells[at + 2] = c;
  cells[at + 3] = crossingOf(grid.crossings, a, b, grid.table);
  cells[at + 4] = lists.length > 1 ? joinedList(grid.table, lists, grid.joined) : list;
}

/** Rows that there was no room for are gone with the next account, and mixed classes need the facts themselves. */
function isEncodable({ isKept, isMixed }: Sight): boolean {
  return isKept && !isMixed;
}

/** The winner of every account, as `decide` has it. `factsOf` is asked for the few that cannot do without. */
export function decideAll(
  compiled: Compiled,
  columns: Columns,
  winners: Int32Array,
  factsOf: (account: number) => Facts,
  standing?: Standing,
): void {
  decideRange(compiled.grid.table, columns.cells, winners, 0, columns.count);
  settleRest(compiled, columns, winners, factsOf, standing);
}

/** From one account up to another, by what threads can share alone. */
export function decideRange(
  table: Table,
  cells: Int32Array,
  winners: Int32Array,
  from: number,
  to: number,
): void {
  const { isOpen } = table;
  for (let account = from; account < to; account++) {
    const at = account * WIDTH;
    const a = cells[at] ?? NONE;
    if (a === NONE) {
      winners[account] = ASK;
      continue;
    }
    const winner = winnerOf(table, cells, at, a);
    winners[account] = winner !== NONE && isOpen[winner] === 1 ? ASK : winner;
  }
}

function winnerOf(table: Table, cells: Int32Array, at: number, a: number): number {
  const b = cells[at + 1] ?? 0;
  const c = cells[at + 2] ?? 0;
  const crossing = cells[at + 3] ?? NONE;
  const list = cells[at + 4] ?? 0;
  const rules = table.denseFrom.length - 1;
  const dense =
    crossing === NONE ? firstDense(table, a, b, c, 0, rules) : firstCrossing(table, c, crossing);
  if (list === 0) return dense;
  const keyed = firstListed(table, a, b, c, list, 0, dense === NONE ? rules : dense);
  return keyed === NONE ? dense : keyed;
}

/** Decides those that have to be decided by themselves. */
export function settleRest(
  compiled: Compiled,
  columns: Columns,
  winners: Int32Array,
  factsOf: (account: number) => Facts,
  standing?: Standing,
): void {
  for (let account = 0; account < columns.count; account++) {
    if (winners[account] !== ASK) continue;
    winners[account] = decide(compiled, factsOf(account), columns.at, standing).winner;
  }
}
