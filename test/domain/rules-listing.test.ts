import { describe, expect, it } from 'vitest';
import { ruleLead } from '../../src/domain/rule-lead.ts';
import { findRules, listRules } from '../../src/domain/rules-listing.ts';
import { anEdition, compiled, seats } from '../support/decided.ts';
import { aRuleFile, manyRules } from '../support/rule-file.ts';

const { rules } = compiled(aRuleFile(manyRules(60)));
const list = (part: { layer?: number; page: number }) => listRules(anEdition, rules, seats, part);
const found = (asked: string) => findRules(rules, asked).map((place) => rules[place]?.name);

describe('the list of rules', () => {
  it('goes through all of them page by page, each once, in winning order', () => {
    const { pages } = list({ page: 0 });
    const all = Array.from({ length: pages }, (_, page) => list({ page }).lines).flat();
    expect(all.map(({ place }) => place)).toEqual([...rules.keys()]);
  });

  it('keeps to one layer', () => {
    const { layers } = list({ page: 0 });
    expect(layers).toEqual([
      { name: 'named accounts', rules: 1 },
      { name: 'vertical', rules: 1 },
      { name: 'geography', rules: 62 },
      { name: 'catch-all', rules: 1 },
    ]);
    const { lines, pages } = list({ layer: 3, page: 0 });
    expect(lines.map(({ rule }) => rule.name)).toEqual(['Everything else']);
    expect(pages).toBe(1);
  });

  it('shows the nearest page or all layers where what was asked for is gone', () => {
    expect(list({ page: 99 }).page).toBe(8);
    expect(list({ layer: 9, page: 0 }).layer).toBeUndefined();
    expect(listRules(anEdition, [], seats, { page: 0 })).toMatchObject({ pages: 1, lines: [] });
  });
});

describe('the search for rules', () => {
  it('takes a full name for that one rule, in any spelling of case and accents', () => {
    expect(found('WÉST')).toEqual(['West']);
  });

  it('looks into names, sentences, layers, conditions and destinations', () => {
    expect(found('dealt in turn')).toEqual(['Big healthcare']);
    expect(found('state or wa')).toEqual(['West']);
    expect(found('catch-all')).toEqual(['Everything else']);
    expect(found('healthcare desk')).toEqual(['Big healthcare']);
  });

  it('puts rules that have the words in their names first', () => {
    expect(found('us')).toEqual(['Rest of the US', 'West']);
  });

  it('finds nothing for words that no rule has together', () => {
    expect(found('healthcare board')).toEqual([]);
  });
});

describe('where a rule leads', () => {
  it.each([
    ['a rep', { kind: 'rep', rep: 'Ada.Lind@registry.example' }, { person: { name: 'Ada Lind' } }],
    [
      'a territory',
      { kind: 'territory', territory: 'West' },
      { name: 'The West', cover: { person: { name: 'Ada Lind' } } },
    ],
    [
      'a stranger',
      { kind: 'rep', rep: 'zed@x.example' },
      { kind: 'unknown', named: 'zed@x.example' },
    ],
    [
      'no such territory',
      { kind: 'territory', territory: 'Moon' },
      { kind: 'unknown', named: 'territory Moon' },
    ],
    ['the owner', { kind: 'keep' }, { kind: 'keep' }],
  ] as const)('names %s', (_, to, lead) => {
    expect(ruleLead(to, seats)).toMatchObject(lead);
  });
});
