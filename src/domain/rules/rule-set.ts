import { z } from 'zod';
import { attributeTypes } from './attribute.ts';
import { condition } from './condition.ts';
import { outcome } from './outcome.ts';
import { pool } from './pool.ts';

const rule = z.object({
  name: z.string(),
  /** What a rep is told. */
  sentence: z.string(),
  layer: z.string(),
  /** Inside its layer; 1 comes first. */
  priority: z.int().positive(),
  /** `all` of nothing: always. */
  condition,
  outcome,
  /** Who answers for the rule, by e-mail address. */
  owner: z.string().optional(),
  /** Days; it holds from the first moment of `from` up to the last of `until`, in UTC. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  /** The day it was written: the oldest may win a tie. */
  written: z.iso.date().optional(),
  tags: z.array(z.string()).default([]),
});
export type Rule = z.infer<typeof rule>;

export const tieBreakers = [
  'most-specific',
  'smallest-territory',
  'least-loaded',
  'oldest',
] as const;
export type TieBreaker = (typeof tieBreakers)[number];

const defaultLayers = [
  'named accounts',
  'existing relationship',
  'strategic',
  'vertical',
  'geography',
  'size',
  'catch-all',
];

/** Places by country, narrowed to states or to postal codes by how they begin. */
const region = z.object({
  name: z.string(),
  places: z.array(
    z.object({
      country: z.string(),
      states: z.array(z.string()).optional(),
      zips: z.array(z.string()).optional(),
    }),
  ),
});
export type Region = z.infer<typeof region>;

export const options = z.array(z.object({ value: z.string(), label: z.string() }));

/** All rules at one time, with the names they use. A published one is never changed. */
export const ruleSet = z.object({
  name: z.string(),
  /** First to last: a rule of an earlier layer wins over every rule of a later one. */
  layers: z.array(z.string()).default(defaultLayers),
  /** Between rules of one layer and priority; what still ties is a conflict. */
  tieBreakers: z.array(z.enum(tieBreakers)).default(['most-specific', 'oldest']),
  lists: z.array(z.object({ name: z.string(), values: z.array(z.string()) })).default([]),
  regions: z.array(region).default([]),
  pools: z.array(pool).default([]),
  rules: z.array(rule),
  /** Attributes of the workspace's own that were known when it was published: it means the same ever after. */
  attributes: z
    .array(z.object({ key: z.string(), type: z.enum(attributeTypes), options: options.optional() }))
    .optional(),
});
export type RuleSet = z.infer<typeof ruleSet>;
