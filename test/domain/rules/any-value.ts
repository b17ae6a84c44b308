import fc from 'fast-check';
import {
  type Attribute,
  type AttributeType,
  type Catalogue,
  standardCatalogue,
} from '../../../src/domain/rules/attribute.ts';
import type { Literal } from '../../../src/domain/rules/condition.ts';

/** Everything a workspace has, and keys that look like words of the language. */
export const catalogue: Catalogue = new Map([
  ...standardCatalogue,
  ...[
    'not',
    'in',
    'all',
    'when',
    'then',
    'rule',
    'and',
    'or',
    'hs-lead status',
    'Größe',
    '50M',
    'a "b"',
  ].map((key): [string, Attribute] => [key, { key, label: `Property ${key}`, type: 'text' }]),
]);

const keyword = fc.constantFrom(
  ...'rule list region pool layers ties in when then with owner tags none zip weight set and or not always priority'.split(
    ' ',
  ),
);
const letters = fc
  .array(fc.nat(0xffff), { maxLength: 6 })
  .map((codes) => String.fromCharCode(...codes));
const tricky = fc.constantFrom(
  ...[
    'US',
    'OR',
    'IN',
    'NO',
    'healthcare',
    'Health Care',
    '02139',
    '500+',
    '50M',
    '2026-01-31',
    'acme.com',
    'Zürich',
  ],
  ...[
    '"',
    '\\',
    '#',
    '# no comment',
    'a#b',
    'a, b',
    '(',
    '=',
    '“x”',
    '',
    ' ',
    ' a',
    'a  b',
    '\n',
    '\t',
    "O'Brien",
    'rule x',
  ],
);
/** All that a text may be, most often what a careless printer would get wrong. */
export const text = fc.oneof(tricky, tricky, keyword, letters, fc.string({ maxLength: 12 }));
export const email = fc
  .tuple(
    fc.constantFrom('ana', 'bo.li', 'c+d', "o'neil", 'é', 'x"y'),
    fc.constantFrom('example.com', 'a-b.de'),
  )
  .map((parts) => parts.join('@'));
export const number = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    500,
    1500,
    9999,
    10_000,
    25_000,
    50e6,
    1.2e9,
    1_234_567,
    0.1,
    -3.5e6,
    1e21,
    5e-324,
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
);
export const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

export function keysOf(...types: AttributeType[]) {
  const fitting = [...catalogue.values()].filter(({ type }) => types.includes(type));
  return fc.constantFrom(...fitting.map(({ key }) => key));
}

export function literalFor(key: string): fc.Arbitrary<Literal> {
  switch (catalogue.get(key)?.type) {
    case 'number':
      return number;
    case 'boolean':
      return fc.boolean();
    case 'date':
      return day;
    case 'rep':
      return email;
    default:
      return text;
  }
}

/** fast-check makes objects without a prototype. */
export function plain<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(plain) as Value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, plain(each)]),
  ) as Value;
}
