import { tidyText } from '../reading/tidy-text.ts';
import { saysNothing, valueAs } from '../reading/value.ts';
import { readCells } from '../rules/table/cells.ts';
import {
  cited,
  inOrder,
  MOST_PROBLEMS,
  type Problem,
  problemAt,
  type Reading,
} from '../rules/text/problem.ts';
import type { SheetColumn, SheetKind } from './column.ts';
import { type Header, readHeader } from './header.ts';
import { type Cells, marksOf } from './row.ts';

/** A line of the file, numbered as its editor shows it. */
export type FileRow = {
  line: number;
  id?: string | undefined;
  cells: Cells;
  owner?: string | undefined;
};
/** `columns` are those of the file, `owner` among them, by name with their titles. */
export type SheetFile = { columns: ReadonlyMap<string, string>; rows: FileRow[] };

/** The file as it is, or everything that is wrong with it. */
export function readSheet(
  kind: SheetKind,
  csv: string,
  present: readonly SheetColumn[],
): Reading<SheetFile> {
  const { rows, torn } = readCells(csv);
  const problems: Problem[] = [...torn];
  const [titles = [], ...lines] = rows;
  const header = readHeader(kind, titles, present, problems);
  if (problems.length === 0) refuseUseless(kind, header, problems);
  if (problems.length > 0) return { kind: 'refused', problems: inOrder(problems) };
  const read: FileRow[] = [];
  for (const [index, cells] of lines.entries()) {
    if (cells.every((cell) => cell === '')) continue;
    const line = index + 2;
    if (cells.length === titles.length)
      read.push(readLine(kind, header, { line, cells }, problems));
    else problems.push(misfit(line, cells.length, titles.length));
    if (problems.length > MOST_PROBLEMS) break;
  }
  if (problems.length > 0) return { kind: 'refused', problems: inOrder(problems) };
  const columns = new Map([...header.labels].filter(([name]) => name !== 'id' || kind === 'owner'));
  return { kind: 'read', value: { columns, rows: read } };
}

const needed: Record<SheetKind, [names: string[], remedy: string]> = {
  account: [['id', 'name', 'domain'], 'add a column "Name" or "Domain"'],
  lead: [['id', 'name', 'last_name', 'email'], 'add a column "Email" or "Name"'],
  deal: [['id', 'name'], 'add a column "Name"'],
  owner: [['email'], 'add a column "Email"'],
};

function refuseUseless(kind: SheetKind, { places }: Header, problems: Problem[]): void {
  const [names, remedy] = needed[kind];
  if (names.some((name) => places.has(name))) return;
  const message = `no column says which ${kind} a line is about`;
  problems.push(problemAt({ line: 1, column: 1 }, message, remedy));
}

function misfit(line: number, cells: number, titles: number): Problem {
  const message = `${cells} cells under ${titles} titles`;
  return problemAt(
    { line, column: Math.min(cells, titles) + 1 },
    message,
    'put a cell with a separator in it into quotes',
  );
}

function readLine(
  kind: SheetKind,
  { places }: Header,
  { line, cells: texts }: { line: number; cells: string[] },
  problems: Problem[],
): FileRow {
  const said = [...places].flatMap(([name, place]): [string, string][] => {
    const text = cellText(texts[place] ?? '');
    return text === undefined ? [] : [[name, text]];
  });
  const { owner: named, ...rest } = Object.fromEntries(said);
  const { id, ...others } = rest;
  const cells = kind === 'owner' ? rest : others;
  const at = (name: string) => ({ line, column: (places.get(name) ?? 0) + 1 });
  const owner = saysNothing(named) ? undefined : valueAs('rep', named);
  if (!saysNothing(named) && owner === undefined) {
    const message = `the owner ${cited(named ?? '')} is no e-mail address`;
    problems.push(problemAt(at('owner'), message, 'write one, such as ana@example.com'));
  }
  for (const [name, problem, remedy] of flawsOf(kind, cells, id)) {
    problems.push(problemAt(at(name), problem, remedy));
  }
  return { line, cells, ...(kind !== 'owner' && { id }), ...(owner && { owner: String(owner) }) };
}

/** An export puts an apostrophe before what a spreadsheet would take for a formula. */
function cellText(cell: string): string | undefined {
  return tidyText(cell.replace(/^'(?=[=+\-@])/, ''));
}

function flawsOf(
  kind: SheetKind,
  cells: Cells,
  id: string | undefined,
): [string, string, string][] {
  const flaws: [string, string, string][] = [];
  const { sure, likely } = marksOf(kind, cells);
  if (id === undefined && sure.length + likely.length === 0) {
    const [column, remedy] = nameless[kind];
    flaws.push([column, `nothing says which ${kind} this is`, remedy]);
  }
  const { amount, closes_at: closes, active } = cells;
  if (kind === 'deal' && !saysNothing(amount) && valueAs('number', amount) === undefined) {
    flaws.push([
      'amount',
      `the amount ${cited(amount ?? '')} is no number`,
      'write it as 12500.50',
    ]);
  }
  if (kind === 'deal' && !saysNothing(closes) && valueAs('date', closes) === undefined) {
    flaws.push(['closes_at', `${cited(closes ?? '')} is no day`, 'write it as 2026-12-31']);
  }
  if (kind === 'owner' && !saysNothing(active) && valueAs('boolean', active) === undefined) {
    flaws.push(['active', `${cited(active ?? '')} is neither yes nor no`, 'write yes or no']);
  }
  return flaws;
}

const nameless: Record<SheetKind, [column: string, remedy: string]> = {
  account: ['name', 'fill in its name, domain or id'],
  lead: ['email', 'fill in an e-mail address, a name or an id'],
  deal: ['name', 'fill in its name or id'],
  owner: ['email', 'fill in an e-mail address, such as ana@example.com'],
};
