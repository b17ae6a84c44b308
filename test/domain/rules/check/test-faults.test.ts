import { describe, expect, it } from 'vitest';
import { extended, standardCatalogue } from '../../../../src/domain/rules/attribute.ts';
import { checkRules } from '../../../../src/domain/rules/check.ts';
import type { Condition } from '../../../../src/domain/rules/condition.ts';
import { anAround, findingsOf, kindsOf, rest, storedSet, written } from './around.ts';

describe('a test that makes no sense', () => {
  const compare = (attribute: string, op: string, value: unknown) => ({
    kind: 'compare',
    attribute,
    op,
    value,
  });

  it.each<[string, object, string, string]>([
    [
      'a number that is none',
      compare('revenue', '>=', 'lots'),
      '“Rule 0” asks for “revenue >= lots”, but revenue is a number, and “lots” is not.',
      'Write it like 500, 25k, 50M or 1.2bn.',
    ],
    [
      'an order of texts',
      compare('country', '<', 'DE'),
      '“Rule 0” asks for “country < DE”, but country is text, which “<” does not suit.',
      'Write =, !=, in, not in, contains, starts with, exists or missing.',
    ],
    [
      'a part of a number',
      { kind: 'contains', attribute: 'employees', text: '5' },
      '“Rule 0” asks for “employees contains "5"”, but employees is a number, which “contains” does not suit.',
      'Write =, !=, <, <=, >, >=, between, in, not in, exists or missing.',
    ],
    [
      'a day that the calendar has not',
      compare('created', '>', '2026-02-30'),
      '“Rule 0” asks for “created > 2026-02-30”, but created is a day, and “2026-02-30” is not.',
      'Write it like 2026-01-31.',
    ],
    [
      'a list of numbers',
      { kind: 'in-list', attribute: 'revenue', list: 'Targets' },
      '“Rule 0” asks for “revenue in list "Targets"”, but revenue is a number, and lists hold text.',
      'Name the values in parentheses instead.',
    ],
    [
      'a yes or no that is neither',
      compare('former_customer', '=', 'perhaps'),
      '“Rule 0” asks for “former_customer = perhaps”, but former_customer is yes or no, and “perhaps” is not.',
      'Write yes or no.',
    ],
  ])('%s is a wrong type', (_, condition, message, remedy) => {
    const set = storedSet([{ condition }, {}], { lists: [{ name: 'Targets', values: ['1'] }] });
    const [first] = checkRules(set, anAround());
    expect(first).toEqual({
      severity: 'error',
      kind: 'wrong-type',
      rule: 'Rule 0',
      message,
      remedy,
    });
  });

  it.each<[string, object, string]>([
    ['nothing in parentheses', { kind: 'in', attribute: 'country', values: [] }, 'nothing-listed'],
    ['an empty text', { kind: 'contains', attribute: 'name', text: ' ' }, 'nothing-listed'],
    [
      'a span upside down',
      { kind: 'between', attribute: 'revenue', from: 5, to: 1 },
      'reversed-range',
    ],
    [
      'days upside down',
      { kind: 'between', attribute: 'created', from: '2026-02-01', to: '2026-01-01' },
      'reversed-range',
    ],
    [
      'a span that has not begun',
      { kind: 'within', attribute: 'created', days: -1 },
      'reversed-range',
    ],
  ])('%s is an error, told once', (_, condition, kind) => {
    const found = checkRules(storedSet([{ condition }, {}]), anAround());
    expect(found.map((each) => [each.severity, each.kind])).toEqual([['error', kind]]);
  });

  it.each([
    [
      'industry = "Helthcare"',
      '“A” asks for “industry = Helthcare”, and no account has the industry “Helthcare”.',
      'Did you mean “Healthcare”?',
    ],
    ['industry = zzzz', undefined, 'docs/rules.md lists the industries that there are.'],
    [
      'state = Californa',
      '“A” asks for “state = Californa”, but states are kept by their code, and “Californa” is none.',
      'Did you mean “California”?',
    ],
  ])('%s gets a remedy', (when, message, remedy) => {
    const [first] = findingsOf([written('A', when), rest]);
    expect(first).toMatchObject({ severity: 'warning', remedy, ...(message && { message }) });
  });

  it('names the option of the CRM that is nearest to one that there is not', () => {
    const options = [
      { value: 'HEALTHCARE', label: 'Health Care' },
      { value: 'RETAIL', label: 'Retail' },
    ];
    const own = { key: 'vertical', label: 'Vertical', type: 'text', options } as const;
    const tags = { ...own, key: 'products', type: 'set' } as const;
    const catalogue = extended(standardCatalogue, [own, tags]);
    const found = (condition: object) =>
      checkRules(storedSet([{ condition }, {}]), { ...anAround(), catalogue });
    const values = ['retail', 'HEALTHCARE', 'Helth Care'];
    expect(found({ kind: 'in', attribute: 'vertical', values })).toMatchObject([
      {
        ...{ severity: 'warning', kind: 'unknown-option', remedy: 'Did you mean “Health Care”?' },
        message: expect.stringContaining('the CRM leaves no choice of “Helth Care” for vertical'),
      },
    ]);
    expect(found({ kind: 'contains', attribute: 'products', text: 'Xyz' })).toMatchObject([
      { kind: 'unknown-option', remedy: 'It may say “Health Care”, “Retail”.' },
    ]);
  });

  it('lets a state stand that it cannot know', () => {
    expect(kindsOf([written('A', 'state = ca or state = "Outer Zzzland"'), rest])).toEqual([]);
  });

  it('shows how a span is meant', () => {
    const [first] = findingsOf([written('A', 'revenue between 5M and 1M')]);
    expect(first?.remedy).toBe('Write “revenue between 1M and 5M”.');
  });

  it('is found wherever it stands', () => {
    const deep: Condition = {
      kind: 'not',
      of: { kind: 'any', of: [{ kind: 'in', attribute: 'state', values: [] }] },
    };
    const [first] = checkRules(storedSet([{ condition: deep }]), anAround());
    expect(first).toMatchObject({ kind: 'nothing-listed', rule: 'Rule 0' });
  });

  it('tells of an empty list once, not of each rule that names it', () => {
    const found = findingsOf([
      'list "Targets" = none',
      written('A', 'domain in list Targets'),
      written('B', 'domain in list Targets and country = US'),
      rest,
    ]);
    expect(found).toEqual([
      {
        severity: 'error',
        kind: 'nothing-listed',
        line: 1,
        message: 'The list “Targets” is empty, so nothing is ever in it.',
        remedy: 'Write what belongs to it, or take the list out.',
      },
    ]);
  });

  it('warns of a country that nobody knows, and takes those that people name', () => {
    const [first] = findingsOf([written('A', 'country in (US, Germanyland)'), rest]);
    expect(first).toMatchObject({
      severity: 'warning',
      kind: 'no-country-code',
      remedy: 'Write two letters, as in country = DE.',
    });
    for (const when of [
      'country in (us, Germany)',
      'state = California',
      'industry = "Hospital & Health Care"',
    ]) {
      expect(kindsOf([written('A', when), rest])).toEqual([]);
    }
  });
});
