import { describe, expect, it } from 'vitest';
import { flag } from '../../src/domain/flag.ts';
import { standardCatalogue } from '../../src/domain/rules/attribute.ts';
import { parseCondition } from '../../src/domain/rules/syntax.ts';
import { wordFlag } from '../../src/slack/views/flag-words.ts';
import { wordCondition, wordValue } from '../../src/slack/views/rule-words.ts';

function said(text: string): string {
  const reading = parseCondition(text, standardCatalogue);
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
  return wordCondition(reading.value);
}

describe('a condition in words', () => {
  it.each([
    ['country = US', 'country is US'],
    ['state in (CA, OR)', 'state is one of CA, OR'],
    ['state not in (CA)', 'state is not CA'],
    ['revenue >= 50M', 'annual revenue is at least $50M'],
    ['employees between 200 and 999', 'employees are between 200 and 999'],
    ['employees < 1000', 'employees are below 1,000'],
    ['owner exists', 'present owner is known'],
    ['owner missing', 'present owner is missing'],
    ['zip starts with 606', 'postal code starts with “606”'],
    [
      'zip starts with 90 or zip starts with 91 or zip starts with 92',
      'postal code starts with “90”, “91” or “92”',
    ],
    [
      'zip starts with 90 or state starts with C',
      'postal code starts with “90” or state starts with “C”',
    ],
    ['in region DACH', 'the place is in DACH'],
    ['not in region DACH', 'the place is not in DACH'],
    ['created within 30 days', 'created is within the last 30 days'],
    ['former_customer = yes', 'former customer is yes'],
    ['tags contains "a*b"', 'tags contains “a∗b”'],
    ['always', 'always'],
    [
      'country = US and (state = CA or not (type = customer))',
      'country is US and (state is CA or not (type is customer))',
    ],
  ])('%s', (text, words) => {
    expect(said(text)).toBe(words);
  });
});

describe('a value in words', () => {
  it('is short only where that is exact: just below a limit must not read like the limit', () => {
    expect(wordValue('revenue', 50_000_000)).toBe('$50M');
    expect(wordValue('revenue', 49_990_001)).toBe('$49,990,001');
    expect(wordValue('revenue', 1_200_000_000)).toBe('$1.2B');
    expect(wordValue('employees', 999)).toBe('999');
  });

  it('shows dates as days, and words as a list', () => {
    expect(wordValue('created', Date.parse('2026-01-05'))).toContain('2026-01-05');
    expect(wordValue('tags', ['field', 'west'])).toBe('field, west');
    expect(wordValue('mapped_thing', '<!here>')).toBe('&lt;!here&gt;');
  });
});

describe('a flag in words', () => {
  const by = { kind: 'rep', id: 'r9', name: 'Mo Keller' };
  it.each([
    [{ kind: 'review', rule: 'West' }, 'rule “West” leaves it to a person'],
    [{ kind: 'review', rule: 'West', by: 'VP' }, 'rule “West” asks for the approval of VP'],
    [{ kind: 'no-match' }, 'no rule fits'],
    [
      { kind: 'conflict', rule: 'A', rival: 'B' },
      '“A” and “B” both fit, and want different things',
    ],
    [
      { kind: 'missing-data', rule: 'A', attributes: ['revenue'] },
      '“A” would win if annual revenue were known and suited it',
    ],
    [
      {
        ...{ kind: 'missing-data', rule: 'A', attributes: ['revenue', 'state'] },
        ...{ also: ['B', 'C'].map((rule) => ({ rule, attributes: ['state'] })), more: 3 },
      },
      '“A” would win if annual revenue and state were known and suited it; “B” or “C” would win if state were known and suited it; so would 3 more rules',
    ],
    [
      { kind: 'high-value', attribute: 'revenue', value: 2e9, limit: 1e9 },
      'annual revenue is $2B, and from $1B on a person looks',
    ],
    [
      { kind: 'stale-data', attribute: 'state', since: '2020-01-01T00:00:00Z', limit: 730 },
      'the rule rests on state, last set <!date^1577836800^{date_short}|2020-01-01>: after 730 days a fact is doubtful',
    ],
    [
      { kind: 'over-capacity', rep: 'Ada', load: 90, capacity: 80 },
      'Ada has 90 accounts, of at most 80',
    ],
    [{ kind: 'inactive-owner', name: 'Ada' }, 'Ada has left or cannot be asked'],
    [{ kind: 'no-owner', wanted: 'territory Moon' }, 'the registry does not know territory Moon'],
    [
      { kind: 'restless', changes: 6 },
      'its owner has changed 6 times within an hour, so something else seems to set it as well, such as a workflow in the CRM',
    ],
    [
      { kind: 'set-by-hand', by, at: '2020-01-01T00:00:00Z', owner: 'nobody' },
      'Mo Keller took its owner away by hand <!date^1577836800^{date_short}|2020-01-01>',
    ],
    [{ kind: 'pinned', by, reason: 'renewal' }, 'it is pinned by Mo Keller: renewal'],
    [
      { kind: 'open-deal', owner: 'ada@x.example', value: 250_000 },
      'ada@x.example has an open deal on it ($250,000)',
    ],
    [
      { kind: 'duplicate', account: 'Acme Inc', owner: 'ada@x.example' },
      'it is probably the same company as Acme Inc, which is ada@x.example’s',
    ],
    [{ kind: 'unclaimed', pool: 'Desk' }, 'it belongs to whoever of the pool Desk claims it first'],
  ])('%o', (given, words) => {
    expect(wordFlag(flag.parse(given))).toBe(words);
  });
});
