import { describe, expect, it } from 'vitest';
import { checkRules } from '../../../src/domain/rules/check.ts';
import {
  anAround,
  findingsOf,
  kindsOf,
  readRules,
  rest,
  storedSet,
  written,
} from './check/around.ts';

describe('a rule set without faults', () => {
  it('gives rise to no finding', () => {
    expect(findingsOf([written('West', 'country = US and revenue >= 50M'), rest])).toEqual([]);
  });
});

describe('days', () => {
  it.each([
    ['until 2026-02-28', 'warning', 'expired'],
    ['from 2026-03-02', 'warning', 'not-yet-in-force'],
  ])('%s', (days, severity, kind) => {
    expect(findingsOf([written('A', 'country = US', [days]), rest])).toMatchObject([
      { severity, kind, rule: 'A' },
    ]);
  });

  it('are reversed where the last one comes before the first', () => {
    const set = storedSet([{ from: '2026-05-01', until: '2026-04-30' }]);
    expect(checkRules(set, anAround())[0]).toMatchObject({
      ...{ severity: 'error', kind: 'reversed-days' },
      message: '“Rule 0” ends on 2026-04-30, before it begins on 2026-05-01.',
    });
  });

  it.each(['until 2026-03-01', 'from 2026-03-01', 'from 2026-03-01 until 2026-03-01'])(
    '%s: is in force on that day',
    (days) => {
      expect(kindsOf([written('A', 'country = US', [days]), rest])).toEqual([]);
    },
  );
});

describe('names that two things share', () => {
  it('are errors, whatever their spelling', () => {
    const set = storedSet([{ name: 'West' }, { name: 'wést' }, { name: 'East' }], {
      lists: [
        { name: 'A', values: ['x'] },
        { name: 'A', values: ['y'] },
      ],
    });
    const found = checkRules(set, anAround()).filter(({ kind }) => kind === 'same-name');
    expect(found.map(({ message }) => message).sort()).toEqual([
      'There are 2 lists called “A”.',
      'There are 2 rules called “West” (“wést” is the same name).',
    ]);
  });
});

describe('findings', () => {
  it('name the line of what they are about', () => {
    const found = findingsOf([
      '# Ours.',
      'pool "Empty" claim = none',
      '',
      'rule "A"',
      '  in geography, priority 1',
      '  when country = US',
      '    and country = DE',
      '  then territory East',
      '  until 2026-12-31',
      rest,
    ]);
    expect(found.map(({ kind, line }) => [kind, line])).toEqual([
      ['contradiction', 6],
      ['empty-pool', 2],
      ['uncovered-territory', 8],
    ]);
  });

  it('come with errors first, then in the order of the rules', () => {
    const found = findingsOf([
      written('A', 'country = US', ['then rep lee@example.com']),
      written('B', 'country = US and country = DE', ['then rep lee@example.com']),
    ]);
    expect(found.map(({ kind, rule }) => [kind, rule])).toEqual([
      ['contradiction', 'B'],
      ['no-catch-all', undefined],
      ['inactive-rep', 'A'],
      ['inactive-rep', 'B'],
    ]);
  });

  it('are the same however often they are asked for', () => {
    const set = readRules(written('A', 'country = US and country = DE'), rest);
    const around = anAround();
    expect(checkRules(set, around)).toEqual(checkRules(set, around));
  });
});
