import { addDays } from 'date-fns/addDays';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flagPolicy } from '../../src/domain/flag.ts';
import type { OwnerCard } from '../../src/domain/owner-card.ts';
import { type Target, targetOf } from '../../src/domain/routing.ts';
import { findingsOf } from '../../src/domain/routing-verdict.ts';
import { seatsOfCard, standingOf } from '../../src/domain/rule-standing.ts';
import type { Facts } from '../../src/domain/rules/attribute.ts';
import type { Compiled } from '../../src/domain/rules/compiled.ts';
import { decide } from '../../src/domain/rules/decide.ts';
import type { Outcome } from '../../src/domain/rules/outcome.ts';
import type { Rule } from '../../src/domain/rules/rule-set.ts';
import { considerEach, flagEach, stayEach } from '../../src/services/routing.ts';
import { anOwnerCard } from '../support/builders.ts';
import { compiled, seats } from '../support/decided.ts';
import { aRuleFile } from '../support/rule-file.ts';

const at = new Date('2026-11-20T10:00:00Z');
const rulebook = compiled(aRuleFile());
const { ruleSet, rules } = rulebook;
const card = anOwnerCard();
const facts = {
  ...{ owner: 'ana@x.example', domain: 'x.example', industry: 'Retail', employees: 10 },
  country: 'FR',
};

const adas = { ...(card.owner as NonNullable<OwnerCard['owner']>), id: 'ada', name: 'Ada Lind' };

function standingIn(book: Compiled, shown: OwnerCard, known: Facts, target?: Target) {
  const decision = decide(book, known, at);
  const findings = findingsOf(decision);
  const { rule } = findings;
  const led = rule
    ? targetOf(rule.outcome, rule, known, seats)
    : ({ kind: 'nobody', flag: { kind: 'no-match' } } as const);
  const { pools } = book.ruleSet;
  return standingOf(3, shown, { decision, findings, target: target ?? led, facts: known, pools });
}

/** What a rule with that outcome makes of an account, with nobody known but who is on its card. */
function standing(to: Outcome['to'], shown = card) {
  const rule: Rule = { ...(rules[2] as Rule), outcome: { to, roles: {}, tags: [] } };
  return standingIn(
    rulebook,
    shown,
    facts,
    targetOf(rule.outcome, rule, facts, seatsOfCard(shown, facts)),
  );
}

const dealtBy = (rule: string, ruleSet = 3): OwnerCard['why'] => ({
  cause: { kind: 'routing', ruleSet, rule },
  actor: { kind: 'machine', name: 'Cadastre' },
  reason: '',
  at: new Date(0),
});

describe('how an owner stands to the rules', () => {
  it('is known from the card alone where a rule leads to its owner or its territory', () => {
    expect(standing({ kind: 'rep', rep: 'Ana@x.example' }).verdict.kind).toBe('by-rules');
    expect(standing({ kind: 'keep' }).verdict.kind).toBe('by-rules');
    expect(standing({ kind: 'territory', territory: 'ENT-CA' })).toMatchObject({
      territory: 'California',
      verdict: { kind: 'by-rules' },
    });
  });

  it('needs to know more where a rule leads elsewhere', () => {
    expect(standing({ kind: 'rep', rep: 'bo@x.example' }).verdict).toMatchObject({
      kind: 'open',
      flag: { kind: 'no-owner' },
    });
  });

  it('differs where the rules choose somebody else', () => {
    const found = standingIn(rulebook, card, { ...facts, country: 'US', state: 'CA' });
    expect(found.verdict).toMatchObject({
      kind: 'differs',
      wanted: { kind: 'rep', person: { name: 'Ada Lind' } },
    });
    expect(found.came).toBeUndefined();
  });

  it('is not settled where a missing fact may lead elsewhere, or two rules tie', () => {
    const { industry: _, ...blind } = { ...facts, country: 'US', state: 'CA', employees: 9000 };
    expect(standingIn(rulebook, card, blind).verdict).toEqual({
      kind: 'unsettled',
      flags: [{ kind: 'missing-data', rule: 'Big healthcare', attributes: ['industry'] }],
    });
    const twin = `rule "West as well"
  in geography, priority 1
  when country = US and state in (CA, OR, WA)
  then rep ben.okoye@registry.example
`;
    const tied = standingIn(compiled(aRuleFile([twin])), card, {
      ...{ ...facts, country: 'US', state: 'CA' },
    });
    expect(tied.verdict).toMatchObject({
      kind: 'unsettled',
      flags: [{ kind: 'conflict', rule: 'West', rival: 'West as well' }],
    });
    // Whoever has it keeps it all the same.
    const owned = { ...blind, owner: 'ada.lind@registry.example' };
    expect(standingIn(rulebook, { ...card, owner: adas }, owned).verdict.kind).toBe('by-rules');
  });

  it('is by the rules for any member of the pool that would deal it', () => {
    const pool = { kind: 'pool', pool: 'healthcare DESK' } as const;
    expect(standing(pool).verdict).toMatchObject({ kind: 'differs', wanted: { kind: 'pool' } });
    const member = { owner: ruleSet.pools[0]?.members[0]?.rep ?? '' };
    expect(standingIn(rulebook, card, member, pool).verdict.kind).toBe('by-rules');
  });

  it('is open where the owner whom a rule keeps has left', () => {
    if (!card.owner) throw new Error('the card has an owner');
    const presence = { kind: 'left', since: new Date(0) } as const;
    const shown = { ...card, owner: { ...card.owner, presence } };
    expect(standing({ kind: 'keep' }, shown).verdict).toMatchObject({
      kind: 'open',
      flag: { kind: 'inactive-owner', name: 'Ana Ruiz' },
    });
  });
});

