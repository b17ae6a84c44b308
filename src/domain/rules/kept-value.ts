import { countryOf, isCountry } from '../geography/country.ts';
import { isStateCode, stateOf } from '../geography/state.ts';
import { industries, industryOf } from '../industry.ts';
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

/** The rule as it is asked: a rule may say Germany, or Health Care, as people do. */
export function withKeptValues(rule: Rule): Rule {
  const condition = kept(rule.condition);
  return condition === rule.condition ? rule : { ...rule, condition };
}

/** The same object where nothing is called otherwise. */
function kept(condition: Condition): Condition {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const of = condition.of.map(kept);
      return of.every((part, nth) => part === condition.of[nth]) ? condition : { ...condition, of };
    }
    case 'not': {
      const of = kept(condition.of);
      return of === condition.of ? condition : { ...condition, of };
    }
    default:
      return keptTest(condition);
  }
}

function keptTest(test: Test): Test {
  switch (test.kind) {
    case 'compare': {
      if (test.op !== '=' && test.op !== '!=') return test;
      const value = keptValue(test.attribute, test.value);
      return value === test.value ? test : { ...test, value };
    }
    case 'in':
    case 'not-in': {
      const values = test.values.map((value) => keptValue(test.attribute, value));
      return values.every((value, nth) => value === test.values[nth]) ? test : { ...test, values };
    }
    default:
      return test;
  }
}

function keptValue(attribute: string, value: Literal): Literal {
  const read = readers.get(attribute);
  return (read && typeof value === 'string' ? read(value.trim()) : undefined) ?? value;
}
