import { CsvError, parse } from 'csv-parse/sync';
import { type Problem, problemAt } from '../text/problem.ts';

/** The world's largest tables of postal codes have half of that. */
const MOST_ROWS = 100_000;

const separators = [',', ';', '\t'];

/** Rows of cells. Empty rows are kept, so that a row has the number that its editor shows. */
export function readCells(
  csv: string,
): { kind: 'read'; rows: string[][] } | { kind: 'torn'; problem: Problem } {
  try {
    const delimiter = separatorOf(csv);
    const wanted = { bom: true, delimiter, trim: true, relax_column_count: true };
    const rows = parse(csv, { ...wanted, to: MOST_ROWS + 1 });
    if (rows.length <= MOST_ROWS) return { kind: 'read', rows };
    const place = { line: MOST_ROWS + 1, column: 1 };
    return { kind: 'torn', problem: problemAt(place, `at most ${MOST_ROWS} rows are read`) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    const message = 'a quote in this row is not closed, or stands inside a cell';
    return { kind: 'torn', problem: problemAt({ line, column: 1 }, message, 'double it, as ""') };
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
