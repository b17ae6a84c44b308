import { Refusal } from '../domain/refusal.ts';
import { type Reading, wordProblem } from '../domain/rules/text/problem.ts';
import { isOwn, type SheetKind } from '../domain/sheet/column.ts';
import { sheetLine, sheetTitles } from '../domain/sheet/export.ts';
import { type Merge, type Missing, mergeSheet } from '../domain/sheet/merge.ts';
import { readSheet } from '../domain/sheet/reading.ts';
import { keysOf, type SheetRow } from '../domain/sheet/row.ts';
import type { Ports } from '../ports.ts';
import { type Db, inSnapshot, inTransaction } from '../store/database.ts';
import { readColumns, readPage } from '../store/sheet.ts';
import {
  addOwners,
  lockColumns,
  lockRows,
  removeRows,
  saveColumns,
  saveRows,
  touchReferring,
} from '../store/sheet-rows.ts';

export type SheetOrder = { kind: SheetKind; csv: string; missing: Missing; operator: string };
export type SheetReport = Record<'added' | 'changed' | 'same' | 'gone', number> & {
  /** Columns that the registry knows only as fields to be mapped, by their titles. */
  own: string[];
  overruled: SheetRow[];
};

/** Takes a file over as a whole, or not at all. The registry learns of it as it learns of any CRM's changes. */
export function importSheet(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  { kind, csv, missing, operator }: SheetOrder,
): Promise<SheetReport> {
  return inTransaction(database, async (tx) => {
    const columns = await lockColumns(tx, workspaceId, kind);
    const file = accepted(readSheet(kind, csv, columns));
    const rows = await lockRows(tx, workspaceId, kind);
    const merge = accepted(mergeSheet(kind, file, { columns, rows }, missing));
    const hand = { at: clock.now(), by: { id: 'operator', name: operator } };
    await saveColumns(tx, workspaceId, kind, merge.columns);
    const touched = [...merge.added, ...merge.changed];
    await saveRows(tx, workspaceId, kind, [...touched, ...merge.noted], hand);
    const gone = merge.gone.map(({ id }) => id);
    await removeRows(tx, workspaceId, kind, gone);
    await touchReferring(tx, workspaceId, renamed(kind, rows, merge), hand.at);
    const owners = new Set(touched.flatMap(({ owner }) => owner ?? []));
    await addOwners(tx, workspaceId, [...owners], hand.at);
    return reportOf(kind, merge);
  });
}

function accepted<Value>(reading: Reading<Value>): Value {
  if (reading.kind === 'read') return reading.value;
  const problems = reading.problems.map(wordProblem);
  throw new Refusal({ kind: 'unreadable-sheet', problems });
}

/** What accounts are called now and were not, or were and are not any more. */
function renamed(kind: SheetKind, rows: SheetRow[], { added, changed, gone }: Merge): string[] {
  const before = new Map(rows.map((row) => [row.id, row]));
  const keys = changed.flatMap((row) => {
    const former = before.get(row.id);
    const [then, now] = [new Set(former && keysOf(kind, former)), new Set(keysOf(kind, row))];
    return [...then.symmetricDifference(now)];
  });
  return [...keys, ...[...added, ...gone].flatMap((row) => keysOf(kind, row))];
}

function reportOf(kind: SheetKind, merge: Merge): SheetReport {
  const { columns, added, changed, gone, same, overruled } = merge;
  const own = columns.filter(({ name }) => isOwn(kind, name)).map(({ label }) => label);
  return {
    ...{ added: added.length, changed: changed.length, gone: gone.length, same },
    ...{ own, overruled },
  };
}

/** The sheet as it stands, line by line. */
export async function exportSheet(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
  kind: SheetKind,
  write: (text: string) => Promise<void>,
): Promise<number> {
  return inSnapshot(database, (tx) => writeOut(tx, workspaceId, kind, write));
}

async function writeOut(
  tx: Db,
  workspaceId: string,
  kind: SheetKind,
  write: (text: string) => Promise<void>,
): Promise<number> {
  const columns = await readColumns(tx, workspaceId, kind);
  let count = 0;
  await write(sheetTitles(kind, columns));
  for (let after = ''; ; ) {
    const page = await readPage(tx, workspaceId, kind, after);
    const last = page.at(-1);
    if (!last) return count;
    for (const row of page) await write(sheetLine(kind, columns, row));
    count += page.length;
    after = last.id;
  }
}
