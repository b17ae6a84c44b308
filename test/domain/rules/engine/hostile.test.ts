import { describe, expect, it } from 'vitest';
import { standardCatalogue } from '../../../../src/domain/rules/attribute.ts';
import { compileRules } from '../../../../src/domain/rules/compiled.ts';
import type { Condition } from '../../../../src/domain/rules/condition.ts';
import { decide } from '../../../../src/domain/rules/decide.ts';
import { setOf } from './arbitrary.ts';
import { all, always, any, decided, inUs, large, rule } from './few-rules.ts';

describe('a rule set that somebody means ill with', () => {
  it('may nest two hundred deep', () => {
    let condition: Condition = any(inUs, large);
    for (let depth = 0; depth < 200; depth++) {
      const kinds = [
        all(condition, any(large, inUs)),
        any(condition, all(large, inUs)),
        { kind: 'not' as const, of: { kind: 'not' as const, of: condition } },
      ];
      condition = kinds[depth % 3] ?? condition;
    }
    expect(decided([rule(condition)], { country: 'US', revenue: 1 }).winner).toBe(0);
    expect(decided([rule(condition)], { country: 'DE', revenue: 1 }).winner).toBe(-1);
    expect(decided([rule(condition)], { country: 'DE' })).toMatchObject({
      winner: -1,
      possible: 0,
    });
  });

  const branches = Array.from({ length: 1000 }, (_, number) =>
    all(
      { kind: 'compare', attribute: 'industry', op: '=', value: `Industry ${number}` },
      { kind: 'compare', attribute: 'employees', op: '=', value: number },
    ),
  );

  it('may have a thousand branches that have nothing in common', () => {
    const rules = [rule(any(...branches))];
    expect(decided(rules, { industry: 'industry 999', employees: 999 }).winner).toBe(0);
    expect(decided(rules, { industry: 'industry 999', employees: 998 }).winner).toBe(-1);
    expect(decided(rules, { industry: 'industry 999' })).toMatchObject({ winner: -1, possible: 0 });
    expect(decided(rules, { industry: 'another' })).toMatchObject({ winner: -1, possible: -1 });
  });

  it('may ask for forty alternatives at once, which would be a million million ways', () => {
    const pairs = branches.slice(0, 40).map((branch) => any(branch, inUs));
    expect(decided([rule(all(...pairs))], { country: 'US' }).winner).toBe(0);
    expect(decided([rule(all(...pairs))], { country: 'DE', industry: 'x' }).winner).toBe(-1);
  });

  it('may do all that in many rules, and the others are decided as before', () => {
    const wild = Array.from({ length: 50 }, () => rule(all(any(...branches.slice(0, 40)), large)));
    const rules = [...wild, rule(inUs, { priority: 2 })];
    const decision = decided(rules, {
      country: 'US',
      industry: 'Industry 7',
      employees: 8,
      revenue: 60,
    });
    expect(decision.winner).toBe(50);
  });

  it.each(['.*', '(a+)+$', '[', '\\', '%', '_', "'; --", '\u0000', '😀', '\ud800', ' '])(
    'may look for %j, which stands for itself',
    (text) => {
      const rules = [rule({ kind: 'contains', attribute: 'name', text: `x${text}y` })];
      expect(decided(rules, { name: `before X${text}Y after` }).winner).toBe(0);
      expect(decided(rules, { name: `${'a'.repeat(10_000)}!` }).winner).toBe(-1);
    },
  );

  it('may name attributes, lists, regions and layers that there are not', () => {
    const rules = [
      rule({ kind: 'in-list', attribute: '__proto__', list: 'constructor' }, { layer: 'nowhere' }),
      rule({ kind: 'exists', attribute: 'constructor' }, { layer: 'nowhere' }),
      rule({ kind: 'in-region', region: 'toString' }, { layer: 'nowhere' }),
    ];
    expect(decided([...rules, rule(always)], {})).toMatchObject({ winner: 0, possible: -1 });
    expect(decided(rules, {})).toMatchObject({ winner: -1, possible: 0 });
  });

  it('may compare facts with what is not of their type', () => {
    const rules = [
      rule({ kind: 'compare', attribute: 'revenue', op: '=', value: 'much' }),
      rule({ kind: 'compare', attribute: 'revenue', op: '!=', value: 'much' }, { priority: 2 }),
      rule({ kind: 'between', attribute: 'created', from: 'now', to: 7 }, { priority: 3 }),
    ];
    expect(decided(rules, { revenue: 5, created: 0 }).winner).toBe(1);
    expect(decided(rules, { revenue: Number.NaN, created: 0 })).toMatchObject({ winner: -1 });
  });

  it('may know an attribute by another type than the regions do', () => {
    const catalogue = new Map(standardCatalogue);
    catalogue.set('zip', { key: 'zip', label: 'Postal code', type: 'number' });
    const set = setOf([rule({ kind: 'in-region', region: 'Chicago' })]);
    const compiled = compileRules(set, catalogue);
    expect(decide(compiled, { country: 'US', zip: 60601, state: 'CA' }, 0).winner).toBe(0);
    expect(decide(compiled, { country: 'US', zip: 60601, state: 'NY' }, 0).winner).toBe(-1);
  });

  it('may have no rules at all', () => {
    expect(decided([], {})).toMatchObject({ winner: -1, possible: -1, rival: -1 });
  });
});
