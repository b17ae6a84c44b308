import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printRuleFile } from '../../../src/domain/rules/print.ts';
import { anchorKey } from '../../../src/domain/rules/text/comments.ts';
import { placesOf } from '../../../src/domain/rules/text/places.ts';
import { quoted } from '../../../src/domain/rules/text/quoted.ts';
import { anyRuleSet } from './any-rule-set.ts';

describe('the places in a rule file', () => {
  it('are the lines on which statements and their clauses begin', () => {
    const text = [
      '# rule "Not this one"',
      'rule set "Routing"',
      'list Targets = acme.com',
      'pool "Inbound" claim = ana@example.com',
      '  overflow Field',
      'rule "West"',
      '  in geography, priority 1',
      '',
      '  when country in (US,',
      '    IN)',
      '  then review',
    ].join('\n');
    expect(Object.fromEntries(placesOf(text))).toEqual({
      'rule set': 2,
      'list "Targets"': 3,
      'pool "Inbound"': 4,
      'pool "Inbound": overflow': 5,
      'rule "West"': 6,
      'rule "West": in': 7,
      'rule "West": when': 9,
      'rule "West": then': 11,
    });
  });

  it('are right for every rule of every file that is printed', () => {
    fc.assert(
      fc.property(anyRuleSet, (set) => {
        const text = printRuleFile(set);
        const lines = text.split('\n');
        const places = placesOf(text);
        for (const { name } of set.rules) {
          const at = (clause?: string) =>
            lines[(places.get(anchorKey({ statement: 'rule', name, clause })) ?? 0) - 1]?.trim();
          expect(at()).toBe(`rule ${quoted(name)}`);
          expect(at('when')).toMatch(/^when /);
          expect(at('then')).toMatch(/^then /);
        }
      }),
    );
  });
});
