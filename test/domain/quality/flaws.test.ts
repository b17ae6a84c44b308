import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/domain/facts.ts';
import {
  type AccountSeen,
  accountFlaws,
  type LeadSeen,
  leadFlaws,
  type Measure,
} from '../../../src/domain/quality/flaws.ts';
import { houseStyleOf } from '../../../src/domain/quality/house-style.ts';
import { wordFlaw } from '../../../src/domain/quality/wording.ts';
import { standardCatalogue } from '../../../src/domain/rules/attribute.ts';
import { decide } from '../../../src/domain/rules/decide.ts';
import { compiled } from '../../support/decided.ts';
import { aRuleFile } from '../../support/rule-file.ts';

const at = new Date('2026-11-20T10:00:00Z');
const lately = new Date('2026-11-01T00:00:00Z');
const longAgo = new Date('2023-01-01T00:00:00Z');
const measure: Measure = {
  ...{ at, staleDays: 730, style: houseStyleOf([]) },
  asked: new Set(['country', 'industry']),
  ...{ rankings: [], catalogue: standardCatalogue },
};
const rules = compiled(aRuleFile());

type Entry = { values?: Record<string, string | number>; told?: Date } & Partial<AccountSeen>;

/** An account with nothing wrong in it; a test names only what it is about. */
function anAccount({ values = {}, told = lately, ...fields }: Entry = {}): AccountSeen {
  const complete = { country: 'US', state: 'CA', industry: 'Retail', employees: 40, ...values };
  const attributes = Object.fromEntries(
    Object.entries(complete)
      .filter(([, value]) => value !== '')
      .map(([key, value]) => [key, { value, source: 'HubSpot', at: told }]),
  );
  const known = factsOf({
    ...{ name: 'Acme', domains: ['acme.com'], attributes, openDeals: { value: 0 } },
  });
  return {
    record: { kind: 'account', id: '1', name: 'Acme', crmId: '77' },
    ...{ attributes, others: {}, known, hasDomain: true, isParentGone: false, touchedAt: lately },
    owner: { name: 'Ada Lind' },
    decision: decide(rules, known.facts, at),
    ...fields,
  };
}
const flawsOf = (entry: Entry = {}) => accountFlaws(anAccount(entry), measure);

const aLead = (fields: Partial<LeadSeen> = {}): LeadSeen => ({
  record: { kind: 'lead', id: '2', name: 'Eva Roth', crmId: '88' },
  ...{ email: 'eva@acme.com', hasAccount: true, touchedAt: lately },
  ...fields,
});

describe('an account as it should be', () => {
  it('has no flaw', () => expect(flawsOf()).toEqual([]));
});

describe('missing facts', () => {
  it('are those that a rule before the winner asks for, with the rules that are blind', () => {
    expect(flawsOf({ values: { industry: '' } })).toEqual([]);
    expect(flawsOf({ values: { industry: '', employees: 9000 } })).toEqual([
      { kind: 'missing', attribute: 'industry', rules: ['Big healthcare'] },
    ]);
    expect(flawsOf({ values: { state: '' } })).toEqual([
      { kind: 'missing', attribute: 'state', rules: ['West'] },
    ]);
  });

  it('do not include what no rule in question asks for', () => {
    expect(flawsOf({ values: { country: 'FR', state: '' } })).toEqual([
      { kind: 'unseen', rule: 'Everything else' },
    ]);
  });
});

describe('a value of which a ranked source says something else', () => {
  const vendor = { kind: 'property', property: 'zi', label: 'ZoomInfo', state: 'sound' } as const;
  const sources = [{ kind: 'rules' } as const, { kind: 'family' } as const, vendor];
  const ranked = { ...measure, rankings: [{ attribute: 'employees', sources }] };
  const by = (value: unknown) => ({ others: { zi: { value, source: 'HubSpot', at: lately } } });
  const against = (entry: Entry) => accountFlaws(anAccount(entry), ranked).map(wordFlaw);

  it('is told with that, and no clean value', () => {
    expect(accountFlaws(anAccount(by('250')), ranked)).toEqual([
      {
        ...{ kind: 'inconsistent', attribute: 'employees', value: '40', source: 'HubSpot' },
        against: { value: '250', source: 'HubSpot, ZoomInfo' },
      },
    ]);
    expect(against(by('250'))).toEqual(['“250” by HubSpot, ZoomInfo']);
  });

  it('is none where it says the same, nothing that can be read, or nobody has ranked it', () => {
    expect(against(by('40 employees'))).toEqual([]);
    expect(against(by('many'))).toEqual([]);
    expect(against({ ...by('250'), values: { employees: '' } })).toEqual([]);
    expect(flawsOf(by('250'))).toEqual([]);
  });
});

describe('accounts that no rule sees', () => {
  it('are those that only the rule for everything takes, or none', () => {
    expect(flawsOf({ values: { country: 'FR', state: 'Bretagne' } })).toContainEqual({
      ...{ kind: 'unseen', rule: 'Everything else' },
    });
    const without = compiled(aRuleFile().replace(/rule "Everything else"[\s\S]*$/, ''));
    const { known } = anAccount({ values: { country: 'FR', state: '' } });
    const decision = decide(without, known.facts, at);
    expect(accountFlaws(anAccount({ decision }), measure)).toContainEqual({ kind: 'unseen' });
  });

  it('are not looked for where no rules are published', () => {
    const { decision: _, ...account } = anAccount({ values: { country: 'FR', state: '' } });
    expect(accountFlaws(account, measure)).toEqual([]);
  });
});

describe('orphans', () => {
  it('have no owner, no domain, or a parent that is gone', () => {
    const flaws = flawsOf({ owner: undefined, hasDomain: false, isParentGone: true });
    expect(flaws).toEqual([
      { kind: 'orphan', why: 'no-owner' },
      { kind: 'orphan', why: 'no-domain' },
      { kind: 'orphan', why: 'parent-gone' },
    ]);
    expect(leadFlaws(aLead({ hasAccount: false }), measure)).toEqual([
      { kind: 'orphan', why: 'no-account' },
    ]);
  });
});

describe('an owner who left', () => {
  it('is named with the day; one who leaves next week is here', () => {
    const leftAt = new Date('2026-10-01');
    expect(flawsOf({ owner: { name: 'Bo Lind', leftAt } })).toEqual([
      { kind: 'inactive-owner', owner: 'Bo Lind', since: leftAt },
    ]);
    expect(flawsOf({ owner: { name: 'Bo Lind', leftAt: new Date('2026-12-01') } })).toEqual([]);
  });
});

describe('what is stale', () => {
  it('is a whole record once, or the attributes that rules ask for', () => {
    expect(flawsOf({ touchedAt: longAgo, told: longAgo })).toEqual([
      { kind: 'stale', since: longAgo },
    ]);
    expect(flawsOf({ told: longAgo })).toEqual([
      { kind: 'stale', attribute: 'country', since: longAgo },
      { kind: 'stale', attribute: 'industry', since: longAgo },
    ]);
  });
});

describe('the e-mail address of a lead', () => {
  it.each([
    ['eva@acme.com', true],
    ['EVA@Acme.COM', true],
    ['eva@gmail', false],
    ['eva@acme,com', false],
    ['eva.acme.com', false],
  ])('%s: has a domain is %s', (email, isGood) => {
    expect(leadFlaws(aLead({ email }), measure)).toHaveLength(isGood ? 0 : 1);
  });
});
