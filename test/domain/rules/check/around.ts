import { standardRegions } from '../../../../src/domain/geography.ts';
import { standardCatalogue } from '../../../../src/domain/rules/attribute.ts';
import type { Around, KnownRep } from '../../../../src/domain/rules/check/around.ts';
import { checkRules } from '../../../../src/domain/rules/check.ts';
import { parseRuleFile } from '../../../../src/domain/rules/rule-file.ts';
import { type RuleSet, ruleSet } from '../../../../src/domain/rules/rule-set.ts';
import { placesOf } from '../../../../src/domain/rules/text/places.ts';

export function aRep(fields: Partial<KnownRep> = {}): KnownRep {
  return {
    name: 'Ana Ruiz',
    presence: 'here',
    skills: [],
    languages: [],
    certificates: [],
    ...fields,
  };
}

/** Ana and Bo are here, Lee has left; Ana covers the West, and nobody the East. */
export function anAround(fields: Partial<Around> = {}): Around {
  return {
    at: new Date('2026-03-01T12:00:00Z'),
    reps: new Map([
      ['ana@example.com', aRep()],
      ['bo@example.com', aRep({ name: 'Bo Lind' })],
      ['lee@example.com', aRep({ name: 'Lee Park', presence: 'left' })],
    ]),
    territories: new Map([
      ['west', { name: 'West', cover: { kind: 'rep', email: 'ana@example.com' } }],
      ['east', { name: 'East' }],
    ]),
    catalogue: standardCatalogue,
    regions: standardRegions,
    samples: [],
    ...fields,
  };
}

/** A rule as people write it: its name, its condition, and more lines if need be. */
export function written(name: string, when: string, more: readonly string[] = []): string {
  const given = more.join('\n');
  const usual = [
    ...(/^in /m.test(given) ? [] : ['in geography, priority 10']),
    ...(/^then /m.test(given) ? [] : ['then rep ana@example.com']),
  ];
  return [`rule "${name}"`, ...usual, `when ${when}`, ...more].join('\n  ');
}

export const rest = written('Rest', 'always', ['in catch-all', 'then review']);

export function readRules(...parts: string[]): RuleSet {
  const read = parseRuleFile(parts.join('\n'), standardCatalogue);
  if (read.kind === 'refused') throw new Error(JSON.stringify(read.problems));
  return read.value.ruleSet;
}

/** What is found in a text that people wrote. */
export function findingsOf(parts: string[], fields: Partial<Around> = {}) {
  const text = parts.join('\n');
  return checkRules(readRules(text), anAround({ places: placesOf(text), ...fields }));
}

export function kindsOf(parts: string[], fields: Partial<Around> = {}) {
  return findingsOf(parts, fields).map(({ kind }) => kind);
}

/** A stored rule set, which need not have been written as text. */
export function storedSet(rules: unknown[], fields: object = {}): RuleSet {
  const usual = {
    sentence: '',
    layer: 'geography',
    priority: 10,
    condition: { kind: 'all', of: [] },
    outcome: { to: { kind: 'rep', rep: 'ana@example.com' } },
  };
  return ruleSet.parse({
    name: 'Routing',
    rules: rules.map((rule, number) => ({ name: `Rule ${number}`, ...usual, ...(rule as object) })),
    ...fields,
  });
}
