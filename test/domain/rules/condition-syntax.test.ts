import { describe, expect, it } from 'vitest';
import { type Catalogue, standardCatalogue } from '../../../src/domain/rules/attribute.ts';
import type { Condition } from '../../../src/domain/rules/condition.ts';
import { printCondition } from '../../../src/domain/rules/print-condition.ts';
import { parseCondition } from '../../../src/domain/rules/syntax.ts';
import { wordProblem } from '../../../src/domain/rules/text/problem.ts';

const known = {
  lists: [{ name: 'Targets', values: [] }],
  regions: [{ name: 'Home ground', places: [] }],
};

function read(text: string, catalogue: Catalogue = standardCatalogue): Condition {
  const reading = parseCondition(text, catalogue, known);
  if (reading.kind === 'read') return reading.value;
  throw new Error(reading.problems.map(wordProblem).join('\n'));
}

function complaints(text: string): string[] {
  const reading = parseCondition(text, standardCatalogue, known);
  return reading.kind === 'refused' ? reading.problems.map(wordProblem) : [];
}

/** What was understood, in the words in which it is shown again. */
const understood = (text: string) => printCondition(read(text));

describe('a condition', () => {
  it.each<[string, Condition]>([
    ['country = US', { kind: 'compare', attribute: 'country', op: '=', value: 'US' }],
    ['zip = 02139', { kind: 'compare', attribute: 'zip', op: '=', value: '02139' }],
    ['revenue >= 50M', { kind: 'compare', attribute: 'revenue', op: '>=', value: 50_000_000 }],
    [
      'former_customer = yes',
      { kind: 'compare', attribute: 'former_customer', op: '=', value: true },
    ],
    [
      'created < 2026-01-31',
      { kind: 'compare', attribute: 'created', op: '<', value: '2026-01-31' },
    ],
    [
      'industry = "Health Care"',
      { kind: 'compare', attribute: 'industry', op: '=', value: 'Health Care' },
    ],
    [
      'owner = ana@example.com',
      { kind: 'compare', attribute: 'owner', op: '=', value: 'ana@example.com' },
    ],
    ['revenue between 1M and 5M', { kind: 'between', attribute: 'revenue', from: 1e6, to: 5e6 }],
    ['state in (CA, OR, IN)', { kind: 'in', attribute: 'state', values: ['CA', 'OR', 'IN'] }],
    ['domain not in (acme.com)', { kind: 'not-in', attribute: 'domain', values: ['acme.com'] }],
    ['domain in list "Targets"', { kind: 'in-list', attribute: 'domain', list: 'Targets' }],
    ['domain not in list "Targets"', { kind: 'not-in-list', attribute: 'domain', list: 'Targets' }],
    ['in region DACH', { kind: 'in-region', region: 'DACH' }],
    ['not in region "Home ground"', { kind: 'not-in-region', region: 'Home ground' }],
    ['parent exists', { kind: 'exists', attribute: 'parent' }],
    ['parent missing', { kind: 'missing', attribute: 'parent' }],
    ['name contains "bank"', { kind: 'contains', attribute: 'name', text: 'bank' }],
    ['zip starts with "941"', { kind: 'starts-with', attribute: 'zip', text: '941' }],
    ['created within 30 days', { kind: 'within', attribute: 'created', days: 30 }],
    ['always', { kind: 'all', of: [] }],
    ['never', { kind: 'any', of: [] }],
  ])('reads %s, and prints it as it was', (text, condition) => {
    expect(read(text)).toStrictEqual(condition);
    expect(printCondition(condition)).toBe(text);
  });

  it.each([
    ['employees = 500+', 'employees >= 500'],
    ['employees 500+', 'employees >= 500'],
    ['revenue >= $1.1bn', 'revenue >= 1.1bn'],
    ['revenue > 50 million', 'revenue > 50M'],
    ['revenue > 50000000', 'revenue > 50M'],
    ['employees in (1, 500)', 'employees in (1, 500)'],
    ['last activity within 2 weeks', 'last_activity within 14 days'],
    ['Annual revenue ≥ 5m', 'revenue >= 5M'],
    ['last-activity exists', 'last_activity exists'],
    ['Postal Code = 60601', 'zip = 60601'],
    ['COUNTRY = us AND NOT state = ca', 'country = us and not (state = ca)'],
    ['industry = “Health Care”', 'industry = "Health Care"'],
    ['domain in list targets', 'domain in list "Targets"'],
    ['in region dach', 'in region DACH'],
    ['former_customer = TRUE', 'former_customer = yes'],
    ['type = 500+', 'type = 500+'],
    [
      'country = US or country = CA and state = ON',
      'country = US or (country = CA and state = ON)',
    ],
    ['((country = US))', 'country = US'],
    ['country = NO or country = IN or state = OR', 'country = NO or country = IN or state = OR'],
    ['not not parent exists', 'not (not (parent exists))'],
    ['country = US # only there', 'country = US'],
    ['industry = "a \\"b\\" \\\\ c"', 'industry = "a \\"b\\" \\\\ c"'],
  ])('understands %s as %s', (text, meaning) => {
    expect(understood(text)).toBe(meaning);
    expect(understood(meaning)).toBe(meaning);
  });

  it('goes on over several lines, with and at either end', () => {
    const meaning = 'country = US and (state = CA or owner exists)';
    expect(understood('country = US\n  and (state = CA\n    or owner exists)')).toBe(meaning);
    expect(understood('country = US and\n(state = CA or\nowner exists\n)')).toBe(meaning);
  });

  it('multiplies units without losing a digit', () => {
    expect(read('revenue = 1.1bn')).toMatchObject({ value: 1_100_000_000 });
    expect(read('revenue = 4.35k')).toMatchObject({ value: 4350 });
  });
});

