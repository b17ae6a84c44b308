import { describe, expect, it } from 'vitest';
import { valuesOf, writeBackOf, writeBackParts } from '../../src/domain/write-back.ts';

const at = new Date('2026-11-27T10:00:00Z');
const all = writeBackOf([...writeBackParts]);

describe('what is written beside an owner', () => {
  it('is how the owner came to be', () => {
    const cause = { kind: 'routing', ruleSet: 7, rule: 'West' } as const;
    const story = { cause, reason: 'The West is Ana’s.', at, territory: 'West' };
    expect(valuesOf(all, story, { segment: 'Enterprise', score: 71 })).toEqual({
      cadastre_territory: 'West',
      cadastre_segment: 'Enterprise',
      cadastre_score: '71',
      cadastre_rule: 'West',
      cadastre_rules_version: '7',
      cadastre_reason: 'The West is Ana’s.',
      cadastre_since: '2026-11-27',
    });
  });

  it('is emptied where the former owner came to it otherwise', () => {
    const values = valuesOf(all, { cause: { kind: 'operator' }, reason: 'asked for', at }, {});
    expect(values).toMatchObject({ cadastre_rule: '', cadastre_rules_version: '' });
    expect(values).toMatchObject({ cadastre_territory: '', cadastre_reason: 'asked for' });
  });

  it('calls the industry a segment where the workspace calls nothing so, as pools do', () => {
    const story = { cause: { kind: 'operator' }, reason: 'asked for', at } as const;
    const told = valuesOf(all, story, { industry: 'Healthcare' });
    expect(told).toMatchObject({ cadastre_segment: 'Healthcare', cadastre_score: '' });
  });

  it('is only what was chosen', () => {
    const chosen = writeBackOf(['reason']);
    const told = valuesOf(chosen, { cause: { kind: 'operator' }, reason: 'asked for', at }, {});
    expect(told).toEqual({ cadastre_reason: 'asked for' });
  });
});
