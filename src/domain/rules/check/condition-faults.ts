import type { TestOfAttribute } from '../boxes/test-range.ts';
import type { Test } from '../condition.ts';
import { fold } from '../fold.ts';
import { printCondition } from '../print-condition.ts';
import type { Draft } from './finding.ts';
import type { Fault } from './kept-words.ts';
import type { Guess } from './spelling.ts';
import type { Survey } from './survey.ts';
import { valueFaults } from './test-faults.ts';
import { testsIn } from './tests-in.ts';
import { named } from './wording.ts';

/** Tests that name what there is not, or ask what makes no sense. */
export function conditionFaults(survey: Survey, guess: Guess): Draft[] {
  return survey.ruleSet.rules.flatMap(({ name, condition }) =>
    testsIn(condition).flatMap((test) =>
      faultsOf(test, survey, guess).map(
        ({ what, severity, ...fault }): Draft => ({
          ...fault,
          severity: severity ?? 'error',
          about: { statement: 'rule', name, clause: 'when' },
          message: `${named(name)} asks for ${named(printCondition(test))}, ${what}.`,
        }),
      ),
    ),
  );
}

function faultsOf(test: Test, survey: Survey, guess: Guess): Fault[] {
  switch (test.kind) {
    case 'in-region':
    case 'not-in-region':
      return regionFaults(test.region, survey, guess);
    case 'in-list':
    case 'not-in-list':
      return [...attributeFaults(test, survey, guess), ...listFaults(test.list, survey, guess)];
    default:
      return attributeFaults(test, survey, guess);
  }
}

function attributeFaults(test: TestOfAttribute, { around }: Survey, guess: Guess): Fault[] {
  const attribute = around.catalogue.get(test.attribute);
  if (attribute) return valueFaults(test, attribute, around.reps, guess);
  return [
    {
      kind: 'unknown-attribute',
      what: `and there is no attribute ${named(test.attribute)}`,
      remedy: guess(
        test.attribute,
        around.catalogue.keys(),
        'Ask for one that there is: docs/rules.md lists them all.',
      ),
    },
  ];
}

function regionFaults(
  region: string,
  { compiled, around, ruleSet }: Survey,
  guess: Guess,
): Fault[] {
  if (compiled.vocabulary.regions.has(fold(region))) return [];
  const regions = [...ruleSet.regions, ...around.regions].map(({ name }) => name);
  const otherwise = `Say where it lies, as in region ${named(region)} = US (IL, IN).`;
  return [
    {
      kind: 'unknown-region',
      what: `and nobody knows the region ${named(region)}`,
      remedy: guess(region, regions, otherwise),
    },
  ];
}

function listFaults(list: string, { compiled, ruleSet }: Survey, guess: Guess): Fault[] {
  if (compiled.vocabulary.lists.has(fold(list))) return [];
  const lists = ruleSet.lists.map(({ name }) => name);
  const otherwise = `Add it to the rule set, as in list ${named(list)} = acme.com, globex.com.`;
  return [
    {
      kind: 'unknown-list',
      what: `and the rule set has no list ${named(list)}`,
      remedy: guess(list, lists, otherwise),
    },
  ];
}
