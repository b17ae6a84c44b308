import { z } from 'zod';
import { type CrmField, type Field, mappedOf } from '../../domain/field.ts';
import { listIn, tidyText } from '../../domain/reading/tidy-text.ts';
import type { CrmAttributes } from '../../ports.ts';
import { askJson, type Connection } from './connection.ts';
import { numberIn, timeIn } from './text.ts';

const kinds = { account: 'companies', lead: 'contacts' } as const;

const properties = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      label: z.string().catch(''),
      type: z.string(),
      fieldType: z.string().catch(''),
      archived: z.boolean().catch(false),
      options: z.array(z.object({ value: z.string(), label: z.string() })).catch([]),
    }),
  ),
});

/** Every property of companies or contacts, those that were archived too. */
export async function readCrmFields(
  { read }: Connection,
  record: Field['record'],
): Promise<CrmField[]> {
  const kind = kinds[record];
  const listOf = (archived: boolean) =>
    read(`Reading the properties of ${kind}`, properties, ({ crm }) =>
      crm.properties.coreApi.getAll(kind, archived),
    );
  const [present, archived] = [await listOf(false), await listOf(true)];
  const names = new Set(present.results.map(({ name }) => name));
  // One that was made anew under the name of an archived one is there.
  const gone = archived.results.filter(({ name }) => !names.has(name));
  return [...present.results, ...gone].map((property) => {
    const { name, label, type, fieldType, archived: isArchived } = property;
    const isChoice = type === 'enumeration' && property.options.length > 0;
    return {
      ...{ name, label: tidyText(label) ?? name, type: typeOf(type, fieldType), isArchived },
      ...(isChoice && { options: property.options }),
    };
  });
}

/** HubSpot's own groups, which every account has. */
const groups = { account: 'companyinformation', lead: 'contactinformation' } as const;
const made = z.object({ results: z.array(z.unknown()) });

export async function makeCrmFields(
  connection: Connection,
  record: Field['record'],
  wanted: Pick<CrmField, 'name' | 'label'>[],
): Promise<void> {
  const kind = kinds[record];
  const present = await readCrmFields(connection, record);
  const there = new Set(present.flatMap(({ name, isArchived }) => (isArchived ? [] : [name])));
  const inputs = wanted
    .filter(({ name }) => !there.has(name))
    .map(({ name, label }) => ({
      ...{ name, label, type: 'string', fieldType: 'text' },
      groupName: groups[record],
    }));
  if (inputs.length === 0) return;
  const path = `/crm/properties/${connection.version}/${kind}/batch/create`;
  // The client takes a 201 only, which dated paths do not answer.
  await connection.send(`Making properties of ${kind}`, made, (client) =>
    askJson(client, { method: 'POST', path, body: { inputs } }),
  );
}

function typeOf(type: string, fieldType: string): CrmField['type'] {
  switch (type) {
    case 'number':
      return 'number';
    case 'bool':
      return 'boolean';
    case 'date':
    case 'datetime':
      return 'date';
    default:
      // Several boxes may be ticked.
      return fieldType === 'checkbox' ? 'set' : 'text';
  }
}

export function propertiesOf(fields: readonly Field[], record: Field['record']): string[] {
  return fields.filter((field) => field.record === record).map(({ property }) => property);
}

/** With what the mapped properties say, also in the place of what the registry would read of its own accord. */
export function withMapped(
  attributes: CrmAttributes,
  fields: readonly Field[],
  record: Field['record'],
  { has, at }: { has: Record<string, string | undefined>; at: Date },
): CrmAttributes {
  const all = { ...attributes };
  for (const field of mappedOf(fields, record)) {
    const value = valueIn(has[field.property], field.type);
    delete all[field.attribute];
    if (value !== undefined) all[field.attribute] = { value, source: 'HubSpot', at };
  }
  return all;
}

function valueIn(
  text: string | undefined,
  type: Field['type'],
): CrmAttributes[string]['value'] | undefined {
  if (text === undefined) return undefined;
  switch (type) {
    case 'number':
      return numberIn(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'date':
      return timeIn(text)?.getTime();
    case 'set':
      return listIn(text);
    case 'text':
    case 'rep':
      return text;
  }
}
