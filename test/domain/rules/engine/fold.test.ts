import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayBeAmong, sieveOf } from '../../../../src/domain/rules/compiled/sieve.ts';
import { fold } from '../../../../src/domain/rules/fold.ts';

/** Letters with and without accents, joined ones, signs, spaces, and letters that grow or shrink in capitals. */
const letters = [
  ...'aAzZ09 .-&\t~',
  'é',
  'É',
  'e\u0301',
  'ß',
  'ẞ',
  'SS',
  'ﬁ',
  'İ',
  'ı',
  'Ǆ',
  'ŉ',
  'Ω',
  'σ',
  'ς',
  '株',
  '\u00a0',
  '\u2003',
  'Ａ',
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...letters), { maxLength: 24 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 24 }),
);

describe('the form in which texts are compared', () => {
  it.each([
    ['Zürich', ' ZURICH '],
    ['Straße', 'STRASSE'],
    ['Cafe\u0301', 'café'],
    ['Ｔｏｙｏｔａ', 'toyota'],
    ['İstanbul', 'istanbul'],
  ])('is the same for %s and %s', (one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  it('does not change when it is formed again', () => {
    const twice = fc.property(text, (any) => {
      expect(fold(fold(any))).toBe(fold(any));
    });
    fc.assert(twice, { numRuns: 3000 });
  });

  it('keeps spaces and signs inside', () => {
    expect(fold('Oil & Gas  (up)')).toBe('oil & gas  (up)');
  });
});

describe('the sieve before hashed names', () => {
  const spellings = fc.tuple(text, text, text).map(([a, b, c]) => [a, b, c]);

  it('never holds back a text that folds to one of them', () => {
    fc.assert(
      fc.property(spellings, fc.nat(2), (texts, place) => {
        const sieve = sieveOf(texts.map(fold));
        const named = texts[place] ?? '';
        for (const spelled of [
          named,
          named.toUpperCase(),
          named.toLowerCase(),
          named.normalize('NFD'),
          ` ${named}\t`,
        ]) {
          if (fold(spelled) === fold(named)) expect(mayBeAmong(sieve, spelled)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('holds back nearly everything else', () => {
    const named = Array.from({ length: 1000 }, (_, number) => fold(`Named ${number * 7} Ltd`));
    const sieve = sieveOf(named);
    const others = Array.from({ length: 1000 }, (_, number) => `Other ${number} GmbH`);
    expect(others.filter((other) => mayBeAmong(sieve, other)).length).toBeLessThan(150);
  });
});
