import { describe, expect, it } from 'vitest';
import {
  type ApprovalSubject,
  approvalPolicy,
  approvesItself,
  ruleFor,
} from '../../src/domain/approval-policy.ts';
import type { Flag } from '../../src/domain/flag.ts';

const highValue: Flag = { kind: 'high-value', attribute: 'revenue', value: 2e9, limit: 1e9 };
const conflict: Flag = { kind: 'conflict', rule: 'A', rival: 'B' };
const aSubject = (fields: Partial<ApprovalSubject> = {}): ApprovalSubject => ({
  ...{ kind: 'account', flags: [conflict], cause: 'routing', territories: [], value: 0, ...fields },
});
const policyOf = (...rules: object[]) =>
  approvalPolicy.parse({ groups: { desk: ['Olga@x.example'] }, rules });
const problemsOf = (...rules: object[]) => {
  const parsed = approvalPolicy.safeParse({ groups: { desk: ['olga@x.example'] }, rules });
  return parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
};

describe('a policy of approvals', () => {
  const anyone = { name: 'rest', ask: ['ops'] };

  it.each<[string, object, Partial<ApprovalSubject>, Partial<ApprovalSubject>]>([
    ['a flag', { flags: ['high-value'] }, { flags: [conflict, highValue] }, {}],
    ['the cause', { causes: ['handover'] }, { cause: 'handover' }, {}],
    ['a territory above', { territories: ['EMEA'] }, { territories: ['dach', 'emea'] }, {}],
    ['the segment', { segments: ['Health Care'] }, { segment: 'health care' }, {}],
    ['the kind of record', { subjects: ['lead'] }, { kind: 'lead' }, {}],
    ['open deals from a value on', { valueAtLeast: 100 }, { value: 100 }, { value: 99 }],
    ['revenue below a value', { revenueBelow: 100 }, { revenue: 99 }, { revenue: 100 }],
    ['revenue, which is not known', { revenueAtLeast: 1 }, { revenue: 1 }, {}],
  ])('asks by %s', (_, when, fitting, other) => {
    const policy = policyOf({ name: 'own', when, ask: ['reviewer'] }, anyone);
    expect(ruleFor(policy, aSubject(fitting)).name).toBe('own');
    expect(ruleFor(policy, aSubject(other)).name).toBe('rest');
  });

  it('leaves what fits no rule to the usual way', () => {
    const policy = policyOf({ name: 'own', when: { causes: ['handover'] }, ask: ['ops'] });
    expect(ruleFor(policy, aSubject())).toMatchObject({
      ask: ['reviewer', 'manager of proposed', 'manager of present'],
    });
  });

  it('approves itself where all flags and the value are inside its limits', () => {
    const itself = { flags: ['conflict'], valueBelow: 1000 };
    const rule = policyOf({ name: 'small', ask: ['ops'], approvesItself: itself }).rules[0];
    if (!rule) throw new Error('no rule');
    expect(approvesItself(rule, aSubject({ value: 999 }))).toBe(true);
    expect(approvesItself(rule, aSubject({ value: 1000 }))).toBe(false);
    expect(approvesItself(rule, aSubject({ flags: [conflict, highValue] }))).toBe(false);
  });

  it.each<[string, object, string]>([
    ['asks nobody', { name: 'a', ask: [] }, 'rules.0.ask: name at least one'],
    [
      'asks a group that is not there',
      { name: 'a', ask: [{ group: 'constructor' }] },
      'rules.0.ask.0: there is no group “constructor”: add it under groups',
    ],
    [
      'lets a machine approve what is worth most',
      {
        ...{ name: 'a', ask: ['ops'] },
        approvesItself: { flags: ['high-value'], valueBelow: 5 },
      },
      'rules.0.approvesItself.flags.0: always waits for a person: take it out',
    ],
    [
      'fits no amount',
      { name: 'a', when: { valueAtLeast: 5, valueBelow: 5 }, ask: ['ops'] },
      'rules.0.when.valueAtLeast: nothing is at least 5 and below 5',
    ],
  ])('is refused where it %s', (_, rule, problem) => {
    expect(problemsOf(rule)).toEqual([problem]);
  });

  it('is refused where a rule is never reached, or two have one name', () => {
    expect(problemsOf(anyone, { ...anyone, when: { flags: ['pinned'] } })).toEqual([
      'rules.1.name: another rule has this name: give it one of its own',
      'rules.1.name: never reached: “rest” before it fits everything',
    ]);
  });
});
