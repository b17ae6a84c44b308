import type { Condition } from '../condition.ts';
import { inRegion } from '../evaluate.ts';
import { isInForce } from '../in-force.ts';
import { known, type Slot, slotOf, slotsOf, type Vocabulary } from '../vocabulary.ts';
import type { Draft } from './finding.ts';
import type { Survey } from './survey.ts';
import { testsIn } from './tests-in.ts';
import { counted, named, shareOf } from './wording.ts';

/** Of fewer samples nothing is said. */
const ENOUGH_SAMPLES = 20;
/** From this share on a fact is mostly missing. */
const MOSTLY = 0.5;

/** Attributes that rules ask for and few samples have. */
export function missingFactFindings(survey: Survey): Draft[] {
  const { samples } = survey.around;
  if (samples.length < ENOUGH_SAMPLES) return [];
  const findings: Draft[] = [];
  for (const [attribute, rules] of askers(survey)) {
    const slot = slotOf(attribute, survey.compiled.vocabulary);
    const missing = lackingIn(survey, slot);
    if (missing <= samples.length * MOSTLY) continue;
    const label = survey.around.catalogue.get(attribute)?.label ?? attribute;
    const [only, ...others] = rules;
    const about = only !== undefined && others.length === 0 ? ruleNamed(only) : undefined;
    const asker = about ? named(only ?? '') : counted(rules.size, 'rule');
    findings.push({
      severity: 'warning',
      kind: 'missing-data',
      ...(about && { about }),
      message: `${label} is unknown for ${shareOf(missing, samples.length)} of ${counted(samples.length, 'account')}, and ${asker} cannot match without it.`,
      remedy: `Fill in ${attribute} in the CRM, or test whether it exists and say what holds where it is missing.`,
    });
  }
  return findings;
}

function ruleNamed(name: string) {
  return { statement: 'rule', name, clause: 'when' };
}

function lackingIn({ around, at }: Survey, { type, attribute }: Slot): number {
  return around.samples.reduce(
    (count, facts) => count + (known(type, facts[attribute], at) === undefined ? 1 : 0),
    0,
  );
}

/** Attributes whose values matter, each with the rules in force that ask for it. */
function askers({ compiled, at }: Survey): Map<string, Set<string>> {
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