describe('a mapped property', () => {
  const mapped: Catalogue = new Map([
    ['in', { key: 'in', label: 'In scope', type: 'text' }],
    ['hs_tier', { key: 'hs_tier', label: 'Tier', type: 'text' }],
    ['old_tier', { key: 'old_tier', label: 'Tier', type: 'text' }],
  ]);

  it('that is spelt like a word of the language is put in quotes', () => {
    const condition = read('"in" = x', mapped);
    expect(condition).toMatchObject({ attribute: 'in' });
    expect(printCondition(condition)).toBe('"in" = x');
  });

  it('answers to no label that it shares with another', () => {
    expect(read('hs tier = 1', mapped)).toMatchObject({ attribute: 'hs_tier' });
    expect(() => read('tier = 1', mapped)).toThrow('unknown attribute "tier"');
  });
});

describe('what cannot be read', () => {
  it.each([
    ['industy = x', 'line 1, column 1: unknown attribute "industy": did you mean industry?'],
    [
      'revenue = CA',
      'line 1, column 11: revenue is a number, and "CA" is none: write it like 500, 25k, 50M or 1.2bn',
    ],
    ['revenue = 50Q', 'line 1, column 11: "Q" is no unit: write k, M or bn, as in 50M'],
    ['revenue = 1e999', 'line 1, column 11: "1e999" is larger than any number kept here'],
    [
      'created > 2026-02-30',
      'line 1, column 11: created is a day, and "2026-02-30" is none: write it like 2026-01-31',
    ],
    [
      'owner = ana',
      'line 1, column 9: owner is a person, and "ana" is no e-mail address: write it like ana@example.com',
    ],
    ['former_customer = maybe', 'line 1, column 19: former_customer is yes or no, not "maybe"'],
    [
      'industry > 5',
      'line 1, column 10: industry is text, and > does not suit that: write =, !=, in, not in, contains, starts with, exists or missing',
    ],
    [
      'employees in list "Targets"',
      'line 1, column 14: employees is a number, and lists hold text',
    ],
    [
      'country = "US',
      'line 1, column 11: the quote opened here is not closed on this line: close it with "; a quote inside is written \\"',
    ],
    [
      'country = US and\n(state = CA',
      'line 2, column 1: the parenthesis opened here is not closed: add the missing )',
    ],
    [
      'state in (CA, OR',
      'line 1, column 10: the parenthesis opened here is not closed: add the missing )',
    ],
    ['country = US)', 'line 1, column 13: ")" is not expected here: no parenthesis is open'],
    [
      'state in (CA OR)',
      'line 1, column 14: a comma is missing before "OR": or quotes around both',
    ],
    [
      'employees in (1,500, 20)',
      'line 1, column 15: a comma parts two values: write 1500, or a space after the comma',
    ],
    [
      'industry = health care',
      'line 1, column 19: "care" is not expected here: put several words in quotes, "health care"',
    ],
    ['country = US state = CA', 'line 1, column 14: and or or is missing before "state"'],
    ['country = US && state = CA', 'line 1, column 14: "&&" is not expected here: write and'],
    ['country is US', 'line 1, column 9: a test of country is missing, and "is" is none: write ='],
    ['country =', 'line 1, column 10: a value is missing after =: write one'],
    ['', 'line 1, column 1: a test is missing: write one, as in country = US, or always'],
    [
      'country = US and',
      'line 1, column 17: a test is missing: write one, as in country = US, or always',
    ],
    ['domain in list Targts', 'line 1, column 16: unknown list "Targts": did you mean Targets?'],
    ['in region DAHC', 'line 1, column 11: unknown region "DAHC": did you mean DACH?'],
    [
      'in (US, CA)',
      'line 1, column 1: an attribute is missing before in: write one, as in state in (CA, OR), or in region DACH',
    ],
    [
      'country in region DACH',
      'line 1, column 12: a region is asked of the whole account: leave out country',
    ],
    ['employees < 500+', 'line 1, column 13: "500+" means so many or more: leave out the +'],
    ['employees in (500+, 20)', 'line 1, column 15: "500+" means so many or more: leave out the +'],
    [
      'created within 30 years',
      'line 1, column 19: days are missing: write days or weeks, as in within 30 days',
    ],
  ])('%s', (text, complaint) => {
    expect(complaints(text)).toEqual([complaint]);
  });

  it('is told all at once where one mistake does not hide the next', () => {
    const text = 'industy = x and revenue = CA\n  or domain in list Targts';
    expect(complaints(text)).toEqual([
      'line 1, column 1: unknown attribute "industy": did you mean industry?',
      'line 1, column 27: revenue is a number, and "CA" is none: write it like 500, 25k, 50M or 1.2bn',
      'line 2, column 21: unknown list "Targts": did you mean Targets?',
    ]);
  });
});
