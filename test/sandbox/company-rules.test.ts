import { describe, expect, it } from 'vitest';
import { standardRegions } from '../../src/domain/geography.ts';
import { standardCatalogue } from '../../src/domain/rules/attribute.ts';
import { checkRules } from '../../src/domain/rules/check.ts';
import { fold } from '../../src/domain/rules/fold.ts';
import type { Rule } from '../../src/domain/rules/rule-set.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { ruleFile } from '../../src/sandbox/company/rule-file.ts';
import { considerEach, stayEach } from '../../src/services/routing.ts';
import { compiled } from '../support/decided.ts';
import { sampleBook, sampleReps, sampleSeats, sampleStanding } from '../support/sample-book.ts';

const company = createCompany({ seed: 1, accounts: 5000 });
const at = new Date(company.setting.today);
const book = sampleBook(company);
const seats = sampleSeats(company);
const text = ruleFile(company);
const rulebook = compiled(text);
const { ruleSet, rules } = rulebook;
const standing = sampleStanding(company);

type Known = (typeof book)[number];

function decided(known: Known, rule?: string) {
  const by = { kind: 'machine', name: 'Cadastre' } as const;
  const lastChange = rule === undefined ? undefined : { cause: 'routing' as const, rule, by, at };
  const asked = [{ subjectId: 'a', known, lastChange }];
  return stayEach(
    considerEach(asked, { compiled: rulebook, standing }, seats, at),
    rulebook,
    at,
  )[0];
}

const winnerOf = (known: Known) => decided(known)?.findings.rule?.name;
const withFacts = (facts: Known['facts']): Known => ({ facts, origins: {}, unreadable: [] });

/** Everybody who may get it: one person, or the members of the pool. */
function takers(of: ReturnType<typeof decided>): string[] {
  if (of?.wanted) return [of.wanted.email];
  const { target } = of ?? {};
  if (target?.kind !== 'pool') return [];
  const pool = ruleSet.pools.find(({ name }) => fold(name) === fold(target.pool));
  return pool?.members.map(({ rep }) => rep) ?? [];
}

