import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneOf } from '../../../src/domain/reading/phone.ts';

describe('a telephone number as somebody typed it', () => {
  it.each([
    ['US', '+15105550100', ['(510) 555-0100', '510.555.0100', '1-510-555-0100', '5105550100']],
    [undefined, '+15105550100', ['+1 510 555 0100', '+1 (510) 555-0100 ext. 12']],
    ['DE', '+4930123456', ['030/123456', '+49 (0)30 123456', '0049 30 123456', '030 12 34 56']],
    ['GB', '+442079460958', ['020 7946 0958', '(020) 7946-0958', '+44 20 7946 0958']],
    ['FR', '+33142685300', ['01 42 68 53 00', '01.42.68.53.00', '+33 (0)1 42 68 53 00']],
    ['IT', '+390236618300', ['02 3661 8300', '+39 02 36618300']],
    ['JP', '+81312345678', ['03-1234-5678', '+81 3-1234-5678']],
    ['BR', '+551131234567', ['(11) 3123-4567']],
  ])('in %s is %s', (country, number, spellings) => {
    expect(spellings.map((text) => [text, phoneOf(text, country)])).toEqual(
      spellings.map((text) => [text, number]),
    );
  });

  it.each(['', 'n/a', '0', '123', 'call me', '555-0100', '000000000000000000'])(
    'is none where it says "%s"',
    (text) => {
      expect(phoneOf(text, 'US')).toBeUndefined();
    },
  );

  it('without a country is read only where it says which', () => {
    expect(phoneOf('030 123456')).toBeUndefined();
  });

  it('does not change when it is read again', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('US', 'DE', 'IT', undefined), (text, country) => {
        const once = phoneOf(text, country);
        if (once !== undefined) expect(phoneOf(once, country)).toBe(once);
      }),
    );
  });
});
