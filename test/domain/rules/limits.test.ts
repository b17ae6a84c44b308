import { describe, expect, it } from 'vitest';
import { standardCatalogue } from '../../../src/domain/rules/attribute.ts';
import { parseRuleFile } from '../../../src/domain/rules/rule-file.ts';
import { parseCondition } from '../../../src/domain/rules/syntax.ts';
import { wordProblem } from '../../../src/domain/rules/text/problem.ts';
import { aRule, complaints, read } from './reading.ts';

const MILLION = 1_000_000;

function firstComplaint(condition: string): string | undefined {
  const reading = parseCondition(condition, standardCatalogue);
  return reading.kind === 'refused' ? reading.problems.map(wordProblem)[0] : undefined;
}

describe('the limits of a rule file', () => {
  it('are a hundred levels of parentheses', () => {
    const nested = (levels: number) => `${'('.repeat(levels)}country = US${')'.repeat(levels)}`;
    expect(firstComplaint(nested(100))).toBeUndefined();
    const complaint =
      'line 1, column 101: this is nested deeper than 100 levels: split it into several rules';
    expect(firstComplaint(nested(101))).toBe(complaint);
    expect(firstComplaint(nested(200))).toBe(complaint);
  });

  it('are a hundred levels of not', () => {
    expect(firstComplaint(`${'not '.repeat(100)}country = US`)).toBeUndefined();
    expect(firstComplaint(`${'not '.repeat(101)}country = US`)).toMatch(/deeper than 100 levels/);
  });

  it('are two megabytes', () => {
    const complaint =
      'line 1, column 1: this text has 10.0 MB, and at most 2 MB are read: take some of it out';
    expect(complaints('x'.repeat(10 * MILLION))).toEqual([complaint]);
    expect(firstComplaint('x'.repeat(10 * MILLION))).toBe(complaint);
  });

  it('are 200 letters to look for', () => {
    expect(firstComplaint(`name contains "${'x'.repeat(200)}"`)).toBeUndefined();
    const complaint =
      'line 1, column 15: this text has 201 characters, and at most 200 can be looked for: shorten it';
    expect(firstComplaint(`name contains "${'x'.repeat(201)}"`)).toBe(complaint);
  });

  it('are 20,000 rules', () => {
    const rules = (count: number) =>
      Array.from(
        { length: count },
        (_, nth) => `rule "${nth}"\nin geography\nwhen always\nthen review\n`,
      ).join('');
    expect(read(rules(20_000)).ruleSet.rules).toHaveLength(20_000);
    const complaint = 'line 80001, column 1: this is rule 20001, and at most 20000 are read';
    expect(complaints(rules(20_002))).toEqual([complaint]);
  });
});

describe('a text made to do harm', () => {
  it.each([
    ['opening parentheses', '('.repeat(100_000)],
    ['closing parentheses', ')'.repeat(100_000)],
    ['not after not', 'not '.repeat(100_000)],
    ['not ( after not (', 'not ('.repeat(100_000)],
    ['all ( after all (', 'all ('.repeat(100_000)],
    ['one word', 'a'.repeat(MILLION)],
    ['many words', 'a '.repeat(100_000)],
    ['one number', `revenue = ${'1'.repeat(MILLION)}x`],
    ['commas between digits', `revenue in (50${',000'.repeat(50_000)}`],
    ['quotes', '"'.repeat(100_000)],
    ['quotes that are not closed', '"\n'.repeat(100_000)],
    ['backslashes', `"${'\\'.repeat(MILLION)}`],
    ['equals signs', '='.repeat(100_000)],
    ['accents', `a${'\u0301'.repeat(100_000)} = 1`],
    ['empty lines', '\n'.repeat(100_000)],
    ['values', `state in (${'CA,'.repeat(50_000)}`],
    ['rules without anything', 'rule "A"\n'.repeat(100_000)],
    ['lines without sense', 'rule "A"\n  xyzzy plugh\n'.repeat(50_000)],
    ['lists of words', `list "L" = ${'x '.repeat(50_000)}=`],
    ['ranges', `region "R" = US (zip ${'0000000001-9999999998, '.repeat(50_000)}`],
  ])('%s: is refused in few words, alone, in a file and as a condition of it', (_, text) => {
    const readings = [
      parseCondition(text, standardCatalogue),
      parseRuleFile(`${text}\n=`, standardCatalogue),
      parseRuleFile(aRule({ when: `when ${text}` }), standardCatalogue),
    ];
    for (const reading of readings) {
      if (reading.kind === 'read') throw new Error('this has a meaning');
      expect(reading.problems.length).toBeLessThanOrEqual(101);
      for (const problem of reading.problems) expect(wordProblem(problem).length).toBeLessThan(500);
    }
  });

  it('may be long and still mean something', () => {
    const long = `${'country = US and '.repeat(50_000)}country = US`;
    expect(firstComplaint(long)).toBeUndefined();
    expect(
      read(`list "L" =\n${'  acme.com\n'.repeat(100_000)}`).ruleSet.lists[0]?.values,
    ).toHaveLength(100_000);
  });
});
