import { describe, expect, it } from 'vitest';
import { standardCatalogue } from '../../../src/domain/rules/attribute.ts';
import { printRuleFile } from '../../../src/domain/rules/print.ts';
import { printCondition } from '../../../src/domain/rules/print-condition.ts';
import { parseRuleFile } from '../../../src/domain/rules/rule-file.ts';
import { type Rule, type RuleSet, ruleSet } from '../../../src/domain/rules/rule-set.ts';
import { readTerritoryTable } from '../../../src/domain/rules/territory-table.ts';
import { wordProblem } from '../../../src/domain/rules/text/problem.ts';

function rulesIn(csv: string): Rule[] {
  const reading = readTerritoryTable(csv);
  if (reading.kind === 'read') return reading.value;
  throw new Error(reading.problems.map(wordProblem).join('\n'));
}

function complaints(csv: string): string[] {
  const reading = readTerritoryTable(csv);
  return reading.kind === 'refused' ? reading.problems.map(wordProblem) : [];
}

/** Rules in the words of their conditions, with where they lead. */
const told = (csv: string) =>
  rulesIn(csv).map(({ priority, condition, outcome: { to, tags } }) => {
    const goal = to.kind === 'rep' ? to.rep : to.kind === 'territory' ? to.territory : to.kind;
    return `${priority}: ${printCondition(condition)} → ${[goal, ...tags].join(' ')}`;
  });

const setOf = (rules: Rule[]): RuleSet => ruleSet.parse({ name: 'Table', rules });