describe('a rule that made somebody the owner', () => {
  const book = compiled(`
${aRuleFile()}
rule "Newcomers"
  in vertical, priority 2
  when owner missing and country = US
  then rep ada.lind@registry.example
rule "Last year’s"
  in vertical, priority 3
  when country = US
  then rep ada.lind@registry.example
  until 2025-12-31
`);
  const bens = { ...facts, owner: 'ben.okoye@registry.example', country: 'US', state: 'CA' };

  it.each([
    ['Newcomers', 'not-met'],
    ['Last year’s', 'not-in-force'],
    ['Rest of the US', 'beaten'],
    ['Eastern', 'gone'],
    ['West', 'won'],
  ])('is not taken to hold for ever: %s is now %s', (rule, now) => {
    const why = dealtBy(rule);
    const found = standingIn(book, anOwnerCard({ ...(why && { why }) }), bens);
    expect(found.verdict.kind).toBe('differs');
    expect(found.came).toEqual({ rule, edition: 3, now });
  });

  it('is not told where the owner is held all the same', () => {
    const why = dealtBy('Newcomers');
    const owner = { id: 'ada', name: 'Ada Lind', title: '', presence: { kind: 'here' } } as const;
    const adas = { ...bens, owner: 'ada.lind@registry.example' };
    const found = standingIn(book, anOwnerCard({ owner, ...(why && { why }) }), adas);
    expect(found).toMatchObject({ verdict: { kind: 'by-rules' } });
    expect(found.came).toBeUndefined();
  });
});

describe('“Held by the rules”', () => {
  const policy = flagPolicy.parse({});
  const book = compiled(`
pool "Spare" round robin = ben.okoye@registry.example
pool "Desk" round robin = ada.lind@registry.example
  overflow Spare
${aRuleFile()}
rule "Dealt"
  in vertical, priority 2
  when owner missing and country = DE
  then pool Desk
rule "Dealt again"
  in vertical, priority 3
  when country in (FR, DE)
  then pool Desk
rule "Kept"
  in vertical, priority 4
  when owner exists and country = IT
  then keep owner
`);
  const people = [...seats.byEmail.values()];
  const anyFacts = fc.record({
    country: fc.constantFrom('US', 'DE', 'FR', 'IT', undefined),
    state: fc.constantFrom('CA', 'NY', undefined),
    industry: fc.constantFrom('Healthcare', undefined),
    employees: fc.constantFrom(20, 9000, undefined),
    owner: fc.constantFrom(...people.map(({ email }) => email), undefined),
  });
  const ruleNames = [...book.rules.map(({ name }) => name), 'Gone'];

  it('is said exactly where routing the account now would leave its owner', () => {
    fc.assert(
      fc.property(anyFacts, fc.option(fc.constantFrom(...ruleNames)), (known, by) => {
        const seat = people.find(({ email }) => email === known.owner);
        const owner = seat && { ...seat, title: '', presence: { kind: 'here' } as const };
        const why = by === null ? undefined : dealtBy(by);
        const { owner: _, why: __, ...bare } = card;
        const shown = { ...bare, ...(owner && { owner }), ...(why && { why }) };

        const actor = { kind: 'machine', name: 'Cadastre' } as const;
        const lastChange = by === null ? undefined : { cause: 'routing', rule: by, by: actor, at };
        const asked = {
          subjectId: 'a',
          known: { facts: known, origins: {}, unreadable: [] },
          ...(lastChange && { lastChange: { ...lastChange, cause: 'routing' as const } }),
        };
        const published = { compiled: book, ruleSet: book.ruleSet };
        const considered = stayEach(considerEach([asked], published, seats, at), published, at);
        const [routed] = flagEach(considered, new Map(), policy, at);

        const isHeld = standingIn(book, shown, known).verdict.kind === 'by-rules';
        expect(isHeld).toBe(routed?.verdict === 'stays');
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['until the last day of whoever has it', addDays(at, 30), 'stays'],
    ['and no longer', at, 'pending'],
  ])('%s', (_, leftAt, verdict) => {
    const ada = people.find(({ email }) => email === 'ada.lind@registry.example');
    if (!ada) throw new Error('nobody is called Ada');
    const leaver = { ...ada, leftAt };
    const staff = { ...seats, byEmail: new Map(seats.byEmail).set(ada.email, leaver) };
    const known = { facts: { country: 'FR', owner: ada.email }, origins: {}, unreadable: [] };
    const published = { compiled: book, ruleSet: book.ruleSet };
    const considered = considerEach([{ subjectId: 'a', known }], published, staff, at);
    const [routed] = flagEach(stayEach(considered, published, at), new Map(), policy, at);
    expect(routed?.verdict).toBe(verdict);
  });
});
