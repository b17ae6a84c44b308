import { describe, expect, it } from 'vitest';
import { validateMessage, validateView } from '../../src/block-kit/validate.ts';
import { relatedPolicyOf } from '../../src/domain/related-policy.ts';
import { MOST_SOURCES, type Ranking } from '../../src/domain/source.ts';
import { fieldsPicture } from '../../src/slack/views/fields.ts';
import { rankSourcesModal, sourcesRanked } from '../../src/slack/views/rank-sources-modal.ts';

const property = (nth: number) => ({
  ...{
    kind: 'property' as const,
    property: `${'p'.repeat(195)}${nth}`,
    label: '<&*_`“ '.repeat(40),
  },
  state: nth % 2 === 0 ? ('gone' as const) : ('sound' as const),
});
const ranking = (nth: number): Ranking => ({
  attribute: `${'a'.repeat(57)}${nth}`,
  sources: Array.from({ length: MOST_SOURCES }, (_, one) => property(one)),
});
const shown = (count: number) =>
  fieldsPicture({
    fields: [],
    rankings: Array.from({ length: count }, (_, nth) => ranking(nth)),
    writeBack: {},
    related: relatedPolicyOf({}),
  });

describe('ranked sources in Slack', () => {
  it.each([0, 1, 60])('are taken by Slack, %i of them', (count) => {
    expect(validateMessage(shown(count))).toEqual([]);
  });

  it('say in words which property is out of order', () => {
    expect(JSON.stringify(shown(1))).toContain('*gone in the CRM*, so it says nothing');
  });

  it('are typed in a window that holds the longest ranking', () => {
    expect(validateView(rankSourcesModal(ranking(1)))).toEqual([]);
    expect(validateView(rankSourcesModal(undefined))).toEqual([]);
    expect(validateMessage(sourcesRanked({ ranking: ranking(1), reading: 12 }))).toEqual([]);
  });
});
