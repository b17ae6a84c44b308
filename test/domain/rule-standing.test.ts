import { describe, expect, it } from 'vitest';
import { targetOf } from '../../src/domain/routing.ts';
import { cameByRule, seatsOfCard, standingOf } from '../../src/domain/rule-standing.ts';
import type { Outcome } from '../../src/domain/rules/outcome.ts';
import type { Rule } from '../../src/domain/rules/rule-set.ts';
import { anOwnerCard } from '../support/builders.ts';
import { compiled, seats } from '../support/decided.ts';
import { aRuleFile } from '../support/rule-file.ts';

const { ruleSet, rules } = compiled(aRuleFile());
const card = anOwnerCard();
const facts = { owner: 'ana@x.example' };

/** What a rule with that outcome makes of an account, with nobody known but who is on its card. */
function standing(to: Outcome['to'], owner = card.owner) {
  const rule: Rule = { ...(rules[2] as Rule), outcome: { to, roles: {}, tags: [] } };
  const shown = { ...card, ...(owner && { owner }) };
  const target = targetOf(rule.outcome, rule, facts, seatsOfCard(shown, facts));
  return standingOf(3, { rule, tested: [] }, target, { owner, facts, pools: ruleSet.pools });
}

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
    const rule = rules[2] as Rule;
    const target = targetOf(rule.outcome, rule, facts, seats);
    const { owner } = card;
    expect(
      standingOf(3, { rule, tested: [] }, target, { owner, facts, pools: [] }).verdict,
    ).toMatchObject({ kind: 'differs', wanted: { kind: 'rep', person: { name: 'Ada Lind' } } });
  });

  it('is by the rules for any member of the pool that would deal it', () => {
    const pool = { kind: 'pool', pool: 'healthcare DESK' } as const;
    expect(standing(pool).verdict).toMatchObject({ kind: 'differs', wanted: { kind: 'pool' } });
    const [desk] = ruleSet.pools;
    const target = { kind: 'pool', pool: 'Healthcare desk' } as const;
    const member = { owner: card.owner, facts: { owner: desk?.members[0]?.rep ?? '' } };
    const found = standingOf(3, { tested: [] }, target, { ...member, pools: ruleSet.pools });
    expect(found.verdict.kind).toBe('by-rules');
  });

  it('is open where the owner whom a rule keeps has left', () => {
    if (!card.owner) throw new Error('the card has an owner');
    const presence = { kind: 'left', since: new Date(0) } as const;
    expect(standing({ kind: 'keep' }, { ...card.owner, presence }).verdict).toMatchObject({
      kind: 'open',
      flag: { kind: 'inactive-owner', name: 'Ana Ruiz' },
    });
  });

  it('is that of the rule which made them the owner, as long as its edition holds', () => {
    const cause = { kind: 'routing', ruleSet: 3, rule: 'West' } as const;
    const why = {
      cause,
      actor: { kind: 'machine', name: 'x' },
      reason: '',
      at: new Date(0),
    } as const;
    expect(cameByRule(anOwnerCard({ why }), 3)).toBe('West');
    expect(cameByRule(anOwnerCard({ why }), 4)).toBeUndefined();
    expect(cameByRule(card, 3)).toBeUndefined();
  });
});
