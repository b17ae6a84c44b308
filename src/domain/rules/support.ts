import { normalForm } from './compiled/normal-form.ts';
import { NONE } from './compiled/table.ts';
import { questionOfTest } from './compiled.ts';
import type { Condition, Test } from './condition.ts';
import type { Decision } from './decision.ts';
import { inRegion, NO, YES } from './evaluate.ts';
import { type Hearing, hearingOf, ruleNumbered } from './explain/finding.ts';

/** The attributes on which the winner rests: alternatives that do not hold are not among them. */
export function restsOn(decision: Decision): string[] {
  const { compiled, winner } = decision;
  if (winner === NONE) return [];
  const condition = normalForm(ruleNumbered(compiled, winner).condition);
  return [...new Set(supportOf(condition, hearingOf(decision)))];
}

/** Undefined where it does not hold. In normal form a `not` stands before tests only. */
function supportOf(condition: Condition, hearing: Hearing): string[] | undefined {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = condition.of.map((each) => supportOf(each, hearing));
      const held = parts.filter((part) => part !== undefined);
      const holds = condition.kind === 'all' ? held.length === parts.length : held.length > 0;
      return holds ? held.flat() : undefined;
    }
    case 'not':
      return isTest(condition.of) ? supportOfTest(condition.of, true, hearing) : undefined;
    default:
      return supportOfTest(condition, false, hearing);
  }
}

function supportOfTest(test: Test, isNegated: boolean, hearing: Hearing): string[] | undefined {
  const { compiled } = hearing.decision;
  if ('region' in test) {
    const isOutside = isNegated !== (test.kind === 'not-in-region');
    return supportOf(normalForm(inRegion(test.region, compiled.vocabulary), isOutside), hearing);
  }
  const answer = questionOfTest(compiled, test)(hearing.sheet);
  return answer === (isNegated ? NO : YES) ? [test.attribute] : undefined;
}

function isTest(condition: Condition): condition is Test {
  return condition.kind !== 'all' && condition.kind !== 'any' && condition.kind !== 'not';
}
