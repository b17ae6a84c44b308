import { describe, expect, it } from 'vitest';
import { flawCsvHead, flawCsvLine } from '../../../src/domain/quality/csv.ts';
import { createTally } from '../../../src/domain/quality/tally.ts';
import { trendsOf } from '../../../src/domain/quality/trend.ts';
import type { Flaw, FlawedRecord, QualityRun } from '../../../src/domain/quality.ts';

const record = (nth: number): FlawedRecord => ({
  ...{ kind: 'account', id: String(nth), name: `Company ${nth}`, crmId: String(nth) },
});
const missing = (attribute: string, ...rules: string[]): Flaw => {
  return { kind: 'missing', attribute, rules };
};

describe('the count of flaws', () => {
  it('counts a record once a kind, and each of its matters', () => {
    const tally = createTally();
    tally.add(record(1), [missing('industry', 'West'), missing('state', 'West', 'East')]);
    tally.add(record(2), [missing('state', 'East')]);
    tally.add(record(3), []);
    const count = tally.counts().find(({ kind }) => kind === 'missing');
    expect(count).toMatchObject({ records: 2, fixes: 0 });
    expect(count?.matters).toEqual([
      {
        ...{ name: 'state', records: 2, blind: 2 },
        rules: [
          { name: 'East', records: 2 },
          { name: 'West', records: 1 },
        ],
      },
      { name: 'industry', records: 1, blind: 1, rules: [{ name: 'West', records: 1 }] },
    ]);
  });

  it('keeps a few samples of each matter, however many there are', () => {
    const tally = createTally();
    for (let nth = 0; nth < 5000; nth += 1) tally.add(record(nth), [missing('state', 'West')]);
    tally.add(record(5000), [missing('zip', 'West')]);
    expect(tally.samples()).toHaveLength(13);
  });
});

describe('the file of flaws', () => {
  it('has a line a flaw, which no spreadsheet runs', () => {
    const flaw: Flaw = {
      ...{ kind: 'inconsistent', attribute: 'country', value: '=Deutschland' },
      ...{ source: 'HubSpot', proposed: 'DE' },
    };
    expect(flawCsvHead.split(',')).toHaveLength(11);
    expect(flawCsvLine({ record: record(1), flaw })).toBe(
      "Inconsistent formats,account,Company 1,1,Country,'=Deutschland,HubSpot,DE,,written differently,\r\n",
    );
    expect(
      flawCsvLine({ record: record(1), flaw: missing('state', 'West', 'East, far') }),
    ).toContain('State is not known,"West; East, far"');
  });
});

describe('the trend', () => {
  const run = (at: string, records: number): QualityRun => ({
    ...{ at: new Date(at), accounts: 9, leads: 0 },
    counts: [{ kind: 'stale', records, fixes: 0, matters: [] }],
  });
  const stale = (runs: QualityRun[]) => {
    const { since, trends } = trendsOf(runs);
    const trend = trends.find(({ kind }) => kind === 'stale');
    return { since: since?.toISOString().slice(0, 13), change: trend?.change, past: trend?.past };
  };

  it('is against the night before, not against the look a minute ago', () => {
    const runs = [
      run('2026-11-20T10:01:00Z', 7),
      run('2026-11-20T10:00:00Z', 8),
      run('2026-11-20T03:00:00Z', 9),
      run('2026-11-19T03:00:00Z', 5),
    ];
    expect(stale(runs)).toEqual({ since: '2026-11-19T03', change: 2, past: [5, 7] });
  });

  it('is against the first look where none is older, and says nothing after the first', () => {
    expect(stale([run('2026-11-20T10:00:00Z', 7), run('2026-11-20T09:00:00Z', 9)])).toEqual({
      ...{ since: '2026-11-20T09', change: -2, past: [7] },
    });
    expect(stale([run('2026-11-20T10:00:00Z', 7)])).toEqual({ past: [7] });
    expect(trendsOf([])).toEqual({ trends: [] });
  });
});
