import fc from 'fast-check';
import { fold } from '../../../src/domain/rules/fold.ts';
import type { Outcome } from '../../../src/domain/rules/outcome.ts';
import type { Pool } from '../../../src/domain/rules/pool.ts';
import { type RuleSet, tieBreakers } from '../../../src/domain/rules/rule-set.ts';
import { anyCondition } from './any-condition.ts';
import { day, email, plain, text } from './any-value.ts';

const names = (maxLength: number) =>
  fc.uniqueArray(text, { maxLength, selector: (name) => fold(name) });

/** Zod leaves `__proto__` out of what it reads, lest it become a prototype. */
const role = text.filter((name) => name !== '__proto__');

const anyPool = (name: string, pools: string[]): fc.Arbitrary<Pool> =>
  fc.record(
    {
      name: fc.constant(name),
      method: fc.oneof(
        fc.constantFrom<Pool['method']>(
          { kind: 'round-robin' },
          { kind: 'weighted' },
          { kind: 'claim' },
        ),
        fc.record({
          kind: fc.constant('least-loaded' as const),
          by: fc.constantFrom('count' as const, 'value' as const, 'score' as const),
        }),
        fc.record({
          kind: fc.constant('best-fit' as const),
          by: fc.array(
            fc.constantFrom(
              ...(['skills', 'language', 'certificate', 'segment', 'win-rate'] as const),
            ),
          ),
        }),
      ),
      members: fc.array(
        fc.record({ rep: email, weight: fc.constantFrom(1, 2, 0.5, 20_000, 1e-7) }),
      ),
      requires: fc.record({
        skills: fc.array(text, { maxLength: 3 }),
        languages: fc.array(text, { maxLength: 3 }),
        certificates: fc.array(text, { maxLength: 3 }),
      }),
      overflow: fc.oneof(email, fc.constantFrom(...pools)),
    },
    { requiredKeys: ['name', 'method', 'members', 'requires'] },
  );

const anyPlace = fc.record(
  {
    country: text,
    states: fc.array(text, { maxLength: 4 }),
    zips: fc.array(fc.oneof(text, fc.constantFrom('606', '100-200', '60601-1234')), {
      maxLength: 40,
      size: 'max',
    }),
  },
  { requiredKeys: ['country'] },
);

function anyOutcome(pools: string[]): fc.Arbitrary<Outcome> {
  const destinations: fc.Arbitrary<Outcome['to']>[] = [
    fc.record({ kind: fc.constant('rep' as const), rep: email }),
    fc.record({ kind: fc.constant('territory' as const), territory: text }),
    fc.constantFrom<Outcome['to']>({ kind: 'keep' }, { kind: 'review' }),
    fc.record({
      kind: fc.constant('owner-of' as const),
      of: fc.constantFrom(...(['parent', 'family', 'match', 'open-deal'] as const)),
    }),
  ];
  if (pools.length > 0) {
    const pool = fc.constantFrom(...pools);
    destinations.push(fc.record({ kind: fc.constant('pool' as const), pool }));
  }
  return fc.record(
    {
      to: fc.oneof(...destinations),
      roles: fc.dictionary(role, email, { maxKeys: 3 }),
      tags: fc.array(text, { maxLength: 3 }),
      approval: text,
    },
    { requiredKeys: ['to', 'roles', 'tags'] },
  );
}

type Named = Record<'lists' | 'regions' | 'pools' | 'layers' | 'rules', string[]>;

function anyOf({ lists, regions, pools, layers, rules }: Named): fc.Arbitrary<RuleSet> {
  const each = <Part>(wanted: string[], part: (name: string) => fc.Arbitrary<Part>) =>
    fc.tuple(...wanted.map(part));
  return fc.record({
    name: text,
    layers: fc.constant(layers),
    tieBreakers: fc.uniqueArray(fc.constantFrom(...tieBreakers)),
    lists: each(lists, (name) =>
      fc.record({
        name: fc.constant(name),
        values: fc.array(text, { maxLength: 40, size: 'max' }),
      }),
    ),
    regions: each(regions, (name) =>
      fc.record({ name: fc.constant(name), places: fc.array(anyPlace, { maxLength: 8 }) }),
    ),
    pools: each(pools, (name) => anyPool(name, pools)),
    rules: each(rules, (name) =>
      fc
        .record(
          {
            name: fc.constant(name),
            sentence: text,
            layer: layers.length > 0 ? fc.constantFrom(...layers) : text,
            priority: fc.oneof(fc.integer({ min: 1 }), fc.constant(Number.MAX_SAFE_INTEGER)),
            condition: anyCondition({ lists, regions }),
            outcome: anyOutcome(pools),
            owner: email,
            from: day,
            until: day,
            written: day,
            tags: fc.array(text, { maxLength: 3 }),
          },
          {
            requiredKeys: ['name', 'sentence', 'layer', 'priority', 'condition', 'outcome', 'tags'],
          },
        )
        .map(endingAfterItBegins),
    ),
  });
}

/** A rule that ends before it begins is refused. */
function endingAfterItBegins<Days extends { from?: string; until?: string }>(rule: Days): Days {
  const { from, until } = rule;
  return from && until && from > until ? { ...rule, from: until, until: from } : rule;
}

export const anyRuleSet: fc.Arbitrary<RuleSet> = fc
  .record({
    lists: names(3),
    regions: names(3),
    pools: names(3),
    layers: names(5),
    rules: names(5),
  })
  .chain(anyOf)
  .map(plain);
