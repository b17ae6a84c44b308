import { type Field, mappedOf, othersOf } from '../../domain/field.ts';
import type { CrmAttributes } from '../../ports.ts';
import { withMapped } from './field.ts';
import type { WireRecord } from './record.ts';
import { numberIn, timeIn } from './text.ts';

/** Where HubSpot keeps what rules know under these names. */
export const accountProperties: Readonly<Record<string, string>> = {
  country: 'country',
  state: 'state',
  city: 'city',
  zip: 'zip',
  industry: 'industry',
  employees: 'numberofemployees',
  revenue: 'annualrevenue',
  type: 'type',
  phone: 'phone',
  website: 'website',
};
const source = 'HubSpot';
const numbers = new Set(['employees', 'revenue']);

/** The property that an attribute of an account comes from; undefined where HubSpot keeps none. */
export function propertyOf(attribute: string, fields: readonly Field[]): string | undefined {
  const mapped = mappedOf(fields, 'account').find((one) => one.attribute === attribute);
  return mapped?.property ?? accountProperties[attribute];
}

/** What is impossible comes as it is written: the look at the quality of the book finds it, and no rule takes it for a fact. */
export function attributesOf(
  { properties: has }: Pick<WireRecord, 'properties'>,
  fields: readonly Field[],
  at: Date,
): CrmAttributes {
  const attributes: CrmAttributes = {};
  for (const [key, property] of Object.entries(accountProperties)) {
    const text = has[property];
    if (text === undefined) continue;
    const number = numbers.has(key) ? numberIn(text) : undefined;
    attributes[key] = { value: number ?? text, source, at };
  }
  const created = timeIn(has.createdate)?.toISOString();
  if (created) attributes.created = { value: created, source, at };
  return withMapped(attributes, fields, 'account', { has, at });
}

/** What the properties say that rules do not read, by their names and as they are written; nothing where none is read. */
export function othersIn(
  { properties: has }: Pick<WireRecord, 'properties'>,
  fields: readonly Field[],
  at: Date,
): CrmAttributes | undefined {
  const names = othersOf(fields);
  if (names.length === 0) return undefined;
  const said = names.flatMap((name): [string, CrmAttributes[string]][] => {
    const value = has[name];
    return value === undefined ? [] : [[name, { value, source, at }]];
  });
  return Object.fromEntries(said);
}
