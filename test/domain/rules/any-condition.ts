import fc from 'fast-check';
import type { Condition } from '../../../src/domain/rules/condition.ts';
import { keysOf, literalFor, number, plain, text } from './any-value.ts';

type Known = { lists: string[]; regions: string[] };

function some(arbitrary: fc.Arbitrary<string>, values: (key: string) => fc.Arbitrary<Condition>) {
  return arbitrary.chain(values);
}

const textual = keysOf('text', 'set', 'rep');
const ordered = keysOf('number', 'date');
const any = keysOf('text', 'set', 'rep', 'number', 'date', 'boolean');

function anyTest({ lists, regions }: Known): fc.Arbitrary<Condition> {
  const compared = (ops: ('=' | '!=' | '<' | '<=' | '>' | '>=')[]) => (attribute: string) =>
    fc.record({
      kind: fc.constant('compare' as const),
      attribute: fc.constant(attribute),
      op: fc.constantFrom(...ops),
      value: literalFor(attribute),
    });
  const tests: fc.Arbitrary<Condition>[] = [
    some(any, compared(['=', '!='])),
    some(ordered, compared(['<', '<=', '>', '>='])),
    some(ordered, (attribute) =>
      fc.record({
        kind: fc.constant('between' as const),
        attribute: fc.constant(attribute),
        from: literalFor(attribute),
        to: literalFor(attribute),
      }),
    ),
    some(keysOf('text', 'set', 'rep', 'number', 'date'), (attribute) =>
      fc.record({
        kind: fc.constantFrom('in' as const, 'not-in' as const),
        attribute: fc.constant(attribute),
        values: fc.array(literalFor(attribute), { maxLength: 40, size: 'max' }),
      }),
    ),
    fc.record({ kind: fc.constantFrom('exists' as const, 'missing' as const), attribute: any }),
    fc.record({
      kind: fc.constantFrom('contains' as const, 'starts-with' as const),
      attribute: textual,
      text,
    }),
    fc.record({ kind: fc.constant('within' as const), attribute: keysOf('date'), days: number }),
    fc.record({
      kind: fc.constantFrom('in-region' as const, 'not-in-region' as const),
      region: fc.constantFrom('DACH', 'US West', ...regions),
    }),
  ];
  if (lists.length > 0) {
    tests.push(
      fc.record({
        kind: fc.constantFrom('in-list' as const, 'not-in-list' as const),
        attribute: textual,
        list: fc.constantFrom(...lists),
      }),
    );
  }
  return fc.oneof(...tests);
}

export function anyCondition(known: Known): fc.Arbitrary<Condition> {
  return fc
    .letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        anyTest(known),
        fc.record({
          kind: fc.constantFrom('all' as const, 'any' as const),
          of: fc.array(tie('condition'), { maxLength: 5 }),
        }),
        fc.record({ kind: fc.constant('not' as const), of: tie('condition') }),
      ),
    }))
    .condition.map(plain);
}
