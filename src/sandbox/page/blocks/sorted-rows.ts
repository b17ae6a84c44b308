import type { DataTableBlock } from '@slack/types';

export type Row = DataTableBlock['rows'][number];
export type Order = { column: number; direction: 'ascending' | 'descending' };

/** Numbers by size, words by the alphabet; rows that are equal stay as the bot sent them. */
export function sortedRows(rows: Row[], order: Order | undefined): Row[] {
  if (!order) return rows;
  const sign = order.direction === 'ascending' ? 1 : -1;
  return rows.toSorted((one, other) => sign * compare(keyOf(one, order), keyOf(other, order)));
}

/** A click on a column: ascending, then descending, then the bot's own order. */
export function nextOrder(order: Order | undefined, column: number): Order | undefined {
  if (order?.column !== column) return { column, direction: 'ascending' };
  if (order.direction === 'ascending') return { column, direction: 'descending' };
}

export function isNumeric(rows: Row[], column: number): boolean {
  return rows.length > 0 && rows.every((row) => row[column]?.type === 'raw_number');
}

function keyOf(row: Row, { column }: Order): number | string {
  const cell = row[column];
  if (!cell) return '';
  if (cell.type === 'raw_number') return cell.value;
  if (cell.type === 'raw_text') return cell.text;
  return JSON.stringify(cell.elements);
}

function compare(one: number | string, other: number | string): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), 'en', { numeric: true });
}
