import type { Condition, Literal, Test } from './condition.ts';
import { filled, fits } from './text/layout.ts';
import { isLinked } from './text/nesting.ts';
import { printNumber } from './text/number-text.ts';
import { bareOrQuoted, quoted } from './text/quoted.ts';

/** On one line, as parseCondition reads it. */
export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
      return printGroup(condition.of, 'and', 'all', 'always');
    case 'any':
      return printGroup(condition.of, 'or', 'any', 'never');
    case 'not':
      return `not (${printCondition(condition.of)})`;
    default:
      return printTest(condition);
  }
}

function printGroup(of: Condition[], link: string, single: string, none: string): string {
  const [first] = of;
  if (!first) return none;
  if (of.length === 1) return `${single} (${printCondition(first)})`;
  return of.map(printPart).join(` ${link} `);
}

function printPart(condition: Condition): string {
  const printed = printCondition(condition);
  return isLinked(condition) ? `(${printed})` : printed;
}

function printTest(test: Test): string {
  switch (test.kind) {
    case 'compare':
      return `${printAttribute(test.attribute)} ${test.op} ${printLiteral(test.value)}`;
    case 'between': {
      const ends = `${printLiteral(test.from)} and ${printLiteral(test.to)}`;
      return `${printAttribute(test.attribute)} between ${ends}`;
    }
    case 'in':
    case 'not-in':
      return `${leadOf(test)} (${test.values.map(printLiteral).join(', ')})`;
    case 'in-list':
      return `${printAttribute(test.attribute)} in list ${quoted(test.list)}`;
    case 'not-in-list':
      return `${printAttribute(test.attribute)} not in list ${quoted(test.list)}`;
    case 'in-region':
      return `in region ${bareOrQuoted(test.region)}`;
    case 'not-in-region':
      return `not in region ${bareOrQuoted(test.region)}`;
    case 'exists':
    case 'missing':
      return `${printAttribute(test.attribute)} ${test.kind}`;
    case 'contains':
      return `${printAttribute(test.attribute)} contains ${quoted(test.text)}`;
    case 'starts-with':
      return `${printAttribute(test.attribute)} starts with ${quoted(test.text)}`;
    case 'within':
      return `${printAttribute(test.attribute)} within ${printNumber(test.days)} days`;
  }
}

function leadOf({ kind, attribute }: Extract<Test, { kind: 'in' | 'not-in' }>): string {
  return `${printAttribute(attribute)} ${kind === 'in' ? 'in' : 'not in'}`;
}

/** Words that would be read as something else where an attribute may stand. */
const taken = new Set(
  'not all any always never in and or between exists missing contains starts within when'.split(
    ' ',
  ),
);

function printAttribute(key: string): string {
  const isBare = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(key) && !taken.has(key.toLowerCase());
  return isBare ? key : quoted(key);
}

function printLiteral(value: Literal): string {
  switch (typeof value) {
    case 'number':
      return printNumber(value);
    case 'boolean':
      return value ? 'yes' : 'no';
    default:
      return bareOrQuoted(value);
  }
}

/** On as many lines as it needs: broken before `and` and `or`, inside parentheses, and between values. */
export function conditionLines(condition: Condition, lead: string, indent: string): string[] {
  const line = `${lead}${printCondition(condition)}`;
  if (fits(line)) return [line];
  switch (condition.kind) {
    case 'all':
    case 'any':
      return groupLines(condition, lead, indent);
    case 'not':
      return enclosed(condition.of, `${lead}not (`, indent);
    case 'in':
    case 'not-in': {
      const values = filled(condition.values.map(printLiteral), `${indent}  `);
      return [`${lead}${leadOf(condition)} (`, ...values, `${indent})`];
    }
    default:
      return [line];
  }
}

function groupLines(
  { kind, of }: Extract<Condition, { kind: 'all' | 'any' }>,
  lead: string,
  indent: string,
): string[] {
  const [first, ...others] = of;
  if (!first) return [];
  if (others.length === 0) return enclosed(first, `${lead}${kind} (`, indent);
  const inner = `${indent}  `;
  const link = kind === 'all' ? 'and' : 'or';
  return [
    ...partLines(first, lead, indent),
    ...others.flatMap((part) => partLines(part, `${inner}${link} `, inner)),
  ];
}

function partLines(part: Condition, lead: string, indent: string): string[] {
  if (!isLinked(part)) return conditionLines(part, lead, indent);
  const line = `${lead}${printPart(part)}`;
  return fits(line) ? [line] : enclosed(part, `${lead}(`, indent);
}

function enclosed(condition: Condition, lead: string, indent: string): string[] {
  const inner = `${indent}  `;
  return [lead, ...conditionLines(condition, inner, inner), `${indent})`];
}
