import { CsvError, parse } from 'csv-parse/sync';
import { type Problem, problemAt } from '../text/problem.ts';

/** The world's largest tables of postal codes have half of that. */
const MOST_ROWS = 100_000;
/** Of a torn table; the first problems are enough. */
const MOST_QUOTED = 5000;
const OPEN = 'a quote in this row is not closed, or stands inside a cell';

const separators = [',', ';', '\t'];

/** What could be told apart, and where the table is torn. */
export type Cells = { rows: string[][]; torn: Problem[] };

/** Rows of cells. Empty rows are kept, so that a row has the number that its editor shows. */
export function readCells(csv: string): Cells {
  const delimiter = separatorOf(csv);
  try {
    const rows = cellsOf(csv, delimiter);
    if (rows.length <= MOST_ROWS) return { rows, torn: [] };
    const place = { line: MOST_ROWS + 1, column: 1 };
    return { rows: [], torn: [problemAt(place, `at most ${MOST_ROWS} rows are read`)] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return readLines(csv, delimiter);
  }
}

function cellsOf(csv: string, delimiter: string): string[][] {
  const wanted = { bom: true, delimiter, trim: true, relax_column_count: true };
  return parse(csv, { ...wanted, to: MOST_ROWS + 1 });
}

/** An open quote takes all that follows into its cell: line by line, the other rows are read all the same. */
function readLines(csv: string, delimiter: string): Cells {
  const found: Cells = { rows: [], torn: [] };
  let quoted = 0;
  for (const [index, line] of csv.split(/\r?\n/, MOST_ROWS).entries()) {
    if (line.includes('"')) quoted += 1;
    if (quoted > MOST_QUOTED) break;
    const cells = cellsOfLine(line, delimiter);
    found.rows.push(cells ?? []);
    if (!cells)
      found.torn.push(problemAt({ line: index + 1, column: 1 }, OPEN, 'double it, as ""'));
  }
  return found;
}

function cellsOfLine(line: string, delimiter: string): string[] | undefined {
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim());
  try {
    return cellsOf(line, delimiter)[0] ?? [];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return undefined;
  }
}

/** The one of which the first line has most. */
function separatorOf(csv: string): string {
  const end = csv.search(/[\r\n]/);
  const line = end < 0 ? csv : csv.slice(0, end);
  const counts = separators.map((each) => line.split(each).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}

export function writeCells(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(writeCell).join(',')}\n`).join('');
}

function writeCell(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
