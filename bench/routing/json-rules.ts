import { Engine } from 'json-rules-engine';
import type { Condition, Test } from '../../src/domain/rules/condition.ts';
import { type BenchAccount } from './accounts.ts';
import { testsIn } from './closures.ts';

export function jsonRulesOf(conditions: readonly Condition[], mode: string) {
  const engine = new Engine([], { allowUndefinedFacts: true });
  conditions.forEach((condition, rule) => {
    engine.addRule({ conditions: { all: testsIn(condition).map(leafOf) }, priority: mode==='stop' ? conditions.length - rule : 1, event: { type: 'taken', params: { rule } } });
  });
  if (mode==='stop') engine.on('success', () => { engine.stop(); });
  return async (account: BenchAccount): Promise<number> => {
    const { events } = await engine.run({ ...account, area: account.zip?.slice(0, 3) ?? null });
    return Math.min(...events.map(({ params }) => Number(params?.['rule'])));
  };
}
function leafOf(test: Test): any {
  switch (test.kind) {
    case 'compare': return { fact: test.attribute, operator: { '=': 'equal', '>=': 'greaterThanInclusive', '<': 'lessThan' }[test.op as '='], value: test.value };
    case 'in': return { fact: test.attribute, operator: 'in', value: test.values };
    case 'between': return { all: [{ fact: test.attribute, operator: 'greaterThanInclusive', value: test.from }, { fact: test.attribute, operator: 'lessThanInclusive', value: test.to }] };
    case 'starts-with': return { fact: 'area', operator: 'equal', value: test.text };
    default: throw new Error(test.kind);
  }
}