describe('a territory table', () => {
  it('tells reps of a place without an address', () => {
    const rows = 'country,territory,owner\nUS,,ana@example.com\nDE,DACH,bo@example.com\n';
    expect(rulesIn(rows).map(({ sentence }) => sentence)).toEqual([
      'The territory table gives this place to one rep.',
      'The territory table gives this place to DACH.',
    ]);
  });

  it('names the problems of all rows, whatever an open quote takes in', () => {
    const rows = 'country,territory\nUS,"West\nAtlantis,North\n"DE","DACH"\nFR,"So"uth"\n';
    expect(complaints(rows)).toEqual([
      expect.stringMatching(/^line 2, column 1: a quote in this row is not closed/),
      expect.stringMatching(/^line 3, column 1: unknown country "Atlantis"/),
      expect.stringMatching(/^line 5, column 1: a quote in this row is not closed/),
    ]);
  });

  it('becomes one rule a destination and width of place, the narrowest first', () => {
    const csv = `country,state,zip,territory,owner
US,CA,,West,
US,WA,,West,
US,,94107,San Francisco,
US,,94110,San Francisco,
DE,,,DACH,
AT,,,DACH,
US,,94000-94999,Bay Area,
US,NY,,,ana@example.com
GB,,,UK,bo@example.com
*,,,Rest of world,
`;
    expect(told(csv)).toEqual([
      '10: country = US and zip in (94107, 94110) → San Francisco',
      '20: country = US and zip starts with "94" → Bay Area',
      '30: country = US and state in (CA, WA) → West',
      '30: country = US and state = NY → ana@example.com',
      '40: country in (DE, AT) → DACH',
      '40: country = GB → bo@example.com UK',
      '50: always → Rest of world',
    ]);
  });

  it.each([
    ['commas', 'Zip Code,Rep\n94107,ana@example.com\n'],
    ['semicolons', 'postal_code;Sales Rep\n94107;ana@example.com\n'],
    ['tabs', 'ZIP/Postal Code\tOwner E-mail\n94107\tana@example.com\n'],
    ['a byte order mark and carriage returns', '\uFEFFzip,owner\r\n94107,ana@example.com\r\n'],
    ['quotes', '"Billing Zip Code","Account Owner"\n"94107","ana@example.com"\n'],
    ['empty lines and columns', 'zip,,owner\n\n94107,,ana@example.com\n,,\n'],
  ])('is read with %s', (_, csv) => {
    expect(told(csv)).toEqual(['10: zip starts with "94107" → ana@example.com']);
  });

  it.each([
    ['names of countries and states', 'Germany', 'Bavaria', '', 'country = DE and state = BY'],
    ['a country with a comma', '"Korea, South"', '', '', 'country = KR'],
    ['several states in a cell', 'US', '"CA; NV"', '', 'country = US and state in (CA, NV)'],
    [
      'several codes in a cell',
      'US',
      '',
      '"94107, 94110"',
      'country = US and zip in (94107, 94110)',
    ],
    ['a zero that a spreadsheet dropped', 'US', '', '2139', 'country = US and zip = 02139'],
    ['nine digits', 'US', '', '60601-1234', 'country = US and zip = 60601'],
    ['a star', 'US', '', '2139*', 'country = US and zip starts with "2139"'],
    ['letters for any digit', 'US', '', '941xx', 'country = US and zip starts with "941"'],
    ['a code without its space', 'CA', '', 'm5v3a8', 'country = CA and zip starts with "M5V 3A8"'],
    [
      'a range',
      'US',
      '',
      '94098-94112',
      'country = US and zip in (94098, 94099, 94110, 94111, 94112)',
    ],
    [
      'a range with a dash',
      'DE',
      '',
      '80000 – 81999',
      'country = DE and (zip starts with "80" or zip starts with "81")',
    ],
  ])('understands %s', (_, country, state, zip, condition) => {
    const rules = rulesIn(`country,state,zip,territory\n${country},${state},${zip},T\n`);
    expect(rules.map((rule) => printCondition(rule.condition))).toContain(condition);
  });

  it.each([
    [
      'an unknown column',
      'zip,City,owner\n',
      'line 1, column 2: unknown column "City": take it out, or call it country, state, zip, territory or owner',
    ],
    [
      'a misspelt column',
      'zip,teritory\n',
      'line 1, column 2: unknown column "teritory": did you mean territory?',
    ],
    [
      'two columns of one meaning',
      'zip,postal code,owner\n',
      'line 1, column 2: a second column of zip, "postal code": keep one',
    ],
    ['no place', 'owner\n', 'line 1, column 1: no column says where: add country, state or zip'],
    ['nobody', 'zip\n', 'line 1, column 1: no column says who: add territory or owner'],
    [
      'a row without a place',
      'zip,owner\n94107,a@b.c\n,a@b.c\n',
      'line 3, column 1: this row says no place: write * for everywhere',
    ],
    [
      'a row without anybody',
      'zip,owner\n94107,\n',
      'line 2, column 2: this row says nobody: name a territory or an owner',
    ],
    [
      'an owner without an address',
      'zip,owner\n94107,Ana\n',
      'line 2, column 2: the owner "Ana" is no e-mail address: write it like ana@example.com',
    ],
    [
      'a country that is none',
      'country,owner\nUtopia,a@b.c\n',
      'line 2, column 1: unknown country "Utopia": write a code of two letters, as US',
    ],
    [
      'a state that is none',
      'country,state,owner\nUS,QQ,a@b.c\n',
      'line 2, column 2: unknown state "QQ" of US: write its code, as CA',
    ],
    [
      'a state whose country is not said',
      'state,owner\nUtopia,a@b.c\n',
      'line 2, column 1: unknown state "Utopia": say its country too',
    ],
    [
      'a range that goes back',
      'zip,owner\n95000-94000,a@b.c\n',
      'line 2, column 1: "95000-94000" is no postal code: write 94107, 941* or 94000-94999',
    ],
    [
      'one place for two',
      'country,state,owner\nUS,CA,a@b.c\nUS,NV,a@b.c\nUSA,California,d@e.f\n',
      'line 4, column 1: US CA goes to a@b.c in line 2 and d@e.f here: keep one of them',
    ],
    [
      'ranges of which neither holds the other',
      'zip,owner\n94000-94999,a@b.c\n94500-95500,d@e.f\n',
      'line 3, column 1: postal codes 94500 to 94999 are also in line 2, for a@b.c: let one range hold the other, or neither',
    ],
    [
      'a quote that is not closed',
      'zip,owner\n94107,"a@b.c\n',
      'line 2, column 1: a quote in this row is not closed, or stands inside a cell: double it, as ""',
    ],
    [
      'a row of too many places',
      `state,zip,owner\n"${Array.from({ length: 50 }, (_, nth) => `S${nth}`)}","${Array.from({ length: 500 }, (_, nth) => nth)}",a@b.c\n`,
      'line 2, column 2: this row names more than 20000 places: use several rows',
    ],
    [
      'too many places in all',
      `zip,owner\n${'0000000001-9999999998,a@b.c\n'.repeat(2000)}`,
      'line 1178, column 1: up to here the table names more than 200000 places: use wider ranges, or several tables',
    ],
    ['too many rows', '\n'.repeat(100_001), 'line 100001, column 1: at most 100000 rows are read'],
    [
      'ten megabytes',
      'x'.repeat(10_000_000),
      'line 1, column 1: this text has 10.0 MB, and at most 2 MB are read: take some of it out',
    ],
  ])('is told of %s', (_, csv, complaint) => {
    expect(complaints(csv)).toContain(complaint);
  });

  it('may say the same twice, and give a narrower place to somebody else', () => {
    expect(told('zip,owner\n94*,a@b.c\n94*,a@b.c\n94107,d@e.f\n')).toHaveLength(2);
  });

  it('makes rules that can be written in a rule file', () => {
    const rules = setOf(rulesIn('country,state,territory\nUS,CA,West\nUS,NY,East\nCA,,Canada\n'));
    const reading = parseRuleFile(printRuleFile(rules), standardCatalogue);
    expect(reading).toMatchObject({ kind: 'read', value: { ruleSet: rules } });
  });
});
