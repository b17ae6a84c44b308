import { describe, expect, it } from 'vitest';
import { groundsOf } from '../../src/domain/rule-grounds.ts';
import type { Facts } from '../../src/domain/rules/attribute.ts';
import { decide } from '../../src/domain/rules/decide.ts';
import { whyNot } from '../../src/domain/rules/explain.ts';
import { compiled, seats } from '../support/decided.ts';

const at = Date.parse('2026-11-20T10:00:00Z');

const own = [{ key: 'renewal', type: 'date' as const }];

/** The first rule's grounds for an account that another rule takes. */
function grounds(when: string, facts: Facts) {
  const rule = (name: string, condition: string, priority: number) =>
    `rule "${name}"\n  in geography, priority ${priority}\n  when ${condition}\n  then review\n`;
  const rules = compiled(rule('Tried', when, 1) + rule('Rest', 'always', 2), own);
  const decision = decide(rules, facts, at);
  const found = whyNot(decision, 0);
  if (found.kind !== 'not-met') throw new Error(found.kind);
  const condition = rules.rules[0]?.condition ?? { kind: 'all', of: [] };
  const origins = { country: { source: 'HubSpot', at: new Date(0) } };
  return groundsOf(condition, found.findings, { origins, people: seats.byEmail, own });
}

describe('the grounds of a rule', () => {
  it('are one for each part that must hold, with the facts and where they come from', () => {
    const [country, size] = grounds('country = US and employees >= 10', { country: 'US' });
    expect(country).toMatchObject({ answer: 'yes' });
    expect(country?.facts).toEqual([
      { key: 'country', value: 'US', origin: { source: 'HubSpot', at: new Date(0) } },
    ]);
    expect(size).toMatchObject({ answer: 'unknown', facts: [{ key: 'employees', value: null }] });
  });

  it('say what a fact of the workspace’s own is, so that a day reads as a day', () => {
    const renewal = Date.parse('2027-03-01T00:00:00Z');
    const [due] = grounds('renewal exists and country = US', { country: 'DE', renewal });
    expect(due?.facts).toEqual([{ key: 'renewal', value: renewal, type: 'date' }]);
  });

  it('name the people whom facts name', () => {
    const facts = { owner: 'ada.lind@registry.example', country: 'DE' };
    const [owner] = grounds('owner exists and country = US', facts);
    expect(owner?.facts[0]?.person?.name).toBe('Ada Lind');
  });

  it('sum up alternatives in one answer', () => {
    const when = 'country = US and (state = CA or state = NY or employees > 5)';
    expect(grounds(when, { country: 'US', state: 'TX', employees: 1 })[1]?.answer).toBe('no');
    expect(grounds(when, { country: 'US', state: 'TX' })[1]?.answer).toBe('unknown');
    expect(grounds(when, { country: 'DE', state: 'NY' })[1]?.answer).toBe('yes');
  });

  it('turn the answer of what must not hold', () => {
    const when = 'country = DE and not (state = CA and employees > 5)';
    const [, exception] = grounds(when, { country: 'US', state: 'CA', employees: 1 });
    expect(exception).toMatchObject({ answer: 'yes' });
    expect(exception?.facts.map(({ key }) => key)).toEqual(['state', 'employees']);
    expect(grounds(when, { country: 'DE', state: 'CA', employees: 9 })[1]?.answer).toBe('no');
  });

  it('are a single one where alternatives are all there is', () => {
    expect(grounds('country = US or country = CA', { country: 'DE' })).toHaveLength(1);
  });
});