describe('the rules of the sample company', () => {
  it('never undo what they have just done', () => {
    const undone = book
      .filter(({ facts }) => !facts.owner)
      .flatMap((known) => {
        const first = decided(known);
        return takers(first).flatMap((owner) => {
          const owned = { ...known, facts: { ...known.facts, owner } };
          const again = decided(owned, first?.findings.rule?.name);
          const isHeld = again?.wanted?.email === owner;
          const [was, is] = [first, again].map((one) => one?.findings.rule?.name);
          return isHeld ? [] : [`${known.facts.name}: ${was} → ${owner} → ${is}`];
        });
      });
    expect(undone).toEqual([]);
  });

  it('hold nothing that their own check would not let pass, but for one conflict that is meant', () => {
    const territories = [...seats.territories].map(
      ([
        key,
        {
          name,
          cover: { AE },
        },
      ]) => {
        return [key, { name, ...(AE && { cover: AE }) }] as const;
      },
    );
    const findings = checkRules(ruleSet, {
      at,
      standing,
      reps: sampleReps(company),
      territories: new Map(territories),
      catalogue: standardCatalogue,
      regions: standardRegions,
      samples: book.map(({ facts }) => facts),
    });
    // The samples are accounts: of rules for leads they say nothing.
    const forLeads = new Set(rules.filter(asksForLeads).map(({ name }) => name));
    const about = findings.filter(({ rule }) => !forLeads.has(rule ?? ''));
    expect(about.map(({ severity, kind }) => [severity, kind])).toEqual([['warning', 'overlap']]);
    expect(about[0]?.message).toMatch(/“Insurers, New York State” and “Finance, Manhattan”/);
  });

  it('show every way of deciding', () => {
    const kinds = new Set(rules.map(({ outcome }) => outcome.to.kind));
    expect([...kinds].toSorted()).toEqual(
      ['keep', 'owner-of', 'pool', 'rep', 'review', 'territory'].toSorted(),
    );
    const dealing = new Set(
      rules.flatMap(({ outcome: { to } }) => (to.kind === 'pool' ? fold(to.pool) : [])),
    );
    const used = ruleSet.pools.filter(({ name }) => dealing.has(fold(name)));
    expect(used).toHaveLength(ruleSet.pools.length);
    expect(new Set(used.map(({ method }) => method.kind)).size).toBe(5);
    const tests = JSON.stringify(rules.map(({ condition }) => condition));
    for (const kind of ['contains', 'starts-with', 'within', 'in-list', 'not-in-region']) {
      expect(tests).toContain(`"kind":"${kind}"`);
    }
    for (const { name } of ruleSet.regions) expect(tests).toContain(`"region":"${name}"`);
    for (const { name } of ruleSet.lists) expect(tests).toContain(`"list":"${name}"`);
    expect(text).toMatch(/ from 20.* until 20.*/);
    expect(rules.some(({ outcome }) => outcome.approval)).toBe(true);
    expect(rules.some(({ outcome }) => outcome.roles.SDR)).toBe(true);
    expect(rules.some(({ outcome }) => outcome.tags.length > 0)).toBe(true);
    expect(rules.some(({ outcome: { to } }) => to.kind === 'owner-of' && to.of === 'parent')).toBe(
      true,
    );
  });

  it('are about sixty in seven layers, named as people name things', () => {
    expect(rules.length).toBeGreaterThan(55);
    expect(new Set(rules.map(({ layer }) => layer)).size).toBe(7);
    const keys = [...seats.territories.keys()].map((key) => key.replace(/^(ent|mm|smb)-/, ''));
    for (const { name } of rules) {
      expect(name).toMatch(/^[A-Z]/);
      expect(keys.filter((key) => ` ${name} `.includes(` ${key} `))).toEqual([]);
    }
    expect(new Set(rules.map(({ sentence }) => sentence)).size).toBe(rules.length);
  });

  it('tell a rep which places and which sizes a territory takes', () => {
    const placed = rules.filter(({ layer }) => layer === 'geography');
    for (const { name, sentence } of placed) {
      expect(sentence).not.toMatch(/this (area|region)/);
      if (/^(Enterprise|Mid-Market|Small)/.test(name)) expect(sentence).toMatch(/\d/);
    }
    expect(placed.map(({ sentence }) => sentence)).toContain(
      'Companies in Northern California with 1,000 employees or more belong to Enterprise.',
    );
  });

  it('read as the worked examples of the field', () => {
    const western = { record: 'account', country: 'US', state: 'OR', employees: 300 };
    const facts = { ...western, industry: 'Retail', zip: '97201', name: 'Westwind' };
    expect(winnerOf(withFacts({ ...facts, revenue: 60_000_000 }))).toBe('Enterprise West');
    expect(winnerOf(withFacts({ ...facts, revenue: 40_000_000 }))).toBe('Mid-Market, West');
    const lead = { record: 'lead', source: 'inbound', industry: 'Healthcare', country: 'US' };
    expect(winnerOf(withFacts(lead))).toBe('Inbound healthcare leads');
    const chicago = { country: 'US', state: 'IL', zip: '60601', industry: 'Healthcare' };
    const clinic = { record: 'account', name: 'Lakeside Clinics', employees: 500, ...chicago };
    expect(winnerOf(withFacts(clinic))).toBe('Chicago healthcare');
    const listed = ruleSet.lists.find(({ name }) => name === 'Strategic accounts')?.values ?? [];
    const strategic = book.filter(({ facts: { domain } }) => listed.includes(String(domain)));
    expect(strategic).toHaveLength(6);
    expect(new Set(strategic.map(winnerOf))).toEqual(new Set(['Strategic accounts']));
  });
});

function asksForLeads({ condition }: Rule): boolean {
  return JSON.stringify(condition).includes('"value":"lead"');
}
