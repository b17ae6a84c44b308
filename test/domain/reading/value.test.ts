import { describe, expect, it } from 'vitest';
import { amountOf } from '../../../src/domain/reading/amount.ts';
import { momentOf } from '../../../src/domain/reading/moment.ts';
import { valueAs } from '../../../src/domain/reading/value.ts';

describe('a number in a text', () => {
  it.each([
    ['1,200', 1200],
    ['1 200', 1200],
    ['1’200', 1200],
    ['1.200.000', 1_200_000],
    ['1.200.000,50', 1_200_000.5],
    ['50M', 50_000_000],
    ['1.1M', 1_100_000],
    ['1.234M', 1_234_000],
    ['1.2bn', 1_200_000_000],
    ['$1.2 billion', 1_200_000_000],
    ['1,5 Mio. €', 1_500_000],
    ['EUR 12.500,00', 12_500],
    ['10k', 10_000],
    ['5 crore', 50_000_000],
    ['approx. 300 employees', 300],
    ['-5', -5],
    ['0.125', 0.125],
  ])('%s is %d', (text, number) => {
    expect(amountOf(text)).toBe(number);
  });

  it.each([
    ['201-500', 201],
    ['201 – 500 people', 201],
    ['10-50M', 10_000_000],
    ['$10M to $50M', 10_000_000],
    ['500+', 500],
    ['10,001+', 10_001],
    ['> 1000', 1000],
  ])('%s is at least %d', (text, number) => {
    expect(amountOf(text)).toBe(number);
  });

  it.each(['', 'many', '<50', '1.200', '500-200', '12 apples', '1-2-3', '12.34.56'])(
    '"%s" is none that is sure',
    (text) => {
      expect(amountOf(text)).toBeUndefined();
    },
  );
});

describe('a day in a text', () => {
  const at = (iso: string) => Date.parse(iso);

  it.each([
    ['2026-01-31', at('2026-01-31')],
    ['2026-01-31T10:00:00Z', at('2026-01-31T10:00:00Z')],
    ['2026-01-31 10:00:00', at('2026-01-31T10:00:00Z')],
    ['2026-01-31T10:00:00+02:00', at('2026-01-31T08:00:00Z')],
    ['1767225600000', at('2026-01-01')],
    ['31.1.2026', at('2026-01-31')],
    ['31/01/2026', at('2026-01-31')],
    ['01/31/2026', at('2026-01-31')],
    ['02/02/2026', at('2026-02-02')],
  ])('%s', (text, time) => {
    expect(momentOf(text)).toBe(time);
  });

  it.each(['', 'soon', '2026-02-31', '2026-13-01', '01/02/2026', '2026', '31.02.2026'])(
    '"%s" is none that is sure',
    (text) => {
      expect(momentOf(text)).toBeUndefined();
    },
  );
});

describe('a stored value', () => {
  it('is read by the type of its attribute', () => {
    expect(valueAs('boolean', 'Yes')).toBe(true);
    expect(valueAs('boolean', 0)).toBe(false);
    expect(valueAs('boolean', 'perhaps')).toBeUndefined();
    expect(valueAs('set', 'green;blue; green')).toEqual(['green', 'blue']);
    expect(valueAs('set', ['green', ' '])).toEqual(['green']);
    expect(valueAs('rep', ' Ana@Example.com ')).toBe('ana@example.com');
    expect(valueAs('rep', 'Ana')).toBeUndefined();
    expect(valueAs('number', 12)).toBe(12);
    expect(valueAs('number', Number.NaN)).toBeUndefined();
    expect(valueAs('date', 1_767_225_600_000)).toBe(1_767_225_600_000);
    expect(valueAs('text', '  two\n words ')).toBe('two words');
    expect(valueAs('text', 42)).toBe('42');
    expect(valueAs('text', true)).toBeUndefined();
  });
});
