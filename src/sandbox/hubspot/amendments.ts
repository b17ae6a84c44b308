import { z } from 'zod';

type Schema = Record<string, unknown>;

const schemas = z.looseObject({
  components: z.looseObject({
    schemas: z.record(
      z.string(),
      z.looseObject({
        properties: z.record(z.string(), z.looseObject({})).optional(),
        required: z.array(z.string()).optional(),
      }),
    ),
  }),
});

/** Fields of which HubSpot itself says other things than its client declares. */
const fields: [schema: string, field: string, is: Schema][] = [
  // Somebody deactivated has no user id any more.
  ['PublicOwner', 'userId', { type: 'integer', nullable: true }],
  // The guide's form of a sort, beside the client's plain name.
  ['PublicObjectSearchRequest', 'sorts', { type: 'array' }],
  // A cursor is a number or its text.
  ['PublicObjectSearchRequest', 'after', {}],
  // v4 numbers what it links, while its client speaks of texts; an unlabelled link has no label.
  ['MultiAssociatedObjectWithLabel', 'toObjectId', {}],
  ['LabelsBetweenObjectPair', 'fromObjectId', {}],
  ['LabelsBetweenObjectPair', 'toObjectId', {}],
  ['AssociationSpecWithLabel', 'label', { type: 'string', nullable: true }],
  // What has no value is null in every record, those of an upsert among them.
  [
    'SimplePublicUpsertObject',
    'properties',
    { type: 'object', additionalProperties: { type: 'string', nullable: true } },
  ],
];

/** Fields that HubSpot can do without, though its client insists. */
const optional: Record<string, string[]> = {
  BatchReadInputSimplePublicObjectId: ['properties', 'propertiesWithHistory'],
};

/** The document as HubSpot keeps it. */
export function amend(document: unknown): Schema {
  const amended = schemas.parse(document);
  const known = amended.components.schemas;
  for (const [schema, field, is] of fields) {
    const properties = known[schema]?.properties;
    if (properties?.[field]) properties[field] = is;
  }
  for (const [schema, spared] of Object.entries(optional)) {
    const found = known[schema];
    if (found) found.required = found.required?.filter((field) => !spared.includes(field)) ?? [];
  }
  return amended;
}
