import { describe, expect, it } from 'vitest';
import type { NameKind } from '../../../src/domain/matching/match.ts';
import { type NameRow, rankNames } from '../../../src/domain/matching/rank.ts';
import { searchForm } from '../../../src/domain/matching/search-form.ts';

const row = (name: string, kind: NameKind = 'name', accountId = name): NameRow => {
  const { norm, sortKey } = searchForm(name);
  return { accountId, kind, name, norm, sortKey };
};

function ranked(asked: string, names: string[], frequencies: Record<string, number> = {}) {
  const rows = names.map((name) => row(name));
  return rankNames(asked, rows, new Map(Object.entries(frequencies))).map(
    ({ accountId }) => accountId,
  );
}

describe('the likeliest account', () => {
  it.each([
    ['acme', ['Acme Corp', 'Acme Health GmbH', 'Akme Ltd']],
    ['acme inc', ['ACME Inc.', 'Acme GmbH', 'Acme Health Inc']],
    ['acme health', ['Acme Health GmbH', 'Acme Health Services Ltd', 'Acne Health']],
    ['health acme', ['Acme Health GmbH', 'Acme Hearth']],
    ['globex internatonal', ['Globex International', 'Globex Intermodal']],
    ['blueheron', ['Blue Heron', 'Blue Heron Freight', 'Blue Baron']],
    ['acme mfg', ['Acme Manufacturing', 'Acme Mining']],
    ['acme man', ['Acme Manufacturing', 'Acme Mining']],
    ['日立製作', ['株式会社日立製作所', '日立電機']],
  ])('for %s comes first', (asked, names) => {
    expect(ranked(asked, names.toReversed())).toEqual(names);
  });

  it('has the rare word of the question rather than the common one', () => {
    const names = ['Zylotech Group', 'Babcock Logistics'];
    const common = { logistics: 50_000, zylotec: 0 };
    expect(ranked('zylotec logistics', names, common)[0]).toBe('Zylotech Group');
  });

  it('is found once, by the best of its names', () => {
    const rows = [row('Roadrunner Ltd', 'former', 'a'), row('Acme Corp', 'name', 'a')];
    const matches = rankNames('acme', rows, new Map());
    expect(matches).toHaveLength(1);
    expect(matches[0]?.reason).toEqual({ kind: 'name', nameKind: 'name', name: 'Acme Corp' });
  });

  it('bears the name now rather than formerly', () => {
    const rows = [row('Acme Inc', 'former', 'past'), row('Acme Inc', 'name', 'present')];
    expect(rankNames('acme inc', rows, new Map())[0]?.accountId).toBe('present');
  });

  it('may be asked for by its initials', () => {
    const [match] = rankNames('bhf', [row('Blue Heron Freight Ltd')], new Map());
    expect(match?.reason).toEqual({ kind: 'name', nameKind: 'short', name: 'BHF' });
  });
});
