import { normalForm } from '../compiled/normal-form.ts';
import type { Condition } from '../condition.ts';
import { inRegion } from '../evaluate.ts';
import { fold } from '../fold.ts';
import { type Atlas, onceKnown } from './atlas.ts';
import { type Box, commonBox, joinedBoxes } from './box.ts';
import { labour } from './range.ts';
import { boxesOfTest, type TestOfAttribute } from './test-range.ts';

/** A condition of more boxes is not looked into. */
const MOST_BOXES = 64;
/** So many texts are compared for one slot of one rule. */
const MOST_NAMES = 2000;
const everywhere: Box = new Map();

/**
 * The accounts for which a condition holds, exactly: all that are in any of the boxes. Undefined where a test has no box
 * or where there would be too many.
 */
export function boxesOf(condition: Condition, atlas: Atlas): Box[] | undefined {
  return boxesOfNormal(normalForm(condition), atlas);
}

function boxesOfNormal(condition: Condition, atlas: Atlas): Box[] | undefined {
  switch (condition.kind) {
    case 'all':
      return common(condition.of.map((each) => boxesOfNormal(each, atlas)));
    case 'any':
      return joined(condition.of.map((each) => boxesOfNormal(each, atlas)));
    case 'not':
      return boxesOfOpposite(condition.of, atlas);
    case 'in-region':
    case 'not-in-region':
      return boxesOfRegion(condition.region, condition.kind === 'not-in-region', atlas);
    default:
      return boxesOfOne(condition, false, atlas);
  }
}

/** In normal form a `not` stands before tests only. */
function boxesOfOpposite(condition: Condition, atlas: Atlas): Box[] | undefined {
  switch (condition.kind) {
    case 'all':
    case 'any':
    case 'not':
      return undefined;
    case 'in-region':
    case 'not-in-region':
      return boxesOfRegion(condition.region, condition.kind === 'in-region', atlas);
    default:
      return boxesOfOne(condition, true, atlas);
  }
}

function boxesOfRegion(region: string, isOutside: boolean, atlas: Atlas): Box[] | undefined {
  return onceKnown(`${isOutside ? 'out of' : 'in'} ${fold(region)}`, atlas, () =>
    boxesOfNormal(normalForm(inRegion(region, atlas.vocabulary), isOutside), atlas),
  );
}

function boxesOfOne(test: TestOfAttribute, isNegated: boolean, atlas: Atlas): Box[] | undefined {
  return onceKnown(`${isNegated} ${JSON.stringify(test)}`, atlas, () =>
    boxesOfTest(test, isNegated, atlas),
  );
}

/** Nothing at all is certain even where one part is unclear. */
function common(parts: (Box[] | undefined)[]): Box[] | undefined {
  let boxes: Box[] = [everywhere];
  const known = parts.filter((part) => part !== undefined);
  for (const part of known.toSorted((a, b) => a.length - b.length)) {
    if (boxes.length * part.length > MOST_BOXES ** 2) return undefined;
    if (boxes.some((one) => part.some((other) => isLaborious(one, other)))) return undefined;
    const meetings = boxes.flatMap((one) => part.map((other) => commonBox(one, other)));
    boxes = meetings.filter((box) => box !== undefined);
    if (boxes.length > MOST_BOXES) return undefined;
  }
  return boxes.length === 0 || known.length === parts.length ? boxes : undefined;
}

/** Whether long lists would have to be compared anew for one rule. */
function isLaborious(one: Box, other: Box): boolean {
  for (const [slot, range] of other) {
    const own = one.get(slot);
    if (own && own !== range && labour(own, range) > MOST_NAMES) return true;
  }
  return false;
}

function joined(parts: (Box[] | undefined)[]): Box[] | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  const boxes = joinedBoxes(known.flat());
  return boxes.length > MOST_BOXES ? undefined : boxes;
}
