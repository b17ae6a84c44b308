import type { Facts } from '../../../../src/domain/rules/attribute.ts';
import type { Condition, Test } from '../../../../src/domain/rules/condition.ts';
import type { RuleSet } from '../../../../src/domain/rules/rule-set.ts';
import { dice } from '../../../../src/sandbox/company/chance.ts';
import { setOf } from './arbitrary.ts';

const SEED = 7;
const countries = ['US', 'DE', 'FR', 'GB', 'CA', 'JP', 'BR', 'IN'];
const industries = Array.from({ length: 40 }, (_, place) => `Industry ${place}`);
const days = ['2026-01-01', '2026-02-28', '2026-03-01'];

/** Rules of all sorts, each of which few accounts meet: names, parents, tags, places, sizes, odd nestings, expiries. */
export function manyRules(count: number): RuleSet {
  return setOf(
    Array.from({ length: count }, (_, number) => {
      const rolls = dice(SEED, 'owner', number);
      return {
        layer: rolls.pick(['named', 'geography', 'catch-all']),
        priority: 1 + rolls.below(count / 20),
        condition: conditionNumbered(number),
        outcome: {
          to: { kind: 'rep' as const, rep: `rep-${rolls.below(5)}@x.com` },
          roles: {},
          tags: [],
        },
        ...(rolls.happens(0.1) && { from: rolls.pick(days) }),
        ...(rolls.happens(0.1) && { until: rolls.pick(days) }),
        ...(rolls.happens(0.5) && { written: rolls.pick(days) }),
      };
    }),
  );
}

function conditionNumbered(number: number): Condition {
  const rolls = dice(SEED, 'trade', number);
  const test = (): Test => rolls.pick(sorts)(rolls);
  const names = Array.from({ length: 1 + rolls.below(3) }, () => `Company ${rolls.below(2000)}`);
  const few: Condition[] = Array.from({ length: 1 + rolls.below(3) }, test);
  switch (number % 5) {
    case 0:
      return all([{ kind: 'in', attribute: 'name', values: names }, ...few.slice(1)]);
    case 1:
      return all([{ kind: 'in', attribute: 'tags', values: names }, ...few.slice(1)]);
    case 2:
      return all([is('parent', `PARENT ${rolls.below(600)}`), ...few]);
    case 3:
      return all([...few, { kind: 'any', of: [test(), all([test(), test()])] }, test()]);
    default:
      return all([
        ...few,
        { kind: 'not', of: { kind: 'any', of: [test(), test()] } },
        test(),
        test(),
      ]);
  }
}

type Rolls = ReturnType<typeof dice>;

const sorts: ((rolls: Rolls) => Test)[] = [
  (rolls) => is('country', rolls.pick(countries)),
  (rolls) => ({
    kind: 'in',
    attribute: 'industry',
    values: [rolls.pick(industries), rolls.pick(industries)],
  }),
  (rolls) => ({ kind: 'starts-with', attribute: 'zip', text: String(100 + rolls.below(900)) }),
  (rolls) => ({
    kind: 'between',
    attribute: 'revenue',
    from: rolls.below(1000),
    to: 500 + rolls.below(1000),
  }),
  (rolls) => ({ kind: 'compare', attribute: 'employees', op: '>=', value: rolls.below(3000) }),
  (rolls) => ({ kind: 'contains', attribute: 'name', text: String(rolls.below(100)) }),
  (rolls) => ({ kind: 'not-in', attribute: 'industry', values: [rolls.pick(industries)] }),
  (rolls) => ({ kind: 'in-region', region: rolls.pick(['DACH', 'Chicago']) }),
];

function all(of: Condition[]): Condition {
  return { kind: 'all', of };
}

function is(attribute: string, value: string): Test {
  return { kind: 'compare', attribute, op: '=', value };
}

/** Of those that the rules name, with something missing now and then. */
export function accountNumbered(number: number): Facts {
  const rolls = dice(SEED, 'place', number);
  const perhaps = <T>(value: T) => (rolls.happens(0.9) ? value : null);
  return {
    name: perhaps(`company ${rolls.below(2000)} `),
    tags: perhaps([`Company ${rolls.below(2000)}`, 'other']),
    parent: perhaps(`Parent ${rolls.below(1200)}`),
    country: perhaps(rolls.pick(countries)),
    industry: perhaps(rolls.pick(industries)),
    zip: perhaps(String(10_000 + rolls.below(90_000))),
    revenue: perhaps(rolls.below(1500)),
    employees: perhaps(rolls.below(3000)),
  };
}
