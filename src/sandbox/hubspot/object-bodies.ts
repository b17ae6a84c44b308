import { z } from 'zod';
import { invalid } from './problem.ts';

/** HubSpot takes numbers and booleans and keeps strings; null clears as '' does. */
const values = z.record(
  z.string(),
  z
    .union([z.string(), z.number(), z.boolean(), z.null()])
    .transform((value) => String(value ?? '')),
);
const id = z.union([z.string(), z.number()]).transform(String);
const names = z.array(z.string()).default([]);
const inputs = <T extends z.ZodType>(input: T) => z.object({ inputs: z.array(input) });
const association = z.object({
  to: z.object({ id }),
  types: z.array(z.object({ associationTypeId: z.number() })),
});

export const createBody = z.object({
  properties: values,
  associations: z.array(association).default([]),
});
export const updateBody = z.object({ properties: values });
export const mergeBody = z.object({ primaryObjectId: id, objectIdToMerge: id });
export const purgeBody = z.object({ objectId: id, idProperty: z.string().optional() });
export const batchReadBody = inputs(z.object({ id })).extend({
  properties: names,
  propertiesWithHistory: names,
  idProperty: z.string().optional(),
});
export const batchCreateBody = inputs(
  createBody.extend({ objectWriteTraceId: z.string().optional() }),
);
export const batchUpdateBody = inputs(
  z.object({
    id,
    idProperty: z.string().optional(),
    objectWriteTraceId: z.string().optional(),
    properties: values,
  }),
);
export const batchIdsBody = inputs(z.object({ id }));

const filter = z.object({
  propertyName: z.string(),
  operator: z.enum([
    'EQ',
    'NEQ',
    'LT',
    'LTE',
    'GT',
    'GTE',
    'BETWEEN',
    'IN',
    'NOT_IN',
    'HAS_PROPERTY',
    'NOT_HAS_PROPERTY',
    'CONTAINS_TOKEN',
    'NOT_CONTAINS_TOKEN',
  ]),
  value: z.union([z.string(), z.number(), z.boolean()]).transform(String).optional(),
  highValue: z.union([z.string(), z.number()]).transform(String).optional(),
  values: z.array(z.union([z.string(), z.number()]).transform(String)).optional(),
});
const sort = z.union([
  z.string().transform((text) => ({
    property: text.replace(/^-/, ''),
    descending: text.startsWith('-'),
  })),
  z
    .object({ propertyName: z.string(), direction: z.string().default('ASCENDING') })
    .transform(({ propertyName, direction }) => ({
      property: propertyName,
      descending: direction === 'DESCENDING',
    })),
]);

export const searchBody = z.object({
  filterGroups: z.array(z.object({ filters: z.array(filter) })).default([]),
  sorts: z.array(sort).default([]),
  properties: names,
  query: z.string().optional(),
  limit: z.number().default(10),
  after: z.union([z.string(), z.number()]).transform(Number).default(0),
});

export type Filter = z.infer<typeof filter>;
export type SearchBody = z.infer<typeof searchBody>;

export function parseBody<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(`Invalid input JSON: ${issue?.path.join('.')}: ${issue?.message}`);
}
