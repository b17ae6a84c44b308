import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../src/domain/rules/compiled.ts';
import { decide } from '../../../src/domain/rules/decide.ts';
import { type Rule, type RuleSet, ruleSet } from '../../../src/domain/rules/rule-set.ts';
import {
  readTerritoryTable,
  writeTerritoryTable,
} from '../../../src/domain/rules/territory-table.ts';
import { wordProblem } from '../../../src/domain/rules/text/problem.ts';
import { aRule, read } from './reading.ts';

function rulesIn(csv: string): Rule[] {
  const reading = readTerritoryTable(csv);
  if (reading.kind === 'read') return reading.value;
  throw new Error(reading.problems.map(wordProblem).join('\n'));
}

const setOf = (rules: Rule[]): RuleSet => ruleSet.parse({ name: 'Table', rules });

describe('the territory table of a rule set', () => {
  it('has a row for every place, and is read as the same rules', () => {
    const csv = `country,state,zip,territory,owner
US,,94107,San Francisco,
US,,2139*,Cambridge,
US,CA,,"West, coast",
US,WA,,"West, coast",
GB,,,UK,bo@example.com
DE,,,,ana@example.com
*,,,Rest,
`;
    expect(writeTerritoryTable(setOf(rulesIn(csv)))).toEqual({ csv, left: [] });
  });

  it('spells out regions', () => {
    const { csv } = writeTerritoryTable(
      read(
        `region "Home" = US (zip 606, 607), US (IL)\n${aRule({ when: 'when in region Home', to: 'then territory T' })}`,
      ).ruleSet,
    );
    expect(csv).toBe('country,state,zip,territory,owner\nUS,,606*,T,\nUS,,607*,T,\nUS,IL,,T,\n');
  });

  it.each([
    ['when industry = steel', 'then territory T', '', 'it tests industry'],
    ['when not (country = US)', 'then territory T', '', 'it says where an account is not'],
    ['when zip = SW1', 'then territory T', '', 'it tests zip in a way that a table cannot say'],
    ['when country = US and country = CA', 'then territory T', '', 'it names no place'],
    ['when country = Germany', 'then territory T', '', 'a table would not read GERMANY as it is'],
    ['when always', 'then review', '', 'it goes to a person for review'],
    ['when always', 'then territory T', 'with SDR a@b.c', 'it names others beside the owner'],
    ['when always', 'then territory T', 'tags a', 'it sets tags'],
    ['when always', 'then territory T', 'needs approval by "VP"', 'it needs approval'],
    ['when always', 'then territory T', 'from 2026-01-01', 'it holds for some time only'],
  ])('leaves out %s, %s, %s, and says why', (when, to, more, why) => {
    const { left, csv } = writeTerritoryTable(read(aRule({ when, to, more })).ruleSet);
    expect(left).toEqual([{ rule: 'West', why }]);
    expect(csv).toBe('country,state,zip,territory,owner\n');
  });

  it('leaves out a rule that would win in a table, where the narrower place wins', () => {
    const wide = aRule({
      in: 'in geography, priority 1',
      when: 'when country = US',
      to: 'then territory US',
    });
    const narrow = aRule({ when: 'when state = CA', to: 'then territory CA' }).replace(
      'West',
      'Narrow',
    );
    expect(writeTerritoryTable(read(wide + narrow).ruleSet).left).toEqual([
      {
        rule: 'Narrow',
        why: 'CA goes to rule "West" before it, and in a table the narrower place wins',
      },
    ]);
  });

  it('gives every account to whom the rules gave it', () => {
    const place = fc.record(
      {
        country: fc.constantFrom('US', 'CA', 'DE'),
        state: fc.constantFrom('CA', 'NY', 'ON'),
        zip: fc.constantFrom('9', '94', '941', '94107', '10'),
      },
      { requiredKeys: [] },
    );
    const goal = fc.constantFrom('A', 'B', 'C');
    const rule = fc.record({ places: fc.array(place, { minLength: 1, maxLength: 3 }), goal });
    const fact = fc.record(
      {
        country: fc.constantFrom('US', 'CA', 'DE'),
        state: fc.constantFrom('CA', 'NY', 'ON'),
        zip: fc.constantFrom('94107', '94999', '91000', '10001', '20000'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 6 }), fc.array(fact), (drafts, facts) => {
        const written = setOf(drafts.map(({ places, goal }, nth) => asRule(places, goal, nth + 1)));
        const { csv, left } = writeTerritoryTable(written);
        const kept = new Set(written.rules.map(({ name }) => name));
        for (const { rule } of left) kept.delete(rule);
        const before = compileRules({
          ...written,
          rules: written.rules.filter(({ name }) => kept.has(name)),
        });
        const after = compileRules(setOf(rulesIn(csv)));
        for (const each of facts) {
          const winner = (compiled: typeof before) =>
            compiled.rules[decide(compiled, each, 0).winner]?.outcome.to;
          expect(winner(after)).toEqual(winner(before));
        }
      }),
      { numRuns: 300 },
    );
  });
});

function asRule(places: Record<string, string>[], territory: string, priority: number): Rule {
  const condition = {
    kind: 'any' as const,
    of: places.map((place) => ({
      kind: 'all' as const,
      of: Object.entries(place).map(([attribute, text]) =>
        attribute === 'zip'
          ? { kind: 'starts-with' as const, attribute, text }
          : { kind: 'compare' as const, attribute, op: '=' as const, value: text },
      ),
    })),
  };
  const outcome = { to: { kind: 'territory' as const, territory }, roles: {}, tags: [] };
  const name = `R${priority}`;
  return { name, sentence: '', layer: 'geography', priority, condition, outcome, tags: [] };
}
