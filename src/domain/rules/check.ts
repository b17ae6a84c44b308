import type { Around } from './check/around.ts';
import { conditionFaults } from './check/condition-faults.ts';
import { contradictionFindings } from './check/contradictions.ts';
import { dayFindings } from './check/days.ts';
import { destinationFindings } from './check/destinations.ts';
import { type Draft, type Finding, settled } from './check/finding.ts';
import { catchAllFindings, gapFindings } from './check/gaps.ts';
import { missingFactFindings } from './check/missing-facts.ts';
import { emptyFaults, layerFaults, sameNameFaults } from './check/name-faults.ts';
import { overlapFindings, overlapsOf } from './check/overlaps.ts';
import { poolFindings } from './check/pool-findings.ts';
import { lookAt } from './check/seen.ts';
import { shadowFindings, shadowsOf } from './check/shadows.ts';
import { silentRuleFindings } from './check/silent-rules.ts';
import { guesser } from './check/spelling.ts';
import { type Survey, surveyOf } from './check/survey.ts';
import type { RuleSet } from './rule-set.ts';

/**
 * What somebody should know of a rule set before it is published. Nothing that is said of a rule is a guess: names, types
 * and days are looked up; that a rule never matches or never decides is proved, and an overlap is an account that the
 * engine was asked about. What could not be proved with reasonable effort is not said.
 */
export function checkRules(ruleSet: RuleSet, around: Around): Finding[] {
  const survey = surveyOf(ruleSet, around);
  const guess = guesser();
  const faults = conditionFaults(survey, guess);
  const named = [
    ...sameNameFaults(ruleSet),
    ...layerFaults(ruleSet, guess),
    ...emptyFaults(ruleSet),
    ...destinationFindings(ruleSet, around, guess),
    ...poolFindings(ruleSet, around, guess),
    ...dayFindings(ruleSet, survey.at),
  ];
  const drafts = [...faults, ...named, ...courseFindings(survey, faults)];
  return settled(drafts, ruleSet, around.places);
}

/** What becomes of accounts. Of rules whose tests are faulty nothing more is said, and of hidden ones not that they are silent. */
function courseFindings(survey: Survey, faults: readonly Draft[]): Draft[] {
  const faulty = namesIn(faults.filter(({ severity }) => severity === 'error'));
  const contradictions = contradictionFindings(survey, faulty);
  const shadows = shadowFindings(shadowsOf(survey), faulty, survey);
  const told = new Set([...faulty, ...namesIn([...contradictions, ...shadows])]);
  const seen = lookAt(survey);
  return [
    ...contradictions,
    ...shadows,
    ...overlapFindings(overlapsOf(survey, seen), survey),
    ...gapFindings(seen, survey),
    ...catchAllFindings(survey),
    ...silentRuleFindings(seen, told, survey),
    ...missingFactFindings(survey),
  ];
}

function namesIn(drafts: readonly Draft[]): Set<string> {
  return new Set(drafts.flatMap(({ about }) => about?.name ?? []));
}
