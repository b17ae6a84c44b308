import type { Facts } from './attribute.ts';
import { joinedList } from './compiled/key-slot.ts';
import { look, type Sight } from './compiled/sight.ts';
import { firstBit, firstKeyed, NONE, shared, type Table } from './compiled/table.ts';
import type { Compiled } from './compiled.ts';
import { decide } from './decide.ts';
import type { Decision, Standing } from './decision.ts';

/**
 * Many accounts as the index sees them at one moment: for each the places of its three rows, and the list that its name
 * leads to. Threads can share them.
 */
export type Columns = { at: number; count: number; cells: Int32Array };

const WIDTH = 5;

/** The winner of an account that has to be decided by itself. */
export const ASK = -2;

export function columnsOf(compiled: Compiled, accounts: readonly Facts[], at: number): Columns {
  const columns = { at, count: accounts.length, cells: shared(accounts.length * WIDTH) };
  for (const [number, facts] of accounts.entries()) encode(compiled, columns, number, facts);
  return columns;
}

/** Puts down one account, or what has become of it. */
export function encode(compiled: Compiled, columns: Columns, number: number, facts: Facts): void {
  const { grid, sight } = compiled;
  look(grid, facts, columns.at, sight);
  const at = number * WIDTH;
  columns.cells[at] = isEncodable(sight) ? (sight.sure[0] ?? 0) : NONE;
  columns.cells[at + 1] = sight.sure[1] ?? 0;
  columns.cells[at + 2] = sight.sure[2] ?? 0;
  columns.cells[at + 4] = crossingOf(grid.crossings, cells[at] ?? 0, cells[at + 1] ?? 0, grid.table);
  const [list = 0, ...others] = sight.lists;
  columns.cells[at + 3] =
    others.length === 0 ? list : joinedList(grid.table, sight.lists, grid.joined);
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
  const { rows, summary, ruleOfBit, denseFrom, isOpen } = table;
  const rules = denseFrom.length - 1;
  for (let account = from; account < to; account++) {
    const at = account * WIDTH;
    const a = cells[at] ?? NONE;
    const b = cells[at + 1] ?? NONE;
    const c = cells[at + 2] ?? NONE;
    const list = cells[at + 3] ?? 0;
    const crossing = cells[at + 4] ?? NONE;
    let winner = ASK;
    if (a !== NONE) {
      const keyed = list === 0 ? NONE : firstKeyed(table, a, b, c, list, 0, rules);
      const end = denseFrom[keyed === NONE ? rules : keyed] ?? 0;
      const bit = firstBit(rows, summary, crossing, a, b, c, 0, end);
      winner = bit === NONE ? keyed : (ruleOfBit[bit] ?? NONE);
      if (winner !== NONE && isOpen[winner] === 1) winner = ASK;
    }
    winners[account] = winner;
  }
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
    const decision: Decision = decide(compiled, factsOf(account), columns.at, standing);
    winners[account] = decision.winner;
  }
}
