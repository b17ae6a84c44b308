import { describe, expect, it } from 'vitest';
import { findingsOf, rest, written } from './around.ts';

describe('a rule in the shadow of others', () => {
  const shadows = (...parts: string[]) =>
    findingsOf([...parts, rest])
      .filter(({ kind }) => kind === 'shadowed')
      .map(({ message }) => message);
  const first = (name: string, when: string) => written(name, when, ['in vertical']);

  it.each([
    ['country in (US, CA)', 'country = US and revenue >= 50M'],
    ['in region DACH', 'country = AT'],
    ['in region Europe', 'in region DACH and industry = Banking'],
    ['zip starts with 60', 'zip starts with 606 or zip = 60999'],
    ['revenue >= 10M', 'revenue between 20M and 30M'],
    ['name contains bank', 'name contains "First Bank"'],
    ['tags = field', 'tags = field and tags = west'],
    ['domain exists', 'domain starts with acme'],
    ['not (country = US and revenue < 1M)', 'country = DE'],
    ['country != US', 'country = DE'],
    ['created within 60 days', 'created within 30 days'],
    ['owner = ANA@example.com', 'owner = ana@example.com and country = US'],
  ])('%s hides %s', (before, hidden) => {
    expect(shadows(first('A', before), written('B', hidden))).toEqual([
      '“B” never decides: every account that fits it goes to “A” first.',
    ]);
  });

  it.each([
    ['country = US', 'country in (US, CA)'],
    ['country = US and revenue < 1M', 'country = US'],
    ['revenue >= 10M', 'revenue >= 9M'],
    ['tags = field', 'tags != west'],
    ['created within 30 days', 'created > 2026-02-20'],
    ['country != US', 'revenue > 5M'],
  ])('%s leaves something of %s', (before, other) => {
    expect(shadows(first('A', before), written('B', other))).toEqual([]);
  });

  it('names all rules that it takes to hide one', () => {
    expect(
      shadows(
        first('Small', 'country = US and revenue < 1M'),
        first('Large', 'country = US and revenue >= 1M'),
        first('Unknown', 'country = US and revenue missing'),
        written('US', 'country = US'),
      ),
    ).toEqual([
      '“US” never decides: every account that fits it goes to “Small”, “Large” or “Unknown” first.',
    ]);
  });

  it('knows that a fact may be missing: two halves are not the whole', () => {
    expect(
      shadows(
        first('Small', 'country = US and revenue < 1M'),
        first('Large', 'country = US and revenue >= 1M'),
        written('US', 'country = US'),
      ),
    ).toEqual([]);
  });

  it('counts the days on which rules hold', () => {
    const until = (day: string) => [`in vertical`, `until ${day}`];
    expect(
      shadows(
        written('A', 'country = US', until('2026-06-30')),
        written('B', 'country = US', ['until 2026-06-30']),
        written('C', 'country = US', ['in size']),
      ),
    ).toEqual(['“B” never decides: every account that fits it goes to “A” first.']);
  });

  it('does not count rules that are over', () => {
    expect(
      shadows(
        written('A', 'country = US', ['in vertical', 'until 2026-01-31']),
        written('B', 'country = US'),
      ),
    ).toEqual([]);
  });

  it('is found below a rule that takes everything', () => {
    expect(shadows(first('All', 'always'), written('B', 'country = US'))).toEqual([
      '“B” never decides: every account that fits it goes to “All” first.',
      '“Rest” never decides: every account that fits it goes to “All” first.',
    ]);
  });
});
