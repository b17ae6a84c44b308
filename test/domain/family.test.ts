import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { familyHeads } from '../../src/domain/family.ts';

const links = (...pairs: string[]) =>
  pairs.map((pair) => ({ child: pair.charAt(0), parent: pair.charAt(1) }));
const headsOf = (...pairs: string[]) => Object.fromEntries(familyHeads(links(...pairs)));

describe('the head of a family', () => {
  it('is at the top, however deep', () => {
    expect(headsOf('ba', 'cb', 'dc', 'xa')).toEqual({ b: 'a', c: 'a', d: 'a', x: 'a' });
  });

  it('does not depend on the order in which links are found', () => {
    const chain = links('ba', 'cb', 'dc', 'ed', 'fd');
    fc.assert(
      fc.property(fc.shuffledSubarray(chain, { minLength: chain.length }), (shuffled) => {
        expect(familyHeads(shuffled)).toEqual(familyHeads(chain));
      }),
    );
  });

  it('F24 ring: is one for all of it and all below it', () => {
    expect(headsOf('ab', 'bc', 'ca', 'da')).toEqual({ b: 'a', c: 'a', d: 'a' });
    expect(headsOf('da', 'ca', 'bc', 'ab')).toEqual({ b: 'a', c: 'a', d: 'a' });
  });

  it('is nobody for an account that is said to be its own parent', () => {
    expect(headsOf('aa')).toEqual({});
  });

  it('is found for a long chain without running out of stack', () => {
    const long = Array.from({ length: 50_000 }, (_, at) => ({
      child: `${at + 1}`,
      parent: `${at}`,
    }));
    expect(familyHeads(long.reverse()).get('50000')).toBe('0');
  });
});
