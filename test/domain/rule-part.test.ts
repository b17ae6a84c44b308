import { describe, expect, it } from 'vitest';
import { openPool } from '../../src/domain/pool-state.ts';
import { findParts, outlookOf, partsIn } from '../../src/domain/rule-part.ts';
import { compiled } from '../support/decided.ts';
import { aMember, aPool, away, tuesday } from '../support/pools.ts';

const { ruleSet, rules } = compiled(`
list "Targets" = acme.com, globex.com
list "Target industries" = Healthcare
region "The North" = US (WA, OR)
pool "Field" round robin = ana@x.example
pool "Desk" least loaded by value = ana@x.example
rule "One"
  in geography, priority 1
  when domain in list Targets and not in region "The North"
  then pool Field
rule "Rest"
  in catch-all
  when in region DACH
  then review
`);
const found = (asked: string) => findParts(ruleSet, asked).map(({ name }) => name);

describe('pools, lists and regions', () => {
  it('are found by name, by method and by what a list holds; an exact name is meant alone', () => {
    expect(found('targets')).toEqual(['Targets']);
    expect(found('target')).toEqual(['Targets', 'Target industries']);
    expect(found('round robin')).toEqual(['Field']);
    expect(found('least')).toEqual(['Desk']);
    expect(found('GLOBEX.com')).toEqual(['Targets']);
    expect(found('submarines')).toEqual([]);
  });

  it('are told by a rule that names them; regions that everybody has are none of the file’s', () => {
    const named = rules.map((rule) => partsIn(rule, ruleSet).map(({ name }) => name));
    expect(named).toEqual([['Field', 'Targets', 'The North'], []]);
  });
});

describe('whose turn it is', () => {
  const outlook = (pool: ReturnType<typeof aPool>) => outlookOf(openPool(pool, tuesday), new Map());

  it('is known where turns are counted or loads are weighed', () => {
    const [ana, bo] = [aMember('ana', { lastTurn: 2 }), aMember('bo', { lastTurn: 1 })];
    expect(outlook(aPool([ana, bo])).next?.name).toBe('ana');
    const method = { kind: 'least-loaded', by: 'count' } as const;
    expect(outlook(aPool([ana, bo], { method })).next?.name).toBe('bo');
  });

  it('depends on the account where the best fit decides, and is nobody’s where members claim', () => {
    const members = [aMember('ana')];
    const fit = outlook(aPool(members, { method: { kind: 'best-fit', by: ['skills'] } }));
    expect([fit.next, fit.canBeAsked]).toEqual([undefined, true]);
    const claim = outlook(aPool(members, { method: { kind: 'claim' } }));
    expect([claim.next, claim.canBeAsked]).toEqual([undefined, true]);
  });

  it('is nobody’s while all are away', () => {
    expect(outlook(aPool([aMember('ana', away('2026-07-01'))])).canBeAsked).toBe(false);
  });
});
