import type { Facts } from '../../../../src/domain/rules/attribute.ts';
import type { Box } from '../../../../src/domain/rules/boxes/box.ts';
import { hasNumber } from '../../../../src/domain/rules/boxes/number-set.ts';
import type { Known as Span } from '../../../../src/domain/rules/boxes/range.ts';
import { hasText } from '../../../../src/domain/rules/boxes/text-set.ts';
import type { TextSpan } from '../../../../src/domain/rules/boxes/text-span.ts';
import { type Known, known } from '../../../../src/domain/rules/vocabulary.ts';

/** Whether an account is in a box: what a box says, read in the plainest way. */
export function isIn(box: Box, facts: Facts, at: number): boolean {
  return [...box].every(([slot, range]) => {
    const fact = known(slot.type, facts[slot.attribute], at);
    return fact === undefined ? range.mayLack : suits(fact, range.known);
  });
}

function suits(fact: Known, span: Span | undefined): boolean {
  switch (span?.kind) {
    case 'numbers':
      return typeof fact === 'number' && hasNumber(span.numbers, fact);
    case 'texts':
      return typeof fact === 'string' && isInSpan(span.span, fact);
    case 'words': {
      const words = Array.isArray(fact) ? fact : [];
      const has = (each: TextSpan) => words.some((word) => isInSpan(each, word));
      return span.demand.some.every(has) && !span.demand.none.some(has);
    }
    case undefined:
      return false;
  }
}

function isInSpan({ texts, inside }: TextSpan, text: string): boolean {
  return hasText(texts, text) && inside.every((part) => text.includes(part.text) === part.holds);
}
