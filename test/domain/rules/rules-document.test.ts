import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { industries } from '../../../src/domain/industry.ts';
import { type Facts, standardCatalogue } from '../../../src/domain/rules/attribute.ts';
import { attributesOf } from '../../../src/domain/rules/attributes-of.ts';
import { compileRules } from '../../../src/domain/rules/compiled.ts';
import { decide } from '../../../src/domain/rules/decide.ts';
import { parseCondition } from '../../../src/domain/rules/syntax.ts';
import { typeNames } from '../../../src/domain/rules/text/operators.ts';
import { complaints, read } from './reading.ts';

const text = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');
const blocks = Array.from(text.matchAll(/^```rules\n(.*?)^```$/gms), ([, block = '']) => block);

/** The block that has a rule of this name; the first one, where several have. */
function blockWith(rule: string, nth = 0): string {
  return blocks.filter((block) => block.includes(`rule "${rule}"`))[nth] ?? '';
}

function winnerOf(rules: string, facts: Facts): string | undefined {
  const compiled = compileRules(read(rules).ruleSet);
  return compiled.rules[decide(compiled, facts, 0).winner]?.name;
}

describe('the document on rules', () => {
  it('shows nothing that cannot be read', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(6);
    for (const block of blocks) expect(complaints(block)).toEqual([]);
  });

  it('shows conditions that can be read, each of them', () => {
    const section = text.slice(
      text.indexOf('## Conditions'),
      text.indexOf('### What is not known'),
    );
    const rows = section.split('\n').filter((line) => /^\| .* \| `/.test(line));
    const shown = rows.flatMap((row) =>
      Array.from(row.matchAll(/`([^`]+)`/g), ([, code = '']) => code),
    );
    expect(shown).toHaveLength(16);
    for (const each of shown) {
      const known = { lists: [{ name: 'Targets', values: [] }], regions: [] };
      expect(parseCondition(each, standardCatalogue, known)).toMatchObject({ kind: 'read' });
    }
  });

  it('shows every line of a rule as it is written', () => {
    const section = text.slice(text.indexOf('## Lines of a rule'), text.indexOf('## Conditions'));
    const [lines = '', destinations = ''] = section.split('After `then`:');
    const shown = Array.from(lines.matchAll(/^\| `([^`]+)`/gm), ([, line = '']) => line);
    const extra = shown.filter((line) => !/^(?:in|when|then) /.test(line)).join('\n');
    const pool = 'pool "Healthcare SDRs" claim = a@b.c\n';
    const rows = Array.from(destinations.matchAll(/^\| (`.+`) \|/gm), ([, row = '']) => row);
    const named = rows.flatMap((row) =>
      Array.from(row.matchAll(/`([^`]+)`/g), ([, to = '']) => to),
    );
    expect(named).toHaveLength(9);
    for (const to of named) {
      const whole = /^(?:family|match|open deal)$/.test(to) ? `owner of ${to}` : to;
      expect(
        complaints(`${pool}rule "R"\nin geography\nwhen always\nthen ${whole}\n${extra}\n`),
      ).toEqual([]);
    }
  });
});

describe('its table of attributes', () => {
  const section = text.slice(
    text.indexOf('## Attributes'),
    text.indexOf('## Lists, regions, pools'),
  );
  const rows = Array.from(
    section.matchAll(/^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \| `(.+)` \|$/gm),
    ([, key = '', label = '', type = '', source = '', example = '']) => {
      return { key, label, type, source, example };
    },
  );

  it('has every attribute that there is, with its other name and its type', () => {
    const shown = rows.map(({ key, label, type }) => ({ key, label, type }));
    const known = [...standardCatalogue.values()];
    expect(shown).toEqual(known.map((each) => ({ ...each, type: typeNames[each.type] })));
  });

  it('asks of each in a way that can be read', () => {
    const lists = { lists: [{ name: 'Targets', values: [] }], regions: [] };
    for (const { key, example } of rows) {
      const reading = parseCondition(example, standardCatalogue, lists);
      expect(reading.kind === 'read' && attributesOf(reading.value)).toEqual([key]);
    }
  });

  it('names every industry', () => {
    const named = section.replaceAll('\n', ' ');
    for (const industry of industries) expect(named).toMatch(new RegExp(`[:,] ${industry}[,.]`));
  });

  it('is where an unknown attribute leads', () => {
    const rule = 'rule "A"\n  in geography\n  when qqqqq = 1\n  then review\n';
    expect(complaints(rule).join()).toMatch(
      /unknown attribute "qqqqq".*docs\/rules\.md lists them all/,
    );
  });
});

describe('the worked examples', () => {
  it('give a western company of $60M to Enterprise West, and none of $50M', () => {
    const rules = blockWith('Enterprise West', 1);
    expect(winnerOf(rules, { country: 'US', state: 'NV', revenue: 60e6 })).toBe('Enterprise West');
    expect(winnerOf(rules, { country: 'US', state: 'NV', revenue: 50e6 })).toBeUndefined();
    expect(winnerOf(rules, { country: 'US', state: 'TX', revenue: 60e6 })).toBeUndefined();
  });

  it('deal out inbound healthcare leads among certified reps', () => {
    const rules = blockWith('Inbound healthcare');
    const lead = { record: 'lead', source: 'Inbound', industry: 'healthcare' };
    expect(winnerOf(rules, lead)).toBe('Inbound healthcare');
    expect(winnerOf(rules, { ...lead, record: 'account' })).toBeUndefined();
    expect(read(rules).ruleSet.pools[0]).toMatchObject({
      method: { kind: 'round-robin' },
      requires: { certificates: ['HIPAA'] },
    });
  });

  it('give a named account to the rep who fits best', () => {
    const rules = blockWith('Strategic accounts');
    expect(winnerOf(rules, { domains: ['globex.co.uk', 'globex.com'] })).toBe('Strategic accounts');
    expect(read(rules).ruleSet.pools[0]?.method).toEqual({
      kind: 'best-fit',
      by: ['skills', 'segment', 'win-rate'],
    });
  });

  it('settle a Chicago healthcare company by the layers, whichever way round', () => {
    const rules = blockWith('Healthcare Central');
    const company = { country: 'US', state: 'IL', zip: '60601', industry: 'Healthcare' };
    expect(winnerOf(rules, company)).toBe('Healthcare Central');
    const turned = rules.replace('vertical, geography', 'geography, vertical');
    expect(winnerOf(turned, company)).toBe('Chicago');
  });
});
