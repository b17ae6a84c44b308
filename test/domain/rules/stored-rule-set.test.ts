import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRuleSetJson } from '../../../src/domain/rules/stored-rule-set.ts';
import { anyRuleSet } from './any-rule-set.ts';

const rule = {
  name: 'West',
  sentence: '',
  layer: 'geography',
  priority: 1,
  condition: { kind: 'all', of: [{ kind: 'exists', attribute: 'parent' }] },
  outcome: { to: { kind: 'review' } },
};

function sentences(ruleSet: unknown): string[] {
  const read = parseRuleSetJson(JSON.stringify(ruleSet));
  return read.kind === 'refused' ? read.sentences : [];
}

function nested(levels: number): unknown {
  let condition: unknown = { kind: 'exists', attribute: 'parent' };
  for (let level = 0; level < levels; level += 1) condition = { kind: 'not', of: condition };
  return { name: 'R', rules: [{ ...rule, condition }] };
}

describe('a stored rule set', () => {
  it('is what it was, whatever it holds', () => {
    fc.assert(
      fc.property(anyRuleSet, (ruleSet) => {
        const text = JSON.stringify(ruleSet);
        expect(JSON.stringify(parseRuleSetJson(text))).toBe(
          JSON.stringify({ kind: 'read', value: JSON.parse(text) }),
        );
      }),
    );
  });

  it('may leave out what has a usual value', () => {
    expect(parseRuleSetJson(JSON.stringify({ name: 'R', rules: [rule] }))).toMatchObject({
      value: { lists: [], tieBreakers: ['most-specific', 'oldest'], rules: [{ tags: [] }] },
    });
  });

  it('is told what is wrong, where, and in which rule', () => {
    const bad = {
      ...rule,
      priority: 0,
      condition: { kind: 'all', of: [{ kind: 'compare', attribute: 'x', op: '~', value: 1 }] },
      outcome: { to: { kind: 'rep' } },
      from: '2026-02-30',
    };
    expect(sentences({ name: 'R', rules: [rule, bad] })).toEqual([
      'rules[1].priority (rule "West"): Too small: expected number to be >0',
      'rules[1].condition.of[0].op (rule "West"): Invalid option: expected one of "="|"!="|"<"|"<="|">"|">="',
      'rules[1].outcome.to.rep (rule "West"): Invalid input: expected string, received undefined',
      'rules[1].from (rule "West"): Invalid ISO date',
    ]);
    expect(sentences({ rules: 5 })).toEqual([
      'name: Invalid input: expected string, received undefined',
      'rules: Invalid input: expected array, received number',
    ]);
    expect(sentences(null)).toEqual(['the whole: Invalid input: expected object, received null']);
  });

  it('is told that it is no JSON', () => {
    expect(parseRuleSetJson('{')).toMatchObject({
      kind: 'refused',
      sentences: [expect.stringMatching(/^this is no JSON: /)],
    });
  });

  it('is nested no deeper than what can be written', () => {
    expect(sentences(nested(100))).toEqual([]);
    expect(sentences(nested(101))).toEqual(['rule "West" is nested deeper than 100 levels']);
    const brackets = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    expect(parseRuleSetJson(brackets)).toEqual({
      kind: 'refused',
      sentences: ['this is nested deeper than 1000 levels'],
    });
  });
});
