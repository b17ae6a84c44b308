import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/domain/rules/decide.ts';
import { withKeptValues } from '../../../src/domain/rules/kept-value.ts';
import { compiled } from '../../support/decided.ts';
import { read } from './reading.ts';

const text = (when: string) =>
  `rule "A"\n  in geography, priority 1\n  when ${when}\n  then review\n`;
const wins = (when: string, facts: Record<string, string>) =>
  decide(compiled(text(when)), facts, 0).winner === 0;

describe('a value that people call otherwise', () => {
  it.each([
    ['industry = "Health Care"', { industry: 'Healthcare' }],
    ['industry in ("hospital & health care", Retail)', { industry: 'Healthcare' }],
    ['country = Germany', { country: 'DE' }],
    ['country in (USA, "United Kingdom")', { country: 'GB' }],
    ['state not in (California, Oregon)', { state: 'WA' }],
    ['not (country != Deutschland)', { country: 'DE' }],
  ])('means what is kept: %s', (when, facts) => {
    expect(wins(when, facts)).toBe(true);
  });

  it('does not mean what it does not', () => {
    expect(wins('state not in (California, Oregon)', { state: 'CA' })).toBe(false);
    expect(wins('name = Germany', { name: 'DE' })).toBe(false);
    expect(wins('industry = Narnia', { industry: 'Narnia' })).toBe(true);
  });

  it('stays as it was written', () => {
    const { ruleSet } = read(text('country = Germany'));
    expect(JSON.stringify(ruleSet.rules[0]?.condition)).toContain('Germany');
  });

  it('makes no other object of a rule that names everything as it is kept', () => {
    const [rule] = read(text('country = DE and (state = BY or not revenue > 5)')).ruleSet.rules;
    expect(rule && withKeptValues(rule)).toBe(rule);
  });
});
