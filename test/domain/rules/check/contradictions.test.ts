import { describe, expect, it } from 'vitest';
import { findingsOf, kindsOf, rest, written } from './around.ts';

describe('a rule that can never match', () => {
  it.each([
    ['country = US and country = DE', '“country = US” and “country = DE” exclude each other'],
    [
      'country = US and in region DACH and revenue > 5M',
      '“country = US” and “in region DACH” exclude each other',
    ],
    ['revenue >= 5M and revenue < 5M', '“revenue >= 5M” and “revenue < 5M” exclude each other'],
    [
      'zip starts with 60 and zip = 70601',
      '“zip starts with "60"” and “zip = 70601” exclude each other',
    ],
    [
      'name contains bank and name = Acme',
      '“name contains "bank"” and “name = Acme” exclude each other',
    ],
    [
      'tags = field and not tags = field',
      '“tags = field” and “not (tags = field)” exclude each other',
    ],
    ['revenue missing and revenue > 5', '“revenue missing” and “revenue > 5” exclude each other'],
    [
      'country in (US, CA) and country != US and country != CA',
      'no account meets all that it asks for',
    ],
  ])('%s: is said with the reason', (when, reason) => {
    const [first, ...others] = findingsOf([written('A', when), rest]);
    expect(first).toMatchObject({
      severity: 'error',
      kind: 'contradiction',
      rule: 'A',
      message: `“A” can never match: ${reason}.`,
    });
    expect(others).toEqual([]);
  });

  it.each([
    'tags = field and tags = west',
    'tags = field and tags != west',
    'country = US or country = DE',
    'revenue >= 5M and revenue <= 5M',
    'created > 2026-01-01 and created within 30 days',
    'name contains bank and name contains acme',
  ])('%s: is not said of one that can', (when) => {
    expect(kindsOf([written('A', when), rest])).toEqual([]);
  });

  it('warns of a rule that is switched off', () => {
    expect(findingsOf([written('A', 'never'), rest])).toMatchObject([
      { severity: 'warning', kind: 'switched-off', rule: 'A' },
    ]);
  });
});
