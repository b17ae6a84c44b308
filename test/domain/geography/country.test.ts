import { describe, expect, it } from 'vitest';
import { countryOf, isCountry } from '../../../src/domain/geography/country.ts';
import { countryCodes } from '../../../src/domain/geography/country-codes.ts';

describe('a country as somebody typed it', () => {
  it.each([
    ['US', ['US', 'us', 'USA', 'U.S.', 'U.S.A.', 'u. s. a.', 'United States', 'united  states ']],
    [
      'US',
      ['United States of America', 'The United States', 'America', 'Estados Unidos', 'EE.UU.'],
    ],
    ['GB', ['UK', 'U.K.', 'England', 'Scotland', 'Great Britain', 'Großbritannien', 'GBR']],
    ['DE', ['Germany', 'Deutschland', 'DEUTSCHLAND', 'Allemagne', 'Alemania', 'DEU']],
    ['DE', ['Federal Republic of Germany', 'Germany (DE)', 'DE - Germany', 'DE / Deutschland']],
    ['TR', ['Türkiye', 'Turkiye', 'Turkey', 'TÜRKİYE']],
    ['NL', ['Netherlands', 'The Netherlands', 'Holland', 'Nederland']],
    ['KR', ['Korea, South', 'South Korea', 'S. Korea', 'Republic of Korea', 'Korea, Republic of']],
    ['KP', ['North Korea', 'Korea, North', "Korea, Democratic People's Republic of"]],
    ['CD', ['DRC', 'Congo, The Democratic Republic of the', 'Democratic Republic of the Congo']],
    ['CG', ['Congo', 'Republic of the Congo']],
    ['TW', ['Taiwan', 'Taiwan, Province of China']],
    ['AE', ['UAE', 'U.A.E.', 'United Arab Emirates', 'Emirates']],
    ['CI', ['Côte d’Ivoire', "Cote d'Ivoire", 'Ivory Coast']],
    ['AT', ['Österreich', 'Oesterreich', 'Osterreich', 'Austria']],
    ['CZ', ['Czechia', 'Czech Republic', 'Česko']],
    ['IE', ['Ireland', 'Éire', 'Republic of Ireland']],
    ['BY', ['Belarus', 'Wit-Rusland', 'Weißrussland']],
    ['JP', ['日本', 'Japon', 'Giappone']],
    ['NA', ['NA', 'Namibia']],
    ['GE', ['Georgia']],
  ])('knows %s', (code, spellings) => {
    expect(spellings.map((text) => [text, countryOf(text)])).toEqual(
      spellings.map((text) => [text, code]),
    );
  });

  it.each(['', ' ', '?', 'n/a', 'California', 'Oakland', 'EMEA', 'XX', '12', 'Rio de Janeiro'])(
    'does not make a country of "%s"',
    (text) => {
      expect(countryOf(text)).toBeUndefined();
    },
  );

  it('does not choose between two countries', () => {
    expect(countryOf('Germany / Austria')).toBeUndefined();
    expect(countryOf('Oakland, CA, USA')).toBeUndefined();
  });

  it('knows every code, and its own English name for it', () => {
    const english = new Intl.DisplayNames(['en'], { type: 'region' });
    for (const [two, three] of countryCodes) {
      expect([countryOf(two), countryOf(three), countryOf(english.of(two) ?? '')]).toEqual([
        two,
        two,
        two,
      ]);
    }
    expect(isCountry('US')).toBe(true);
    expect(isCountry('UK')).toBe(false);
  });
});
