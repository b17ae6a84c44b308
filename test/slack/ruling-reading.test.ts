import { describe, expect, it } from 'vitest';
import type { RulingFault } from '../../src/domain/dispute-refusal.ts';
import { fieldAbout } from '../../src/slack/views/ruling-reading.ts';

const input = (block_id: string) => ({ type: 'input', block_id });
const window = [{ type: 'section', block_id: 'outcome' }, ...['to', 'holdover', 'text'].map(input)];

describe('why a ruling is not taken', () => {
  it.each([
    [{ kind: 'wrong-day', what: 'holdover', days: 180, isAfter: false }, 'holdover'],
    // The window has no such field any more.
    [{ kind: 'wrong-day', what: 'pin', days: 365, isAfter: false }, 'text'],
    [{ kind: 'nothing-to-hold-over' }, 'holdover'],
    [{ kind: 'not-whole', role: 'AE', total: 110 }, 'text'],
  ] satisfies [RulingFault, string][])(
    'is said beneath the field it is about: %o',
    (fault, field) => {
      expect(fieldAbout({ kind: 'no-ruling', fault }, window)).toBe(field);
    },
  );

  it('is said beneath the shares, the person or the words that are wrong', () => {
    const fault = { kind: 'not-whole', role: 'AE', total: 110 } as const;
    const shares = ['role', 'rep1', 'percent1', 'rep2', 'percent2', 'text'].map(input);
    expect(fieldAbout({ kind: 'no-ruling', fault }, shares)).toBe('percent2');
    expect(fieldAbout({ kind: 'own-gain', subject: 'Acme' }, shares)).toBe('rep1');
    expect(fieldAbout({ kind: 'beyond-peers', account: 'Acme' }, window)).toBe('to');
    expect(fieldAbout({ kind: 'out-of-date' }, [input('pin')])).toBe('pin');
  });
});
