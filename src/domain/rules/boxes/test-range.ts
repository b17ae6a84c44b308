import { saysNot, type Test } from '../condition.ts';
import { type Slot, slotsOf, type Vocabulary } from '../vocabulary.ts';
import { type Atlas, folded, textsOfList } from './atlas.ts';
import { type Box, boxOf } from './box.ts';
import { commonNumbers, numbersWithout } from './number-set.ts';
import { numbersThatSuit } from './number-test.ts';
import { allKnown, type Known, knownNumbers, knownTexts, knownWords } from './range.ts';
import { allTexts, textsBeginning, textsNamed } from './text-set.ts';
import { spanWithout, type TextSpan, textSpan } from './text-span.ts';
import { wordDemand } from './word-demand.ts';

export type TestOfAttribute = Exclude<Test, { kind: 'in-region' | 'not-in-region' }>;

/** The accounts for which a test, or the opposite of one, holds: none, or a box. Undefined where no box says it exactly. */
export function boxesOfTest(
  test: TestOfAttribute,
  isNegated: boolean,
  atlas: Atlas,
): Box[] | undefined {
  const [slot] = slotsOf(test, atlas.vocabulary);
  if (!slot) return undefined;
  if (test.kind === 'exists') return [boxOf(slot, { mayLack: false, known: allKnown(slot) })];
  if (test.kind === 'missing') return [boxOf(slot, { mayLack: true, known: undefined })];
  const isOpposite = isNegated !== saysNot(test);
  const answer = knownOf(test, slot, isOpposite, atlas);
  if (answer === 'unclear') return undefined;
  return answer ? [boxOf(slot, { mayLack: false, known: answer })] : [];
}

function knownOf(
  test: TestOfAttribute,
  slot: Slot,
  isOpposite: boolean,
  atlas: Atlas,
): Known | 'unclear' | undefined {
  switch (slot.type) {
    case 'text':
    case 'rep': {
      const span = spanOf(test, atlas);
      if (span === 'unclear') return span;
      if (!isOpposite) return knownTexts(span);
      // Of one test the opposite is one span too.
      return knownTexts(span ? spanWithout(everyText, span)[0] : everyText);
    }
    case 'set': {
      const span = spanOf(test, atlas);
      if (span === 'unclear') return span;
      const spans = span ? [span] : [];
      if (isOpposite) return knownWords(wordDemand([], spans));
      return span && knownWords(wordDemand(spans, []));
    }
    case 'number':
    case 'boolean':
    case 'date':
    case 'age':
    case 'moment':
      return numbersOf(test, slot, isOpposite, atlas.vocabulary);
  }
}

const everyText: TextSpan = { texts: allTexts, inside: [] };

/** The texts that suit a test, its `not` apart. */
function spanOf(test: TestOfAttribute, atlas: Atlas): TextSpan | 'unclear' | undefined {
  switch (test.kind) {
    case 'compare':
      if (test.op !== '=' && test.op !== '!=') return 'unclear';
      return textSpan(textsNamed([folded(String(test.value), atlas)]));
    case 'in':
    case 'not-in':
      return textSpan(textsNamed(test.values.map((value) => folded(String(value), atlas))));
    case 'in-list':
    case 'not-in-list':
      return textSpan(textsOfList(test, atlas));
    case 'starts-with':
      return textSpan(textsBeginning(folded(test.text, atlas)));
    case 'contains': {
      const text = folded(test.text, atlas);
      return textSpan(allTexts, text === '' ? [] : [{ text, holds: true }]);
    }
    case 'between':
    case 'exists':
    case 'missing':
    case 'within':
      return 'unclear';
  }
}

function numbersOf(
  test: TestOfAttribute,
  slot: Slot,
  isOpposite: boolean,
  vocabulary: Vocabulary,
): Known | 'unclear' | undefined {
  const all = allKnown(slot);
  if (all.kind !== 'numbers') return 'unclear';
  const { type } = slot;
  const suited = numbersThatSuit(test, type, vocabulary);
  // A cut at infinity cannot be told from none.
  if (suited.slice(1).some((end) => !Number.isFinite(end))) return 'unclear';
  const held = commonNumbers(all.numbers, suited);
  return knownNumbers(isOpposite ? numbersWithout(all.numbers, held) : held);
}
