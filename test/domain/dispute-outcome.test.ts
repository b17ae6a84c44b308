import { describe, expect, it } from 'vitest';
import { faultOf, type Ruling } from '../../src/domain/dispute-outcome.ts';
import { disputePolicy, isWithinTolerance } from '../../src/domain/dispute-policy.ts';

const policy = disputePolicy.parse({});
const monday = new Date('2026-11-16T08:00:00Z');
const later = (hours: number) => new Date(monday.getTime() + hours * 3_600_000);
const person = (id: string) => ({ id, name: id });
const keep: Ruling = { outcome: { kind: 'keep' } };
const toBo: Ruling = { outcome: { kind: 'transfer', to: person('bo') } };

describe('outcomes of disputes', () => {
  const at = monday;
  const split = (...percents: number[]): Ruling => ({
    outcome: {
      kind: 'split-credit',
      shares: percents.map((percent, nth) => ({ role: 'AE', rep: person(`r${nth}`), percent })),
    },
  });

  it('split credit into exactly 100 % for each role, where the policy lets them', () => {
    expect(faultOf(split(33.33, 33.33, 33.34), policy, at)).toBeUndefined();
    expect(faultOf(split(60, 30), policy, at)).toEqual({
      kind: 'not-whole',
      role: 'AE',
      total: 90,
    });
    expect(faultOf(split(100), policy, at)).toEqual({ kind: 'one-share' });
    const none = disputePolicy.parse({ splits: [] });
    expect(faultOf(split(50, 50), none, at)).toEqual({ kind: 'no-splits', roles: [] });
  });

  it('hold deals over only where the account moves', () => {
    const holdover = { deals: 'all', until: later(100), fallback: 'follow' } as const;
    expect(faultOf({ ...keep, holdover }, policy, at)).toEqual({ kind: 'nothing-to-hold-over' });
    expect(faultOf({ ...toBo, holdover }, policy, at)).toBeUndefined();
    const anew: Ruling = { outcome: { kind: 're-route' }, holdover };
    expect(faultOf(anew, policy, at)).toBeUndefined();
    expect(faultOf({ ...toBo, pinUntil: later(-1) }, policy, at)).toMatchObject({ what: 'pin' });
  });

  it('leave an account where it is as long as it lies near the line', () => {
    const near = { attribute: 'employees', line: 100 };
    expect(isWithinTolerance(policy, { ...near, value: 81 })).toBe(true);
    expect(isWithinTolerance(policy, { ...near, value: 79 })).toBe(false);
    expect(isWithinTolerance(policy, { ...near, attribute: 'revenue', value: 99 })).toBe(false);
  });
});
