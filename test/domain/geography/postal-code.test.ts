import { describe, expect, it } from 'vitest';
import { stateOfZip, zipOf } from '../../../src/domain/geography/postal-code.ts';

describe('a postal code as somebody typed it', () => {
  it.each([
    ['US', '94612', ['94612', ' 94612-1234', '946121234', '94612 1234']],
    ['US', '02139', ['02139', '2139', '2139-4307']],
    ['CA', 'M5V 3L9', ['M5V 3L9', 'm5v3l9', 'M5V-3L9']],
    ['CA', 'M5V', ['M5V']],
    ['GB', 'EC1A 1BB', ['EC1A 1BB', 'ec1a1bb', 'EC1A  1BB']],
    ['GB', 'M1 2AB', ['M12AB']],
    ['DE', '04109', ['04109', '4109', 'D-04109', 'DE 04109']],
    ['NL', '1012 AB', ['1012AB', '1012 ab']],
    ['NL', '1012', ['1012']],
    ['IT', '00118', ['118', '00118']],
    ['JP', '105-0011', ['105-0011', '1050011']],
    ['BR', '01310-100', ['01310-100', '1310-100', '01310100']],
    ['SE', '111 22', ['11122', '111 22']],
    ['IE', 'D02 X285', ['D02X285', 'd02 x285']],
    ['GH', 'GA-123', ['ga-123']],
    [undefined, '94612-1234', ['94612-1234']],
  ])('of %s is %s', (country, zip, spellings) => {
    expect(spellings.map((text) => [text, zipOf(text, country)])).toEqual(
      spellings.map((text) => [text, zip]),
    );
  });

  it.each([
    ['US', '00000'],
    ['US', '946'],
    ['US', 'EC1A 1BB'],
    ['US', 'n/a'],
    ['CA', '539'],
    ['DE', '123456'],
    ['AE', 'Dubai'],
    [undefined, 'none'],
  ])('of %s is not %s', (country, text) => {
    expect(zipOf(text, country)).toBeUndefined();
  });

  it('says in which American state it lies', () => {
    const states = {
      '94612': 'CA',
      '10001': 'NY',
      '02139': 'MA',
      '05501': 'MA',
      '05401': 'VT',
      '20001': 'DC',
      '20101': 'VA',
      '73301': 'TX',
      '88510': 'TX',
      '00901': 'PR',
      '99501': 'AK',
      '96813': 'HI',
    };
    for (const [zip, state] of Object.entries(states)) {
      expect([zip, stateOfZip(zip, 'US')]).toEqual([zip, state]);
    }
    expect(stateOfZip('71500', 'US')).toBeUndefined();
  });

  it('says in which Canadian province it lies, but not where two share a letter', () => {
    expect(stateOfZip('M5V 3L9', 'CA')).toBe('ON');
    expect(stateOfZip('X0A 0H0', 'CA')).toBeUndefined();
    expect(stateOfZip('80331', 'DE')).toBeUndefined();
  });
});
