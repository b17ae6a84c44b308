import { inOrder, type Problem, type Reading } from '../rules/text/problem.ts';
import { type SheetColumn, type SheetKind, typeOfKnown } from './column.ts';
import { fits, typeOfValues } from './column-type.ts';
import { identify } from './identity.ts';
import type { FileRow, SheetFile } from './reading.ts';
import type { SheetRow } from './row.ts';

export type Sheet = { columns: SheetColumn[]; rows: SheetRow[] };
/** What becomes of rows that the file does not have. */
export type Missing = 'stay' | 'go';

/** What a file makes of a sheet. `overruled`: whose owner was changed since the last file, and stands. */
export type Merge = {
  columns: SheetColumn[];
  added: SheetRow[];
  changed: SheetRow[];
  /** Nothing that people see is different. */
  noted: SheetRow[];
  gone: SheetRow[];
  same: number;
  overruled: SheetRow[];
};

/** What the file has no column for stays as it is. */
export function mergeSheet(
  kind: SheetKind,
  file: SheetFile,
  kept: Sheet,
  missing: Missing,
): Reading<Merge> {
  const problems: Problem[] = [];
  const ids = identify(kind, file.rows, kept.rows, problems);
  if (problems.length > 0) return { kind: 'refused', problems: inOrder(problems) };
  const before = new Map(kept.rows.map((row) => [row.id, row]));
  const merge: Merge = {
    ...{ columns: columnsOf(kind, file, kept.columns), same: 0 },
    ...{ added: [], changed: [], noted: [], gone: [], overruled: [] },
  };
  for (const [line, id] of ids) {
    const former = before.get(id);
    const row = mergedRow(file, line, id, former);
    enter(merge, former, row);
    if (former && file.columns.has('owner') && row.owner !== line.owner) merge.overruled.push(row);
    before.delete(id);
  }
  if (missing === 'go') dismiss(kind, merge, [...before.values()]);
  return { kind: 'read', value: merge };
}

/** Somebody who was given another owner here keeps them until a file names one that the last file did not. */
function mergedRow(
  { columns }: SheetFile,
  { cells, owner: told }: FileRow,
  id: string,
  before: SheetRow | undefined,
): SheetRow {
  const others = Object.entries(before?.cells ?? {}).filter(([name]) => !columns.has(name));
  const all = { ...Object.fromEntries(others), ...cells };
  if (!columns.has('owner')) {
    return { id, cells: all, owner: before?.owner, toldOwner: before?.toldOwner };
  }
  const isNews = before === undefined || told !== before.toldOwner;
  return { id, cells: all, owner: isNews ? told : before.owner, toldOwner: told };
}

function enter(merge: Merge, before: SheetRow | undefined, row: SheetRow): void {
  if (before === undefined) merge.added.push(row);
  else if (row.owner !== before.owner || !isAlike(row.cells, before.cells)) merge.changed.push(row);
  else {
    merge.same += 1;
    if (row.toldOwner !== before.toldOwner) merge.noted.push(row);
  }
}

function isAlike(one: SheetRow['cells'], other: SheetRow['cells']): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
  );
}

/** Owners stay known: records and the past name them. */
function dismiss(kind: SheetKind, merge: Merge, rows: SheetRow[]): void {
  if (kind !== 'owner') {
    merge.gone.push(...rows);
    return;
  }
  const leaving = rows.filter(({ cells }) => cells.active !== 'no');
  merge.changed.push(...leaving.map((row) => ({ ...row, cells: { ...row.cells, active: 'no' } })));
  if (leaving.length > 0 && !merge.columns.some(({ name }) => name === 'active')) {
    merge.columns.push({ name: 'active', label: 'Active', type: 'text' });
  }
}

/** Those of the file, then the others. One whose values are not what they were so far is a text from now on. */
function columnsOf(kind: SheetKind, { columns, rows }: SheetFile, kept: SheetColumn[]) {
  const ofFile = [...columns].map(([name, label]): SheetColumn => {
    const values = rows.flatMap(({ cells }) => cells[name] ?? []);
    const former = kept.find((column) => column.name === name)?.type;
    const type = typeOfKnown(kind, name) ?? typeOfOwn(values, former);
    return { name, label, type };
  });
  const others = kept.filter(({ name }) => !columns.has(name));
  const taken = new Set(ofFile.map(({ label }) => label));
  return [
    ...ofFile,
    ...others.map((one) => (taken.has(one.label) ? { ...one, label: one.name } : one)),
  ];
}

function typeOfOwn(values: string[], former: SheetColumn['type'] | undefined) {
  if (former === undefined) return typeOfValues(values);
  return values.every((value) => fits(former, value)) ? former : 'text';
}
