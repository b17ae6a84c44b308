import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  editDistance,
  farForms,
  nearForms,
  tolerance,
} from '../../../src/domain/matching/spelling.ts';

const letters = fc.array(fc.constantFrom(...'abcde'), { minLength: 3, maxLength: 12 });
const word = letters.map((chosen) => chosen.join(''));

type Edit = { kind: 'insert' | 'drop' | 'replace' | 'swap'; at: number; letter: string };
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('insert', 'drop', 'replace', 'swap'),
  at: fc.nat(20),
  letter: fc.constantFrom(...'abcde'),
});

function misspell(text: string, { kind, at, letter }: Edit): string {
  const place = at % text.length;
  const [before, after] = [text.slice(0, place), text.slice(place + 1)];
  switch (kind) {
    case 'insert':
      return before + letter + text.slice(place);
    case 'drop':
      return before + after;
    case 'replace':
      return before + letter + after;
    case 'swap':
      return before + after.slice(0, 1) + text.charAt(place) + after.slice(1);
  }
}

const shareOne = (one: string[], other: string[]) => one.some((form) => other.includes(form));

describe('the forms by which a misspelt word is found', () => {
  it('meet for every two words one edit apart', () => {
    fc.assert(
      fc.property(word, edit, (meant, slip) => {
        const typed = misspell(meant, slip);
        fc.pre(tolerance(typed.length) > 0);
        expect(shareOne(nearForms(meant), nearForms(typed))).toBe(true);
      }),
    );
  });

  it('meet for every two long words two edits apart', () => {
    fc.assert(
      fc.property(word, edit, edit, (meant, slip, slide) => {
        const typed = misspell(misspell(meant, slip), slide);
        fc.pre(Math.min(tolerance(meant.length), tolerance(typed.length)) === 2);
        expect(shareOne(farForms(meant), farForms(typed))).toBe(true);
      }),
    );
  });
});

describe('the edits between two words', () => {
  it.each([
    ['acme', 'acme', 0],
    ['acme', 'amce', 1],
    ['acme', 'acm', 1],
    ['acme', 'acmee', 1],
    ['acme', 'akme', 1],
    ['globex', 'golbxe', 2],
    ['', 'acme', 4],
  ])('from %s to %s are %i', (one, other, edits) => {
    expect(editDistance(one, other)).toBe(edits);
  });

  it('are as many in either direction', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(editDistance(one, other)).toBe(editDistance(other, one));
      }),
    );
  });

  it('are never more than were made', () => {
    fc.assert(
      fc.property(word, edit, (meant, slip) => {
        expect(editDistance(meant, misspell(meant, slip))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('are counted no further than asked', () => {
    fc.assert(
      fc.property(word, word, fc.nat(4), (one, other, most) => {
        expect(editDistance(one, other, most)).toBe(Math.min(editDistance(one, other), most + 1));
      }),
    );
  });
});
