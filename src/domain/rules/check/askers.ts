import type { Condition } from '../condition.ts';
import { inRegion } from '../evaluate.ts';
import { isInForce } from '../in-force.ts';
import { slotsOf, type Vocabulary } from '../vocabulary.ts';
import type { Survey } from './survey.ts';
import { testsIn } from './tests-in.ts';

/** Attributes whose values matter, each with the rules in force that ask for it. */
export function askersOf({ compiled, at }: Survey): Map<string, Set<string>> {
  const { rules, vocabulary } = compiled;
  const found = new Map<string, Set<string>>();
  const regions = new Map<string, string[]>();
  for (const rule of rules) {
    if (!isInForce(rule, at)) continue;
    for (const attribute of valuesAsked(rule.condition, vocabulary, regions)) {
      const names = found.get(attribute) ?? new Set();
      found.set(attribute, names.add(rule.name));
    }
  }
  return found;
}

/** Whether a fact is there at all may be asked of any: that is no demand. */
function valuesAsked(
  condition: Condition,
  vocabulary: Vocabulary,
  regions: Map<string, string[]>,
): string[] {
  return testsIn(condition).flatMap((test) => {
    switch (test.kind) {
      case 'exists':
      case 'missing':
        return [];
      case 'in-region':
      case 'not-in-region': {
        const { region } = test;
        const known = regions.get(region);
        if (known) return known;
        const asked = new Set(valuesAsked(inRegion(region, vocabulary), vocabulary, regions));
        regions.set(region, [...asked]);
        return [...asked];
      }
      default:
        return slotsOf(test, vocabulary).map(({ attribute }) => attribute);
    }
  });
}
