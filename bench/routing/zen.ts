import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import type { Condition, Test } from '../../src/domain/rules/condition.ts';
import type { BenchAccount } from './accounts.ts';
import { testsIn } from './closures.ts';
import { rivalFacts } from './rival-facts.ts';

/**
 * A decision table with hit policy "first": a row a rule, a column a fact, in the order of the rules; so it stops at the
 * winner like everybody else. The content is compiled once, as its README says, and nothing is traced.
 */
export function zenOf(conditions: readonly Condition[]) {
  const engine = new ZenEngine();
  const decision = engine.createDecision(new ZenDecisionContent(tableOf(conditions)));
  return async (account: BenchAccount): Promise<number> => {
    const { result } = await decision.evaluate(rivalFacts(account));
    return result.rule;
  };
}

const columns = [
  'name',
  'domain',
  'parent',
  'country',
  'state',
  'area',
  'industry',
  'employees',
  'revenue',
  'score',
  'type',
];

function tableOf(conditions: readonly Condition[]) {
  const inputs = columns.map((field) => ({ id: field, name: field, field, type: 'expression' }));
  const outputs = [{ id: 'rule', name: 'rule', field: 'rule', type: 'expression' }];
  const rules = conditions.map((condition, rule) => rowOf(testsIn(condition), rule));
  const content = { hitPolicy: 'first', inputs, outputs, rules };
  const position = { x: 0, y: 0 };
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position },
      { id: 'table', type: 'decisionTableNode', name: 'table', content, position },
      { id: 'out', type: 'outputNode', name: 'out', position },
    ],
    edges: [
      { id: 'one', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'two', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  };
}

function rowOf(tests: readonly Test[], rule: number): Record<string, string> {
  const row: Record<string, string> = { _id: String(rule), rule: String(rule) };
  for (const column of columns) row[column] = '';
  for (const test of tests) {
    const [column, cell] = cellOf(test);
    row[column] = row[column] ? `${row[column]} and ${cell}` : cell;
  }
  return row;
}

/** A unary test. */
function cellOf(test: Test): [string, string] {
  switch (test.kind) {
    case 'compare': {
      const value = JSON.stringify(test.value);
      return [test.attribute, test.op === '=' ? value : `${test.op} ${value}`];
    }
    case 'in':
      return [test.attribute, test.values.map((value) => JSON.stringify(value)).join(', ')];
    case 'between':
      return [test.attribute, `[${test.from}..${test.to}]`];
    case 'starts-with':
      return ['area', JSON.stringify(test.text)];
    default:
      throw new Error(`the bench has no ${test.kind}`);
  }
}
