import { describe, expect, it } from 'vitest';
import type { Facts, OwnAttribute } from '../../../src/domain/rules/attribute.ts';
import { compileRules } from '../../../src/domain/rules/compiled.ts';
import { decide } from '../../../src/domain/rules/decide.ts';
import { YES } from '../../../src/domain/rules/evaluate.ts';
import { withListsChanged } from '../../../src/domain/rules/explain/listing.ts';
import { withKeptValues } from '../../../src/domain/rules/kept-value.ts';
import { readRules } from '../../../src/domain/rules/readable-rules.ts';
import { ruleSet } from '../../../src/domain/rules/rule-set.ts';
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
    const { rules } = read(text('country = Germany')).ruleSet;
    expect(JSON.stringify(rules[0]?.condition)).toContain('Germany');
  });

  it('makes no other object of a rule that names everything as it is kept', () => {
    const [rule] = read(text('country = DE and (state = BY or not revenue > 5)')).ruleSet.rules;
    expect(rule && withKeptValues(rule)).toBe(rule);
  });
});

describe('a list of what people call otherwise', () => {
  const options = [
    { value: 'HEALTHCARE', label: 'Health Care' },
    { value: 'RETAIL', label: 'Shops' },
  ];
  const own: OwnAttribute[] = [
    { key: 'vertical', type: 'text', options },
    { key: 'products', type: 'set', options },
  ];
  const lists = 'list "Ours" = "health care", RETAIL, Germany, acme.com\n\n';
  const compiledBy = (when: string) => compileRules(readRules(`${lists}${text(when)}`, own));
  const takes = (when: string, facts: Facts) => decide(compiledBy(when), facts, 0).winner === 0;

  it.each<[string, Facts, boolean]>([
    ['vertical in list "Ours"', { vertical: 'HEALTHCARE' }, true],
    ['vertical in list "Ours"', { vertical: 'RETAIL' }, true],
    ['vertical in list "Ours"', { vertical: 'ENERGY' }, false],
    ['vertical not in list "Ours"', { vertical: 'HEALTHCARE' }, false],
    ['products in list "Ours"', { products: ['ENERGY', 'HEALTHCARE'] }, true],
    ['country in list "Ours"', { country: 'DE' }, true],
    ['country not in list "Ours"', { country: 'FR' }, true],
    ['name in list "Ours"', { name: 'Germany' }, true],
    ['name in list "Ours"', { name: 'DE' }, false],
    ['domain in list "Ours"', { domain: 'acme.com' }, true],
  ])('means for each attribute what that keeps: %s', (when, facts, expected) => {
    expect(takes(when, facts)).toBe(expected);
  });

  it('is left by whoever stands on it under another name', () => {
    const compiled = compiledBy('vertical not in list "Ours"');
    const decision = decide(compiled, { vertical: 'HEALTHCARE' }, 0);
    const test = { kind: 'not-in-list', attribute: 'vertical', list: 'Ours' } as const;
    const needs = [{ test, wanted: YES }] as const;
    expect(decision.winner).not.toBe(0);
    expect(withListsChanged(0, needs, [], decision).winner).toBe(0);
  });
});

describe('a value that the CRM shows under a label', () => {
  const options = [
    { value: 'HEALTHCARE', label: 'Health Care' },
    { value: 'mm', label: 'Mid-Market' },
    { value: 'ent', label: 'MM' },
  ];
  const own: OwnAttribute[] = [
    { key: 'vertical', type: 'text', options },
    { key: 'products', type: 'set', options },
    { key: 'lead_status', type: 'text', options: [{ value: 'BAD_TIMING', label: 'Not now' }] },
  ];
  const takes = (when: string, facts: Facts) =>
    decide(compileRules(readRules(text(when), own)), facts, 0).winner === 0;

  it.each<[string, Facts]>([
    ['vertical = "health care"', { vertical: 'HEALTHCARE' }],
    ['vertical in ("MID-MARKET", Retail)', { vertical: 'mm' }],
    ['not (vertical != "Health Care")', { vertical: 'HEALTHCARE' }],
    ['vertical = HEALTHCARE', { vertical: 'HEALTHCARE' }],
    ['products = "Health Care"', { products: ['mm', 'HEALTHCARE'] }],
    ['products contains "Mid-Market"', { products: ['mm'] }],
    ['lead_status = "not now"', { lead_status: 'Bad Timing' }],
  ])('may be written so: %s', (when, facts) => {
    expect(takes(when, facts)).toBe(true);
  });

  it('is not the one whose label is another’s value', () => {
    expect(takes('vertical = mm', { vertical: 'ent' })).toBe(false);
    expect(takes('vertical = MM', { vertical: 'mm' })).toBe(true);
  });

  it('is part of the version: what it meant when it was published it means ever after', () => {
    const { attributes } = readRules(text('vertical = "Health Care"'), own);
    expect(ruleSet.shape.attributes.parse(attributes)).toEqual([own[0]]);
  });
});
