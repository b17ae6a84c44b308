import { z } from 'zod';
import document from './limits.json' with { type: 'json' };

export type Surface = 'message' | 'modal' | 'home';

type Range = { min?: number | undefined; max?: number | undefined; safe?: number | undefined };

export type Field =
  | ({ kind: 'text'; textTypes: string[] } & Range)
  | ({ kind: 'string'; pattern?: string | undefined; format?: string | undefined } & Range & {
        https?: boolean | undefined;
      })
  | { kind: 'boolean' }
  | ({ kind: 'integer' | 'number'; exclusiveMin?: number | undefined } & Range)
  | { kind: 'enum'; values: string[] }
  | ArrayField
  | { kind: 'ref'; ref: string }
  | { kind: 'oneOf'; of: string[] }
  | { kind: 'any' };

export type ArrayField = {
  kind: 'array';
  items: string | Field;
  minItems?: number | undefined;
  maxItems?: number | undefined;
  safe?: number | undefined;
  unique?: boolean | undefined;
};

const range = {
  min: z.number().optional(),
  max: z.number().optional(),
  safe: z.number().optional(),
};

const field: z.ZodType<Field> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), textTypes: z.array(z.string()), ...range }),
    z.object({
      kind: z.literal('string'),
      pattern: z.string().optional(),
      format: z.string().optional(),
      https: z.boolean().optional(),
      ...range,
    }),
    z.object({ kind: z.literal('boolean') }),
    z.object({
      kind: z.enum(['integer', 'number']),
      exclusiveMin: z.number().optional(),
      ...range,
    }),
    z.object({ kind: z.literal('enum'), values: z.array(z.string()) }),
    z.object({
      kind: z.literal('array'),
      items: z.union([z.string(), field]),
      minItems: z.number().optional(),
      maxItems: z.number().optional(),
      safe: z.number().optional(),
      unique: z.boolean().optional(),
    }),
    z.object({ kind: z.literal('ref'), ref: z.string() }),
    z.object({ kind: z.literal('oneOf'), of: z.array(z.string()) }),
    z.object({ kind: z.literal('any') }),
  ]),
);

/** Names come from the wire: "valueOf" must not find what every object has. */
function bare<Value>(given: Record<string, Value>): Record<string, Value> {
  return Object.assign(Object.create(null), given);
}

function table<Schema extends z.ZodType>(schema: Schema) {
  return z.record(z.string(), schema).transform((given) => bare(given));
}

const names = z.array(z.string());
const groups = z.array(names);
const surfaces = z.array(z.enum(['message', 'modal', 'home']));

const shape = z.object({
  required: names.default([]),
  fields: table(field).default(bare({})),
  anyRequired: groups.default([]),
  exactlyOne: groups.default([]),
  exclusive: groups.default([]),
  requires: z.record(z.string(), z.string()).default({}),
  minProperties: z.number().default(0),
  nullable: z.boolean().default(false),
  surfaces: surfaces.optional(),
  surfacesObserved: surfaces.optional(),
  surfacesUncertain: surfaces.optional(),
  allowedIn: names.optional(),
  inboundOnly: z.boolean().default(false),
  childBlocks: names.optional(),
  forbidden: names.default([]),
  variants: z.record(z.string(), z.looseObject({ sameAs: z.string().optional() })).optional(),
});

export type Shape = z.infer<typeof shape>;

const leaf = z.object({ required: names, optional: names.default([]) });

const { leafs, style, ev, ...richText } = document.richText;

const shapes = table(shape);

/** Slack's limits as facts; the conventions are explained in the document's own `meta`. */
export const blockShapes = shapes.parse(document.blocks);
export const elementShapes = shapes.parse(document.elements);
export const compositionShapes = shapes.parse(document.composition);
export const richTextShapes = shapes.parse(richText);
export const leafShapes = table(leaf).parse(leafs);
export const viewShapes = {
  modal: shape.parse(document.views.modal),
  home: shape.parse(document.views.home),
};

export const largestView = document.views.modal.maxBytes;
export const maxBlocks: Record<Surface, number> = {
  message: document.surfaces.message.maxBlocks,
  modal: document.surfaces.modal.maxBlocks,
  home: document.surfaces.home.maxBlocks,
};
export const messageLimits = document.payloads.message;
export const manifestLimits = document.manifest;

/** A chart's kinds are shapes of their own, and some are drawn from the same data. */
export function chartShape(type: string): Shape | undefined {
  const variants = compositionShapes.chart?.variants ?? {};
  const variant = variants[type];
  return variant && shape.parse(variant.sameAs ? variants[variant.sameAs] : variant);
}
