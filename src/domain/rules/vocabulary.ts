import type { AttributeType, Catalogue, Facts, Value } from './attribute.ts';
import type { Test } from './condition.ts';
import { fold } from './fold.ts';
import { DAY } from './literal.ts';
import type { Region, RuleSet } from './rule-set.ts';

/** The moment of a decision, asked for like a fact. No attribute has this key. */
export const MOMENT = '@';

/**
 * What conditions ask for, numbered: facts, the moment of the decision, and how long before it a date lies
 * (`within` asks for that).
 */
export type Slot = { number: number; attribute: string; type: AttributeType | 'moment' | 'age' };

/** A fact as it is compared: numbers, days and yes (1) or no (0); folded text; folded words. */
export type Known = number | string | readonly string[];

/** What is known of one account, by slot. What is not known is undefined. */
export type Sheet = readonly (Known | undefined)[];

/** What the names in a rule set mean, and which facts it asks for. */
export type Vocabulary = {
  catalogue: Catalogue;
  lists: ReadonlyMap<string, readonly string[]>;
  regions: ReadonlyMap<string, Region>;
  slots: Slot[];
  byAttribute: Map<string, Slot>;
  ages: Map<string, Slot>;
};

export function vocabularyOf(
  { lists, regions }: RuleSet,
  catalogue: Catalogue,
  standard: readonly Region[],
): Vocabulary {
  return {
    catalogue,
    lists: new Map(lists.map(({ name, values }) => [fold(name), values])),
    // The set's own regions come last and so replace standard ones of their name.
    regions: new Map([...standard, ...regions].map((region) => [fold(region.name), region])),
    slots: [],
    byAttribute: new Map(),
    ages: new Map(),
  };
}

const regional = ['country', 'state', 'zip'];

/** What a test asks for. */
export function slotsOf(test: Test, vocabulary: Vocabulary): Slot[] {
  switch (test.kind) {
    case 'in-region':
    case 'not-in-region':
      return regional.map((attribute) => slotOf(attribute, vocabulary));
    case 'within':
      return [ageSlotOf(test.attribute, vocabulary)];
    case 'compare':
    case 'between':
    case 'in':
    case 'not-in':
    case 'in-list':
    case 'not-in-list':
    case 'exists':
    case 'missing':
    case 'contains':
    case 'starts-with':
      return [slotOf(test.attribute, vocabulary)];
  }
}

export function slotOf(attribute: string, vocabulary: Vocabulary): Slot {
  const { byAttribute, catalogue } = vocabulary;
  return byAttribute.get(attribute) ?? added(attribute, typeOf(attribute, catalogue), vocabulary);
}

/** How long before the moment of the decision a date lies. */
export function ageSlotOf(attribute: string, vocabulary: Vocabulary): Slot {
  return vocabulary.ages.get(attribute) ?? added(attribute, 'age', vocabulary);
}

function added(attribute: string, type: Slot['type'], vocabulary: Vocabulary): Slot {
  const { slots, byAttribute, ages } = vocabulary;
  const slot = { number: slots.length, attribute, type };
  slots.push(slot);
  (type === 'age' ? ages : byAttribute).set(attribute, slot);
  return slot;
}

/** An attribute that the catalogue has lost is text: rule sets outlive mappings. */
function typeOf(attribute: string, catalogue: Catalogue): Slot['type'] {
  return attribute === MOMENT ? 'moment' : (catalogue.get(attribute)?.type ?? 'text');
}

export function sheetOf({ slots }: Vocabulary, facts: Facts, at: number): Sheet {
  return slots.map(({ attribute, type }) => known(type, facts[attribute], at));
}

/** A fact that is not of its attribute's type says nothing. */
export function known(
  type: Slot['type'],
  fact: Value | null | undefined,
  at: number,
): Known | undefined {
  switch (type) {
    case 'text':
    case 'rep':
      if (typeof fact === 'number') return fold(String(fact));
      return typeof fact === 'string' ? fold(fact) : undefined;
    case 'set':
      if (typeof fact === 'string') return [fold(fact)];
      return Array.isArray(fact) ? fact.map(String).map(fold) : undefined;
    case 'boolean':
      return typeof fact === 'boolean' ? Number(fact) : undefined;
    case 'number':
      return isNumber(fact) ? fact : undefined;
    case 'date':
      return isNumber(fact) ? Math.floor(fact / DAY) : undefined;
    case 'age':
      return isNumber(fact) ? at - fact : undefined;
    case 'moment':
      return at;
  }
}

function isNumber(fact: unknown): fact is number {
  return typeof fact === 'number' && !Number.isNaN(fact);
}
