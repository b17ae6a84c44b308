import type { Atlas } from '../boxes/atlas.ts';
import { commonBox } from '../boxes/box.ts';
import { boxesOf } from '../boxes/boxes-of.ts';
import { normalForm } from '../compiled/normal-form.ts';
import type { Condition, Test } from '../condition.ts';
import { fold } from '../fold.ts';
import { printCondition } from '../print-condition.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { Draft } from './finding.ts';
import type { Survey } from './survey.ts';
import { testsIn } from './tests-in.ts';
import { named } from './wording.ts';

/** Parts of longer conditions are not compared. */
const MOST_PARTS = 30;

/** Rules that can never match, as far as that is proved; those with faults have been told of already. */
export function contradictionFindings(
  { compiled, holding, atlas }: Survey,
  faulty: ReadonlySet<string>,
): Draft[] {
  return compiled.rules.flatMap((rule, number): Draft[] => {
    if (holding[number]?.length !== 0 || faulty.has(rule.name)) return [];
    if (testsIn(rule.condition).some((test) => isOfNothing(test, atlas.vocabulary))) return [];
    const about = { statement: 'rule', name: rule.name, clause: 'when' };
    const condition = normalForm(rule.condition);
    if (condition.kind === 'any' && condition.of.length === 0) {
      const message = `${named(rule.name)} is switched off: its condition is never.`;
      const remedy = 'Take it out, or say when it holds.';
      return [{ severity: 'warning', kind: 'switched-off', about, message, remedy }];
    }
    return [
      {
        severity: 'error',
        kind: 'contradiction',
        about,
        message: `${named(rule.name)} can never match: ${reasonOf(condition, atlas)}.`,
        remedy: 'Take out what is too much, or write or where either will do.',
      },
    ];
  });
}

/** Lists and regions that are empty are told of by themselves. */
function isOfNothing(test: Test, { lists, regions }: Vocabulary): boolean {
  switch (test.kind) {
    case 'in-list':
    case 'not-in-list':
      return lists.get(fold(test.list))?.length === 0;
    case 'in-region':
    case 'not-in-region':
      return regions.get(fold(test.region))?.places.length === 0;
    default:
      return false;
  }
}

function reasonOf(condition: Condition, atlas: Atlas): string {
  const parts = condition.kind === 'all' ? condition.of.slice(0, MOST_PARTS) : [];
  for (const [place, one] of parts.entries()) {
    const other = parts.slice(place + 1).find((each) => exclude(one, each, atlas));
    if (other) {
      return `${named(printCondition(one))} and ${named(printCondition(other))} exclude each other`;
    }
  }
  return 'no account meets all that it asks for';
}

function exclude(one: Condition, other: Condition, atlas: Atlas): boolean {
  const boxes = boxesOf(one, atlas);
  const others = boxesOf(other, atlas);
  if (!boxes || !others) return false;
  return boxes.every((box) => others.every((each) => commonBox(box, each) === undefined));
}
