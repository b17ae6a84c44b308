import { describe, expect, it } from 'vitest';
import { disqualifiedBy } from '../../src/domain/lead.ts';
import { told } from '../support/crm.ts';

describe('a lead', () => {
  it.each([
    ['lead_status', 'UNQUALIFIED', 'Unqualified'],
    ['lead_status', 'BAD_TIMING', 'Bad Timing'],
    ['lead_status', 'Bad timing', 'Bad timing'],
    ['lifecycle', 'Disqualified', 'Disqualified'],
  ])('is disqualified where its %s says %s', (key, value, word) => {
    expect(disqualifiedBy(told({ [key]: value }))).toBe(word);
  });

  it.each([
    ['lead_status', 'NEW'],
    ['lead_status', 'IN_PROGRESS'],
    ['lifecycle', 'customer'],
    ['source', 'unqualified'],
  ])('is not where its %s says %s', (key, value) => {
    expect(disqualifiedBy(told({ [key]: value }))).toBeUndefined();
  });

  it('is not where the CRM says nothing', () => {
    expect(disqualifiedBy({})).toBeUndefined();
  });
});
