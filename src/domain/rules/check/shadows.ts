import type { Draft } from './finding.ts';
import { search } from './search.ts';
import type { Survey } from './survey.ts';
import { eitherNamed, named } from './wording.ts';

/** A rule whose shadow would need more examples is taken to be in the light. */
const MOST_EXAMPLES = 48;
const MOST_SPENT = 60_000;

/** A rule that never decides, and the rules that do in its place. */
export type Shadow = { rule: number; by: number[] };

/** Only what is proved: a rule that is not among them may be hidden all the same. */
export function shadowsOf(survey: Survey): Shadow[] {
  const effort = { each: MOST_EXAMPLES, left: MOST_SPENT };
  const shadows: Shadow[] = [];
  for (const [rule, boxes] of survey.taking.entries()) {
    if (!boxes || boxes.length === 0) continue;
    const found = search(boxes, rule, survey, effort);
    if (found.kind === 'taken') shadows.push({ rule, by: [...found.by].sort((a, b) => a - b) });
  }
  return shadows;
}

export function shadowFindings(
  shadows: readonly Shadow[],
  faulty: ReadonlySet<string>,
  { compiled }: Survey,
): Draft[] {
  const nameOf = (rule: number) => compiled.rules[rule]?.name ?? '';
  return shadows.flatMap(({ rule, by }): Draft[] => {
    const name = nameOf(rule);
    if (faulty.has(name)) return [];
    const before = eitherNamed(by.map(nameOf));
    return [
      {
        severity: 'warning',
        kind: 'shadowed',
        about: { statement: 'rule', name, clause: 'when' },
        message: `${named(name)} never decides: every account that fits it goes to ${before} first.`,
        remedy: `Put it before ${before}, narrow what comes before it, or take it out.`,
      },
    ];
  });
}
