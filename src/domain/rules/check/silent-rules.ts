import { isInForce } from '../in-force.ts';
import type { Draft } from './finding.ts';
import type { Seen } from './seen.ts';
import type { Survey } from './survey.ts';
import { counted, named } from './wording.ts';

/** With fewer samples it is no wonder. */
const ENOUGH_SAMPLES = 500;

/** Rules in force that take no sample now; the others have been told of already. */
export function silentRuleFindings(
  { taken, count }: Seen,
  told: ReadonlySet<string>,
  { compiled, at }: Survey,
): Draft[] {
  if (count < ENOUGH_SAMPLES) return [];
  const silent = compiled.rules.filter(
    (rule, number) => taken[number] === 0 && isInForce(rule, at) && !told.has(rule.name),
  );
  return silent.map(({ name }) => ({
    severity: 'warning',
    kind: 'takes-nothing',
    about: { statement: 'rule', name, clause: 'when' },
    message: `${named(name)} takes none of ${counted(count, 'account')}.`,
    remedy:
      'See whether its condition is what you mean, or whether a rule before it takes too much.',
  }));
}
