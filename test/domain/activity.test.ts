import { subDays } from 'date-fns/subDays';
import { describe, expect, it } from 'vitest';
import { type Activity, effortOf, wordEffort } from '../../src/domain/activity.ts';

const at = new Date('2026-11-20T10:00:00Z');
const done = (
  by: string,
  days: number,
  way: Activity['way'],
  kind: Activity['kind'] = 'email',
) => ({
  ...{ by, way, kind },
  at: subDays(at, days),
});

describe('what somebody did for an account', () => {
  it('is counted in thirty, sixty and ninety days, each holding the ones before', () => {
    const all = [done('ana', 3, 'out'), done('ana', 40, 'in'), done('ana', 89, 'out')];
    const { touches } = effortOf(all, 'ana', at);
    expect(touches.map(({ days, out, in: theirs }) => [days, out, theirs])).toEqual([
      [30, 1, 0],
      [60, 1, 1],
      [90, 2, 1],
    ]);
  });

  it('is two-way where both sides said something, or met', () => {
    const twoWay = (...all: Activity[]) => effortOf(all, 'ana', at).touches[0]?.isTwoWay;
    expect(twoWay(done('ana', 1, 'out'), done('ana', 2, 'out'))).toBe(false);
    expect(twoWay(done('ana', 1, 'in'))).toBe(false);
    expect(twoWay(done('ana', 1, 'out'), done('ana', 2, 'in'))).toBe(true);
    expect(twoWay(done('ana', 1, 'both', 'meeting'))).toBe(true);
    expect(twoWay(done('ana', 1, 'out'), done('ana', 31, 'in'))).toBe(false);
  });

  it('is nobody else’s, and not what is only planned', () => {
    const all = [done('bo', 1, 'both', 'call'), done('ana', -1, 'both', 'meeting')];
    const { touches, last } = effortOf(all, 'ana', at);
    expect(last).toBeUndefined();
    expect(touches.every(({ out, in: theirs, both }) => out + theirs + both === 0)).toBe(true);
    expect(effortOf(all, 'bo', at).last).toBe(all[0]);
  });
});

describe('in words', () => {
  it('says how much, in how long, and what was last', () => {
    const all = [done('ana', 3, 'out'), done('ana', 5, 'in'), done('ana', 40, 'both', 'meeting')];
    expect(wordEffort('Ana', effortOf(all, 'ana', at))).toBe(
      'Ana in 30 days: 1 to them, 1 from them (two-way); in 60 days: 1 to them, 1 from them, 1 met or spoken (two-way); in 90 days: 1 to them, 1 from them, 1 met or spoken (two-way). The last was an e-mail on 2026-11-17.',
    );
    expect(wordEffort('Bo', effortOf(all, 'bo', at))).toBe(
      'Bo has nothing on record of the last 90 days.',
    );
  });
});
