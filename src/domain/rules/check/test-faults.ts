import type { Attribute, AttributeType } from '../attribute.ts';
import type { TestOfAttribute } from '../boxes/test-range.ts';
import type { Literal } from '../condition.ts';
import { literalOf } from '../literal.ts';
import { printCondition } from '../print-condition.ts';
import { suited, typeNames } from '../text/operators.ts';
import { eitherOf } from '../text/suggestion.ts';
import { isDay, isEmail } from '../text/value.ts';
import type { Around } from './around.ts';
import { type Fault, keptFaults } from './kept-words.ts';
import type { Guess } from './spelling.ts';
import { named } from './wording.ts';

/** Of a test of an attribute that there is. */
export function valueFaults(
  test: TestOfAttribute,
  attribute: Attribute,
  reps: Around['reps'],
  guess: Guess,
): Fault[] {
  const { key, type } = attribute;
  const operator = operatorOf(test);
  if (!suited[type].includes(operator)) {
    const what = `but ${key} is ${typeNames[type]}, which ${named(operator)} does not suit`;
    return [{ kind: 'wrong-type', what, remedy: `Write ${eitherOf(suited[type])}.` }];
  }
  if (isList(test) && !suited[type].includes('contains')) {
    const what = `but ${key} is ${typeNames[type]}, and lists hold text`;
    return [{ kind: 'wrong-type', what, remedy: 'Name the values in parentheses instead.' }];
  }
  const values = literalsOf(test);
  const strange = values.find((value) => !isOfType(value, type));
  if (strange !== undefined) return [wrongValue(strange, attribute)];
  return [
    ...emptyFaults(test),
    ...rangeFaults(test, type),
    ...keptFaults(wordsOf(test, type) ?? values, attribute, guess),
  ].concat(type === 'rep' ? strangerFaults(values, reps) : []);
}

function operatorOf(test: TestOfAttribute): string {
  switch (test.kind) {
    case 'compare':
      return test.op;
    case 'starts-with':
      return 'starts with';
    case 'in':
    case 'not-in':
    case 'in-list':
    case 'not-in-list':
      return 'in';
    default:
      return test.kind;
  }
}

function isList({ kind }: TestOfAttribute): boolean {
  return kind === 'in-list' || kind === 'not-in-list';
}

function literalsOf(test: TestOfAttribute): Literal[] {
  switch (test.kind) {
    case 'compare':
      return [test.value];
    case 'between':
      return [test.from, test.to];
    case 'in':
    case 'not-in':
      return test.values;
    default:
      return [];
  }
}

/** Of several words one is asked for, as a value of its own. */
function wordsOf(test: TestOfAttribute, type: AttributeType): Literal[] | undefined {
  return test.kind === 'contains' && type === 'set' ? [test.text] : undefined;
}

function isOfType(value: Literal, type: AttributeType): boolean {
  switch (type) {
    case 'number':
      return typeof value !== 'boolean' && !Number.isNaN(literalOf(value, type));
    case 'boolean':
      return !Number.isNaN(literalOf(value, type));
    case 'date':
      return typeof value === 'string' && isDay(value);
    case 'rep':
      return typeof value === 'string' && isEmail(value);
    case 'text':
    case 'set':
      return typeof value !== 'boolean';
  }
}

const examples: Record<AttributeType, string> = {
  number: 'Write it like 500, 25k, 50M or 1.2bn.',
  boolean: 'Write yes or no.',
  date: 'Write it like 2026-01-31.',
  rep: 'Write it like ana@example.com.',
  text: 'Write it in quotes.',
  set: 'Write it in quotes.',
};

function wrongValue(value: Literal, { key, type }: Attribute): Fault {
  const what = `but ${key} is ${typeNames[type]}, and ${named(String(value))} is not`;
  return { kind: 'wrong-type', what, remedy: examples[type] };
}

function emptyFaults(test: TestOfAttribute): Fault[] {
  if ((test.kind === 'in' || test.kind === 'not-in') && test.values.length === 0) {
    const remedy = 'Name at least one value in the parentheses, or take the test out.';
    return [{ kind: 'nothing-listed', what: 'which lists nothing', remedy }];
  }
  if ((test.kind === 'contains' || test.kind === 'starts-with') && test.text.trim() === '') {
    const remedy = `Write what to look for, or ${test.attribute} exists.`;
    return [{ kind: 'nothing-listed', what: 'which looks for nothing', remedy }];
  }
  return [];
}

function rangeFaults(test: TestOfAttribute, type: AttributeType): Fault[] {
  if (test.kind === 'within' && !(test.days >= 0)) {
    const remedy = 'Write a number of days from 0 on, as in within 30 days.';
    return [{ kind: 'reversed-range', what: 'which lies in the future', remedy }];
  }
  if (test.kind !== 'between') return [];
  if (literalOf(test.from, type) <= literalOf(test.to, type)) return [];
  const turned = printCondition({ ...test, from: test.to, to: test.from });
  const what = 'and nothing is between them, for the first is larger than the second';
  return [{ kind: 'reversed-range', what, remedy: `Write ${named(turned)}.` }];
}

function strangerFaults(values: Literal[], reps: Around['reps']): Fault[] {
  if (!reps) return [];
  const strangers = values.map(String).filter((email) => !reps.has(email.trim().toLowerCase()));
  return strangers.map((email) => ({
    kind: 'unknown-rep',
    severity: 'warning',
    what: `and nobody in the registry has the address ${email.slice(0, 80)}`,
    remedy: 'See whether the address is right, or add them to the roster.',
  }));
}
