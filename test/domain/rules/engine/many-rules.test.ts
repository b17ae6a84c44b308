import { beforeAll, describe, expect, it } from 'vitest';
import { columnsOf, decideAll } from '../../../../src/domain/rules/columns.ts';
import { type Compiled, compileRules } from '../../../../src/domain/rules/compiled.ts';
import { decide, possibleRules } from '../../../../src/domain/rules/decide.ts';
import { accountNumbered, manyRules } from './many-rules.ts';
import { referenceOf } from './reference.ts';

const AT = Date.parse('2026-02-28T12:00:00Z');
const set = manyRules(10_000);
const accounts = Array.from({ length: 50 }, (_, number) => accountNumbered(number));

describe('ten thousand rules', () => {
  let compiled: Compiled;
  beforeAll(() => {
    compiled = compileRules(set);
  });

  it('are decided as if each were asked in turn', () => {
    const reference = referenceOf(set);
    const told = accounts.map((facts) => {
      const decision = decide(compiled, facts, AT);
      const { winner, possible, rival } = decision;
      return { winner, possible, rival, possibles: possibleRules(decision) };
    });
    expect(told).toEqual(accounts.map((facts) => reference.decide(facts, AT)));
    // Or else nothing would have been compared.
    const kinds = (key: 'winner' | 'possible' | 'rival') => told.filter((each) => each[key] >= 0);
    expect(kinds('winner').length).toBeGreaterThan(40);
    expect(kinds('possible').length).toBeGreaterThan(20);
    expect(kinds('rival').length).toBeGreaterThan(0);
  });

  it('are decided the same for a whole book at once', () => {
    const winners = new Int32Array(accounts.length);
    const columns = columnsOf(compiled, accounts, AT);
    decideAll(compiled, columns, winners, (number) => accounts[number] ?? {});
    expect([...winners]).toEqual(accounts.map((facts) => decide(compiled, facts, AT).winner));
  });
});
