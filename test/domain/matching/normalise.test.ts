import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../src/domain/matching/normalise.ts';
import { searchForm } from '../../../src/domain/matching/search-form.ts';

/** Letters of all scripts, signs, and halves of letters. */
const anyText = fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes));

describe('the form in which names are compared', () => {
  it.each([
    ['Müller & Söhne AG', 'MULLER, SOHNE A.G.'],
    ['International Business Machines', 'international  business-machines'],
    ['AT&T Inc.', 'AT and T Inc'],
    ['The Coca-Cola Company', 'coca cola company'],
    ["McDonald's", 'McDonalds'],
    ['I.B.M.', 'IBM'],
    ['Газпром', 'gazprom'],
    ['Ｔｏｙｏｔａ', 'Toyota'],
  ])('is the same for %s and %s', (one, other) => {
    expect(normalise(one)).toBe(normalise(other));
  });

  it('does not change when it is formed again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalise(normalise(text))).toBe(normalise(text));
      }),
    );
  });

  it('does not depend on case', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(normalise(text.toUpperCase())).toBe(normalise(text));
      }),
    );
  });

  it('does not depend on accents or on how they are encoded', () => {
    const letters = fc.constantFrom(...'aáàâäãåcçeéèêënñoóòôöuúùûü bdst');
    fc.assert(
      fc.property(fc.array(letters), (chosen) => {
        const text = chosen.join('');
        const bare = text.normalize('NFD').replaceAll(/\p{M}/gu, '');
        expect(normalise(text)).toBe(normalise(bare));
        expect(normalise(text.normalize('NFD'))).toBe(normalise(text));
      }),
    );
  });

  it('holds nothing but Latin letters, digits and single spaces', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalise(text)).toMatch(/^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/);
      }),
    );
  });
});

describe('the key under which a name is filed', () => {
  const keyOf = (name: string) => searchForm(name).sortKey;
  const coreOf = (name: string) => keyOf(name).split(' ')[0];

  it.each([
    'Acme Health GmbH',
    'ACME Health',
    'Acme-Health Inc.',
    'AcmeHealth GmbH & Co. KG',
    'acme health, S.A. de C.V.',
    'Acme Health S. de R.L. de C.V.',
    'Acme Health Sp. z o.o.',
    'ООО Acme Health',
    '株式会社Acme Health',
    'شركة Acme Health ذ.م.م',
  ])('puts %s beside Acme Health', (name) => {
    expect(coreOf(name)).toBe('acmehealth');
  });

  it('writes an umlaut and its two letters alike', () => {
    expect(keyOf('Mueller Soehne')).toBe(keyOf('Müller Söhne'));
  });

  it('keeps a name that is nothing but a legal form', () => {
    expect(keyOf('Limited')).toBe('limited');
  });

  it('keeps words that tell companies apart', () => {
    expect(keyOf('Berlin Zoo')).toBe('berlinzoo');
    expect(keyOf('Acme Holdings')).toBe('acmeholdings');
  });

  it('also knows what an abbreviation stands for', () => {
    expect(searchForm('Acme Mfg').words).toEqual(['acme', 'mfg', 'manufacturing']);
  });

  it('knows names of scripts without spaces by their neighbouring letters, but not their legal form', () => {
    expect(searchForm('株式会社日立製作所').marks).toEqual(['日立', '立製', '製作', '作所']);
  });

  it('knows names by their initials', () => {
    expect(searchForm('Blue Heron Freight').marks).toEqual(['^bhf']);
  });
});
