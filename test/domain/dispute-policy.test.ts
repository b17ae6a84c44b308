import { expect, it } from 'vitest';
import { disputePolicy, nextPeriod } from '../../src/domain/dispute-policy.ts';

it.each([
  [{}, '2026-11-30', '2027-01-01'],
  [{}, '2026-12-31', '2027-01-01'],
  [{}, '2027-01-01', '2027-04-01'],
  [{ months: 12, startsIn: 2 }, '2027-01-31', '2027-02-01'],
  [{ months: 12, startsIn: 2 }, '2027-02-01', '2028-02-01'],
  [{ months: 3, startsIn: 2 }, '2026-11-30', '2027-02-01'],
  [{ months: 1, startsIn: 5 }, '2026-11-30', '2026-12-01'],
])('the next period of %j after %s begins on %s', (period, at, next) => {
  const policy = disputePolicy.parse({ period });
  expect(nextPeriod(policy, new Date(at))).toEqual(new Date(next));
});
