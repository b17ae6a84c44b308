import fc from 'fast-check';
import type { Facts, Value } from '../../../../src/domain/rules/attribute.ts';
import type { Condition, Literal, Test } from '../../../../src/domain/rules/condition.ts';
import type { Standing } from '../../../../src/domain/rules/decision.ts';
import type { Outcome } from '../../../../src/domain/rules/outcome.ts';
import { type RuleSet, tieBreakers } from '../../../../src/domain/rules/rule-set.ts';

/** Few values, so that rules meet accounts; the same in other spellings; and some that no rule has. */
const texts: Record<string, string[]> = {
  country: ['US', 'us ', 'DE', 'AT', 'FR', 'CÔ', 'co'],
  state: ['CA', 'ca', 'NY', 'IL'],
  zip: ['60601', '606', '60701', '6', '94105', ''],
  city: ['Zürich', 'zurich', ' ZURICH', 'Łódź'],
  industry: ['Banking', 'banking ', 'Bankin', 'Retail', 'Odds & Ends (“up”)'],
  domain: ['acme.com', 'ACME.com', 'globex.com', 'x.com'],
  owner: ['ana@x.com', 'Ana@X.com', 'bo@x.com'],
  mapped: ['one', 'Öne', 'two'],
};
const numbers: Record<string, number[]> = {
  revenue: [-1, 0, -0, 0.1, 5, 10, 10.5, 1e9],
  employees: [0, 1, 10, 11, 50],
};
const days = ['2026-01-01', '2026-01-02', '2026-02-28', '2026-03-01'];
const words = ['field', 'Field ', 'WEST', 'wést', 'x'];
const HOUR = 3_600_000;
/** Some of them where days and spans begin and end. */
export const moment = fc
  .tuple(fc.constantFrom(...days), fc.constantFrom(-1, 0, 1, HOUR, 24 * HOUR - 1))
  .map(([day, more]) => Date.parse(`${day}T00:00:00Z`) + more);

const textTest = fc.constantFrom(...Object.keys(texts)).chain((attribute): fc.Arbitrary<Test> => {
  const value = fc.constantFrom(...(texts[attribute] ?? []));
  return testOf(attribute, value, [
    fc.record({
      kind: fc.constantFrom('contains', 'starts-with'),
      attribute: fc.constant(attribute),
      text: value,
    }),
  ]);
});
const numberTest = fc
  .constantFrom(...Object.keys(numbers))
  .chain((attribute) => testOf(attribute, fc.constantFrom(...(numbers[attribute] ?? [])), []));
const dateTest = testOf('created', fc.constantFrom(...days), [
  fc.record({
    kind: fc.constant('within'),
    attribute: fc.constant('created'),
    days: fc.constantFrom(0, 1, 30, 58),
  }),
]);
const setTest = testOf('tags', fc.constantFrom(...words), [
  fc.record({
    kind: fc.constantFrom('contains', 'starts-with'),
    attribute: fc.constant('tags'),
    text: fc.constantFrom('', 'w', 'FIE'),
  }),
]);
const booleanTest = testOf('former_customer', fc.boolean(), []);
const regionTest = fc.record({
  kind: fc.constantFrom('in-region', 'not-in-region'),
  region: fc.constantFrom('Chicago', 'chicago ', 'DACH', 'Nowhere', 'Unheard of'),
});

