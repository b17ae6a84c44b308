import { describe, expect, it } from 'vitest';
import { printRuleFile } from '../../../src/domain/rules/print.ts';
import { aRule, read } from './reading.ts';

const full = `# Comments are kept.
rule set "Routing 2026"
layers named accounts, existing relationship, strategic, vertical, geography, size, catch-all
ties most specific, smallest territory, oldest

list "Targets" = acme.com, globex.com
region "Chicago" = US (zip 606, 607), US (IL, IN)
pool "Healthcare SDRs" round robin = ana@example.com, bo@example.com
  requires certificate "HIPAA"
  overflow "Everyone"
pool "Field" weighted = cy@example.com weight 2, di@example.com
# Whoever is quick.
pool "Everyone" claim = ana@example.com

rule "Enterprise West"
  in geography, priority 10
  says "Companies in the western US with more than $50M revenue belong to Enterprise West."
  # The three states with an office.
  when country = US and state in (CA, OR, WA) and revenue >= 50M
  then territory "Enterprise West"
  with SDR bo@example.com
  tags field, west
  owner ops@example.com
  from 2026-01-01 until 2026-12-31

rule "Everything else"
  in catch-all, priority 1
  when always
  then pool "Everyone"
  needs approval by "VP Sales"
  until 2027-01-31
  written 2025-12-01
  labels interim

# The end.
`;

function formatted(text: string): string {
  const { ruleSet, comments } = read(text);
  return printRuleFile(ruleSet, comments);
}

describe('a rule file', () => {
  it('says all that a rule set holds', () => {
    const { ruleSet } = read(full);
    expect(ruleSet).toMatchObject({
      name: 'Routing 2026',
      tieBreakers: ['most-specific', 'smallest-territory', 'oldest'],
      lists: [{ name: 'Targets', values: ['acme.com', 'globex.com'] }],
      regions: [
        {
          name: 'Chicago',
          places: [
            { country: 'US', zips: ['606', '607'] },
            { country: 'US', states: ['IL', 'IN'] },
          ],
        },
      ],
    });
    expect(ruleSet.layers).toHaveLength(7);
    expect(ruleSet.pools[0]).toEqual({
      name: 'Healthcare SDRs',
      method: { kind: 'round-robin' },
      members: [
        { rep: 'ana@example.com', weight: 1 },
        { rep: 'bo@example.com', weight: 1 },
      ],
      requires: { skills: [], languages: [], certificates: ['HIPAA'] },
      overflow: 'Everyone',
    });
    expect(ruleSet.pools[1]?.members[0]).toEqual({ rep: 'cy@example.com', weight: 2 });
    expect(ruleSet.rules[0]).toMatchObject({
      layer: 'geography',
      priority: 10,
      outcome: {
        to: { kind: 'territory', territory: 'Enterprise West' },
        roles: { SDR: 'bo@example.com' },
        tags: ['field', 'west'],
      },
      owner: 'ops@example.com',
      from: '2026-01-01',
      until: '2026-12-31',
      tags: [],
    });
    expect(ruleSet.rules[1]).toMatchObject({
      condition: { kind: 'all', of: [] },
      outcome: { to: { kind: 'pool', pool: 'Everyone' }, approval: 'VP Sales' },
      until: '2027-01-31',
      written: '2025-12-01',
      tags: ['interim'],
    });
  });

  it('is printed as it was, comments and all', () => {
    expect(formatted(full)).toBe(full);
  });

  it.each([
    ['then rep ana@example.com', { kind: 'rep', rep: 'ana@example.com' }],
    ['then territory West', { kind: 'territory', territory: 'West' }],
    ['then keep owner', { kind: 'keep' }],
    ['then owner of parent', { kind: 'owner-of', of: 'parent' }],
    ['then owner of family', { kind: 'owner-of', of: 'family' }],
    ['then owner of match', { kind: 'owner-of', of: 'match' }],
    ['then owner of open deal', { kind: 'owner-of', of: 'open-deal' }],
    ['then review', { kind: 'review' }],
  ])('understands %s', (line, destination) => {
    expect(read(aRule({ to: line })).ruleSet.rules[0]?.outcome.to).toEqual(destination);
  });

  it.each([
    ['round robin', { kind: 'round-robin' }],
    ['round-robin', { kind: 'round-robin' }],
    ['weighted', { kind: 'weighted' }],
    ['least loaded', { kind: 'least-loaded', by: 'count' }],
    ['least loaded by value', { kind: 'least-loaded', by: 'value' }],
    ['best fit by skills, win rate', { kind: 'best-fit', by: ['skills', 'win-rate'] }],
    ['claim', { kind: 'claim' }],
  ])('understands a pool by %s', (method, meant) => {
    const { ruleSet } = read(`pool "P" ${method} = ana@example.com\n`);
    expect(ruleSet.pools[0]?.method).toEqual(meant);
  });

  it('may leave out everything but rules', () => {
    const { ruleSet } = read(aRule());
    expect(ruleSet).toMatchObject({
      name: 'Rules',
      tieBreakers: ['most-specific', 'oldest'],
      rules: [{ sentence: '', priority: 100 }],
    });
    expect(ruleSet.layers).toContain('geography');
  });

  it('may refer to what is declared farther down, in any spelling', () => {
    const text = `${aRule({ in: 'in GEOGRAPHY', when: 'when domain in list targets' })}list "Targets" = a.com\n`;
    expect(read(text).ruleSet.rules[0]).toMatchObject({
      layer: 'geography',
      condition: { kind: 'in-list', list: 'Targets' },
    });
  });

  it('breaks long lines, and puts every value of a long list on a line of its own', () => {
    const domains = Array.from({ length: 20 }, (_, nth) => `company-${nth}.com`);
    const states = Array.from({ length: 40 }, (_, nth) => `S${nth}`).join(', ');
    const text = formatted(
      `list "Long" = ${domains.join(', ')}\n${aRule({ when: `when country = US and (state in (${states}) or not (revenue > 50M and employees > 10)) and in region "US West"` })}`,
    );
    expect(text).toContain('list "Long" =\n  company-0.com\n  company-1.com\n');
    expect(text).toContain(`  when country = US
    and (
      state in (
        S0, S1, S2,`);
    expect(text).toContain(`
      )
        or not (revenue > 50M and employees > 10)
    )
    and in region "US West"
`);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(formatted(text)).toBe(text);
  });
});

describe('comments', () => {
  it('stay with what they stand above, beside or inside', () => {
    const text = `# Head.
rule set "R" # beside
list "L" =
  a.com
  # inside
  b.com
${aRule({ more: '# at the end of the rule' })}# above the next
${aRule().replace('West', 'East')}`;
    const { comments } = read(text);
    expect(comments).toEqual({
      'rule set': [' Head.', ' beside'],
      'list "L"': [' inside'],
      'rule "East"': [' at the end of the rule', ' above the next'],
    });
    expect(formatted(formatted(text))).toBe(formatted(text));
  });

  it('of a rule that is gone are kept at the end', () => {
    const { ruleSet, comments } = read(`# Why.\n${aRule()}`);
    expect(printRuleFile({ ...ruleSet, rules: [] }, comments)).toMatch(/\n\n# Why\.\n$/);
  });

  it('begin at a # that stands alone, not inside a word or quotes', () => {
    const { ruleSet } = read(aRule({ when: 'when name = C# or name = "# one" # not this' }));
    expect(ruleSet.rules[0]?.condition).toMatchObject({
      of: [{ value: 'C#' }, { value: '# one' }],
    });
  });
});
