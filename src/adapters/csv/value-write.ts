import { type Field, mappedOf } from '../../domain/field.ts';
import { isAttribute } from '../../domain/sheet/column.ts';
import type { Clock, ValueReceipt, ValueWrite } from '../../ports.ts';
import { attributesOf } from './attributes.ts';
import type { CellWrite, SeenRow, Sheet } from './sheet.ts';

type Receipts = Map<string, ValueReceipt>;
type Due = { write: ValueWrite; cell: CellWrite };

/** Compared as the registry reads a row, written where the cell still has that very text. */
export async function writeValues(
  sheet: Sheet,
  clock: Clock,
  writes: readonly ValueWrite[],
  fields: readonly Field[] = [],
): Promise<Receipts> {
  const receipts: Receipts = new Map();
  if (writes.length === 0) return receipts;
  const columns = new Set((await sheet.columns('account')).map(({ name }) => name));
  const ids = [...new Set(writes.map(({ id }) => id))];
  const rows = new Map((await sheet.some('account', ids)).map((row) => [row.id, row]));
  const due = writes.flatMap((write): Due[] => {
    const column = columnOf(write.attribute, fields);
    const isThere = column !== undefined && columns.has(column);
    const stand = standOf(write, rows.get(write.id), isThere, fields);
    if (stand !== 'due') receipts.set(write.trace, stand);
    if (stand !== 'due' || column === undefined) return [];
    const expected = rows.get(write.id)?.cells[column] ?? '';
    return [{ write, cell: { id: write.id, column, expected, wanted: write.wanted } }];
  });
  await writeDue(sheet, clock, due, receipts);
  return receipts;
}

function columnOf(attribute: string, fields: readonly Field[]): string | undefined {
  const mapped = mappedOf(fields, 'account').find((one) => one.attribute === attribute);
  return mapped?.property ?? (isAttribute(attribute) ? attribute : undefined);
}

function standOf(
  { id, attribute, expected, wanted }: ValueWrite,
  row: SeenRow | undefined,
  isThere: boolean,
  fields: readonly Field[],
): ValueReceipt | 'due' {
  const what = `Writing ${attribute} of account ${id}`;
  if (!row) {
    const problem = `${what}: the sheet has no such row any more.`;
    return { kind: 'refused', why: 'gone', problem };
  }
  if (!isThere) {
    const problem = `${what}: the sheet has no column for it. Map one with /territory fields.`;
    return { kind: 'refused', why: 'invalid', problem };
  }
  const value = attributesOf(row, fields, 'account')[attribute]?.value;
  const present = value === undefined ? undefined : String(value);
  if (present === wanted) return { kind: 'already', at: row.changedAt };
  return (present ?? '') === expected
    ? 'due'
    : { kind: 'conflict', ...(present !== undefined && { present }) };
}

async function writeDue(
  sheet: Sheet,
  clock: Clock,
  due: readonly Due[],
  receipts: Receipts,
): Promise<void> {
  if (due.length === 0) return;
  const cells = due.map(({ cell }) => cell);
  const written = await sheet.writeCells(cells, clock.now());
  const after = new Map(written.map((row) => [row.id, row]));
  for (const { write, cell } of due) {
    const row = after.get(cell.id);
    const present = row?.cells[cell.column];
    const isOurs = row !== undefined && present === cell.wanted;
    receipts.set(
      write.trace,
      isOurs
        ? { kind: 'written', at: row.at }
        : { kind: 'conflict', ...(present !== undefined && { present }) },
    );
  }
}
