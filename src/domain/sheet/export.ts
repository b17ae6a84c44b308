import { csvLine } from '../csv.ts';
import type { SheetColumn, SheetKind } from './column.ts';
import type { SheetRow } from './row.ts';

/** Its titles as the operator wrote them, after the ids by which a later import knows each row again. */
export function sheetTitles(kind: SheetKind, columns: readonly SheetColumn[]): string {
  const labels = shown(kind, columns).map(({ label }) => label);
  return csvLine(kind === 'owner' ? labels : ['id', ...labels]);
}

export function sheetLine(
  kind: SheetKind,
  columns: readonly SheetColumn[],
  { id, cells, owner = '' }: SheetRow,
): string {
  const texts = shown(kind, columns).map(({ name }) =>
    name === 'owner' && kind !== 'owner' ? owner : (cells[name] ?? ''),
  );
  return csvLine(kind === 'owner' ? texts : [id, ...texts]);
}

/** Owners may have been given to rows of a file that had no column for one, and be known without a file of owners. */
function shown(kind: SheetKind, columns: readonly SheetColumn[]): readonly SheetColumn[] {
  const key = kind === 'owner' ? 'email' : 'owner';
  if (columns.some(({ name }) => name === key)) return columns;
  const column: SheetColumn = {
    name: key,
    label: key === 'email' ? 'Email' : 'Owner',
    type: 'rep',
  };
  return kind === 'owner' ? [column, ...columns] : [...columns, column];
}
