import { describe, expect, it } from 'vitest';
import { type CrmField, mayBeAttribute, newField, stateOf } from '../../src/domain/field.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { extended, standardCatalogue } from '../../src/domain/rules/attribute.ts';
import { compileRules } from '../../src/domain/rules/compiled.ts';
import { decide } from '../../src/domain/rules/decide.ts';
import { readRules } from '../../src/domain/rules/readable-rules.ts';

const present: CrmField[] = [
  { name: 'health__c', label: 'Customer health', type: 'number', isArchived: false },
  { name: 'vertical', label: 'Vertical', type: 'text', isArchived: false },
  { name: 'flags', label: 'Flags', type: 'set', isArchived: false },
  { name: 'old', label: 'Old', type: 'text', isArchived: true },
];
const of = (property: string, attribute = '') =>
  newField({ record: 'account', property, attribute }, present);

function refusalOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error instanceof Refusal ? error.reason : error;
  }
}

describe('a field to be mapped', () => {
  it('has the type that the CRM gives it, under a name that rules can ask for', () => {
    expect(of('health__c', 'Health score')).toMatchObject({
      attribute: 'health_score',
      type: 'number',
    });
    expect(of('vertical')).toMatchObject({ attribute: 'vertical', type: 'text' });
  });

  it('may take the place of a usual attribute of its type', () => {
    expect(of('vertical', 'industry')).toMatchObject({ attribute: 'industry', type: 'text' });
    expect(refusalOf(() => of('vertical', 'employees'))).toMatchObject({
      ...{ kind: 'other-type', attribute: 'employees', wanted: 'number', type: 'text' },
    });
  });

  it.each(['owner', 'in', 'and', '7', '!!!', 'when', 'parent_owner'])(
    'is not called %s',
    (name) => {
      expect(refusalOf(() => of('vertical', name))).toMatchObject({ kind: 'no-such-attribute' });
      expect(mayBeAttribute(name)).toBe(false);
    },
  );

  it('is there, and not archived', () => {
    for (const gone of ['nothing', 'old']) {
      expect(refusalOf(() => of(gone))).toEqual({ kind: 'no-such-property', property: gone });
    }
  });
});

describe('a mapped field', () => {
  const field = (property: string, type: CrmField['type']) => ({
    ...{ record: 'account' as const, property, attribute: 'a', type },
  });

  it('is sound as long as its property is what it was', () => {
    expect(stateOf(field('health__c', 'number'), present)).toEqual({ kind: 'sound' });
    expect(stateOf(field('flags', 'text'), present)).toEqual({ kind: 'sound' });
    expect(stateOf(field('vertical', 'number'), present)).toEqual({ kind: 'retyped', now: 'text' });
    expect(stateOf(field('old', 'text'), present)).toEqual({ kind: 'archived' });
    expect(stateOf(field('lost', 'text'), present)).toEqual({ kind: 'gone' });
  });
});

describe('rules of a workspace that has attributes of its own', () => {
  const text = `rule "Save them"
  in strategic, priority 1
  when health score < 40 and renewal within 90 days
  then review
`;
  const own = [
    { key: 'health_score', type: 'number' },
    { key: 'renewal', type: 'date' },
    { key: 'unasked', type: 'text' },
  ] as const;

  it('ask for them by key or in words, and remember the types of those they ask for', () => {
    const rules = readRules(text, own);
    expect(rules.attributes).toEqual(own.slice(0, 2));
    expect(() => readRules(text)).toThrow();
    expect(extended(standardCatalogue, own).get('health_score')?.label).toBe('Health score');
  });

  it('decide by them', () => {
    const compiled = compileRules(readRules(text, own));
    const at = Date.parse('2026-11-27T12:00:00Z');
    const facts = { health_score: 12, renewal: Date.parse('2026-11-01') };
    expect(decide(compiled, facts, at).winner).toBe(0);
    expect(decide(compiled, { ...facts, health_score: 80 }, at).winner).toBe(-1);
    expect(decide(compiled, { renewal: facts.renewal }, at)).toMatchObject({
      winner: -1,
      possible: 0,
    });
  });
});
