import fc from 'fast-check';
import type { Problem } from '../../src/block-kit/problem.ts';

/** What makes a text long, wide, right to left, larger once it is escaped, or empty to the eye. */
const stuff = [
  'W',
  'Acme & Sons <b> ',
  'شركة الأفق للتجارة ',
  '👩‍👩‍👧‍👦',
  '*_~`> ',
  'ẞ̈',
  ' ',
  '漢字かな交じり',
];

/**
 * What people and CRMs may write, up to so many characters. Left to itself fast-check draws short ones: the longest are asked
 * for by name.
 */
export function anyText(most: number, least = 0): fc.Arbitrary<string> {
  const whole = (text: string) => text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
  return fc.oneof(
    fc.string({ unit: 'grapheme', minLength: least, maxLength: most, size: 'max' }).map(whole),
    fc.constantFrom(...stuff).map((one) => whole(one.repeat(Math.ceil(most / one.length)))),
    fc.string({ unit: 'grapheme', minLength: least, maxLength: Math.min(most, 20) }).map(whole),
  );
}

/** What goes beyond Slack's limits, or beyond what is safe; that a list has the same button in each line is meant. */
export function beyond(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ message }) => !message.endsWith('is used in another block'));
}
