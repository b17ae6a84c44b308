import type { Condition, Test } from '../../src/domain/rules/condition.ts';
import type { BenchAccount } from './accounts.ts';

type Asked = (account: BenchAccount) => boolean;

/** The quickest plain way without an index: each test a closure over the bare fact, each rule asked in turn. */
export function closuresOf(conditions: readonly Condition[]): (account: BenchAccount) => number {
  const rules = conditions.map((condition) => testsIn(condition).map(closureOf));
  return (account) => {
    for (let rule = 0; rule < rules.length; rule++) {
      if (holds(rules[rule] ?? [], account)) return rule;
    }
    return -1;
  };
}

function holds(tests: readonly Asked[], account: BenchAccount): boolean {
  for (const test of tests) if (!test(account)) return false;
  return true;
}

/** Rules of the bench are tests that must all hold. */
export function testsIn(condition: Condition): Test[] {
  switch (condition.kind) {
    case 'all':
      return condition.of.flatMap(testsIn);
    case 'any':
    case 'not':
      throw new Error('the rivals are not told how to ask for this');
    default:
      return [condition];
  }
}

type Key = keyof BenchAccount;

function closureOf(test: Test): Asked {
  switch (test.kind) {
    case 'compare':
      return comparison(test.attribute as Key, test.op, test.value);
    case 'in': {
      const key = test.attribute as Key;
      const values = new Set<unknown>(test.values);
      return (account) => values.has(account[key]);
    }
    case 'between': {
      const key = test.attribute as Key;
      const [from, to] = [Number(test.from), Number(test.to)];
      return (account) => {
        const fact = account[key];
        return typeof fact === 'number' && fact >= from && fact <= to;
      };
    }
    case 'starts-with': {
      const key = test.attribute as Key;
      return (account) => {
        const fact = account[key];
        return typeof fact === 'string' && fact.startsWith(test.text);
      };
    }
    default:
      throw new Error(`the bench has no ${test.kind}`);
  }
}

function comparison(key: Key, op: string, value: string | number | boolean): Asked {
  const limit = Number(value);
  switch (op) {
    case '=':
      return (account) => account[key] === value;
    case '>=':
      return (account) => {
        const fact = account[key];
        return typeof fact === 'number' && fact >= limit;
      };
    case '<':
      return (account) => {
        const fact = account[key];
        return typeof fact === 'number' && fact < limit;
      };
    default:
      throw new Error(`the bench has no ${op}`);
  }
}
