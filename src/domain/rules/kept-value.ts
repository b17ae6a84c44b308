import { countryOf, isCountry } from '../geography/country.ts';
import { isStateCode, stateOf } from '../geography/state.ts';
import { industries, industryOf } from '../industry.ts';
import { spelledOut } from '../reading/value.ts';
import { type Attribute, type Catalogue, type Option, standardCatalogue } from './attribute.ts';
import type { Condition, Literal, Test } from './condition.ts';
import { fold } from './fold.ts';
import type { Rule } from './rule-set.ts';

/** How values of an attribute are kept, whatever people call them; undefined where nobody knows what is meant. */
const readers = new Map<string, (written: string) => string | undefined>([
  ['country', (text) => (isCountry(text.toUpperCase()) ? text : countryOf(text))],
  ['state', (text) => (isStateCode(text.toUpperCase()) ? text : stateOf(text))],
  ['industry', (text) => (names.has(fold(text)) ? text : industryOf(text))],
]);
const names = new Set(industries.map(fold));

/** Whether a value of a rule is one that a record may have. */
export function isKept(attribute: string, value: Literal): boolean {
  const read = readers.get(attribute);
  return !read || read(String(value).trim()) !== undefined;
}

/** Values are read as facts of these are. */
const spelled = new Set(['type', 'source', 'source_detail', 'lead_status']);

/** By what rules may say, in small letters. */
const meanings = new WeakMap<readonly Option[], Map<string, string>>();

/** The value that is kept for what somebody calls it; where one is called as another is kept, that other is meant. */
export function optionMeant(options: readonly Option[], written: string): string | undefined {
  let meant = meanings.get(options);
  if (!meant) {
    const labels = options.map(({ label, value }) => [fold(label), value] as const);
    const values = options.map(({ value }) => [fold(value), value] as const);
    meant = new Map([...labels, ...values]);
    meanings.set(options, meant);
  }
  return meant.get(fold(written));
}

/** The rule as it is asked: a rule may say Germany, or Health Care, as people do. */
export function withKeptValues(rule: Rule, catalogue: Catalogue = standardCatalogue): Rule {
  const condition = kept(rule.condition, catalogue);
  return condition === rule.condition ? rule : { ...rule, condition };
}

/** The same object where nothing is called otherwise. */
function kept(condition: Condition, catalogue: Catalogue): Condition {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const of = condition.of.map((part) => kept(part, catalogue));
      return of.every((part, nth) => part === condition.of[nth]) ? condition : { ...condition, of };
    }
    case 'not': {
      const of = kept(condition.of, catalogue);
      return of === condition.of ? condition : { ...condition, of };
    }
    default:
      return keptTest(condition, catalogue);
  }
}

function keptTest(test: Test, catalogue: Catalogue): Test {
  const read = (attribute: string, value: Literal) => keptValue(catalogue.get(attribute), value);
  switch (test.kind) {
    case 'compare': {
      if (test.op !== '=' && test.op !== '!=') return test;
      const value = read(test.attribute, test.value);
      return value === test.value ? test : { ...test, value };
    }
    case 'in':
    case 'not-in': {
      const values = test.values.map((value) => read(test.attribute, value));
      return values.every((value, nth) => value === test.values[nth]) ? test : { ...test, values };
    }
    case 'contains': {
      // Of several words one is meant; of a text, a part.
      if (catalogue.get(test.attribute)?.type !== 'set') return test;
      const text = String(read(test.attribute, test.text));
      return text === test.text ? test : { ...test, text };
    }
    default:
      return test;
  }
}

/** A list as an attribute is asked by it: the same list may stand for others as well. */
export function keptValues(
  values: readonly string[],
  attribute: Attribute | undefined,
): readonly string[] {
  if (!attribute || !(attribute.options || readers.has(attribute.key))) return values;
  return values.map((value) => String(keptValue(attribute, value)));
}

function keptValue(attribute: Attribute | undefined, value: Literal): Literal {
  if (!attribute || typeof value !== 'string') return value;
  const { key, options } = attribute;
  const meant = options && optionMeant(options, value);
  const told = meant !== undefined && spelled.has(key) ? spelledOut(meant) : meant;
  const text = told ?? value;
  return readers.get(key)?.(text.trim()) ?? text;
}
