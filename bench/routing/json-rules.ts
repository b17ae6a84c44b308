import { Engine, type NestedCondition } from 'json-rules-engine';
import type { Condition, Test } from '../../src/domain/rules/condition.ts';
import type { BenchAccount } from './accounts.ts';
import { testsIn } from './closures.ts';
import { rivalFacts } from './rival-facts.ts';

/**
 * Each rule has a priority of its own, and the first success stops the engine. Asking all rules at once and taking the
 * first of those that match was tried too: it is half as fast.
 */
export function jsonRulesOf(conditions: readonly Condition[]) {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const [rule, condition] of conditions.entries()) {
    engine.addRule({
      conditions: { all: testsIn(condition).map(leafOf) },
      priority: conditions.length - rule,
      event: { type: 'taken', params: { rule } },
    });
  }
  engine.on('success', () => {
    engine.stop();
  });
  return async (account: BenchAccount): Promise<number> => {
    const { events } = await engine.run(rivalFacts(account));
    return Number(events[0]?.params?.rule ?? -1);
  };
}

const operators: Record<string, string> = {
  '=': 'equal',
  '>=': 'greaterThanInclusive',
  '<': 'lessThan',
};

function leafOf(test: Test): NestedCondition {
  switch (test.kind) {
    case 'compare':
      return { fact: test.attribute, operator: operators[test.op] ?? '', value: test.value };
    case 'in':
      return { fact: test.attribute, operator: 'in', value: test.values };
    case 'between': {
      const { attribute: fact, from, to } = test;
      return {
        all: [
          { fact, operator: 'greaterThanInclusive', value: from },
          { fact, operator: 'lessThanInclusive', value: to },
        ],
      };
    }
    case 'starts-with':
      return { fact: 'area', operator: 'equal', value: test.text };
    default:
      throw new Error(`the bench has no ${test.kind}`);
  }
}
