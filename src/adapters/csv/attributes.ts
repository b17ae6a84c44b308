import { type CrmField, type Field, mappedOf, othersOf } from '../../domain/field.ts';
import { valueAs } from '../../domain/reading/value.ts';
import { standardCatalogue } from '../../domain/rules/attribute.ts';
import { isAttribute } from '../../domain/sheet/column.ts';
import type { CrmAttributes } from '../../ports.ts';
import type { SeenRow, Sheet } from './sheet.ts';

const SOURCE = 'the sheet';

export async function readFields(sheet: Sheet, record: Field['record']): Promise<CrmField[]> {
  const columns = await sheet.columns(record);
  return columns.map((column) => ({ ...column, isArchived: false }));
}

export function makeFields(
  sheet: Sheet,
  record: Field['record'],
  wanted: Pick<CrmField, 'name' | 'label'>[],
): Promise<void> {
  const columns = wanted.map(({ name, label }) => ({ name, label, type: 'text' as const }));
  return sheet.addColumns(record, columns);
}

/**
 * What rules know under the names of its columns, and what mapped columns say in their place. A number that nobody can read
 * is handed over as it is written: the look at the quality of the book finds it.
 */
export function attributesOf(
  { cells, owner, changedAt: at }: SeenRow,
  fields: readonly Field[],
  record: Field['record'],
): CrmAttributes {
  const attributes: CrmAttributes = {};
  for (const [name, text] of Object.entries(cells)) {
    if (isAttribute(name))
      attributes[name] = { value: standardValue(name, text), source: SOURCE, at };
  }
  const has: Record<string, string | undefined> = { ...cells, owner };
  for (const { attribute, property, type } of mappedOf(fields, record)) {
    const value = valueAs(type, has[property]);
    delete attributes[attribute];
    if (value !== undefined) attributes[attribute] = { value: plain(value), source: SOURCE, at };
  }
  return attributes;
}

/** What the columns say that rules do not read, as they are written; nothing where none is read. */
export function othersIn(
  { cells, changedAt: at }: SeenRow,
  fields: readonly Field[],
): CrmAttributes | undefined {
  const names = othersOf(fields);
  if (names.length === 0) return undefined;
  const said = names.flatMap((name): [string, CrmAttributes[string]][] => {
    const value = cells[name];
    return value ? [[name, { value, source: SOURCE, at }]] : [];
  });
  return Object.fromEntries(said);
}

function standardValue(name: string, text: string): CrmAttributes[string]['value'] {
  const type = standardCatalogue.get(name)?.type ?? 'text';
  return type === 'text' ? text : plain(valueAs(type, text) ?? text);
}

function plain(
  value: string | number | boolean | readonly string[],
): CrmAttributes[string]['value'] {
  return typeof value === 'object' ? [...value] : value;
}