function testOf(
  attribute: string,
  value: fc.Arbitrary<Literal>,
  more: fc.Arbitrary<Test>[],
): fc.Arbitrary<Test> {
  const name = fc.constant(attribute);
  return fc.oneof(
    fc.record({
      kind: fc.constant('compare'),
      attribute: name,
      op: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
      value,
    }),
    fc.record({ kind: fc.constant('between'), attribute: name, from: value, to: value }),
    fc.record({
      kind: fc.constantFrom('in', 'not-in'),
      attribute: name,
      values: fc.array(value, { maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constantFrom('in-list', 'not-in-list'),
      attribute: name,
      list: fc.constantFrom('Targets', 'targets', 'Sizes', 'Empty', 'Unheard of'),
    }),
    fc.record({ kind: fc.constantFrom('exists', 'missing'), attribute: name }),
    ...more,
  );
}

const test = fc.oneof(
  { weight: 5, arbitrary: textTest },
  { weight: 3, arbitrary: numberTest },
  { weight: 1, arbitrary: dateTest },
  { weight: 1, arbitrary: setTest },
  { weight: 1, arbitrary: booleanTest },
  { weight: 1, arbitrary: regionTest },
);

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: test },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('all', 'any'),
        of: fc.array(tie('condition'), { maxLength: 4 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('not'), of: tie('condition') }) },
  ),
}));
/** Most rules are a few tests in a row. */
const usual = fc.oneof(
  fc.record({ kind: fc.constant('all'), of: fc.array(test, { maxLength: 3 }) }),
  condition,
);

const outcome: fc.Arbitrary<Outcome> = fc
  .oneof(
    fc.record({ kind: fc.constant('rep'), rep: fc.constantFrom('ana@x.com', 'bo@x.com') }),
    fc.record({
      kind: fc.constant('territory'),
      territory: fc.constantFrom('West', 'East', 'constructor'),
    }),
    fc.record({ kind: fc.constant('keep') }),
  )
  .map((to) => ({ to, roles: {}, tags: [] }));

const day = fc.option(fc.constantFrom(...days), { nil: undefined, freq: 2 });
export const rule = fc.record({
  layer: fc.constantFrom('named', 'geography', 'catch-all'),
  priority: fc.integer({ min: 1, max: 2 }),
  condition: usual,
  outcome,
  from: day,
  until: day,
  written: day,
});

const region = {
  Chicago: [
    { country: 'US', zips: ['606', '607'] },
    { country: 'us', states: ['CA'] },
    { country: 'FR', states: [], zips: [] },
  ],
  Nowhere: [],
};

export const ruleSet: fc.Arbitrary<RuleSet> = fc
  .tuple(fc.array(rule, { maxLength: 12 }), fc.shuffledSubarray([...tieBreakers]))
  .map(([rules, breakers]) => setOf(rules, breakers));

export function setOf(
  rules: readonly Pick<RuleSet['rules'][number], 'layer' | 'priority' | 'condition' | 'outcome'>[],
  breakers: RuleSet['tieBreakers'] = ['most-specific', 'oldest'],
): RuleSet {
  return {
    name: 'Routing',
    layers: ['named', 'geography', 'catch-all'],
    tieBreakers: breakers,
    lists: [
      { name: 'Targets', values: ['Acme.com', 'US', 'banking', 'ana@x.com', 'wEst'] },
      { name: 'Sizes', values: ['10', '50', 'no number'] },
      { name: 'Empty', values: [] },
    ],
    regions: Object.entries(region).map(([name, places]) => ({ name, places })),
    pools: [],
    rules: rules.map((each, n) => ({ name: `rule ${n}`, sentence: '', tags: [], ...each })),
  };
}

function perhaps<T extends Value>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> {
  return fc.oneof({ weight: 6, arbitrary: value }, fc.constantFrom(null, undefined));
}

export const facts: fc.Arbitrary<Facts> = fc.record({
  ...Object.fromEntries(
    Object.entries(texts).map(([key, values]) => [
      key,
      perhaps(fc.constantFrom(...values, 'unheard of')),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(numbers).map(([key, values]) => [
      key,
      perhaps(fc.constantFrom(...values, 7, Infinity)),
    ]),
  ),
  created: perhaps(moment),
  tags: perhaps(
    fc.oneof(fc.array(fc.constantFrom(...words, 'other'), { maxLength: 3 }), fc.constant('west')),
  ),
  former_customer: perhaps(fc.boolean()),
});

export const standing: fc.Arbitrary<Standing | undefined> = fc.option(
  fc.record({
    territorySizes: fc.dictionary(fc.constantFrom('West', 'East'), fc.nat(3)),
    loads: fc.dictionary(fc.constantFrom('ana@x.com', 'bo@x.com'), fc.nat(3)),
  }),
  { nil: undefined },
);
